//! The corrections' SQL: the truth, which only grows, and what the desk lists.

use super::model::{Kind, New};
use crate::{
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
};

/// Writes a correction down, with the publications in which the wrong thing stood and the one that mends it.
pub fn add(
    tx: &mut Tx<'_, '_>,
    article: i64,
    new: &New,
    (first, last): (i64, i64),
    mended_by: Option<i64>,
) -> Result<i64> {
    let (now, person) = (tx.now, tx.actor.person);
    tx.number(
        "INSERT INTO corrections (article_id, kind, text, was, first_publication, last_publication, mended_by, corrects, person_id, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
        params![
            article,
            new.kind.as_str(),
            &new.text,
            &new.was,
            first,
            last,
            mended_by,
            new.corrects,
            person,
            now
        ],
    )
}

/// The publication that is an article's version of a number, counted from 1.
pub fn publication_of(sql: &mut Sql<'_>, article: i64, version: i64) -> Result<Option<i64>> {
    if version < 1 {
        return Ok(None);
    }
    sql.row(
        "SELECT id FROM publications WHERE article_id = ?1 ORDER BY id LIMIT 1 OFFSET ?2",
        params![article, version - 1],
        |row| row.int(0),
    )
}

/// Which version of its article a publication is.
pub fn version_of(sql: &mut Sql<'_>, article: i64, publication: i64) -> Result<i64> {
    sql.number(
        "SELECT COUNT(*) FROM publications WHERE article_id = ?1 AND id <= ?2",
        params![article, publication],
    )
}

/// The article of a correction, and the correction that corrects it, if any does.
pub fn standing(sql: &mut Sql<'_>, id: i64) -> Result<Option<(i64, Option<i64>)>> {
    sql.row(
        "SELECT article_id, (SELECT MAX(b.id) FROM corrections b WHERE b.corrects = c.id) FROM corrections c WHERE c.id = ?1",
        params![id],
        |row| Ok((row.int(0)?, row.opt_int(1)?)),
    )
}

/// A version that was public, for whoever says since when something stood.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Version {
    /// Counted from 1.
    pub number: i64,
    /// Since when readers saw it (UTC microseconds).
    pub from: i64,
    /// Its headline.
    pub headline: String,
}

/// The newest versions of an article, the newest first.
pub fn versions(sql: &mut Sql<'_>, article: i64, limit: i64) -> Result<Vec<Version>> {
    let many = sql.number("SELECT COUNT(*) FROM publications WHERE article_id = ?1", params![article])?;
    let found = sql.rows(
        "SELECT p.from_at, r.manuscript FROM publications p JOIN revisions r ON r.id = p.revision_id
         WHERE p.article_id = ?1 ORDER BY p.id DESC LIMIT ?2",
        params![article, limit],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )?;
    #[derive(serde::Deserialize)]
    struct Head {
        #[serde(default)]
        headline: String,
    }
    let headline =
        |text: &str| serde_json::from_str::<Head>(text).map(|head| head.headline).unwrap_or_default();
    Ok((0..)
        .zip(found)
        .map(|(at, (from, text))| Version { number: many - at, from, headline: headline(&text) })
        .collect())
}

/// A correction as the desk lists it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Listed {
    /// Its number.
    pub id: i64,
    /// Its article.
    pub article: i64,
    /// The article's headline.
    pub headline: String,
    /// The article's address, if readers see it.
    pub path: Option<String>,
    /// What kind, as stored.
    pub kind: String,
    /// What readers are told.
    pub text: String,
    /// What was wrong.
    pub was: String,
    /// The versions in which it stood, and the one that mends it.
    pub first: i64,
    /// The last of them.
    pub last: i64,
    /// The version that mends it.
    pub mended: Option<i64>,
    /// The one that it corrects.
    pub corrects: Option<i64>,
    /// The one that corrects it.
    pub corrected_by: Option<i64>,
    /// Who issued it.
    pub by: Option<String>,
    /// When (UTC microseconds).
    pub at: i64,
}

/// The columns of a [`Listed`].
macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.article_id, COALESCE(l.headline, a.headline), l.path, c.kind, c.text, c.was,
                 (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.first_publication),
                 (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.last_publication),
                 CASE WHEN c.mended_by IS NULL THEN NULL ELSE
                     (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.mended_by) END,
                 c.corrects, (SELECT MAX(b.id) FROM corrections b WHERE b.corrects = c.id), w.name, c.at
             FROM corrections c JOIN articles a ON a.id = c.article_id
             LEFT JOIN published_articles l ON l.id = c.article_id AND l.state = 'live'
             LEFT JOIN people w ON w.id = c.person_id WHERE ",
            $rest
        )
    };
}

fn listed(row: &Row<'_>) -> Result<Listed> {
    Ok(Listed {
        id: row.int(0)?,
        article: row.int(1)?,
        headline: row.text(2)?,
        path: row.opt_text(3)?,
        kind: Kind::parse(&row.text(4)?).map_or("correction", Kind::as_str).to_owned(),
        text: row.text(5)?,
        was: row.text(6)?,
        first: row.int(7)?,
        last: row.int(8)?,
        mended: row.opt_int(9)?,
        corrects: row.opt_int(10)?,
        corrected_by: row.opt_int(11)?,
        by: row.opt_text(12)?,
        at: row.int(13)?,
    })
}

/// An article's corrections, the newest first.
pub fn of(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Listed>> {
    sql.rows(listed!("c.article_id = ?1 ORDER BY c.id DESC LIMIT 500"), params![article], listed)
}

/// One of them.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<Listed>> {
    sql.row(listed!("c.id = ?1"), params![id], listed)
}

/// Corrections of all articles that somebody may know of, the newest first, from behind a number on.
pub fn all(sql: &mut Sql<'_>, person: i64, behind: Option<i64>, limit: i64) -> Result<Vec<Listed>> {
    sql.rows(
        listed!(
            "c.id < ?1 AND (a.confidential = 0 OR EXISTS (SELECT 1 FROM article_people i
                 WHERE i.article_id = a.id AND i.person_id = ?3 AND (i.began = 1 OR i.named = 1)))
             ORDER BY c.id DESC LIMIT ?2"
        ),
        params![behind.unwrap_or(i64::MAX), limit, person],
        listed,
    )
}
