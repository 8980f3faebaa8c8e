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
    /// Below which article.
    pub article: i64,
}

impl Shown {
    /// Its place in the order of an article's comments.
    pub fn place(&self) -> (i64, i64) {
        (self.at, self.id)
    }
}

/// The most that one page of an article shows: a thread of any length must not slow a page down.
pub const MOST: i64 = 50;

/// Which stretch of an article's comments is asked for, by when a comment was written and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// Those before this place; the newest of all before `(i64::MAX, i64::MAX)`.
    Before((i64, i64)),
    /// Those after this place.
    After((i64, i64)),
}

fn read(row: &Row<'_>) -> Result<Shown> {
    Ok(Shown {
        id: row.int(0)?,
        parent: row.opt_int(1)?,
        author: row.text(2)?,
        url: row.opt_text(3)?,
        body: row.json(4)?,
        at: row.int(5)?,
        by_staff: row.flag(6)?,
        article: row.int(7)?,
    })
}

macro_rules! shown {
    ($rest:literal) => {
        concat!(
            "SELECT id, parent_id, author, url, body, at, by_staff, article_id FROM published_comments WHERE ",
            $rest
        )
    };
}

/// Up to [`MOST`] comments of an article, the oldest first, and whether there are more in the direction that was asked for.
pub fn page(sql: &mut Sql<'_>, article: i64, stretch: Stretch) -> Result<(Vec<Shown>, bool)> {
    let (query, (at, id)) = match stretch {
        Stretch::Before(place) => {
            (shown!("article_id = ?1 AND (at, id) < (?2, ?3) ORDER BY at DESC, id DESC LIMIT ?4"), place)
        }
        Stretch::After(place) => {
            (shown!("article_id = ?1 AND (at, id) > (?2, ?3) ORDER BY at, id LIMIT ?4"), place)
        }
    };
    let mut rows = sql.rows(query, params![article, at, id, MOST + 1], read)?;
    let more = rows.len() as i64 > MOST;
    rows.truncate(MOST as usize);
    if matches!(stretch, Stretch::Before(_)) {
        rows.reverse();
    }
    Ok((rows, more))
}

/// Whether an article has a comment before a place.
pub fn is_any_before(sql: &mut Sql<'_>, article: i64, place: (i64, i64)) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM published_comments WHERE article_id = ?1 AND (at, id) < (?2, ?3) LIMIT 1",
        params![article, place.0, place.1],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// A single comment.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<Shown>> {
    sql.row(shown!("id = ?1"), params![id], read)
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
