//! What readers see of topics.

use crate::{db::Sql, error::Result, params};

/// A topic on a public page.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// A few lines.
    pub description: String,
    /// Its address.
    pub path: String,
}

/// A topic.
pub fn topic(sql: &mut Sql<'_>, id: i64) -> Result<Option<Shown>> {
    sql.row("SELECT name, description, path FROM published_topics WHERE id = ?1", params![id], |row| {
        Ok(Shown { id, name: row.text(0)?, description: row.text(1)?, path: row.text(2)? })
    })
}

/// The number behind a slug.
pub fn by_slug(sql: &mut Sql<'_>, slug: &str) -> Result<Option<i64>> {
    sql.row("SELECT id FROM published_topics WHERE slug = ?1", params![slug], |row| row.int(0))
}
