//! Readings: each runs on a connection of its own thread, in one snapshot, and cannot write.

use super::sql::{PgConnection, Sql};
use crate::error::{Error, Result};
use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    task::{Context, Poll},
    thread,
};
use tokio::sync::oneshot;

/// A connection that a reader thread owns.
pub enum Connection {
    Lite(rusqlite::Connection),
    Pg(Box<PgConnection>),
}

impl Connection {
    fn sql(&mut self) -> Sql<'_> {
        match self {
            Connection::Lite(connection) => Sql::Lite(connection),
            Connection::Pg(connection) => Sql::Pg(connection),
        }
    }
}

type Work = Box<dyn FnOnce(&mut Sql<'_>) + Send>;

/// The queue in front of the reader threads.
pub struct Readers {
    queue: Mutex<Sender<Work>>,
}

impl Readers {
    pub fn start(connections: Vec<Connection>) -> Result<Readers> {
        let (queue, work) = channel::<Work>();
        let work = Arc::new(Mutex::new(work));
        for (number, mut connection) in connections.into_iter().enumerate() {
            let work = work.clone();
            thread::Builder::new()
                .name(format!("reader-{number}"))
                .spawn(move || reader_loop(&mut connection, &work))
                .map_err(|e| Error::Internal(format!("no thread for a reader: {e}")))?;
        }
        Ok(Readers { queue: Mutex::new(queue) })
    }

    pub fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Sql<'_>) -> Result<T> + Send + 'static,
    ) -> Reading<T> {
        let (answer, reading) = oneshot::channel();
        let work: Work = Box::new(move |sql| {
            let _ = answer.send(in_snapshot(sql, read));
        });
        // If no reader is left, `work` is dropped with its sender, and the reading says so.
        let _ = self.queue.lock().unwrap_or_else(PoisonError::into_inner).send(work);
        Reading(reading)
    }
}

fn reader_loop(connection: &mut Connection, work: &Mutex<Receiver<Work>>) {
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(next) = next else { return };
        // A panic drops the answer's sender, which tells the one who waits; the thread lives on.
        let _ = catch_unwind(AssertUnwindSafe(|| next(&mut connection.sql())));
    }
}

/// Runs `read` in one read-only snapshot.
pub fn in_snapshot<T>(sql: &mut Sql<'_>, read: impl FnOnce(&mut Sql<'_>) -> Result<T>) -> Result<T> {
    let begin = if sql.is_postgres() { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" } else { "BEGIN" };
    if let Err(first) = sql.batch(begin) {
        // A panic may have left a transaction open; end it and try once more.
        let _ = sql.batch("ROLLBACK");
        sql.batch(begin).map_err(|_| first)?;
    }
    let outcome = read(sql);
    let _ = sql.batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" });
    outcome
}

/// An answer on its way.
pub struct Reading<T>(oneshot::Receiver<Result<T>>);

impl<T> Reading<T> {
    /// Waits for it on this thread. Not to be called on the runtime's own threads.
    pub fn wait(self) -> Result<T> {
        self.0.blocking_recv().unwrap_or_else(|_| Err(gone()))
    }
}

impl<T> Future for Reading<T> {
    type Output = Result<T>;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        Pin::new(&mut self.0).poll(context).map(|answer| answer.unwrap_or_else(|_| Err(gone())))
    }
}

fn gone() -> Error {
    Error::Internal("a reading ended without an answer; the log has the place".into())
}
