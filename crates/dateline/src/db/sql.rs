//! The handle that every store's SQL goes through, on either engine.
//!
//! Statements are written once, with `?1 ?2 …`; for PostgreSQL they are turned into `$1 $2 …`
//! and kept prepared a connection. A statement is a `&'static str`: none is ever put together from input.

use super::value::{Param, Row};
use crate::error::{Error, Result};
use std::collections::HashMap;

/// A PostgreSQL connection with its prepared statements.
pub struct PgConnection {
    pub(super) client: postgres::Client,
    prepared: HashMap<&'static str, postgres::Statement>,
}

impl PgConnection {
    pub(super) fn new(client: postgres::Client) -> Self {
        PgConnection { client, prepared: HashMap::new() }
    }

    fn statement(&mut self, sql: &'static str) -> Result<postgres::Statement> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&sql.replace('?', "$"))?;
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }
}

/// A connection lent to one action or one reading, inside its transaction.
pub enum Sql<'c> {
    /// SQLite.
    Lite(&'c rusqlite::Connection),
    /// PostgreSQL.
    Pg(&'c mut PgConnection),
}

impl Sql<'_> {
    /// Runs a statement and says how many rows it changed.
    pub fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64> {
        match self {
            Sql::Lite(connection) => {
                Ok(connection.prepare_cached(sql)?.execute(rusqlite::params_from_iter(params))? as u64)
            }
            Sql::Pg(connection) => {
                let statement = connection.statement(sql)?;
                Ok(connection.client.execute(&statement, &refs(params))?)
            }
        }
    }

    /// All rows of an answer, each read by `read`.
    pub fn rows<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut out = Vec::new();
        self.each(sql, params, |row| {
            out.push(read(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Gives each row to `see`, without keeping them: for answers that may be long.
    pub fn each(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        mut see: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        match self {
            Sql::Lite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(params))?;
                while let Some(row) = rows.next()? {
                    see(&Row::Lite(row))?;
                }
            }
            Sql::Pg(connection) => {
                let statement = connection.statement(sql)?;
                for row in connection.client.query(&statement, &refs(params))? {
                    see(&Row::Pg(&row))?;
                }
            }
        }
        Ok(())
    }

    /// The first row, if there is one.
    pub fn row<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        match self {
            Sql::Lite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(params))?;
                let first = rows.next()?.map(|row| read(&Row::Lite(row))).transpose()?;
                // An INSERT … RETURNING has done its work only once it was stepped to its end.
                while rows.next()?.is_some() {}
                Ok(first)
            }
            Sql::Pg(connection) => {
                let statement = connection.statement(sql)?;
                let rows = connection.client.query(&statement, &refs(params))?;
                rows.first().map(|row| read(&Row::Pg(row))).transpose()
            }
        }
    }

    /// The first column of the first row, a whole number; an error if there is none.
    pub fn number(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<i64> {
        self.row(sql, params, |row| row.int(0))?
            .ok_or_else(|| Error::Internal(format!("a statement gave no row: {sql}")))
    }

    /// Runs one statement that begins or ends a transaction or a savepoint; kept prepared, since every action has some.
    pub(super) fn control(&mut self, sql: &'static str) -> Result<()> {
        match self {
            Sql::Lite(connection) => Ok(connection.prepare_cached(sql)?.execute([]).map(drop)?),
            Sql::Pg(connection) => Ok(connection.client.batch_execute(sql)?),
        }
    }

    /// Runs SQL without parameters, one statement or several: migrations.
    pub(super) fn batch(&mut self, sql: &str) -> Result<()> {
        match self {
            Sql::Lite(connection) => Ok(connection.execute_batch(sql)?),
            Sql::Pg(connection) => Ok(connection.client.batch_execute(sql)?),
        }
    }

    /// True on PostgreSQL: for the few places where the engines differ, all of them in `db` and `changes`.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Sql::Pg(_))
    }
}

fn refs<'a>(params: &'a [Param<'a>]) -> Vec<&'a (dyn postgres::types::ToSql + Sync)> {
    params.iter().map(|p| p as &(dyn postgres::types::ToSql + Sync)).collect()
}
