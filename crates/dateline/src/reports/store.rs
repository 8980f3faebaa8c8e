//! The reports' SQL.

use super::model::{Answer, Left, Queued};
use crate::{
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
};

/// The most open reports of one article that are written down: more would say nothing new.
const MOST: i64 = 500;
/// No time finer than this is kept of a report: an hour, in microseconds.
const HOUR: i64 = 3_600_000_000;

/// The publication that readers see of an article.
pub fn publication(sql: &mut Sql<'_>, article: i64) -> Result<Option<i64>> {
    sql.row(
        "SELECT publication_id FROM published_articles WHERE id = ?1 AND state = 'live'",
        params![article],
        |row| row.int(0),
    )
}

/// Whether the same was said of an article since a moment.
pub fn is_repeat(sql: &mut Sql<'_>, left: &Left, since: i64) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM error_reports WHERE article_id = ?1 AND text = ?2 AND passage = ?3 AND at >= ?4 LIMIT 1",
        params![left.article, &left.text, &left.passage, since],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Writes a report down, unless there are plenty already.
pub fn add(tx: &mut Tx<'_, '_>, left: &Left, publication: i64) -> Result<()> {
    let open = tx.number(
        "SELECT COUNT(*) FROM error_reports WHERE article_id = ?1 AND state = 'open'",
        params![left.article],
    )?;
    if open >= MOST {
        return Ok(());
    }
    let at = tx.now - tx.now.rem_euclid(HOUR);
    let email = left.email.as_ref().map(|email| email.as_str().to_owned());
    tx.execute(
        "INSERT INTO error_reports (article_id, publication_id, passage, text, evidence, name, email, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![left.article, publication, &left.passage, &left.text, &left.evidence, &left.name, &email, at],
    )?;
    Ok(())
}

/// The article of a report, and whether nobody has answered it.
pub fn standing(sql: &mut Sql<'_>, id: i64) -> Result<Option<(i64, bool)>> {
    sql.row("SELECT article_id, state FROM error_reports WHERE id = ?1", params![id], |row| {
        Ok((row.int(0)?, row.text(1)? == "open"))
    })
}

/// Whether whoever sent a report left an address that is still there.
pub fn has_email(sql: &mut Sql<'_>, id: i64) -> Result<bool> {
    let found =
        sql.row("SELECT 1 FROM error_reports WHERE id = ?1 AND email IS NOT NULL", params![id], |_| Ok(()))?;
    Ok(found.is_some())
}

/// Writes down how a report was answered.
pub fn answer(
    tx: &mut Tx<'_, '_>,
    id: i64,
    state: &str,
    answer: &str,
    correction: Option<i64>,
) -> Result<()> {
    let (now, person) = (tx.now, tx.actor.person);
    tx.execute(
        "UPDATE error_reports SET state = ?2, answer = ?3, correction_id = ?4, person_id = ?5, answered_at = ?6 WHERE id = ?1",
        params![id, state, answer, correction, person, now],
    )?;
    Ok(())
}

/// Forgets who sent a report.
pub fn forget(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    tx.execute("UPDATE error_reports SET email = NULL, name = '' WHERE id = ?1", params![id])?;
    Ok(())
}

/// Forgets who sent the reports that came before a moment, answered or not.
pub fn forget_before(tx: &mut Tx<'_, '_>, before: i64) -> Result<u64> {
    tx.execute(
        "UPDATE error_reports SET email = NULL, name = '' WHERE at < ?1 AND (email IS NOT NULL OR name <> '')",
        params![before],
    )
}

/// What whoever sent a report is told; nothing if it is open, or no address is left.
pub fn answered(sql: &mut Sql<'_>, id: i64) -> Result<Option<Answer>> {
    sql.row(
        "SELECT r.email, COALESCE(l.headline, a.headline), COALESCE(l.path, ''), COALESCE(l.language, ''), r.state,
             COALESCE(c.text, r.answer)
         FROM error_reports r JOIN articles a ON a.id = r.article_id
         LEFT JOIN published_articles l ON l.id = r.article_id AND l.state = 'live'
         LEFT JOIN corrections c ON c.id = r.correction_id
         WHERE r.id = ?1 AND r.state <> 'open' AND r.email IS NOT NULL",
        params![id],
        |row| {
            Ok(Answer {
                email: row.text(0)?,
                headline: row.text(1)?,
                path: row.text(2)?,
                language: row.text(3)?,
                corrected: row.text(4)? == "corrected",
                text: row.text(5)?,
            })
        },
    )
}

/// The columns of a [`Queued`].
macro_rules! queued {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.article_id, COALESCE(l.headline, a.headline), l.path,
                 (SELECT COUNT(*) FROM publications p WHERE p.article_id = r.article_id AND p.id <= r.publication_id), l.version,
                 r.passage, r.text, r.evidence, r.name, r.email, r.at, r.state, r.answer, r.correction_id, w.name, r.answered_at
             FROM error_reports r JOIN articles a ON a.id = r.article_id
             LEFT JOIN published_articles l ON l.id = r.article_id AND l.state = 'live'
             LEFT JOIN people w ON w.id = r.person_id WHERE ",
            $rest
        )
    };
}

