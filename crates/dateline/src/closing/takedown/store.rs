//! The SQL of takedowns: the truth, and how readers' rows answer.

use super::model::{Listed, New, What};
use crate::{changes::Tx, db::Sql, error::Result, params};

/// What a takedown is of, by publications and corrections.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Of {
    /// The publication of a version, or the earlier one of a comparison.
    pub publication: Option<i64>,
    /// The later one of a comparison.
    pub other: Option<i64>,
    /// The correction.
    pub correction: Option<i64>,
}

/// Writes a takedown down.
pub fn add(tx: &mut Tx<'_, '_>, article: i64, new: &New, of: Of) -> Result<i64> {
    let (now, person) = (tx.now, tx.actor.person);
    tx.number(
        "INSERT INTO takedowns (article_id, what, publication_id, other_publication, correction_id, status, note, reason, person_id, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
        params![
            article,
            new.what.as_str(),
            of.publication,
            of.other,
            of.correction,
            new.status,
            &new.note,
            &new.reason,
            person,
            now
        ],
    )
}

/// The takedown that closes this now.
pub fn open_one(sql: &mut Sql<'_>, article: i64, what: What, of: Of) -> Result<Option<i64>> {
    sql.row(
        "SELECT id FROM takedowns WHERE article_id = ?1 AND what = ?2 AND COALESCE(publication_id, 0) = ?3
         AND COALESCE(other_publication, 0) = ?4 AND COALESCE(correction_id, 0) = ?5 AND ended_at IS NULL",
        params![
            article,
            what.as_str(),
            of.publication.unwrap_or(0),
            of.other.unwrap_or(0),
            of.correction.unwrap_or(0)
        ],
        |row| row.int(0),
    )
}

/// Ends a takedown; false if it is over already.
pub fn end(tx: &mut Tx<'_, '_>, id: i64, reason: &str) -> Result<bool> {
    let (now, person) = (tx.now, tx.actor.person);
    let ended = tx.execute(
        "UPDATE takedowns SET ended_at = ?2, ended_by = ?3, ended_reason = ?4 WHERE id = ?1 AND ended_at IS NULL",
        params![id, now, person, reason],
    )?;
    Ok(ended > 0)
}

/// The columns of a [`Listed`].
macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.article_id, t.what,
                 CASE WHEN t.what = 'correction' THEN t.correction_id ELSE (SELECT COUNT(*) FROM publications p
                     WHERE p.article_id = t.article_id AND p.id <= t.publication_id) END,
                 CASE WHEN t.other_publication IS NULL THEN NULL ELSE (SELECT COUNT(*) FROM publications p
                     WHERE p.article_id = t.article_id AND p.id <= t.other_publication) END,
                 t.status, t.note, t.reason, b.name, t.at, t.ended_at, e.name, t.ended_reason
             FROM takedowns t LEFT JOIN people b ON b.id = t.person_id LEFT JOIN people e ON e.id = t.ended_by ",
            $rest
        )
    };
}

fn listed(row: &crate::db::Row<'_>) -> Result<Listed> {
    Ok(Listed {
        id: row.int(0)?,
        article: row.int(1)?,
        what: row.text(2)?,
        number: row.int(3)?,
        other: row.opt_int(4)?,
        status: row.int(5)?,
        note: row.text(6)?,
        reason: row.text(7)?,
        by: row.opt_text(8)?,
        at: row.int(9)?,
        ended_at: row.opt_int(10)?,
        ended_by: row.opt_text(11)?,
        ended_reason: row.text(12)?,
    })
}

/// The takedowns of an article, the newest first.
pub fn of_article(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Listed>> {
    sql.rows(listed!("WHERE t.article_id = ?1 ORDER BY t.id DESC LIMIT 500"), params![article], listed)
}

/// One of them.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<Listed>> {
    sql.row(listed!("WHERE t.id = ?1"), params![id], listed)
}

/// Makes anew which comparisons of an article are closed to readers.
pub fn show_comparisons(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute("DELETE FROM published_takedowns WHERE article_id = ?1", params![article])?;
    tx.execute(
        "INSERT INTO published_takedowns (id, article_id, one, other, status, note)
         SELECT t.id, t.article_id,
             (SELECT COUNT(*) FROM publications p WHERE p.article_id = t.article_id AND p.id <= t.publication_id),
             (SELECT COUNT(*) FROM publications p WHERE p.article_id = t.article_id AND p.id <= t.other_publication),
             t.status, t.note
         FROM takedowns t WHERE t.article_id = ?1 AND t.what = 'comparison' AND t.ended_at IS NULL",
        params![article],
    )?;
    Ok(())
}

/// Says how the page of an article that is not live answers, and with which note; false if it is live, or shows another
/// publication than this one last.
pub fn set_closed(
    tx: &mut Tx<'_, '_>,
    article: i64,
    publication: i64,
    status: i64,
    note: &str,
) -> Result<bool> {
    let set = tx.execute(
        "UPDATE published_articles SET closed = ?3, note = ?4 WHERE id = ?1 AND publication_id = ?2 AND state = 'withdrawn'",
        params![article, publication, status, note],
    )?;
    Ok(set > 0)
}

/// Makes anew how the page of a withdrawn article answers: as the takedown of what was shown last says, else 410.
pub fn show_page(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute(
        "UPDATE published_articles SET
             closed = COALESCE((SELECT MAX(t.status) FROM takedowns t WHERE t.article_id = ?1 AND t.what = 'version'
                 AND t.publication_id = published_articles.publication_id AND t.ended_at IS NULL), 410)
         WHERE id = ?1 AND state = 'withdrawn'",
        params![article],
    )?;
    Ok(())
}
