//! The reports' SQL.

use crate::{changes::Tx, comments::form::Report, db::Sql, error::Result, params};

/// The most reports of one comment that are written down before somebody settles them: more would say nothing new.
const MOST: i64 = 100;

/// Writes a report down, unless there are plenty already.
pub fn add(tx: &mut Tx<'_, '_>, comment: i64, report: &Report) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "INSERT INTO comment_reports (comment_id, at, reason, details)
         SELECT CAST(?1 AS BIGINT), CAST(?2 AS BIGINT), CAST(?3 AS TEXT), CAST(?4 AS TEXT)
         WHERE (SELECT COUNT(*) FROM comment_reports WHERE comment_id = ?1 AND settled_at IS NULL) < ?5",
        params![comment, now, report.reason.as_str(), &report.details, MOST],
    )?;
    Ok(())
}

/// Settles what is reported of a comment, since somebody has decided; says how many reports that were.
pub fn settle(tx: &mut Tx<'_, '_>, comment: i64) -> Result<u64> {
    let now = tx.now;
    tx.execute(
        "UPDATE comment_reports SET settled_at = ?2 WHERE comment_id = ?1 AND settled_at IS NULL",
        params![comment, now],
    )
}

/// A report as the desk sees it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Listed {
    /// When (UTC microseconds).
    pub at: i64,
    /// As stored.
    pub reason: String,
    /// What else was said.
    pub details: String,
}

/// What is reported of a comment and not settled, the oldest first.
pub fn open(sql: &mut Sql<'_>, comment: i64) -> Result<Vec<Listed>> {
    sql.rows(
        "SELECT at, reason, details FROM comment_reports WHERE comment_id = ?1 AND settled_at IS NULL ORDER BY id LIMIT 100",
        params![comment],
        |row| Ok(Listed { at: row.int(0)?, reason: row.text(1)?, details: row.text(2)? }),
    )
}

/// All that was ever reported of a comment, the oldest first.
pub fn all(sql: &mut Sql<'_>, comment: i64) -> Result<Vec<Listed>> {
    sql.rows(
        "SELECT at, reason, details FROM comment_reports WHERE comment_id = ?1 ORDER BY id",
        params![comment],
        |row| Ok(Listed { at: row.int(0)?, reason: row.text(1)?, details: row.text(2)? }),
    )
}
