//! The writer: what is queued is done in order, committed durably, and only then answered.
//!
//! On SQLite there is one writer thread. It runs each job in a savepoint of one transaction, so that a job that fails
//! rolls back alone and the others share one sync of the disk (the group commit). On PostgreSQL a job is a transaction.

use super::sql::{PgConnection, Sql};
use crate::error::{Error, Result};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

/// A write that waits for its turn.
pub trait Job: Send {
    /// Does the work inside a transaction. An error rolls back all of it, and nothing of others.
    /// It may run again after an [`Error::Busy`] of PostgreSQL, so it must not consume what it was given.
    fn run(&mut self, sql: &mut Sql<'_>) -> Result<()>;
    /// Told once, when the work is durable or has failed. Pages made from old facts are evicted here, before the answer.
    fn settle(self: Box<Self>, outcome: Result<()>);
}

/// At most this many jobs share one commit: a bound on how long the first of them waits.
const BATCH: usize = 256;
/// And no job joins a transaction that has been open for longer than this.
const OPEN_FOR: Duration = Duration::from_millis(40);
/// After a commit that several jobs shared, more of them are on their way (an import): the next one may take this long to
/// arrive before the writer commits without it. A save by itself never waits.
const NEXT: Duration = Duration::from_millis(1);
/// How often a transaction that PostgreSQL asks to repeat is repeated.
const TRIES: u32 = 8;

/// The queue in front of the writer threads.
pub struct Writer {
    queue: Mutex<Sender<Box<dyn Job>>>,
}

impl Writer {
    pub fn sqlite(connection: rusqlite::Connection) -> Result<Writer> {
        let (queue, jobs) = channel();
        spawn("writer", move || sqlite_loop(&connection, &jobs))?;
        Ok(Writer { queue: Mutex::new(queue) })
    }

    pub fn postgres(connections: Vec<PgConnection>, address: String) -> Result<Writer> {
        let (queue, jobs) = channel();
        let jobs = Arc::new(Mutex::new(jobs));
        for connection in connections {
            let (jobs, address) = (jobs.clone(), address.clone());
            spawn("writer", move || postgres_loop(connection, &jobs, &address))?;
        }
        Ok(Writer { queue: Mutex::new(queue) })
    }

    pub fn send(&self, job: Box<dyn Job>) -> Result<()> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.send(job).map_err(|_| Error::Stopping)
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
    spawned.map(drop).map_err(|e| Error::Internal(format!("no thread for the {name}: {e}")))
}

fn sqlite_loop(connection: &rusqlite::Connection, jobs: &Receiver<Box<dyn Job>>) {
    let mut shared = false;
    while let Ok(first) = jobs.recv() {
        let mut sql = Sql::Lite(connection);
        // IMMEDIATE: a command beside the server may be writing; wait for it here, not in the middle.
        if let Err(error) = sql.batch("BEGIN IMMEDIATE") {
            first.settle(Err(error));
            continue;
        }
        let begun = Instant::now();
        let mut done = Vec::new();
        let mut next = Some(first);
        while let Some(mut job) = next.take() {
            let outcome = in_savepoint(&mut sql, job.as_mut());
            done.push((job, outcome));
            if done.len() < BATCH && begun.elapsed() < OPEN_FOR {
                next = if shared { jobs.recv_timeout(NEXT).ok() } else { jobs.try_recv().ok() };
            }
        }
        shared = done.len() > 1;
        let committed = sql.batch("COMMIT");
        if committed.is_err() {
            let _ = sql.batch("ROLLBACK");
        }
        for (job, outcome) in done {
            match (&committed, outcome) {
                (Err(error), Ok(())) => job.settle(Err(Error::Database(error.to_string()))),
                (_, outcome) => job.settle(outcome),
            }
        }
    }
}

fn in_savepoint(sql: &mut Sql<'_>, job: &mut dyn Job) -> Result<()> {
    sql.control("SAVEPOINT job")?;
    let outcome = guarded(sql, job);
    match outcome {
        Ok(()) => sql.control("RELEASE job"),
        Err(error) => {
            sql.batch("ROLLBACK TO job; RELEASE job")?;
            Err(error)
        }
    }
}

/// A panic in an action is a fault of ours; it fails that action, not the writer.
fn guarded(sql: &mut Sql<'_>, job: &mut dyn Job) -> Result<()> {
    catch_unwind(AssertUnwindSafe(|| job.run(sql)))
        .unwrap_or_else(|_| Err(Error::Internal("an action panicked; the log has the place".into())))
}

fn postgres_loop(mut connection: PgConnection, jobs: &Mutex<Receiver<Box<dyn Job>>>, address: &str) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(mut job) = next else { return };
        if connection.client.is_closed()
            && let Ok(fresh) = super::postgres_engine::connect(address)
        {
            connection = fresh;
        }
        let mut outcome = in_transaction(&mut connection, job.as_mut());
        for attempt in 1..TRIES {
            if !matches!(outcome, Err(Error::Busy(_))) {
                break;
            }
            thread::sleep(Duration::from_millis(u64::from(attempt * attempt)));
            outcome = in_transaction(&mut connection, job.as_mut());
        }
        job.settle(outcome);
    }
}

fn in_transaction(connection: &mut PgConnection, job: &mut dyn Job) -> Result<()> {
    let mut sql = Sql::Pg(connection);
    sql.batch("BEGIN")?;
    let outcome = guarded(&mut sql, job).and_then(|()| sql.batch("COMMIT"));
    if outcome.is_err() {
        let _ = sql.batch("ROLLBACK");
    }
    outcome
}
