//! The addresses' SQL.

use super::model::{Kind, PathKey};
use crate::{
    changes::{Fact, Tx},
    db::Sql,
    error::Result,
    params,
};

/// The fact that a path leads where it leads, or nowhere.
pub fn fact(key: &PathKey) -> Fact {
    Fact::new(format!("path/{}", key.as_str()))
}

/// How giving a path to something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// It is now its canonical path, or was already.
    Yes,
    /// Something else has this path as its canonical one.
    Taken,
}

/// Makes `shown` the canonical path of `target`. Its canonical paths until now become redirects to it.
/// A canonical path beats a redirect, so one that stood there makes way.
pub fn give(tx: &mut Tx<'_, '_>, key: &PathKey, shown: &str, kind: Kind, target: i64) -> Result<Given> {
    let there = tx.row(
        "SELECT kind, target, canonical, shown FROM paths WHERE path = ?1",
        params![key.as_str()],
        |row| Ok((row.text(0)?, row.int(1)?, row.flag(2)?, row.text(3)?)),
    )?;
    if let Some((other_kind, other, true, other_shown)) = &there {
        let same = other_kind == kind.as_str() && *other == target;
        if !same {
            return Ok(Given::Taken);
        }
        if other_shown == shown {
            return Ok(Given::Yes);
        }
    }
    let before = tx.rows(
        "UPDATE paths SET canonical = 0 WHERE kind = ?1 AND target = ?2 AND canonical = 1 RETURNING path",
        params![kind.as_str(), target],
        |row| row.text(0),
    )?;
    for path in before {
        tx.touch(Fact::new(format!("path/{path}")));
    }
    tx.execute(
        "INSERT INTO paths (path, shown, kind, target, canonical) VALUES (?1, ?2, ?3, ?4, 1)
         ON CONFLICT (path) DO UPDATE SET shown = excluded.shown, kind = excluded.kind, target = excluded.target,
             canonical = 1, destination = NULL",
        params![key.as_str(), shown, kind.as_str(), target],
    )?;
    tx.touch(fact(key));
    Ok(Given::Yes)
}

/// Lets another path redirect to `target`, unless something stands there already. Says whether it does now.
pub fn redirect(tx: &mut Tx<'_, '_>, key: &PathKey, kind: Kind, target: i64) -> Result<bool> {
    let made = tx.execute(
        "INSERT INTO paths (path, shown, kind, target, canonical) VALUES (?1, '', ?2, ?3, 0) ON CONFLICT (path) DO NOTHING",
        params![key.as_str(), kind.as_str(), target],
    )?;
    if made > 0 {
        tx.touch(fact(key));
        return Ok(true);
    }
    let same = tx.row(
        "SELECT 1 FROM paths WHERE path = ?1 AND kind = ?2 AND target = ?3",
        params![key.as_str(), kind.as_str(), target],
        |_| Ok(()),
    )?;
    Ok(same.is_some())
}

/// Lets a path redirect to an address, with HTTP status `code`. Says whether anything changed; a canonical path stays.
pub fn redirect_to_address(tx: &mut Tx<'_, '_>, key: &PathKey, destination: &str, code: i64) -> Result<bool> {
    let changed = tx.execute(
        "INSERT INTO paths (path, shown, kind, target, canonical, destination, code) VALUES (?1, '', 'address', 0, 0, ?2, ?3)
         ON CONFLICT (path) DO UPDATE SET kind = 'address', target = 0, destination = excluded.destination, code = excluded.code
         WHERE paths.canonical = 0 AND (paths.kind <> 'address' OR paths.destination <> excluded.destination OR paths.code <> excluded.code)",
        params![key.as_str(), destination, code],
    )?;
    if changed > 0 {
        tx.touch(fact(key));
    }
    Ok(changed > 0)
}

/// The canonical path of something, as it is written.
pub fn canonical(sql: &mut Sql<'_>, kind: Kind, target: i64) -> Result<Option<String>> {
    sql.row(
        "SELECT shown FROM paths WHERE kind = ?1 AND target = ?2 AND canonical = 1",
        params![kind.as_str(), target],
        |row| row.text(0),
    )
}

/// What has a path as its canonical one: kind and number.
pub fn holder(sql: &mut Sql<'_>, key: &PathKey) -> Result<Option<(String, i64)>> {
    sql.row(
        "SELECT kind, target FROM paths WHERE path = ?1 AND canonical = 1",
        params![key.as_str()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Lets every path of something that is no more lead to another of its kind, or to an address.
pub fn hand_over(tx: &mut Tx<'_, '_>, kind: Kind, from: i64, to: Option<i64>, else_to: &str) -> Result<()> {
    let moved = match to {
        Some(to) => tx.rows(
            "UPDATE paths SET target = ?3, canonical = 0, shown = '' WHERE kind = ?1 AND target = ?2 RETURNING path",
            params![kind.as_str(), from, to],
            |row| row.text(0),
        ),
        None => tx.rows(
            "UPDATE paths SET kind = 'address', target = 0, canonical = 0, shown = '', destination = ?3, code = 301
             WHERE kind = ?1 AND target = ?2 RETURNING path",
            params![kind.as_str(), from, else_to],
            |row| row.text(0),
        ),
    }?;
    for path in moved {
        tx.touch(Fact::new(format!("path/{path}")));
    }
    Ok(())
}
