//! The pings' SQL: what waits to be told.

use super::model::{Target, TellIndexNow, TellWebSub};
use crate::{
    changes::{Tx, Via},
    db::Sql,
    error::Result,
    jobs, params,
    settings::machines::Machines,
};

/// How long changes are gathered before they are told (microseconds): a correction right after a publication, or a
/// newsroom that publishes ten at once, makes one call.
pub const GATHER: i64 = 10 * 1_000_000;

/// Notes what the action that is under way changed, for those whom the site wants to be told. An import tells nobody: an
/// archive that comes in is no news.
pub fn note(tx: &mut Tx<'_, '_>, machines: &Machines) -> Result<()> {
    if tx.actor.via == Via::Import {
        return Ok(());
    }
    for target in Target::ALL {
        if !target.is_wanted(machines) {
            continue;
        }
        let facts: Vec<String> =
            tx.touched().map(|fact| fact.as_str().to_owned()).filter(|fact| target.wants(fact)).collect();
        let now = tx.now;
        for fact in &facts {
            tx.execute(
                "INSERT INTO pings (target, fact, at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (target, fact) DO UPDATE SET at = excluded.at",
                params![target.as_str(), fact, now],
            )?;
        }
        if !facts.is_empty() {
            match target {
                Target::IndexNow => jobs::store::queue(tx, &TellIndexNow {}, Some(target.as_str()), GATHER)?,
                Target::WebSub => jobs::store::queue(tx, &TellWebSub {}, Some(target.as_str()), GATHER)?,
            }
        }
    }
    Ok(())
}

/// Up to `limit` facts that wait to be told, each with when it changed, the oldest first.
pub fn waiting(sql: &mut Sql<'_>, target: Target, limit: i64) -> Result<Vec<(String, i64)>> {
    sql.rows(
        "SELECT fact, at FROM pings WHERE target = ?1 ORDER BY at, fact LIMIT ?2",
        params![target.as_str(), limit],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Strikes off what was told. What changed again meanwhile stays.
pub fn told(tx: &mut Tx<'_, '_>, target: Target, facts: &[(String, i64)]) -> Result<()> {
    for (fact, at) in facts {
        tx.execute(
            "DELETE FROM pings WHERE target = ?1 AND fact = ?2 AND at = ?3",
            params![target.as_str(), fact, *at],
        )?;
    }
    Ok(())
}
