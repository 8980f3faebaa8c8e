//! Actions: one verb, all or nothing, with its audit row and its row in the change log.

use super::{fact::Fact, log};
use crate::{
    db::{Db, Job, Sql},
    error::{Error, Result},
    params,
};
use std::{
    collections::BTreeSet,
    future::Future,
    net::IpAddr,
    ops::{Deref, DerefMut},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tokio::sync::oneshot;

/// A day, in microseconds.
const DAY: i64 = 86_400_000_000;

/// Through which door an action came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// An importer.
    Import,
    /// A command on the command line.
    Command,
    /// A reader, by a form.
    Reader,
    /// The server itself: a schedule that was due.
    Server,
    /// Somebody at the desk.
    Desk,
    /// Somebody without an account, by a private link.
    Link,
}

impl Via {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Via::Import => "import",
            Via::Command => "command",
            Via::Reader => "reader",
            Via::Server => "server",
            Via::Desk => "desk",
            Via::Link => "link",
        }
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    /// The person, where one is known.
    pub person: Option<i64>,
    /// The door.
    pub via: Via,
    /// Where somebody at the desk acts from. Of readers and of private links none is ever known here.
    pub address: Option<IpAddr>,
}

impl Actor {
    /// Nobody in particular, through this door.
    pub fn unnamed(via: Via) -> Self {
        Actor { person: None, via, address: None }
    }
}

/// The transaction that an action runs in. Stores are called with it as with any [`Sql`].
pub struct Tx<'a, 'c> {
    sql: &'a mut Sql<'c>,
    /// When this action happens, in UTC microseconds; the same for all its rows.
    pub now: i64,
    /// Who acts.
    pub actor: Actor,
    touched: BTreeSet<Fact>,
    subject: Option<(String, String)>,
}

impl Tx<'_, '_> {
    /// Says that a fact changed: every page made from it will be gone before the action is answered.
    pub fn touch(&mut self, fact: Fact) {
        self.touched.insert(fact);
    }

    /// The facts that were said to change so far, each once.
    pub fn touched(&self) -> impl Iterator<Item = &Fact> {
        self.touched.iter()
    }

    /// What the audit row will name, and what it adds.
    pub fn audit(&mut self, subject: impl Into<String>, detail: impl Into<String>) {
        self.subject = Some((subject.into(), detail.into()));
    }
}

impl<'c> Deref for Tx<'_, 'c> {
    type Target = Sql<'c>;
    fn deref(&self) -> &Sql<'c> {
        self.sql
    }
}
impl<'c> DerefMut for Tx<'_, 'c> {
    fn deref_mut(&mut self) -> &mut Sql<'c> {
        self.sql
    }
}

/// Told of every action of this process once it is durable and before it is answered.
pub trait Observer: Send + Sync {
    /// These facts changed; `change` is the number of the row in the log.
    fn committed(&self, change: i64, facts: &[Fact]);
}

/// Runs actions.
#[derive(Clone)]
pub struct Actions {
    db: Db,
    observer: Option<Arc<dyn Observer>>,
    clock: fn() -> i64,
}

impl Actions {
    /// Actions on `db`, which tell `observer` what they changed.
    pub fn new(db: Db, observer: Option<Arc<dyn Observer>>, clock: fn() -> i64) -> Self {
        Actions { db, observer, clock }
    }

    /// The database they run on.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Queues an action. `work` may run again if the database asks for it, so it borrows what it needs.
    pub fn act<T: Send + 'static>(
        &self,
        verb: &'static str,
        actor: Actor,
        work: impl FnMut(&mut Tx<'_, '_>) -> Result<T> + Send + 'static,
    ) -> Pending<T> {
        let (answer, pending) = oneshot::channel();
        let running = Running {
            verb,
            actor,
            work,
            clock: self.clock,
            observer: self.observer.clone(),
            done: None,
            answer,
        };
        // If the writer is gone the job is dropped with its sender, and whoever waits is told so.
        let _ = self.db.write(Box::new(running));
        Pending(pending)
    }
}

struct Running<T, F> {
    verb: &'static str,
    actor: Actor,
    work: F,
    clock: fn() -> i64,
    observer: Option<Arc<dyn Observer>>,
    done: Option<Done<T>>,
    answer: oneshot::Sender<Result<T>>,
}

struct Done<T> {
    value: T,
    change: Option<i64>,
    facts: Vec<Fact>,
}

impl<T: Send, F: FnMut(&mut Tx<'_, '_>) -> Result<T> + Send> Job for Running<T, F> {
    fn run(&mut self, sql: &mut Sql<'_>) -> Result<()> {
        let mut now = (self.clock)();
        if self.actor.via == Via::Link {
            // Of whoever uses a private link no time finer than a day is kept, by any row of any action.
            now -= now.rem_euclid(DAY);
        }
        let mut tx = Tx { sql, now, actor: self.actor, touched: BTreeSet::new(), subject: None };
        let value = (self.work)(&mut tx)?;
        let Tx { touched, subject, sql, actor, .. } = tx;
        if let Some((subject, detail)) = subject {
            let address = actor.address.map(|address| address.to_string());
            sql.execute(
                "INSERT INTO audit (at, person_id, via, verb, subject, detail, address) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![now, actor.person, actor.via.as_str(), self.verb, &subject, &detail, &address],
            )?;
        }
        let facts: Vec<Fact> = touched.into_iter().collect();
        let change = if facts.is_empty() { None } else { Some(log::append(sql, now, self.verb, &facts)?) };
        self.done = Some(Done { value, change, facts });
        Ok(())
    }

    fn settle(self: Box<Self>, outcome: Result<()>) {
        let answer = match (outcome, self.done) {
            (Ok(()), Some(done)) => {
                if let (Some(observer), Some(change)) = (&self.observer, done.change) {
                    observer.committed(change, &done.facts);
                }
                Ok(done.value)
            }
            (Ok(()), None) => Err(Error::Internal("an action was settled before it ran".into())),
            (Err(error), _) => Err(error),
        };
        let _ = self.answer.send(answer);
    }
}

/// An action on its way.
#[must_use = "an action that nobody waits for may fail unseen"]
pub struct Pending<T>(oneshot::Receiver<Result<T>>);

impl<T> Pending<T> {
    /// Waits for it on this thread. Not to be called on the runtime's own threads.
    pub fn wait(self) -> Result<T> {
        self.0.blocking_recv().unwrap_or(Err(Error::Stopping))
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T>;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        Pin::new(&mut self.0).poll(context).map(|answer| answer.unwrap_or(Err(Error::Stopping)))
    }
}
