//! The sections' SQL.

use super::model::{DEEPEST, Section};
use crate::{
    changes::{Fact, Tx},
    db::Sql,
    error::{Error, Result},
    numbers::Sequence,
    params,
    paths::{
        self,
        model::{Kind, PathKey, encode},
    },
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
