//! The rows of the log: append, read from, prune.
//!
//! On SQLite numbers commit in order. On PostgreSQL they do not: a row carries the transaction that wrote it, followers
//! read only what lies below every transaction still open, in the order (transaction, number), and so miss nothing.

use super::fact::Fact;
use crate::{db::Sql, error::Result, params};

/// One action, as the log has it.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its number.
    pub id: i64,
    /// Where to go on reading after it.
    pub position: Position,
    /// What it changed.
    pub facts: Vec<Fact>,
}

/// A place in the log. The default is its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    xid: i64,
    id: i64,
}

impl Position {
    /// The number of the last change that was read.
    pub fn number(self) -> i64 {
        self.id
    }
}

/// Writes the row of an action. On PostgreSQL other nodes are notified when it commits.
pub(super) fn append(sql: &mut Sql<'_>, now: i64, verb: &str, facts: &[Fact]) -> Result<i64> {
    let list = serde_json::to_string(facts)?;
    let id = sql.number(
        "INSERT INTO changes (at, verb, facts) VALUES (?1, ?2, ?3) RETURNING id",
        params![now, verb, &list],
    )?;
    if sql.is_postgres() {
        sql.execute("SELECT pg_notify('dateline_changes', '')", &[])?;
    }
    Ok(id)
}

/// Up to `limit` changes after `position`, oldest first.
pub fn read_after(sql: &mut Sql<'_>, position: Position, limit: i64) -> Result<Vec<Change>> {
    let query = if sql.is_postgres() {
        "SELECT id, CAST(CAST(xid AS TEXT) AS BIGINT), facts FROM changes
         WHERE xid < pg_snapshot_xmin(pg_current_snapshot())
           AND (xid, id) > (CAST(CAST(?1 AS BIGINT)::TEXT AS xid8), ?2) ORDER BY xid, id LIMIT ?3"
    } else {
        "SELECT id, xid, facts FROM changes WHERE (xid, id) > (?1, ?2) AND id > ?2 ORDER BY id LIMIT ?3"
    };
    sql.rows(query, params![position.xid, position.id, limit], |row| {
        let id = row.int(0)?;
        Ok(Change { id, position: Position { xid: row.int(1)?, id }, facts: row.json(2)? })
    })
}

/// Where the log ends now, for a follower that starts with everything it has freshly made.
pub fn newest(sql: &mut Sql<'_>) -> Result<Position> {
    let query = if sql.is_postgres() {
        "SELECT CAST(CAST(xid AS TEXT) AS BIGINT), id FROM changes
         WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid DESC, id DESC LIMIT 1"
    } else {
        "SELECT xid, id FROM changes ORDER BY id DESC LIMIT 1"
    };
    let found = sql.row(query, &[], |row| Ok(Position { xid: row.int(0)?, id: row.int(1)? }))?;
    Ok(found.unwrap_or_default())
}

/// The largest number that is written, whether or not followers may read it yet: on PostgreSQL a row waits for every
/// transaction that was open beside its own, those of other databases included. 0 if nothing ever was.
pub fn written(sql: &mut Sql<'_>) -> Result<i64> {
    sql.number("SELECT COALESCE(MAX(id), 0) FROM changes", &[])
}

/// A place in the log as a follower writes it down, so that it can go on from there after a stop.
///
/// It holds the moment of the change, too: a number alone would mean another change once a backup was put back.
pub fn noted(sql: &mut Sql<'_>, position: Position) -> Result<String> {
    let at = sql.row("SELECT at FROM changes WHERE id = ?1", params![position.id], |row| row.int(0))?;
    Ok(format!("{} {} {}", position.xid, position.id, at.unwrap_or(0)))
}

/// The place that [`noted`] wrote down; `None` if the log no longer holds that change, so that some after it may be missing.
pub fn read_back(sql: &mut Sql<'_>, text: &str) -> Result<Option<Position>> {
    let mut numbers = text.split(' ').map(str::parse::<i64>);
    let (Some(Ok(xid)), Some(Ok(id)), Some(Ok(at))) = (numbers.next(), numbers.next(), numbers.next()) else {
        return Ok(None);
    };
    let query = if sql.is_postgres() {
        "SELECT CAST(CAST(xid AS TEXT) AS BIGINT), at FROM changes WHERE id = ?1"
    } else {
        "SELECT xid, at FROM changes WHERE id = ?1"
    };
    let found = sql.row(query, params![id], |row| Ok((row.int(0)?, row.int(1)?)))?;
    let empty = id == 0 && newest(sql)? == Position::default();
    Ok((empty || found == Some((xid, at))).then_some(Position { xid, id }))
}

/// Drops rows older than `before` (UTC microseconds), but never the newest: its number must not be given again.
pub fn prune(sql: &mut Sql<'_>, before: i64) -> Result<u64> {
    sql.execute("DELETE FROM changes WHERE at < ?1 AND id < (SELECT MAX(id) FROM changes)", params![before])
}
