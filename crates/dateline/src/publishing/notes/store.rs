//! The notes' SQL.

use super::model::{MOST, Note, Said, threads};
use crate::{
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
};

/// Adds a note, and gives its number.
pub fn add(
    tx: &mut Tx<'_, '_>,
    article: i64,
    revision: i64,
    parent: Option<i64>,
    link: Option<i64>,
    said: &Said,
) -> Result<i64> {
    let (now, person) = (tx.now, tx.actor.person);
    tx.number(
        "INSERT INTO notes (article_id, parent_id, revision, quote, block, body, at, person_id, link_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
        params![article, parent, revision, &said.quote, said.block, &said.body, now, person, link],
    )
}

/// How many notes an article has.
pub fn count(sql: &mut Sql<'_>, article: i64) -> Result<i64> {
    sql.number("SELECT COUNT(*) FROM notes WHERE article_id = ?1", params![article])
}

fn note(row: &Row<'_>) -> Result<Note> {
    Ok(Note {
        id: row.int(0)?,
        parent: row.opt_int(1)?,
        revision: row.int(2)?,
        quote: row.text(3)?,
        block: row.opt_int(4)?,
        body: row.text(5)?,
        at: row.int(6)?,
        by: row.opt_text(7)?,
        label: row.opt_text(8)?,
        resolved_at: row.opt_int(9)?,
        resolved_by: row.opt_text(10)?,
        answers: Vec::new(),
    })
}

/// An article's notes with their answers, the oldest first.
pub fn of(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Note>> {
    let flat = sql.rows(
        "SELECT n.id, n.parent_id, n.revision, n.quote, n.block, n.body, n.at, p.name, l.label, n.resolved_at, r.name
         FROM notes n LEFT JOIN people p ON p.id = n.person_id LEFT JOIN private_links l ON l.id = n.link_id
         LEFT JOIN people r ON r.id = n.resolved_by WHERE n.article_id = ?1 ORDER BY n.id LIMIT ?2",
        params![article, MOST],
        note,
    )?;
    Ok(threads(flat))
}

/// Notes that were left through a private link, and their answers.
pub fn by_link(sql: &mut Sql<'_>, article: i64, link: i64) -> Result<Vec<Note>> {
    let flat = sql.rows(
        "SELECT n.id, n.parent_id, n.revision, n.quote, n.block, n.body, n.at, p.name, l.label, n.resolved_at, NULL
         FROM notes n LEFT JOIN people p ON p.id = n.person_id LEFT JOIN private_links l ON l.id = n.link_id
         WHERE n.article_id = ?1 AND n.link_id = ?2 ORDER BY n.id LIMIT ?3",
        params![article, link, MOST],
        note,
    )?;
    Ok(threads(flat))
}

/// The note that a thread begins with, if it is one of the article: the note itself, or what it answers.
pub fn thread(sql: &mut Sql<'_>, article: i64, note: i64) -> Result<Option<i64>> {
    sql.row(
        "SELECT COALESCE(parent_id, id) FROM notes WHERE id = ?2 AND article_id = ?1",
        params![article, note],
        |row| row.int(0),
    )
}

/// Settles a thread, or opens it again; false if it was so already.
pub fn settle(tx: &mut Tx<'_, '_>, note: i64, settled: bool) -> Result<bool> {
    let (now, by) = (tx.now, tx.actor.person);
    let changed = tx.execute(
        "UPDATE notes SET resolved_at = ?2, resolved_by = ?3 WHERE id = ?1 AND (CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END) <> ?4",
        params![note, settled.then_some(now), by.filter(|_| settled), settled],
    )?;
    Ok(changed > 0)
}

/// What a note says, by its number.
pub fn body(sql: &mut Sql<'_>, note: i64) -> Result<Option<String>> {
    sql.row("SELECT body FROM notes WHERE id = ?1", params![note], |row| row.text(0))
}

/// Whoever has taken part in a thread at the desk.
pub fn takers(sql: &mut Sql<'_>, thread: i64) -> Result<Vec<i64>> {
    let all = sql.rows(
        "SELECT DISTINCT person_id FROM notes WHERE (id = ?1 OR parent_id = ?1) AND person_id IS NOT NULL",
        params![thread],
        |row| row.int(0),
    )?;
    Ok(all)
}
