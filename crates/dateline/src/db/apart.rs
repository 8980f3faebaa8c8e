//! Connections for work beside the pools: reading tables that are not migrated yet, and loading a backup into empty ones.

use super::{DatabaseUrl, Separate, catalogue, migrate, postgres_engine, sql::Sql, sqlite_engine};
use crate::error::Result;

impl Separate {
    /// A connection that reads the database as it is, whatever its migration. The database must exist.
    pub fn unmigrated(url: &DatabaseUrl) -> Result<Separate> {
        open(url, sqlite_engine::Role::Reader)
    }

    /// Fills an empty database in one transaction: makes the tables of the migration `number`, lets `load` fill them,
    /// and compares what refers to what at its end. An error leaves the database as it was. Later migrations follow after.
    pub fn fill<T>(
        url: &DatabaseUrl,
        number: i64,
        load: impl FnOnce(&mut Sql<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut apart = open(url, sqlite_engine::Role::Writer)?;
        let sql = &mut apart.sql();
        // SQLite would look for waiting children in whole tables at each row; they are compared once, before the commit.
        // The setting cannot be changed inside a transaction, and ends with this connection.
        sql.batch(if sql.is_postgres() { "BEGIN" } else { "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE" })?;
        let outcome = migrate::run_to(sql, number)
            .and_then(|()| catalogue::before_loading(sql))
            .and_then(|held| load(sql).map(|done| (held, done)))
            .and_then(|(held, done)| {
                catalogue::after_loading(sql, &held)?;
                sql.batch("COMMIT")?;
                Ok(done)
            });
        match outcome {
            Ok(done) => {
                migrate::run(sql)?;
                if sql.is_postgres() {
                    // Without it the planner guesses until autovacuum has been round.
                    sql.batch("ANALYZE")?;
                }
                Ok(done)
            }
            Err(error) => {
                let _ = sql.batch("ROLLBACK");
                Err(error)
            }
        }
    }
}

fn open(url: &DatabaseUrl, role: sqlite_engine::Role) -> Result<Separate> {
    Ok(match url {
        DatabaseUrl::Sqlite(path) => Separate::Lite(Box::new(sqlite_engine::connect(path, role)?)),
        DatabaseUrl::Postgres(address) => Separate::Pg(Box::new(postgres_engine::connect(address)?)),
    })
}
