//! What was done, by whom and when, to be read; and how where it was done from is forgotten.

use super::action::Tx;
use crate::{db::Sql, error::Result, params};

/// A row of the audit.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// When (UTC microseconds).
    pub at: i64,
    /// Who, if it was somebody.
    pub person: Option<i64>,
    /// Their name.
    pub name: Option<String>,
    /// Through which door.
    pub via: String,
    /// What was done.
    pub verb: String,
    /// To what.
    pub subject: String,
    /// What there is to add.
    pub detail: String,
    /// Where from, as long as it is known.
    pub address: Option<String>,
}

/// Up to `limit` rows since a moment (UTC microseconds), the newest first, with numbers below `before`.
pub fn list(sql: &mut Sql<'_>, since: i64, before: i64, limit: i64) -> Result<Vec<Entry>> {
    sql.rows(
        "SELECT a.id, a.at, a.person_id, p.name, a.via, a.verb, a.subject, a.detail, a.address
         FROM audit a LEFT JOIN people p ON p.id = a.person_id WHERE a.id < ?2 AND a.at >= ?1 ORDER BY a.id DESC LIMIT ?3",
        params![since, before, limit],
        |row| {
            Ok(Entry {
                id: row.int(0)?,
                at: row.int(1)?,
                person: row.opt_int(2)?,
                name: row.opt_text(3)?,
                via: row.text(4)?,
                verb: row.text(5)?,
                subject: row.text(6)?,
                detail: row.text(7)?,
                address: row.opt_text(8)?,
            })
        },
    )
}

/// Forgets where what was done before a moment (UTC microseconds) was done from; says how many rows that were.
pub fn forget_addresses(tx: &mut Tx<'_, '_>, before: i64) -> Result<u64> {
    tx.execute("UPDATE audit SET address = NULL WHERE address IS NOT NULL AND at < ?1", params![before])
}
