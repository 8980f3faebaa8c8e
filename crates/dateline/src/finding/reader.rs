//! Articles, pages and names as the index takes them in.

use crate::{articles::reader as articles, db::Sql, error::Result, params};
use search::{Entry, Key, Kind, Name};
use std::collections::HashMap;

/// Names that were looked up, for whoever reads many articles.
#[derive(Debug, Default)]
pub struct Names(HashMap<Key, Option<String>>);

impl Names {
    fn of(&mut self, sql: &mut Sql<'_>, key: Key) -> Result<Option<String>> {
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let found = name(sql, key)?.map(|name| name.name);
        self.0.insert(key, found.clone());
        Ok(found)
    }
}

/// An article or page that readers see now.
pub fn entry(sql: &mut Sql<'_>, id: i64, names: &mut Names) -> Result<Option<Entry>> {
    let Some(shown) = articles::article(sql, id)?.filter(|a| a.live) else { return Ok(None) };
    let body = articles::body(sql, id)?.unwrap_or_default();
    let sections = sql.rows(
        "SELECT section_id FROM published_in_sections WHERE article_id = ?1 ORDER BY section_id",
        params![id],
        |row| row.int(0),
    )?;
    let people: Vec<i64> = shown.view.bylines.iter().map(|byline| byline.person).collect();
    let mut keys: Vec<Key> = shown.section.iter().map(|id| Key { kind: Kind::Section, id: *id }).collect();
    keys.extend(shown.view.topics.iter().map(|id| Key { kind: Kind::Topic, id: *id }));
    keys.extend(people.iter().map(|id| Key { kind: Kind::Person, id: *id }));
    let mut said = Vec::with_capacity(keys.len());
    for key in keys {
        said.extend(names.of(sql, key)?);
    }
    Ok(Some(Entry {
        id,
        page: shown.kind == crate::articles::model::Kind::Page,
        language: shown.language,
        headline: shown.headline,
        lead: format!("{}\n{}", shown.kicker, shown.standfirst),
        body: document::text::write(&body),
        names: said,
        sections,
        topics: shown.view.topics,
        people,
        group: shown.translation_group,
        published_on: shown.published_on,
    }))
}

/// Up to `limit` numbers of articles and pages that readers see, after this one.
pub fn after(sql: &mut Sql<'_>, id: i64, limit: i64) -> Result<Vec<i64>> {
    sql.rows(
        "SELECT id FROM published_articles WHERE id > ?1 AND state = 'live' ORDER BY id LIMIT ?2",
        params![id, limit],
        |row| row.int(0),
    )
}

/// How many articles and pages readers see. It looks at every row: not for a reader's path.
pub fn count(sql: &mut Sql<'_>) -> Result<i64> {
    sql.number("SELECT COUNT(*) FROM published_articles WHERE state = 'live'", &[])
}

/// A section's, topic's or person's name.
pub fn name(sql: &mut Sql<'_>, key: Key) -> Result<Option<Name>> {
    let query = match key.kind {
        Kind::Section => "SELECT name FROM published_sections WHERE id = ?1",
        Kind::Topic => "SELECT name FROM published_topics WHERE id = ?1",
        Kind::Person => "SELECT name FROM published_people WHERE id = ?1",
        Kind::Article | Kind::Page => return Ok(None),
    };
    Ok(sql.row(query, params![key.id], |row| row.text(0))?.map(|name| Name { key, name }))
}

/// Up to `limit` names of a kind, of numbers after this one.
pub fn names_after(sql: &mut Sql<'_>, kind: Kind, id: i64, limit: i64) -> Result<Vec<Name>> {
    let query = match kind {
        Kind::Section => "SELECT id, name FROM published_sections WHERE id > ?1 ORDER BY id LIMIT ?2",
        Kind::Topic => "SELECT id, name FROM published_topics WHERE id > ?1 ORDER BY id LIMIT ?2",
        Kind::Person => "SELECT id, name FROM published_people WHERE id > ?1 ORDER BY id LIMIT ?2",
        Kind::Article | Kind::Page => return Ok(Vec::new()),
    };
    sql.rows(query, params![id, limit], |row| {
        Ok(Name { key: Key { kind, id: row.int(0)? }, name: row.text(1)? })
    })
}

/// The articles whose entries hold a name: those to write anew when it changes.
pub fn bearing(sql: &mut Sql<'_>, key: Key) -> Result<Vec<i64>> {
    let query = match key.kind {
        Kind::Section => "SELECT article_id FROM published_in_sections WHERE section_id = ?1",
        Kind::Topic => "SELECT article_id FROM published_on_topics WHERE topic_id = ?1",
        Kind::Person => "SELECT article_id FROM published_bylines WHERE person_id = ?1",
        Kind::Article | Kind::Page => return Ok(Vec::new()),
    };
    sql.rows(query, params![key.id], |row| row.int(0))
}
