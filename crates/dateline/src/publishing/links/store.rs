//! The private links' SQL.

use super::model::{Link, Wish};
use crate::{
    accounts::model::DAY,
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
};

fn link(row: &Row<'_>) -> Result<Link> {
    Ok(Link {
        id: row.int(0)?,
        article: row.int(1)?,
        label: row.text(2)?,
        revision: row.int(3)?,
        may_comment: row.flag(4)?,
        may_approve: row.flag(5)?,
        ends_at: row.int(6)?,
        ended_at: row.opt_int(7)?,
        by: row.opt_text(8)?,
    })
}

/// Keeps a link under what is kept of its secret. It ends with a day, so that its end tells no more than a day either.
pub fn add(tx: &mut Tx<'_, '_>, article: i64, hash: &str, wish: &Wish) -> Result<i64> {
    let (now, by) = (tx.now, tx.actor.person);
    let today = now - now.rem_euclid(DAY);
    tx.number(
        "INSERT INTO private_links (hash, article_id, label, revision, may_comment, may_approve, made_at, made_by, ends_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
        params![
            hash,
            article,
            &wish.label,
            wish.revision,
            wish.may_comment,
            wish.may_approve,
            today,
            by,
            today + (wish.days + 1) * DAY
        ],
    )
}

/// A link that works at a moment, by what is kept of its secret.
pub fn working(sql: &mut Sql<'_>, hash: &str, now: i64) -> Result<Option<Link>> {
    sql.row(
        "SELECT l.id, l.article_id, l.label, l.revision, l.may_comment, l.may_approve, l.ends_at, l.ended_at, p.name
         FROM private_links l JOIN articles a ON a.id = l.article_id LEFT JOIN people p ON p.id = l.made_by
         WHERE l.hash = ?1 AND l.ends_at > ?2 AND l.ended_at IS NULL AND a.stage <> 'trashed'",
        params![hash, now],
        link,
    )
}

/// An article's links, the newest first.
pub fn of(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Link>> {
    sql.rows(
        "SELECT l.id, l.article_id, l.label, l.revision, l.may_comment, l.may_approve, l.ends_at, l.ended_at, p.name
         FROM private_links l LEFT JOIN people p ON p.id = l.made_by WHERE l.article_id = ?1 ORDER BY l.id DESC LIMIT 100",
        params![article],
        link,
    )
}

/// Takes a link of an article back; false if that was done already, or there is none.
pub fn end(tx: &mut Tx<'_, '_>, article: i64, id: i64) -> Result<bool> {
    let (now, by) = (tx.now, tx.actor.person);
    let ended = tx.execute(
        "UPDATE private_links SET ended_at = ?3, ended_by = ?4 WHERE id = ?2 AND article_id = ?1 AND ended_at IS NULL",
        params![article, id, now, by],
    )?;
    Ok(ended > 0)
}

/// Whether a link has approved a revision.
pub fn has_approved(sql: &mut Sql<'_>, id: i64, article: i64, revision: i64) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM approvals WHERE article_id = ?2 AND link_id = ?1 AND revision = ?3 LIMIT 1",
        params![id, article, revision],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}
