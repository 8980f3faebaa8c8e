//! What readers see of people.

use crate::{db::Sql, error::Result, params};

/// A person on a public page.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The number.
    pub id: i64,
    /// The part of the address.
    pub slug: String,
    /// The name.
    pub name: String,
    /// A few lines.
    pub bio: String,
    /// The person's own address.
    pub url: Option<String>,
    /// The number of a picture of the person.
    pub picture: Option<i64>,
}

/// A person whom readers may know of.
pub fn person(sql: &mut Sql<'_>, id: i64) -> Result<Option<Shown>> {
    sql.row("SELECT slug, name, bio, url, picture FROM published_people WHERE id = ?1", params![id], |row| {
        Ok(Shown {
            id,
            slug: row.text(0)?,
            name: row.text(1)?,
            bio: row.text(2)?,
            url: row.opt_text(3)?,
            picture: row.opt_int(4)?,
        })
    })
}

/// The number behind a slug.
pub fn by_slug(sql: &mut Sql<'_>, slug: &str) -> Result<Option<i64>> {
    sql.row("SELECT id FROM published_people WHERE slug = ?1", params![slug], |row| row.int(0))
}
