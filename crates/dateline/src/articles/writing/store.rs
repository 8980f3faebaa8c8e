//! SQL of working copies, revisions as lists have them, and who is in an article. None of it serves readers.

use super::model::{Copy, Listed, Newest, Present};
use crate::{
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
};

/// How long somebody counts as present after they were last seen: 30 seconds, in microseconds.
const PRESENT: i64 = 30_000_000;

fn copy_row(row: &Row<'_>) -> Result<Copy> {
    Ok(Copy { based_on: row.int(0)?, version: row.int(1)?, text: row.text(2)?, at: row.int(3)? })
}

/// A person's working copy of an article.
pub fn copy(sql: &mut Sql<'_>, article: i64, person: i64) -> Result<Option<Copy>> {
    sql.row(
        "SELECT based_on, version, manuscript, at FROM working_copies WHERE article_id = ?1 AND person_id = ?2",
        params![article, person],
        copy_row,
    )
}

/// Keeps a working copy where none is; false if there is one.
pub fn add_copy(tx: &mut Tx<'_, '_>, article: i64, person: i64, copy: &Copy) -> Result<bool> {
    let added = tx.execute(
        "INSERT INTO working_copies (article_id, person_id, based_on, version, manuscript, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (article_id, person_id) DO NOTHING",
        params![article, person, copy.based_on, copy.version, &copy.text, copy.at],
    )?;
    Ok(added > 0)
}

/// Keeps a working copy in the place of its version `over`; false if that is not the one there is.
pub fn set_copy(tx: &mut Tx<'_, '_>, article: i64, person: i64, copy: &Copy, over: i64) -> Result<bool> {
    let kept = tx.execute(
        "UPDATE working_copies SET based_on = ?3, version = ?4, manuscript = ?5, at = ?6
         WHERE article_id = ?1 AND person_id = ?2 AND version = ?7",
        params![article, person, copy.based_on, copy.version, &copy.text, copy.at, over],
    )?;
    Ok(kept > 0)
}

/// Throws a working copy away, if it has this version; false if it has another, or there is none.
pub fn drop_copy(tx: &mut Tx<'_, '_>, article: i64, person: i64, version: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM working_copies WHERE article_id = ?1 AND person_id = ?2 AND version = ?3",
        params![article, person, version],
    )?;
    Ok(gone > 0)
}

/// The newest revision of an article.
pub fn newest(sql: &mut Sql<'_>, article: i64) -> Result<Option<Newest>> {
    sql.row(
        "SELECT r.number, COALESCE(p.name, ''), r.at, r.v, r.manuscript FROM articles a
         JOIN revisions r ON r.article_id = a.id AND r.number = a.latest LEFT JOIN people p ON p.id = r.person_id
         WHERE a.id = ?1",
        params![article],
        |row| {
            Ok(Newest {
                number: row.int(0)?,
                by: row.text(1)?,
                at: row.int(2)?,
                v: row.int(3)?,
                text: row.text(4)?,
            })
        },
    )
}

/// The newest revision's number, and who wrote it.
pub fn newest_by(sql: &mut Sql<'_>, article: i64) -> Result<Option<(i64, String)>> {
    sql.row(
        "SELECT r.number, COALESCE(p.name, '') FROM articles a
         JOIN revisions r ON r.article_id = a.id AND r.number = a.latest LEFT JOIN people p ON p.id = r.person_id
         WHERE a.id = ?1",
        params![article],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )
}

/// Up to `limit` revisions of an article below this number, the newest first.
pub fn revisions(sql: &mut Sql<'_>, article: i64, below: i64, limit: i64) -> Result<Vec<Listed>> {
    sql.rows(
        "SELECT r.number, r.at, COALESCE(p.name, ''), r.via, r.id FROM revisions r LEFT JOIN people p ON p.id = r.person_id
         WHERE r.article_id = ?1 AND r.number < ?2 ORDER BY r.number DESC LIMIT ?3",
        params![article, below, limit],
        |row| {
            Ok(Listed {
                number: row.int(0)?,
                at: row.int(1)?,
                by: row.text(2)?,
                via: row.text(3)?,
                row: row.int(4)?,
            })
        },
    )
}

/// The number of the revision that readers see.
pub fn published(sql: &mut Sql<'_>, article: i64) -> Result<Option<i64>> {
    sql.row(
        "SELECT r.number FROM publications p JOIN revisions r ON r.id = p.revision_id
         LEFT JOIN publication_endings e ON e.publication_id = p.id
         WHERE p.article_id = ?1 AND e.publication_id IS NULL ORDER BY p.id DESC LIMIT 1",
        params![article],
        |row| row.int(0),
    )
}

/// Notes that a person looks at an article now, and forgets whoever went more than a minute ago.
pub fn note_presence(tx: &mut Tx<'_, '_>, article: i64, person: i64) -> Result<()> {
    let now = tx.now;
    tx.execute("DELETE FROM presence WHERE seen_at < ?1", params![now - 2 * PRESENT])?;
    tx.execute(
        "INSERT INTO presence (article_id, person_id, seen_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (article_id, person_id) DO UPDATE SET seen_at = excluded.seen_at",
        params![article, person, now],
    )?;
    Ok(())
}

/// Who else looks at an article now, at most 50.
pub fn present(sql: &mut Sql<'_>, article: i64, except: i64, now: i64) -> Result<Vec<Present>> {
    sql.rows(
        "SELECT s.person_id, p.name FROM presence s JOIN people p ON p.id = s.person_id
         WHERE s.article_id = ?1 AND s.person_id <> ?2 AND s.seen_at > ?3 ORDER BY p.name, p.id LIMIT 50",
        params![article, except, now - PRESENT],
        |row| Ok(Present { person: row.int(0)?, name: row.text(1)? }),
    )
}

fn is_there(sql: &mut Sql<'_>, query: &'static str, id: i64) -> Result<bool> {
    Ok(sql.row(query, params![id], |_| Ok(()))?.is_some())
}

/// Whether there is such a section.
pub fn is_section(sql: &mut Sql<'_>, id: i64) -> Result<bool> {
    is_there(sql, "SELECT 1 FROM sections WHERE id = ?1 AND retired_at IS NULL", id)
}

/// Whether there is such a topic.
pub fn is_topic(sql: &mut Sql<'_>, id: i64) -> Result<bool> {
    is_there(sql, "SELECT 1 FROM topics WHERE id = ?1 AND retired_at IS NULL", id)
}

/// Whether there is such a person.
pub fn is_person(sql: &mut Sql<'_>, id: i64) -> Result<bool> {
    is_there(sql, "SELECT 1 FROM people WHERE id = ?1 AND retired_at IS NULL", id)
}

/// Whether there is such a picture or file.
pub fn is_media(sql: &mut Sql<'_>, id: i64) -> Result<bool> {
    is_there(sql, "SELECT 1 FROM media WHERE id = ?1 AND retired_at IS NULL", id)
}