fn queued(row: &Row<'_>) -> Result<Queued> {
    Ok(Queued {
        id: row.int(0)?,
        article: row.int(1)?,
        headline: row.text(2)?,
        path: row.opt_text(3)?,
        version: row.int(4)?,
        current: row.opt_int(5)?,
        passage: row.text(6)?,
        text: row.text(7)?,
        evidence: row.text(8)?,
        name: row.text(9)?,
        has_email: row.opt_text(10)?.is_some(),
        at: row.int(11)?,
        state: row.text(12)?,
        answer: row.text(13)?,
        correction: row.opt_int(14)?,
        by: row.opt_text(15)?,
        answered_at: row.opt_int(16)?,
    })
}

/// One report. Whoever asks looks first whether the article may be known.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<Queued>> {
    sql.row(queued!("r.id = ?1"), params![id], queued)
}

/// Open reports of articles that somebody may know of, the oldest first, from behind a number on.
pub fn open(sql: &mut Sql<'_>, person: i64, behind: Option<i64>, limit: i64) -> Result<Vec<Queued>> {
    sql.rows(
        queued!(
            "r.state = 'open' AND r.id > ?1 AND (a.confidential = 0 OR EXISTS (SELECT 1 FROM article_people i
                 WHERE i.article_id = a.id AND i.person_id = ?3 AND (i.began = 1 OR i.named = 1)))
             ORDER BY r.id LIMIT ?2"
        ),
        params![behind.unwrap_or(0), limit, person],
        queued,
    )
}

/// The same of those that were answered, the newest first.
pub fn settled(sql: &mut Sql<'_>, person: i64, behind: Option<i64>, limit: i64) -> Result<Vec<Queued>> {
    sql.rows(
        queued!(
            "r.state <> 'open' AND r.id < ?1 AND (a.confidential = 0 OR EXISTS (SELECT 1 FROM article_people i
                 WHERE i.article_id = a.id AND i.person_id = ?3 AND (i.began = 1 OR i.named = 1)))
             ORDER BY r.id DESC LIMIT ?2"
        ),
        params![behind.unwrap_or(i64::MAX), limit, person],
        queued,
    )
}

/// How many are open that somebody may know of, up to a number: more is many.
pub fn count(sql: &mut Sql<'_>, person: i64, most: i64) -> Result<i64> {
    sql.number(
        "SELECT COUNT(*) FROM (SELECT 1 FROM error_reports r JOIN articles a ON a.id = r.article_id
             WHERE r.state = 'open' AND (a.confidential = 0 OR EXISTS (SELECT 1 FROM article_people i
                 WHERE i.article_id = a.id AND i.person_id = ?2 AND (i.began = 1 OR i.named = 1))) LIMIT ?1) w",
        params![most, person],
    )
}
