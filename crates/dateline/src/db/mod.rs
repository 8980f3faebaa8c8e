//! The database: SQLite by default, PostgreSQL when several nodes share one truth.
//!
//! Connections belong to threads of their own. On SQLite one writer thread takes what is queued and commits it together;
//! on PostgreSQL each write is a transaction. Readings run in one snapshot each. Stores see only [`Sql`].

mod apart;
mod catalogue;
mod integrity;
mod leavings;
mod migrate;
mod postgres_engine;
mod reader;
mod sql;
mod sqlite_engine;
mod url;
mod value;
mod writer;

pub use catalogue::{Cell, Table, count, each_row, has_rows, insert, tables};
pub use integrity::{DATABASE_FILE, faults};
pub use migrate::{NEWEST_MIGRATION, applied as applied_migrations, pending as pending_migrations};
pub use reader::Reading;
pub use sql::Sql;
pub use url::DatabaseUrl;
pub use value::{Param, Row};
pub use writer::Job;

use crate::error::Result;
use std::sync::Arc;

/// A database that is open, migrated and ready. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    url: DatabaseUrl,
    writer: writer::Writer,
    readers: reader::Readers,
}

impl Db {
    /// Opens the database and brings its tables up to date.
    ///
    /// `readers` is how many connections serve readings at once.
    pub fn open(url: &DatabaseUrl, readers: usize) -> Result<Db> {
        match url {
            DatabaseUrl::Sqlite(path) => {
                let first = sqlite_engine::connect(path, sqlite_engine::Role::Writer)?;
                migrate::run(&mut Sql::Lite(&first))?;
                let writer = writer::Writer::sqlite(first)?;
                let connections = (0..readers)
                    .map(|_| {
                        sqlite_engine::connect(path, sqlite_engine::Role::Reader)
                            .map(reader::Connection::Lite)
                    })
                    .collect::<Result<Vec<_>>>()?;
                Ok(Db(Arc::new(Inner {
                    url: url.clone(),
                    writer,
                    readers: reader::Readers::start(connections)?,
                })))
            }
            DatabaseUrl::Postgres(address) => {
                let mut first = postgres_engine::connect(address)?;
                migrate::run(&mut Sql::Pg(&mut first))?;
                let mut writers = vec![first];
                for _ in 1..4 {
                    writers.push(postgres_engine::connect(address)?);
                }
                let connections = (0..readers)
                    .map(|_| {
                        postgres_engine::connect(address).map(|one| reader::Connection::Pg(Box::new(one)))
                    })
                    .collect::<Result<Vec<_>>>()?;
                let writer = writer::Writer::postgres(writers, address.clone())?;
                Ok(Db(Arc::new(Inner {
                    url: url.clone(),
                    writer,
                    readers: reader::Readers::start(connections)?,
                })))
            }
        }
    }

    /// Where this database is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.0.url
    }

    /// Queues a write. It is settled, with its outcome, once it is durable or has failed.
    pub fn write(&self, job: Box<dyn Job>) -> Result<()> {
        self.0.writer.send(job)
    }

    /// Starts a reading in one snapshot; await it, or [`Reading::wait`] for it off the runtime.
    pub fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Sql<'_>) -> Result<T> + Send + 'static,
    ) -> Reading<T> {
        self.0.readers.read(read)
    }

    /// A connection of one's own, outside the pools: for backups, and for watching what others write.
    pub fn separate(&self) -> Result<Separate> {
        Ok(match &self.0.url {
            DatabaseUrl::Sqlite(path) => {
                Separate::Lite(Box::new(sqlite_engine::connect(path, sqlite_engine::Role::Reader)?))
            }
            DatabaseUrl::Postgres(address) => Separate::Pg(Box::new(postgres_engine::connect(address)?)),
        })
    }
}

/// A connection outside the pools. It cannot write.
pub enum Separate {
    /// SQLite.
    Lite(Box<rusqlite::Connection>),
    /// PostgreSQL.
    Pg(Box<sql::PgConnection>),
}

impl Separate {
    /// The handle for stores.
    pub fn sql(&mut self) -> Sql<'_> {
        match self {
            Separate::Lite(connection) => Sql::Lite(connection),
            Separate::Pg(connection) => Sql::Pg(connection),
        }
    }

    /// Runs `read` in one snapshot of the whole database, however long it takes.
    pub fn snapshot<T>(&mut self, read: impl FnOnce(&mut Sql<'_>) -> Result<T>) -> Result<T> {
        reader::in_snapshot(&mut self.sql(), read)
    }

    /// Whether this connection is the only one of all nodes that does a piece of work, which the number names. It stays so for
    /// as long as the connection lives. On SQLite there is one server, which holds the lock of its data folder.
    pub fn alone(&mut self, work: i64) -> Result<bool> {
        match self {
            Separate::Lite(_) => Ok(true),
            Separate::Pg(_) => {
                let taken = "SELECT CASE WHEN pg_try_advisory_lock(?1) THEN 1 ELSE 0 END";
                Ok(self.sql().number(taken, crate::params![work])? != 0)
            }
        }
    }

    /// An error if the connection is gone.
    pub fn answers(&mut self) -> Result<()> {
        self.sql().number("SELECT 1", &[]).map(drop)
    }

    /// On SQLite, a number that changes when another connection has written; `None` on PostgreSQL.
    pub fn data_version(&mut self) -> Result<Option<i64>> {
        match self {
            Separate::Lite(connection) => {
                Ok(Some(connection.pragma_query_value(None, "data_version", |row| row.get(0))?))
            }
            Separate::Pg(_) => Ok(None),
        }
    }

    /// On PostgreSQL, waits up to `time` for a notification that something was committed.
    /// On SQLite it sleeps that long: there one polls [`Separate::data_version`].
    pub fn wait(&mut self, time: std::time::Duration) -> Result<()> {
        match self {
            Separate::Lite(_) => std::thread::sleep(time),
            Separate::Pg(connection) => postgres_engine::wait_for_notification(connection, time)?,
        }
        Ok(())
    }
}
