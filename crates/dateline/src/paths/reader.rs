//! Where an address leads, for readers.

use super::model::{Kind, PathKey};
use crate::{db::Sql, error::Result, params};

/// What stands at a path.
#[derive(Debug, Clone)]
pub struct Found {
    /// What kind of thing.
    pub kind: Kind,
    /// Its number.
    pub target: i64,
    /// Whether this is its canonical path.
    pub canonical: bool,
    /// How the canonical path is written; empty for a redirect.
    pub shown: String,
    /// Where a redirect to an address leads.
    pub destination: Option<String>,
    /// The status of that redirect.
    pub code: i64,
}

/// Looks a path up.
pub fn find(sql: &mut Sql<'_>, key: &PathKey) -> Result<Option<Found>> {
    let found = sql.row(
        "SELECT kind, target, canonical, shown, destination, code FROM paths WHERE path = ?1",
        params![key.as_str()],
        |row| {
            let kind = Kind::parse(&row.text(0)?);
            Ok(kind.map(|kind| (kind, row.int(1), row.flag(2), row.text(3), row.opt_text(4), row.int(5))))
        },
    )?;
    let Some(Some((kind, target, canonical, shown, destination, code))) = found else { return Ok(None) };
    Ok(Some(Found {
        kind,
        target: target?,
        canonical: canonical?,
        shown: shown?,
        destination: destination?,
        code: code?,
    }))
}
