//! What is still to find out, and who names whom.

use crate::{articles::reader::Place, db::Sql, error::Result, params};

/// Up to `limit` public articles of which it was not found out, for the publication that readers see, what is related to them:
/// the newest first, from a place on.
pub fn waiting(sql: &mut Sql<'_>, from: Place, limit: i64) -> Result<Vec<(i64, Place)>> {
    sql.rows(
        "SELECT a.id, a.published_on FROM published_articles a LEFT JOIN published_related_made m ON m.article_id = a.id
         WHERE a.kind = 'article' AND a.state = 'live' AND (a.published_on, a.id) < (?1, ?2)
           AND (m.publication_id IS NULL OR m.publication_id <> a.publication_id)
         ORDER BY a.published_on DESC, a.id DESC LIMIT ?3",
        params![from.on, from.id, limit],
        |row| Ok((row.int(0)?, Place { on: row.int(1)?, id: row.int(0)? })),
    )
}

/// The publication that readers see of an article; `None` for what is not public, or is a static page.
pub fn publication(sql: &mut Sql<'_>, article: i64) -> Result<Option<i64>> {
    sql.row(
        "SELECT publication_id FROM published_articles WHERE id = ?1 AND kind = 'article' AND state = 'live'",
        params![article],
        |row| row.int(0),
    )
}

/// The articles that name this one as related. At most 200: a text that is like so many is no news to more of them.
pub fn naming(sql: &mut Sql<'_>, other: i64) -> Result<Vec<i64>> {
    sql.rows(
        "SELECT article_id FROM published_related WHERE other_id = ?1 LIMIT 200",
        params![other],
        |row| row.int(0),
    )
}
