//! What readers see of sections.

use super::model::DEEPEST;
use crate::{
    db::{Row, Sql},
    error::Result,
    params,
};

/// A section on a public page.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The number.
    pub id: i64,
    /// The section above it.
    pub parent: Option<i64>,
    /// Its name.
    pub name: String,
    /// A few lines.
    pub description: String,
    /// Its address.
    pub path: String,
    /// Its language, where it has one of its own.
    pub language: Option<String>,
}

fn read(row: &Row<'_>) -> Result<Shown> {
    Ok(Shown {
        id: row.int(0)?,
        parent: row.opt_int(1)?,
        name: row.text(2)?,
        description: row.text(3)?,
        path: row.text(4)?,
        language: row.opt_text(5)?,
    })
}

/// A section.
pub fn section(sql: &mut Sql<'_>, id: i64) -> Result<Option<Shown>> {
    sql.row(
        "SELECT id, parent_id, name, description, path, language FROM published_sections WHERE id = ?1",
        params![id],
        read,
    )
}

/// The trail from the top of the tree down to a section, itself included.
pub fn trail(sql: &mut Sql<'_>, id: i64) -> Result<Vec<Shown>> {
    let mut trail: Vec<Shown> = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next.take() {
        if trail.len() >= DEEPEST || trail.iter().any(|s| s.id == id) {
            break;
        }
        if let Some(found) = section(sql, id)? {
            next = found.parent;
            trail.push(found);
        }
    }
    trail.reverse();
    Ok(trail)
}

/// Up to 500 sections with the depth at which they stand, each after the one above it.
pub fn tree(sql: &mut Sql<'_>) -> Result<Vec<(usize, Shown)>> {
    let mut all = sql.rows(
        "SELECT id, parent_id, name, description, path, language FROM published_sections ORDER BY position, id LIMIT 500",
        &[],
        read,
    )?;
    let mut out: Vec<(usize, Shown)> = Vec::with_capacity(all.len());
    // The way down: what stands here comes before what stands beside what is above it. A circle in stored data is never entered.
    let mut way: Vec<Option<i64>> = vec![None];
    while let Some(above) = way.last().copied() {
        match all.iter().position(|section| section.parent == above) {
            Some(next) if way.len() <= DEEPEST => {
                let section = all.remove(next);
                way.push(Some(section.id));
                out.push((way.len() - 2, section));
            }
            _ => drop(way.pop()),
        }
    }
    Ok(out)
}

/// The sections right below another, or at the top. At most 100: a page shows no more.
pub fn children(sql: &mut Sql<'_>, parent: Option<i64>) -> Result<Vec<Shown>> {
    match parent {
        Some(parent) => sql.rows(
            "SELECT id, parent_id, name, description, path, language FROM published_sections
             WHERE parent_id = ?1 ORDER BY position, id LIMIT 100",
            params![parent],
            read,
        ),
        None => sql.rows(
            "SELECT id, parent_id, name, description, path, language FROM published_sections
             WHERE parent_id IS NULL ORDER BY position, id LIMIT 100",
            &[],
            read,
        ),
    }
}
