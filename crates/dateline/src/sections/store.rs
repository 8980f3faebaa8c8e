//! The sections' SQL.

use super::model::{DEEPEST, Section};
use crate::{
    changes::{Fact, Tx},
    db::{Row, Sql},
    error::{Error, Result},
    numbers::Sequence,
    params,
    paths::{
        self,
        model::{Kind, PathKey, encode},
    },
    values::{Language, Slug},
};

/// The fact that a section is named and stands as shown.
pub fn fact(id: i64) -> Fact {
    Fact::of("section", id)
}

/// The fact that these articles stand in a section or below it.
pub fn list_fact(id: i64) -> Fact {
    Fact::of("list/section", id)
}

/// The fact that these sections stand below another, or at the top (0).
pub fn children_fact(parent: Option<i64>) -> Fact {
    Fact::of("sections", parent.unwrap_or(0))
}

/// Adds a section, under a number of one's wish if it is free, and shows it to readers.
pub fn add(tx: &mut Tx<'_, '_>, section: &Section, wanted: Option<i64>, base: &str) -> Result<i64> {
    let id = Sequence::Terms.take(tx, wanted)?;
    let now = tx.now;
    tx.execute(
        "INSERT INTO sections (id, parent_id, slug, name, description, language, position, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1, ?7)",
        params![
            id,
            section.parent,
            section.slug.as_str(),
            &section.name,
            &section.description,
            section.language.as_ref().map(|l| l.as_str()),
            now
        ],
    )?;
    show(tx, id, base)?;
    Ok(id)
}

/// Writes a section anew and shows it. What would make a circle of the tree is refused.
pub fn update(tx: &mut Tx<'_, '_>, id: i64, section: &Section, base: &str) -> Result<()> {
    if let Some(parent) = section.parent
        && (parent == id || trail(tx, parent)?.iter().any(|s| s.id == id))
    {
        return Err(Error::refused(
            "parent section",
            format!("section {id} cannot stand below itself; choose another"),
        ));
    }
    tx.execute(
        "UPDATE sections SET parent_id = ?2, slug = ?3, name = ?4, description = ?5, language = ?6 WHERE id = ?1",
        params![
            id,
            section.parent,
            section.slug.as_str(),
            &section.name,
            &section.description,
            section.language.as_ref().map(|l| l.as_str())
        ],
    )?;
    show(tx, id, base)
}

/// A section as it is written down.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The number.
    pub id: i64,
    /// What is written down.
    pub section: Section,
    /// Its address.
    pub path: Option<String>,
}

macro_rules! kept {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.parent_id, c.slug, c.name, c.description, c.language, s.path
             FROM sections c LEFT JOIN published_sections s ON s.id = c.id WHERE c.retired_at IS NULL AND ",
            $rest
        )
    };
}

fn kept(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        id: row.int(0)?,
        section: Section {
            parent: row.opt_int(1)?,
            slug: Slug::try_from(row.text(2)?)?,
            name: row.text(3)?,
            description: row.text(4)?,
            language: row.opt_text(5)?.and_then(|tag| Language::parse(&tag).ok()),
        },
        path: row.opt_text(6)?,
    })
}

/// A section that is not retired.
pub fn section(sql: &mut Sql<'_>, id: i64) -> Result<Option<Kept>> {
    sql.row(kept!("c.id = ?1"), params![id], kept)
}

/// Up to 2,000 sections, in the order in which they stand beside one another.
pub fn all(sql: &mut Sql<'_>) -> Result<Vec<Kept>> {
    sql.rows(kept!("c.id > 0 ORDER BY c.position, c.id LIMIT 2000"), &[], kept)
}

/// The sections right below another, or at the top, in their order.
pub fn children(sql: &mut Sql<'_>, parent: Option<i64>) -> Result<Vec<Kept>> {
    match parent {
        Some(parent) => {
            sql.rows(kept!("c.parent_id = ?1 ORDER BY c.position, c.id LIMIT 1000"), params![parent], kept)
        }
        None => sql.rows(kept!("c.parent_id IS NULL ORDER BY c.position, c.id LIMIT 1000"), &[], kept),
    }
}

