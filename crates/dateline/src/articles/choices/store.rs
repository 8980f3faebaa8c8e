//! SQL of what may be chosen. None of it serves readers.

use super::model::{Branch, Choice, like, tree};
use crate::{
    db::{Row, Sql},
    error::Result,
    params,
    values::Slug,
};

fn choice(row: &Row<'_>) -> Result<Choice> {
    Ok(Choice { id: row.int(0)?, name: row.text(1)?, slug: row.text(2)? })
}

/// Every section in the order of the tree, at most 2,000.
pub fn sections(sql: &mut Sql<'_>) -> Result<Vec<Branch>> {
    let flat = sql.rows(
        "SELECT id, parent_id, name FROM sections WHERE retired_at IS NULL ORDER BY position, id LIMIT 2000",
        &[],
        |row| Ok((row.int(0)?, row.opt_int(1)?, row.text(2)?)),
    )?;
    Ok(tree(&flat))
}

/// The ways in which a name can hold what was typed. Small letters are found under large ones by the slug, in every script: not
/// every database knows more than the Latin ones.
struct Patterns {
    small: String,
    small_begin: String,
    large: String,
    slug: String,
}

impl Patterns {
    fn of(typed: &str) -> Patterns {
        let small = like(&typed.to_lowercase());
        let mut letters = typed.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let large = like(&format!("{first}{}", letters.as_str()));
        let slug = Slug::from_text(typed).map_or_else(|| "\\%".to_owned(), |slug| like(slug.as_str()));
        Patterns {
            small_begin: format!("{small}%"),
            small: format!("%{small}%"),
            large: format!("%{large}%"),
            slug: format!("%{slug}%"),
        }
    }
}

/// Up to ten people whose names hold this, those that begin with it first.
pub fn people(sql: &mut Sql<'_>, typed: &str) -> Result<Vec<Choice>> {
    let p = Patterns::of(typed);
    sql.rows(
        "SELECT id, name, slug FROM people WHERE retired_at IS NULL AND merged_into IS NULL
             AND (LOWER(name) LIKE ?1 ESCAPE '\\' OR name LIKE ?2 ESCAPE '\\' OR slug LIKE ?3 ESCAPE '\\')
         ORDER BY CASE WHEN LOWER(name) LIKE ?4 ESCAPE '\\' THEN 0 ELSE 1 END, name, id LIMIT 10",
        params![&p.small, &p.large, &p.slug, &p.small_begin],
        choice,
    )
}

/// Up to ten topics whose names hold this, those that begin with it first.
pub fn topics(sql: &mut Sql<'_>, typed: &str) -> Result<Vec<Choice>> {
    let p = Patterns::of(typed);
    sql.rows(
        "SELECT id, name, slug FROM topics WHERE retired_at IS NULL AND merged_into IS NULL
             AND (LOWER(name) LIKE ?1 ESCAPE '\\' OR name LIKE ?2 ESCAPE '\\' OR slug LIKE ?3 ESCAPE '\\')
         ORDER BY CASE WHEN LOWER(name) LIKE ?4 ESCAPE '\\' THEN 0 ELSE 1 END, name, id LIMIT 10",
        params![&p.small, &p.large, &p.slug, &p.small_begin],
        choice,
    )
}

/// A topic whose slug is this.
pub fn topic_by_slug(sql: &mut Sql<'_>, slug: &str) -> Result<Option<Choice>> {
    sql.row(
        "SELECT id, name, slug FROM topics WHERE slug = ?1 AND retired_at IS NULL AND merged_into IS NULL",
        params![slug],
        choice,
    )
}

/// A person by number.
pub fn person(sql: &mut Sql<'_>, id: i64) -> Result<Option<Choice>> {
    sql.row("SELECT id, name, slug FROM people WHERE id = ?1", params![id], choice)
}

/// A topic by number.
pub fn topic(sql: &mut Sql<'_>, id: i64) -> Result<Option<Choice>> {
    sql.row("SELECT id, name, slug FROM topics WHERE id = ?1", params![id], choice)
}

/// Everybody with an account that is not closed, by name, at most 500.
pub fn staff(sql: &mut Sql<'_>) -> Result<Vec<Choice>> {
    sql.rows(
        "SELECT p.id, p.name, p.slug FROM accounts a JOIN people p ON p.id = a.person_id WHERE a.closed_at IS NULL
         ORDER BY p.name, p.id LIMIT 500",
        &[],
        choice,
    )
}

/// Pages that others can stand below, those that were changed last first, at most 200: number and headline. Those that are
/// confidential are offered to whoever finds them.
pub fn pages(sql: &mut Sql<'_>, except: i64, person: i64) -> Result<Vec<(i64, String)>> {
    sql.rows(
        "SELECT a.id, a.headline FROM articles a WHERE a.kind = 'page' AND a.id <> ?1 AND a.stage <> 'trashed' AND a.latest > 0
             AND (a.confidential = 0 OR EXISTS (SELECT 1 FROM article_people i
                  WHERE i.article_id = a.id AND i.person_id = ?2 AND (i.began = 1 OR i.named = 1)))
         ORDER BY a.changed_at DESC, a.id DESC LIMIT 200",
        params![except, person],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )
}

/// A section by number.
pub fn section(sql: &mut Sql<'_>, id: i64) -> Result<Option<Choice>> {
    sql.row("SELECT id, name, slug FROM sections WHERE id = ?1", params![id], choice)
}

/// What a picture or file is called: its title, or the name it came with.
pub fn media_name(sql: &mut Sql<'_>, id: i64) -> Result<Option<String>> {
    sql.row(
        "SELECT CASE WHEN title <> '' THEN title ELSE name END FROM media WHERE id = ?1",
        params![id],
        |row| row.text(0),
    )
}
