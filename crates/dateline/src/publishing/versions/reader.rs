//! Earlier versions of a live article, for readers.

use crate::{
    db::{Row, Sql},
    error::Result,
    params,
    publishing::store::View,
};
use document::Document;

/// When an earlier version was what readers saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Counted from 1.
    pub version: i64,
    /// From this moment on (UTC microseconds).
    pub from: i64,
    /// Until this one.
    pub until: i64,
    /// 200; 451 or 410 when it was taken down.
    pub status: i64,
    /// What readers are told in place of one that was taken down.
    pub note: String,
}

impl Span {
    /// Whether it can be read: it was not taken down.
    pub fn is_open(&self) -> bool {
        self.status == 200
    }
}

/// The columns of a [`Span`].
macro_rules! spans {
    ($rest:literal) => {
        concat!(
            "SELECT version, from_at, until_at, status, note FROM published_versions WHERE article_id = ?1 ",
            $rest
        )
    };
}

fn span(row: &Row<'_>) -> Result<Span> {
    Ok(Span {
        version: row.int(0)?,
        from: row.int(1)?,
        until: row.int(2)?,
        status: row.int(3)?,
        note: row.text(4)?,
    })
}

/// Earlier versions below a number, the newest of them first.
pub fn below(sql: &mut Sql<'_>, article: i64, version: i64, limit: i64) -> Result<Vec<Span>> {
    sql.rows(
        spans!("AND version < ?2 ORDER BY version DESC LIMIT ?3"),
        params![article, version, limit],
        span,
    )
}

/// One of them.
pub fn one(sql: &mut Sql<'_>, article: i64, version: i64) -> Result<Option<Span>> {
    sql.row(spans!("AND version = ?2"), params![article, version], span)
}

/// The newest that had begun before a moment and can be read.
pub fn begun_before(sql: &mut Sql<'_>, article: i64, moment: i64) -> Result<Option<Span>> {
    sql.row(
        spans!("AND from_at < ?2 AND status = 200 ORDER BY from_at DESC, version DESC LIMIT 1"),
        params![article, moment],
        span,
    )
}

/// The next one above a number that can be read.
pub fn above(sql: &mut Sql<'_>, article: i64, version: i64) -> Result<Option<Span>> {
    sql.row(
        spans!("AND version > ?2 AND status = 200 ORDER BY version LIMIT 1"),
        params![article, version],
        span,
    )
}

/// The next one below a number that can be read.
pub fn under(sql: &mut Sql<'_>, article: i64, version: i64) -> Result<Option<Span>> {
    sql.row(
        spans!("AND version < ?2 AND status = 200 ORDER BY version DESC LIMIT 1"),
        params![article, version],
        span,
    )
}

/// An earlier version as readers saw it.
#[derive(Debug, Clone)]
pub struct Text {
    /// The language it is written in.
    pub language: String,
    /// The word or two above the headline.
    pub kicker: String,
    /// One line.
    pub headline: String,
    /// A sentence or two.
    pub standfirst: String,
    /// Where it stood.
    pub section: Option<i64>,
    /// The date it carried (UTC microseconds).
    pub published_on: i64,
    /// When it had last changed for readers.
    pub modified: i64,
    /// The rest.
    pub view: View,
    /// The text.
    pub body: Document,
    /// SHA-256, in hex, over what was written and what stood around it.
    pub sha256: String,
}

/// What an earlier version said; none of one that was taken down.
pub fn text(sql: &mut Sql<'_>, article: i64, version: i64) -> Result<Option<Text>> {
    sql.row(
        "SELECT language, kicker, headline, standfirst, section_id, published_on, modified, view, body, sha256
         FROM published_versions WHERE article_id = ?1 AND version = ?2 AND status = 200",
        params![article, version],
        |row| {
            Ok(Text {
                language: row.text(0)?,
                kicker: row.text(1)?,
                headline: row.text(2)?,
                standfirst: row.text(3)?,
                section: row.opt_int(4)?,
                published_on: row.int(5)?,
                modified: row.int(6)?,
                view: row.json(7)?,
                body: row.json(8)?,
                sha256: row.text(9)?,
            })
        },
    )
}

/// How a comparison of two versions answers since it was taken down, and what readers are told: the earlier one first.
pub fn closed_comparison(
    sql: &mut Sql<'_>,
    article: i64,
    one: i64,
    other: i64,
) -> Result<Option<(i64, String)>> {
    sql.row(
        "SELECT status, note FROM published_takedowns WHERE article_id = ?1 AND one = ?2 AND other = ?3 ORDER BY id DESC LIMIT 1",
        params![article, one, other],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )
}