/// Says which place a section has among those beside it.
pub fn set_position(tx: &mut Tx<'_, '_>, id: i64, position: i64) -> Result<()> {
    tx.execute("UPDATE sections SET position = ?2 WHERE id = ?1", params![id, position])?;
    Ok(())
}

/// Whether an article stands in a section: for readers, or in its newest revision.
pub fn has_articles(sql: &mut Sql<'_>, id: i64) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM published_in_sections WHERE section_id = ?1
         UNION ALL SELECT 1 FROM articles WHERE section_id = ?1 AND changed_at > 0 LIMIT 1",
        params![id],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Takes a section away from readers and from those who choose.
pub fn set_retired(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    let now = tx.now;
    tx.execute("UPDATE sections SET retired_at = ?2 WHERE id = ?1", params![id, now])?;
    tx.execute("DELETE FROM published_sections WHERE id = ?1", params![id])?;
    Ok(())
}

/// Articles in the list of a section, behind one of them in the list's order, the newest first.
pub fn listed(sql: &mut Sql<'_>, section: i64, before: (i64, i64), limit: i64) -> Result<Vec<(i64, i64)>> {
    sql.rows(
        "SELECT published_on, article_id FROM published_in_sections
         WHERE section_id = ?1 AND (published_on, article_id) < (?2, ?3)
         ORDER BY published_on DESC, article_id DESC LIMIT ?4",
        params![section, before.0, before.1, limit],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )
}

/// What a publication keeps of a section.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Named {
    /// The number.
    pub id: i64,
    /// The name at that moment.
    pub name: String,
    /// The slug at that moment.
    pub slug: String,
}

/// The trail from the top of the tree down to a section.
pub fn trail(sql: &mut Sql<'_>, id: i64) -> Result<Vec<Named>> {
    let mut trail = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next.take() {
        if trail.len() >= DEEPEST || trail.iter().any(|s: &Named| s.id == id) {
            break;
        }
        let found =
            sql.row("SELECT name, slug, parent_id FROM sections WHERE id = ?1", params![id], |row| {
                Ok((Named { id, name: row.text(0)?, slug: row.text(1)? }, row.opt_int(2)?))
            })?;
        if let Some((section, parent)) = found {
            trail.push(section);
            next = parent;
        }
    }
    trail.reverse();
    Ok(trail)
}

/// Makes what readers see of a section: its row and its address.
pub fn show(tx: &mut Tx<'_, '_>, id: i64, base: &str) -> Result<()> {
    let trail = trail(tx, id)?;
    let slugs: Vec<&str> = trail.iter().map(|s| s.slug.as_str()).collect();
    let path = format!("/{base}/{}/", slugs.join("/"));
    let shown = encode(&path);
    if let Some(key) = PathKey::of(&path) {
        paths::store::give(tx, &key, &shown, Kind::Section, id)?;
    }
    // WordPress finds a section below another by its own slug alone, too.
    if let (Some(own), true) = (slugs.last(), slugs.len() > 1)
        && let Some(key) = PathKey::of(&format!("/{base}/{own}/"))
    {
        paths::store::redirect(tx, &key, Kind::Section, id)?;
    }
    let parent = trail.iter().rev().nth(1).map(|s| s.id);
    tx.execute(
        "INSERT INTO published_sections (id, parent_id, slug, name, description, language, position, path)
         SELECT id, parent_id, slug, name, description, language, position, ?2 FROM sections WHERE id = ?1
         ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, slug = excluded.slug, name = excluded.name,
             description = excluded.description, language = excluded.language, position = excluded.position, path = excluded.path",
        params![id, &shown],
    )?;
    tx.touch(fact(id));
    tx.touch(children_fact(parent));
    Ok(())
}
