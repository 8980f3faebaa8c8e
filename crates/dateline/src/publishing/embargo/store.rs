//! The embargoes' SQL.

use crate::{changes::Tx, db::Sql, error::Result, params};

/// An embargo that has not been lifted. It may have run out.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Embargo {
    /// Until when (UTC microseconds).
    pub until: i64,
    /// Why, or by whose wish.
    pub note: String,
    /// Who set it.
    pub by: Option<String>,
}

/// The embargo of an article.
pub fn of(sql: &mut Sql<'_>, article: i64) -> Result<Option<Embargo>> {
    sql.row(
        "SELECT e.until_at, e.note, p.name FROM embargoes e LEFT JOIN people p ON p.id = e.set_by
         WHERE e.article_id = ?1 AND e.ended_at IS NULL ORDER BY e.id DESC LIMIT 1",
        params![article],
        |row| Ok(Embargo { until: row.int(0)?, note: row.text(1)?, by: row.opt_text(2)? }),
    )
}

/// Until when an article is under embargo at a moment.
pub fn until(sql: &mut Sql<'_>, article: i64, at: i64) -> Result<Option<i64>> {
    sql.row(
        "SELECT until_at FROM embargoes WHERE article_id = ?1 AND ended_at IS NULL AND until_at > ?2 ORDER BY until_at DESC LIMIT 1",
        params![article, at],
        |row| row.int(0),
    )
}

/// Sets one.
pub fn add(tx: &mut Tx<'_, '_>, article: i64, until: i64, note: &str) -> Result<()> {
    let (now, by) = (tx.now, tx.actor.person);
    tx.execute(
        "INSERT INTO embargoes (article_id, until_at, note, set_at, set_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![article, until, note, now, by],
    )?;
    Ok(())
}

/// Ends what an article has; false if it has none.
pub fn end(tx: &mut Tx<'_, '_>, article: i64) -> Result<bool> {
    let (now, by) = (tx.now, tx.actor.person);
    let ended = tx.execute(
        "UPDATE embargoes SET ended_at = ?2, ended_by = ?3 WHERE article_id = ?1 AND ended_at IS NULL",
        params![article, now, by],
    )?;
    Ok(ended > 0)
}

/// An embargo or a schedule that ends within a stretch of time: the article and the moment.
pub fn between(sql: &mut Sql<'_>, from: i64, to: i64, limit: i64) -> Result<Vec<(i64, i64)>> {
    sql.rows(
        "SELECT article_id, until_at FROM embargoes WHERE ended_at IS NULL AND until_at >= ?1 AND until_at < ?2
         ORDER BY until_at, id LIMIT ?3",
        params![from, to, limit],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )
}
