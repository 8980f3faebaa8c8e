//! The SQL of proposals: what was read at which revision, what was found, and what somebody refused.

use super::model::Proposal;
use crate::{changes::Tx, db::Sql, error::Result, params};
use std::collections::HashSet;

/// An article whose newest text was not read yet.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Its number.
    pub article: i64,
    /// The number of its newest revision.
    pub revision: i64,
    /// The version of the stored form.
    pub v: i64,
    /// The stored form.
    pub text: String,
}

/// Which articles are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// This one alone.
    pub article: Option<i64>,
    /// Those that readers see.
    pub live: bool,
    /// Those too whose newest text was read.
    pub again: bool,
}

/// Articles above a number whose newest text is to be read, the lowest first.
pub fn unread(sql: &mut Sql<'_>, wanted: Wanted, above: i64, limit: i64) -> Result<Vec<Unread>> {
    sql.rows(
        "SELECT a.id, a.latest, r.v, r.manuscript FROM articles a
         JOIN revisions r ON r.article_id = a.id AND r.number = a.latest
         LEFT JOIN source_readings s ON s.article_id = a.id
         WHERE a.id > ?1 AND a.stage <> 'trashed' AND (?2 = 0 OR a.id = ?2) AND (?3 = 0 OR a.stage = 'published')
             AND (?4 = 1 OR s.revision IS NULL OR s.revision <> a.latest)
         ORDER BY a.id LIMIT ?5",
        params![above, wanted.article.unwrap_or(0), wanted.live, wanted.again, limit],
        |row| Ok(Unread { article: row.int(0)?, revision: row.int(1)?, v: row.int(2)?, text: row.text(3)? }),
    )
}

/// How many articles are to be read.
pub fn count_unread(sql: &mut Sql<'_>, wanted: Wanted) -> Result<u64> {
    let count = sql.row(
        "SELECT COUNT(*) FROM articles a LEFT JOIN source_readings s ON s.article_id = a.id
         WHERE a.latest > 0 AND a.stage <> 'trashed' AND (?1 = 0 OR a.id = ?1) AND (?2 = 0 OR a.stage = 'published')
             AND (?3 = 1 OR s.revision IS NULL OR s.revision <> a.latest)",
        params![wanted.article.unwrap_or(0), wanted.live, wanted.again],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0).unsigned_abs())
}

/// What somebody refused of an article.
pub fn refused(sql: &mut Sql<'_>, article: i64) -> Result<HashSet<String>> {
    let all =
        sql.rows("SELECT digest FROM source_refusals WHERE article_id = ?1", params![article], |row| {
            row.text(0)
        })?;
    Ok(all.into_iter().collect())
}

/// Keeps what was found in a revision, in place of what was found before.
pub fn keep(tx: &mut Tx<'_, '_>, article: i64, revision: i64, found: &[Proposal]) -> Result<()> {
    tx.execute("DELETE FROM source_proposals WHERE article_id = ?1", params![article])?;
    for (number, proposal) in found.iter().enumerate() {
        tx.execute(
            "INSERT INTO source_proposals (article_id, number, revision, digest, proposal) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![article, number as i64, revision, &proposal.digest, &serde_json::to_string(proposal)?],
        )?;
    }
    let now = tx.now;
    tx.execute(
        "INSERT INTO source_readings (article_id, revision, proposals, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (article_id) DO UPDATE SET revision = excluded.revision, proposals = excluded.proposals, at = excluded.at",
        params![article, revision, 0_i64, now],
    )?;
    recount(tx, article)
}

/// Keeps that something is no source. Says whether that is new.
pub fn refuse(tx: &mut Tx<'_, '_>, article: i64, digest: &str) -> Result<bool> {
    let (now, person) = (tx.now, tx.actor.person);
    let added = tx.execute(
        "INSERT INTO source_refusals (article_id, digest, person_id, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![article, digest, person, now],
    )?;
    recount(tx, article)?;
    Ok(added > 0)
}

/// Counts what nobody has decided about.
fn recount(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute(
        "UPDATE source_readings SET proposals = (SELECT COUNT(*) FROM source_proposals p WHERE p.article_id = ?1
             AND NOT EXISTS (SELECT 1 FROM source_refusals f WHERE f.article_id = p.article_id AND f.digest = p.digest))
         WHERE article_id = ?1",
        params![article],
    )?;
    Ok(())
}

/// How many proposals of an article nobody has decided about; `None` if its text was never read.
pub fn open(sql: &mut Sql<'_>, article: i64) -> Result<Option<i64>> {
    sql.row("SELECT proposals FROM source_readings WHERE article_id = ?1", params![article], |row| row.int(0))
}

