//! What readers see of comments.

use crate::{
    db::{Row, Sql},
    error::Result,
    params,
};
use document::Document;

/// A comment below an article.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its number.
    pub id: i64,
    /// The comment that it answers, if that one is shown too.
    pub parent: Option<i64>,
    /// The name that was given.
    pub author: String,
    /// The author's own address.
    pub url: Option<String>,
    /// What it says.
    pub body: Document,
    /// When it was written (UTC microseconds).
    pub at: i64,
    /// Whether the newsroom wrote it.
    pub by_staff: bool,
}

/// The most that one page of an article shows: a thread of any length must not slow a page down.
pub const MOST: i64 = 50;

fn read(row: &Row<'_>) -> Result<Shown> {
    Ok(Shown {
        id: row.int(0)?,
        parent: row.opt_int(1)?,
        author: row.text(2)?,
        url: row.opt_text(3)?,
        body: row.json(4)?,
        at: row.int(5)?,
        by_staff: row.flag(6)?,
    })
}

/// Up to [`MOST`] comments of an article after the one written at `after` with that number, oldest first, and whether more follow.
pub fn page(sql: &mut Sql<'_>, article: i64, after: (i64, i64)) -> Result<(Vec<Shown>, bool)> {
    let mut rows = sql.rows(
        "SELECT id, parent_id, author, url, body, at, by_staff FROM published_comments
         WHERE article_id = ?1 AND (at, id) > (?2, ?3) ORDER BY at, id LIMIT ?4",
        params![article, after.0, after.1, MOST + 1],
        read,
    )?;
    let more = rows.len() as i64 > MOST;
    rows.truncate(MOST as usize);
    Ok((rows, more))
}

/// A comment with the article that it stands below.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The comment.
    pub comment: Shown,
    /// The article's number.
    pub article: i64,
    /// The article's headline.
    pub headline: String,
    /// The article's address.
    pub path: String,
    /// The article's language.
    pub language: String,
}

fn read_placed(row: &Row<'_>) -> Result<Placed> {
    Ok(Placed {
        comment: read(row)?,
        article: row.int(7)?,
        headline: row.text(8)?,
        path: row.text(9)?,
        language: row.text(10)?,
    })
}

/// The newest comments, of one article or of the whole site, the newest first.
pub fn newest(sql: &mut Sql<'_>, article: Option<i64>, limit: i64) -> Result<Vec<Placed>> {
    match article {
        Some(article) => sql.rows(
            "SELECT c.id, c.parent_id, c.author, c.url, c.body, c.at, c.by_staff, a.id, a.headline, a.path, a.language
             FROM published_comments c JOIN published_articles a ON a.id = c.article_id
             WHERE c.article_id = ?1 ORDER BY c.at DESC, c.id DESC LIMIT ?2",
            params![article, limit],
            read_placed,
        ),
        None => sql.rows(
            "SELECT c.id, c.parent_id, c.author, c.url, c.body, c.at, c.by_staff, a.id, a.headline, a.path, a.language
             FROM published_comments c JOIN published_articles a ON a.id = c.article_id
             ORDER BY c.at DESC, c.id DESC LIMIT ?1",
            params![limit],
            read_placed,
        ),
    }
}
