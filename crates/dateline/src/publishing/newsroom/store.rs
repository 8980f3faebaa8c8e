//! What whoever publishes looks at: the text that would become public, the one that is, and what others saved meanwhile.

use crate::{
    articles::{self, FairCopy, writing},
    db::Sql,
    error::{Error, Result},
    params,
};
use serde_json::Value;

/// Which text is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// What this person is typing, else the newest revision.
    WorkingCopy(i64),
    /// The newest revision.
    Newest,
    /// A revision by its number.
    Revision(i64),
}

/// A text, with the number of its revision; 0 for a working copy.
pub fn text(sql: &mut Sql<'_>, article: i64, which: Which) -> Result<Option<(i64, FairCopy)>> {
    let number = match which {
        Which::WorkingCopy(person) => {
            if let Some(typed) = writing::store::copy(sql, article, person)? {
                return Ok(Some((0, typed_so_far(sql, article, &typed.text)?)));
            }
            None
        }
        Which::Newest => None,
        Which::Revision(number) => Some(number),
    };
    let number = match number {
        Some(number) => number,
        None => articles::store::article(sql, article)?.map_or(0, |a| a.latest),
    };
    let found = articles::store::revision(sql, article, number)?;
    found.map(|(_, manuscript)| Ok((number, FairCopy::of(manuscript)?))).transpose()
}

/// What somebody is typing, as far as it can be read: what is wrong with a field yet is left out.
fn typed_so_far(sql: &mut Sql<'_>, id: i64, text: &str) -> Result<FairCopy> {
    let article =
        articles::store::article(sql, id)?.ok_or_else(|| Error::NotFound(format!("article {id}")))?;
    let mut value: Value = serde_json::from_str(text)?;
    let read = |value: &Value| writing::typed::read(value.clone(), id, article.kind, None);
    let mut found = read(&value);
    if let (Err(wrong), Some(fields)) = (&found, value.as_object_mut()) {
        for one in wrong {
            fields.remove(one.field.split('.').next().unwrap_or_default());
        }
        fields.entry("headline").or_insert_with(|| "…".into());
        fields.entry("language").or_insert_with(|| "en".into());
        found = read(&value);
    }
    match found {
        Ok(manuscript) => FairCopy::of(manuscript),
        Err(wrong) => {
            let why: Vec<&str> = wrong.iter().map(|w| w.why.as_ref()).collect();
            Err(Error::refused("what is being written", format!("cannot be shown yet: {}", why.join(" "))))
        }
    }
}

/// What readers see of an article.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Public {
    /// The number of the revision.
    pub revision: i64,
    /// Since when (UTC microseconds).
    pub since: i64,
    /// Where.
    pub path: String,
}

/// What readers see now, if anything.
pub fn public(sql: &mut Sql<'_>, article: i64) -> Result<Option<Public>> {
    sql.row(
        "SELECT r.number, p.from_at, l.path FROM published_articles l JOIN publications p ON p.id = l.publication_id
         JOIN revisions r ON r.id = p.revision_id WHERE l.id = ?1 AND l.state = 'live'",
        params![article],
        |row| Ok(Public { revision: row.int(0)?, since: row.int(1)?, path: row.text(2)? }),
    )
}

/// A revision that somebody saved.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Saved {
    /// Its number.
    pub number: i64,
    /// When (UTC microseconds).
    pub at: i64,
    /// Who; nobody for an import.
    pub by: Option<String>,
}

/// What was saved after a revision, the newest first.
pub fn saved_since(sql: &mut Sql<'_>, article: i64, revision: i64) -> Result<Vec<Saved>> {
    sql.rows(
        "SELECT r.number, r.at, p.name FROM revisions r LEFT JOIN people p ON p.id = r.person_id
         WHERE r.article_id = ?1 AND r.number > ?2 ORDER BY r.number DESC LIMIT 20",
        params![article, revision],
        |row| Ok(Saved { number: row.int(0)?, at: row.int(1)?, by: row.opt_text(2)? }),
    )
}

/// The headline of an article's newest revision; empty if there is none.
pub fn headline(sql: &mut Sql<'_>, article: i64) -> Result<String> {
    let found =
        sql.row("SELECT headline FROM articles WHERE id = ?1", params![article], |row| row.text(0))?;
    Ok(found.unwrap_or_default())
}

/// What stands beside an article in lists: how far a change of it has come, when it is due, until when it is under embargo.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Marks {
    /// Empty, or a stage as stored.
    pub beside: String,
    /// When it is to be published (UTC microseconds).
    pub due: Option<i64>,
    /// Until when nobody may publish it.
    pub embargo: Option<i64>,
}

/// The marks of an article at a moment.
pub fn marks(sql: &mut Sql<'_>, article: i64, now: i64) -> Result<Marks> {
    let found = sql.row(
        "SELECT a.beside, (SELECT MAX(s.due) FROM schedules s WHERE s.article_id = a.id AND s.state = 'waiting'),
             (SELECT MAX(e.until_at) FROM embargoes e WHERE e.article_id = a.id AND e.ended_at IS NULL AND e.until_at > ?2)
         FROM articles a WHERE a.id = ?1",
        params![article, now],
        |row| Ok(Marks { beside: row.text(0)?, due: row.opt_int(1)?, embargo: row.opt_int(2)? }),
    )?;
    Ok(found.unwrap_or_default())
}
