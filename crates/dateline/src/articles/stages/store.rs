//! The stages' SQL.

use super::model::Change;
use crate::{
    articles::{model::Stage, store::Article},
    changes::Tx,
    db::Sql,
    error::Result,
    params,
};

/// Moves an article to a stage, with the row that says who did and why. Of one that is or was public, draft, in review and approved
/// are stages of what is written beside it. Gives the row's number.
pub fn change(tx: &mut Tx<'_, '_>, article: &Article, became: Stage, note: &str) -> Result<i64> {
    let public = matches!(article.stage.as_str(), "published" | "withdrawn");
    let written = matches!(became, Stage::Draft | Stage::InReview | Stage::Approved);
    let beside = beside(tx, article.id)?;
    let was = if public && written && !beside.is_empty() { &beside } else { &article.stage };
    if public && written {
        let beside = if became == Stage::Draft { "" } else { became.as_str() };
        tx.execute("UPDATE articles SET beside = ?2 WHERE id = ?1", params![article.id, beside])?;
    } else {
        tx.execute(
            "UPDATE articles SET stage = ?2, beside = '' WHERE id = ?1",
            params![article.id, became.as_str()],
        )?;
    }
    let (now, actor) = (tx.now, tx.actor);
    tx.number(
        "INSERT INTO stage_changes (article_id, revision, at, person_id, via, was, became, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
        params![
            article.id,
            article.latest,
            now,
            actor.person,
            actor.via.as_str(),
            was,
            became.as_str(),
            note
        ],
    )
}

/// Of an article that is or was public: how far what is written beside it has come; empty, or a stage as stored.
pub fn beside(sql: &mut Sql<'_>, article: i64) -> Result<String> {
    let found = sql.row("SELECT beside FROM articles WHERE id = ?1", params![article], |row| row.text(0))?;
    Ok(found.unwrap_or_default())
}

/// Articles that are or were public, and of which what is written beside has come so far; the newest first.
pub fn all_beside(sql: &mut Sql<'_>, stage: &str, limit: i64) -> Result<Vec<i64>> {
    sql.rows(
        "SELECT id FROM articles WHERE beside <> '' AND beside = ?1 ORDER BY id DESC LIMIT ?2",
        params![stage, limit],
        |row| row.int(0),
    )
}

/// The stage that an article had before it was scheduled.
pub fn before_schedule(sql: &mut Sql<'_>, article: i64) -> Result<Option<Stage>> {
    let was = sql.row(
        "SELECT was FROM stage_changes WHERE article_id = ?1 AND became = 'scheduled' AND was <> 'scheduled' ORDER BY id DESC LIMIT 1",
        params![article],
        |row| row.text(0),
    )?;
    was.map(|was| Stage::parse(&was)).transpose()
}

/// What was done with an article, the newest first.
pub fn history(sql: &mut Sql<'_>, article: i64, limit: i64) -> Result<Vec<Change>> {
    sql.rows(
        "SELECT s.at, p.name, s.was, s.became, s.revision, s.note FROM stage_changes s
         LEFT JOIN people p ON p.id = s.person_id WHERE s.article_id = ?1 ORDER BY s.id DESC LIMIT ?2",
        params![article, limit],
        |row| {
            Ok(Change {
                at: row.int(0)?,
                by: row.opt_text(1)?,
                was: row.text(2)?,
                became: row.text(3)?,
                revision: row.int(4)?,
                note: row.text(5)?,
            })
        },
    )
}

/// A change of stage by its row: to which stage, and the note.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<(String, String)>> {
    sql.row("SELECT became, note FROM stage_changes WHERE id = ?1", params![id], |row| {
        Ok((row.text(0)?, row.text(1)?))
    })
}

/// Notes that somebody has approved a revision.
pub fn approve(tx: &mut Tx<'_, '_>, article: i64, revision: i64, link: Option<i64>) -> Result<()> {
    let (now, person) = (tx.now, tx.actor.person);
    tx.execute(
        "INSERT INTO approvals (article_id, revision, at, person_id, link_id) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![article, revision, now, person, link],
    )?;
    Ok(())
}

/// An approval.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Approval {
    /// Of which revision.
    pub revision: i64,
    /// When (UTC microseconds); to the day by a private link.
    pub at: i64,
    /// Who at the desk.
    pub person: Option<i64>,
    /// Their name.
    pub name: Option<String>,
    /// For whom the private link was.
    pub label: Option<String>,
}

/// Who has approved an article, the newest first.
pub fn approvals(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Approval>> {
    sql.rows(
        "SELECT a.revision, a.at, a.person_id, p.name, l.label FROM approvals a LEFT JOIN people p ON p.id = a.person_id
         LEFT JOIN private_links l ON l.id = a.link_id WHERE a.article_id = ?1 ORDER BY a.id DESC LIMIT 20",
        params![article],
        |row| {
            Ok(Approval {
                revision: row.int(0)?,
                at: row.int(1)?,
                person: row.opt_int(2)?,
                name: row.opt_text(3)?,
                label: row.opt_text(4)?,
            })
        },
    )
}