/// Forgets what was found in an article's text, which passages it quotes among it: for whoever erases some of it.
pub fn forget(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute("DELETE FROM source_proposals WHERE article_id = ?1", params![article])?;
    tx.execute("DELETE FROM source_readings WHERE article_id = ?1", params![article])?;
    Ok(())
}

/// A proposal with the article that it is of.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The article.
    pub article: i64,
    /// The order in its text.
    pub number: i64,
    /// Its address, if it has one.
    pub path: Option<String>,
    /// The headline of its newest revision.
    pub headline: String,
    /// The revision that was read.
    pub revision: i64,
    /// What was found.
    pub proposal: Proposal,
}

/// Proposals that nobody has decided about, in the order of articles and of their texts, after this one.
pub fn list(sql: &mut Sql<'_>, article: Option<i64>, after: (i64, i64), limit: i64) -> Result<Vec<Listed>> {
    sql.rows(
        "SELECT p.article_id, p.number, l.shown, a.headline, p.revision, p.proposal FROM source_proposals p
         JOIN articles a ON a.id = p.article_id
         LEFT JOIN paths l ON l.kind = 'article' AND l.target = p.article_id AND l.canonical = 1
         WHERE (p.article_id > ?1 OR p.article_id = ?1 AND p.number > ?2) AND (?3 = 0 OR p.article_id = ?3)
             AND NOT EXISTS (SELECT 1 FROM source_refusals f WHERE f.article_id = p.article_id AND f.digest = p.digest)
         ORDER BY p.article_id, p.number LIMIT ?4",
        params![after.0, after.1, article.unwrap_or(0), limit],
        |row| {
            Ok(Listed {
                article: row.int(0)?,
                number: row.int(1)?,
                path: row.opt_text(2)?,
                headline: row.text(3)?,
                revision: row.int(4)?,
                proposal: row.json(5)?,
            })
        },
    )
}

/// An article with open proposals, as the desk lists it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Waiting {
    /// Its number.
    pub id: i64,
    /// Its headline.
    pub headline: String,
    /// Its stage.
    pub stage: String,
    /// How many.
    pub open: i64,
    /// Its text changed since it was read.
    pub stale: bool,
}

/// How many articles with proposals are looked at for one page of the list.
const LOOKED_AT: i64 = 2_000;

/// Articles with open proposals below a number that a person may read, the highest first, and where to look on: there may be
/// more below that number.
pub fn waiting(
    sql: &mut Sql<'_>,
    person: i64,
    all: bool,
    below: i64,
    limit: usize,
) -> Result<(Vec<Waiting>, Option<i64>)> {
    let mut found = sql.rows(
        "SELECT a.id, a.headline, a.stage, s.proposals, s.revision, a.latest FROM
             (SELECT article_id, proposals, revision FROM source_readings WHERE proposals > 0 AND article_id < ?1
              ORDER BY article_id DESC LIMIT ?2) s
         JOIN articles a ON a.id = s.article_id
         LEFT JOIN article_people p ON p.article_id = a.id AND p.person_id = ?3
         WHERE a.stage <> 'trashed' AND (a.confidential = 1 AND (COALESCE(p.began, 0) = 1 OR COALESCE(p.named, 0) = 1)
             OR a.confidential = 0 AND (?4 = 1 OR COALESCE(p.began, 0) = 1 OR COALESCE(p.byline, 0) = 1 OR COALESCE(p.assigned, 0) = 1))
         ORDER BY a.id DESC LIMIT ?5",
        params![below, LOOKED_AT, person, all, limit as i64 + 1],
        |row| {
            let stale = row.int(4)? != row.int(5)?;
            Ok(Waiting { id: row.int(0)?, headline: row.text(1)?, stage: row.text(2)?, open: row.int(3)?, stale })
        },
    )?;
    if found.len() > limit {
        found.truncate(limit);
        let next = found.last().map(|last| last.id);
        return Ok((found, next));
    }
    let last = sql.row(
        "SELECT MIN(article_id), COUNT(*) FROM (SELECT article_id FROM source_readings WHERE proposals > 0 AND article_id < ?1
             ORDER BY article_id DESC LIMIT ?2) s",
        params![below, LOOKED_AT],
        |row| Ok((row.opt_int(0)?, row.int(1)?)),
    )?;
    Ok((found, last.filter(|(_, count)| *count == LOOKED_AT).and_then(|(last, _)| last)))
}
