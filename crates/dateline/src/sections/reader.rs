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
