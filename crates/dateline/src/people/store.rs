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
    values::Slug,
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
         WHERE (published_people.slug, published_people.name, published_people.bio, COALESCE(published_people.url, ''))
            <> (excluded.slug, excluded.name, excluded.bio, COALESCE(excluded.url, ''))",
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
