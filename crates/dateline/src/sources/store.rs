//! The SQL of sources: what editors confirmed.

use super::model::Confirmed;
use crate::{changes::Tx, db::Sql, error::Result, params};

/// What editors have confirmed of an article.
pub fn confirmed(sql: &mut Sql<'_>, article: i64) -> Result<Confirmed> {
    let mut all = Confirmed::default();
    let rows = sql.rows(
        "SELECT what, digest FROM source_confirmations WHERE article_id = ?1",
        params![article],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )?;
    for (what, digest) in rows {
        if what == "origins" {
            all.origins.insert(digest)
        } else {
            all.sources.insert(digest)
        };
    }
    Ok(all)
}

/// Keeps that somebody confirmed a source, or the whole with its count. Says whether nobody had before.
pub fn confirm(tx: &mut Tx<'_, '_>, article: i64, what: &'static str, digest: &str) -> Result<bool> {
    let (now, person) = (tx.now, tx.actor.person);
    let added = tx.execute(
        "INSERT INTO source_confirmations (article_id, what, digest, person_id, at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
        params![article, what, digest, person, now],
    )?;
    Ok(added > 0)
}
