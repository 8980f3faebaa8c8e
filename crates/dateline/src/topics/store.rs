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
    values::{Language, Slug},
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
    let id = insert(tx, topic, wanted, false)?;
    show(tx, id, base)?;
    Ok(id)
}

/// Adds a topic that readers see once an article on it is published: its name alone could tell what is being written.
pub fn add_quietly(tx: &mut Tx<'_, '_>, topic: &Topic) -> Result<i64> {
    insert(tx, topic, None, true)
}

fn insert(tx: &mut Tx<'_, '_>, topic: &Topic, wanted: Option<i64>, quiet: bool) -> Result<i64> {
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
        "INSERT INTO topics (id, slug, name, description, language, created_at, quiet) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            slug.as_str(),
            &topic.name,
            &topic.description,
            topic.language.as_ref().map(|l| l.as_str()),
            now,
            quiet
        ],
    )?;
    Ok(id)
}

/// Shows a topic to readers that was added quietly; any other they see already.
pub fn unveil(tx: &mut Tx<'_, '_>, id: i64, base: &str) -> Result<()> {
    let quiet = tx.execute("UPDATE topics SET quiet = 0 WHERE id = ?1 AND quiet = 1", params![id])?;
    if quiet > 0 { show(tx, id, base) } else { Ok(()) }
}

/// Writes a topic's name, description and language anew; the slug stays.
pub fn update(tx: &mut Tx<'_, '_>, id: i64, topic: &Topic, base: &str) -> Result<()> {
    tx.execute(
        "UPDATE topics SET name = ?2, description = ?3, language = ?4 WHERE id = ?1",
        params![id, &topic.name, &topic.description, topic.language.as_ref().map(|l| l.as_str())],
    )?;
    show(tx, id, base)
}

/// A topic as it is written down.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The number.
    pub id: i64,
    /// What is written down.
    pub topic: Topic,
    /// Whether it is not offered any more.
    pub retired: bool,
    /// Its address.
    pub path: Option<String>,
}

/// A topic as it is written down.
pub fn topic(sql: &mut Sql<'_>, id: i64) -> Result<Option<Kept>> {
    sql.row(
        "SELECT t.slug, t.name, t.description, t.language, t.retired_at, s.path
         FROM topics t LEFT JOIN published_topics s ON s.id = t.id WHERE t.id = ?1",
        params![id],
        |row| {
            Ok(Kept {
                id,
                topic: Topic {
                    slug: Slug::try_from(row.text(0)?)?,
                    name: row.text(1)?,
                    description: row.text(2)?,
                    language: row.opt_text(3)?.and_then(|tag| Language::parse(&tag).ok()),
                },
                retired: row.opt_int(4)?.is_some(),
                path: row.opt_text(5)?,
            })
        },
    )
}

/// Says that a topic is not offered any more, or is again. Its page, and the articles about it, stay.
pub fn set_retired(tx: &mut Tx<'_, '_>, id: i64, retired: bool) -> Result<()> {
    let at = retired.then_some(tx.now);
    tx.execute("UPDATE topics SET retired_at = ?2 WHERE id = ?1", params![id, at])?;
    Ok(())
}

/// The topic behind a slug, if there is one.
pub fn by_slug(sql: &mut Sql<'_>, slug: &str) -> Result<Option<i64>> {
    sql.row("SELECT id FROM topics WHERE slug = ?1", params![slug], |row| row.int(0))
}

/// Topics by name, behind one of them: all, or those whose name or slug holds what was typed (with the signs of LIKE escaped).
/// Each with whether it is not offered any more.
pub fn list(
    sql: &mut Sql<'_>,
    name: &str,
    slug: &str,
    behind: (&str, i64),
    limit: i64,
) -> Result<Vec<(i64, String, bool)>> {
    sql.rows(
        "SELECT id, name, retired_at FROM topics WHERE merged_into IS NULL AND (name, id) > (?1, ?2)
             AND (CAST(?3 AS TEXT) = '' OR LOWER(name) LIKE '%' || ?3 || '%' ESCAPE '\\' OR slug LIKE '%' || ?4 || '%' ESCAPE '\\')
         ORDER BY name, id LIMIT ?5",
        params![behind.0, behind.1, name, slug, limit],
        |row| Ok((row.int(0)?, row.text(1)?, row.opt_int(2)?.is_some())),
    )
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

/// Makes what readers see of a topic: its row and its address. Of one that was added quietly, nothing.
pub fn show(tx: &mut Tx<'_, '_>, id: i64, base: &str) -> Result<()> {
    let Some(topic) = named(tx, id)? else { return Ok(()) };
    if tx.number("SELECT quiet FROM topics WHERE id = ?1", params![id])? == 1 {
        return Ok(());
    }
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
