//! The topics' SQL.

use super::model::Topic;
use crate::{
    changes::{Fact, Tx},
    db::Sql,
    error::Result,
    numbers::Sequence,
    params,
    paths::{
        self,
        model::{Kind, PathKey, encode},
    },
};

/// The fact that a topic is named as shown.
pub fn fact(id: i64) -> Fact {
    Fact::of("topic", id)
}

/// The fact that these articles are about a topic.
pub fn list_fact(id: i64) -> Fact {
    Fact::of("list/topic", id)
}

/// Adds a topic, under a number of one's wish if it is free, and shows it to readers.
/// A slug that is taken gets a number behind it.
pub fn add(tx: &mut Tx<'_, '_>, topic: &Topic, wanted: Option<i64>, base: &str) -> Result<i64> {
    let mut slug = topic.slug.clone();
    for number in 2.. {
        if tx.row("SELECT 1 FROM topics WHERE slug = ?1", params![slug.as_str()], |_| Ok(()))?.is_none() {
            break;
        }
        slug = topic.slug.numbered(number);
    }
    let id = Sequence::Terms.take(tx, wanted)?;
    let now = tx.now;
    tx.execute(
        "INSERT INTO topics (id, slug, name, description, language, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            id,
            slug.as_str(),
            &topic.name,
            &topic.description,
            topic.language.as_ref().map(|l| l.as_str()),
            now
        ],
    )?;
    show(tx, id, base)?;
    Ok(id)
}

/// Writes a topic's name, description and language anew; the slug stays.
pub fn update(tx: &mut Tx<'_, '_>, id: i64, topic: &Topic, base: &str) -> Result<()> {
    tx.execute(
        "UPDATE topics SET name = ?2, description = ?3, language = ?4 WHERE id = ?1",
        params![id, &topic.name, &topic.description, topic.language.as_ref().map(|l| l.as_str())],
    )?;
    show(tx, id, base)
}

/// What a publication keeps of a topic.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Named {
    /// The number.
    pub id: i64,
    /// The name at that moment.
    pub name: String,
    /// The slug at that moment.
    pub slug: String,
}

/// A topic's name.
pub fn named(sql: &mut Sql<'_>, id: i64) -> Result<Option<Named>> {
    sql.row("SELECT name, slug FROM topics WHERE id = ?1", params![id], |row| {
        Ok(Named { id, name: row.text(0)?, slug: row.text(1)? })
    })
}

/// Makes what readers see of a topic: its row and its address.
pub fn show(tx: &mut Tx<'_, '_>, id: i64, base: &str) -> Result<()> {
    let Some(topic) = named(tx, id)? else { return Ok(()) };
    let path = format!("/{base}/{}/", topic.slug);
    let shown = encode(&path);
    if let Some(key) = PathKey::of(&path) {
        paths::store::give(tx, &key, &shown, Kind::Topic, id)?;
    }
    tx.execute(
        "INSERT INTO published_topics (id, slug, name, description, language, path)
         SELECT id, slug, name, description, language, ?2 FROM topics WHERE id = ?1
         ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, name = excluded.name, description = excluded.description,
             language = excluded.language, path = excluded.path",
        params![id, &shown],
    )?;
    tx.touch(fact(id));
    Ok(())
}
