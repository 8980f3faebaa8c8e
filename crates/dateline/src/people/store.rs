//! People's SQL.

use super::model::Person;
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
    values::{HttpUrl, Slug},
};

/// The fact that a person is as shown.
pub fn fact(id: i64) -> Fact {
    Fact::of("person", id)
}

/// Adds a person, under a number of one's wish if it is free. A slug that is taken gets a number behind it.
pub fn add(tx: &mut Tx<'_, '_>, person: &Person, wanted: Option<i64>) -> Result<i64> {
    let slug = free_slug(tx, &person.slug)?;
    let id = Sequence::People.take(tx, wanted)?;
    let now = tx.now;
    tx.execute(
        "INSERT INTO people (id, slug, name, email, login, bio, url, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id,
            slug.as_str(),
            &person.name,
            &person.email,
            &person.login,
            &person.bio,
            person.url.as_ref().map(|u| u.as_str()),
            now
        ],
    )?;
    Ok(id)
}

/// Writes a person's name, account, bio and address anew; the slug stays.
pub fn update(tx: &mut Tx<'_, '_>, id: i64, person: &Person) -> Result<()> {
    tx.execute(
        "UPDATE people SET name = ?2, email = ?3, login = ?4, bio = ?5, url = ?6 WHERE id = ?1",
        params![
            id,
            &person.name,
            &person.email,
            &person.login,
            &person.bio,
            person.url.as_ref().map(|u| u.as_str())
        ],
    )?;
    // Whoever readers know already is shown as changed.
    let known = tx.row("SELECT 1 FROM published_people WHERE id = ?1", params![id], |_| Ok(()))?;
    if known.is_some() { show(tx, id, "") } else { Ok(()) }
}

/// A person as it is written down, and the number of their picture.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The number.
    pub id: i64,
    /// What is written down.
    pub person: Person,
    /// Their picture.
    pub picture: Option<i64>,
    /// Whether readers know them.
    pub shown: bool,
}

/// A person as it is written down.
pub fn person(sql: &mut Sql<'_>, id: i64) -> Result<Option<Kept>> {
    sql.row(
        "SELECT p.slug, p.name, p.email, p.login, p.bio, p.url, p.picture, (SELECT COUNT(*) FROM published_people s WHERE s.id = p.id)
         FROM people p WHERE p.id = ?1",
        params![id],
        |row| {
            Ok(Kept {
                id,
                person: Person {
                    slug: Slug::try_from(row.text(0)?)?,
                    name: row.text(1)?,
                    email: row.opt_text(2)?,
                    login: row.opt_text(3)?,
                    bio: row.text(4)?,
                    url: row.opt_text(5)?.and_then(|url| HttpUrl::parse(&url).ok()),
                },
                picture: row.opt_int(6)?,
                shown: row.int(7)? > 0,
            })
        },
    )
}

/// Gives a person a picture, or none.
pub fn set_picture(tx: &mut Tx<'_, '_>, id: i64, picture: Option<i64>) -> Result<()> {
    tx.execute("UPDATE people SET picture = ?2 WHERE id = ?1", params![id, picture])?;
    Ok(())
}

/// People by name, behind one of them: all, or those whose name or slug holds what was typed (with the signs of LIKE escaped).
pub fn list(
    sql: &mut Sql<'_>,
    name: &str,
    slug: &str,
    behind: (&str, i64),
    limit: i64,
) -> Result<Vec<(i64, String, String)>> {
    sql.rows(
        "SELECT id, name, slug FROM people WHERE retired_at IS NULL AND merged_into IS NULL AND (name, id) > (?1, ?2)
             AND (CAST(?3 AS TEXT) = '' OR LOWER(name) LIKE '%' || ?3 || '%' ESCAPE '\\' OR slug LIKE '%' || ?4 || '%' ESCAPE '\\')
         ORDER BY name, id LIMIT ?5",
        params![behind.0, behind.1, name, slug, limit],
        |row| Ok((row.int(0)?, row.text(1)?, row.text(2)?)),
    )
}

fn free_slug(sql: &mut Sql<'_>, slug: &Slug) -> Result<Slug> {
    let mut candidate = slug.clone();
    for number in 2.. {
        let taken =
            sql.row("SELECT 1 FROM people WHERE slug = ?1", params![candidate.as_str()], |_| Ok(()))?;
        if taken.is_none() {
            break;
        }
        candidate = slug.numbered(number);
    }
    Ok(candidate)
}

/// What a publication keeps of a person.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Named {
    /// The number.
    pub id: i64,
    /// The name at that moment.
    pub name: String,
    /// The slug at that moment.
    pub slug: String,
}

/// A person's name.
pub fn named(sql: &mut Sql<'_>, id: i64) -> Result<Option<Named>> {
    sql.row("SELECT name, slug FROM people WHERE id = ?1", params![id], |row| {
        Ok(Named { id, name: row.text(0)?, slug: row.text(1)? })
    })
}

/// Makes what readers see of a person; `base` is what people's addresses begin with, or empty to leave the address.
pub fn show(tx: &mut Tx<'_, '_>, id: i64, base: &str) -> Result<()> {
    let changed = tx.execute(
        "INSERT INTO published_people (id, slug, name, bio, url, picture)
         SELECT id, slug, name, bio, url, picture FROM people WHERE id = ?1
         ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, name = excluded.name, bio = excluded.bio,
             url = excluded.url, picture = excluded.picture
         WHERE (published_people.slug, published_people.name, published_people.bio, COALESCE(published_people.url, ''),
                COALESCE(published_people.picture, 0))
            <> (excluded.slug, excluded.name, excluded.bio, COALESCE(excluded.url, ''), COALESCE(excluded.picture, 0))",
        params![id],
    )?;
    if changed == 0 {
        return Ok(());
    }
    tx.touch(fact(id));
    if base.is_empty() {
        return Ok(());
    }
    let person = named(tx, id)?.ok_or_else(|| Error::NotFound(format!("person {id}")))?;
    let path = format!("/{base}/{}/", person.slug);
    if let Some(key) = PathKey::of(&path) {
        paths::store::give(tx, &key, &encode(&path), Kind::Person, id)?;
    }
    Ok(())
}
