//! Schedules: a revision that becomes public at its time, caught up with after a stop, and said if it went amiss.

use super::actions::{self, Published};
use crate::{
    articles::{
        self,
        model::{Manuscript, Stage},
        stages,
    },
    changes::{Actions, Actor, Tx, Via},
    db::{Row, Sql},
    error::{Error, Result},
    letters::{model::About, store as letters},
    params, settings,
};

/// From this delay on (microseconds) a schedule counts as kept late.
pub const LATE: i64 = 10_000_000;

/// Sets a revision to be published at `due` (UTC microseconds). An earlier schedule of the article is cancelled. One that readers see
/// stays as it is until then.
pub fn set(tx: &mut Tx<'_, '_>, article: i64, revision: i64, due: i64) -> Result<()> {
    end_waiting(tx, article, "replaced")?;
    let (now, person) = (tx.now, tx.actor.person);
    tx.execute(
        "INSERT INTO schedules (article_id, revision_id, due, state, person_id, set_at) VALUES (?1, ?2, ?3, 'waiting', ?4, ?5)",
        params![article, revision, due, person, now],
    )?;
    if tx.actor.via == Via::Import {
        return articles::store::set_stage(tx, article, Stage::Scheduled);
    }
    let article = found(tx, article)?;
    if !matches!(article.stage.as_str(), "published" | "scheduled") {
        stages::store::change(tx, &article, Stage::Scheduled, "")?;
    }
    Ok(())
}

/// Cancels what an article is waiting for; false if it waits for nothing.
pub fn cancel(tx: &mut Tx<'_, '_>, article: i64) -> Result<bool> {
    if !end_waiting(tx, article, "cancelled")? {
        return Ok(false);
    }
    back(tx, article)?;
    Ok(true)
}

/// Ends what waits, without a word about the stage: publishing and withdrawing give the article another.
pub fn end_waiting(tx: &mut Tx<'_, '_>, article: i64, said: &str) -> Result<bool> {
    let (now, by) = (tx.now, tx.actor.person);
    let ended = tx.execute(
        "UPDATE schedules SET state = 'cancelled', said = ?2, ended_at = ?3, ended_by = ?4 WHERE article_id = ?1 AND state = 'waiting'",
        params![article, said, now, by],
    )?;
    Ok(ended > 0)
}

/// An article that waits no longer has the stage that it had before.
fn back(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    let article = found(tx, article)?;
    if article.stage == "scheduled" && tx.actor.via != Via::Import {
        let before = stages::store::before_schedule(tx, article.id)?.unwrap_or(Stage::Draft);
        stages::store::change(tx, &article, before, "")?;
    }
    Ok(())
}

fn found(sql: &mut Sql<'_>, article: i64) -> Result<articles::store::Article> {
    articles::store::article(sql, article)?.ok_or_else(|| Error::NotFound(format!("article {article}")))
}

/// A schedule, for those who look at it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Schedule {
    /// Its row.
    pub id: i64,
    /// The article.
    pub article: i64,
    /// The number of the revision that it publishes.
    pub revision: i64,
    /// When it is due (UTC microseconds).
    pub due: i64,
    /// Who set it.
    pub by: Option<String>,
    /// When it was kept or failed.
    pub ended: Option<i64>,
    /// `late` or `failed`, if it went amiss.
    pub amiss: String,
    /// Why it failed.
    pub said: String,
}

fn schedule(row: &Row<'_>) -> Result<Schedule> {
    Ok(Schedule {
        id: row.int(0)?,
        article: row.int(1)?,
        revision: row.int(2)?,
        due: row.int(3)?,
        by: row.opt_text(4)?,
        ended: row.opt_int(5)?,
        amiss: row.text(6)?,
        said: row.text(7)?,
    })
}

/// What an article waits for.
pub fn waiting(sql: &mut Sql<'_>, article: i64) -> Result<Option<Schedule>> {
    sql.row(
        "SELECT s.id, s.article_id, r.number, s.due, p.name, s.ended_at, s.amiss, s.said FROM schedules s
         JOIN revisions r ON r.id = s.revision_id LEFT JOIN people p ON p.id = s.person_id
         WHERE s.article_id = ?1 AND s.state = 'waiting' ORDER BY s.id DESC LIMIT 1",
        params![article],
        schedule,
    )
}

/// A schedule by its row.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<Schedule>> {
    sql.row(
        "SELECT s.id, s.article_id, r.number, s.due, p.name, s.ended_at, s.amiss, s.said FROM schedules s
         JOIN revisions r ON r.id = s.revision_id LEFT JOIN people p ON p.id = s.person_id WHERE s.id = ?1",
        params![id],
        schedule,
    )
}

/// What went amiss with an article's schedules, and nobody has taken note of; the newest first.
pub fn amiss(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Schedule>> {
    sql.rows(
        "SELECT s.id, s.article_id, r.number, s.due, p.name, s.ended_at, s.amiss, s.said FROM schedules s
         JOIN revisions r ON r.id = s.revision_id LEFT JOIN people p ON p.id = s.person_id
         WHERE s.article_id = ?1 AND s.amiss <> '' AND s.seen_at IS NULL ORDER BY s.id DESC LIMIT 5",
        params![article],
        schedule,
    )
}

/// Whatever went amiss in the newsroom and nobody has taken note of, before a row; the newest first.
pub fn all_amiss(sql: &mut Sql<'_>, before: i64, limit: i64) -> Result<Vec<Schedule>> {
    sql.rows(
        "SELECT s.id, s.article_id, r.number, s.due, p.name, s.ended_at, s.amiss, s.said FROM schedules s
         JOIN revisions r ON r.id = s.revision_id LEFT JOIN people p ON p.id = s.person_id
         WHERE s.amiss <> '' AND s.seen_at IS NULL AND s.id < ?1 ORDER BY s.id DESC LIMIT ?2",
        params![before, limit],
        schedule,
    )
}

/// Notes that somebody has seen that a schedule went amiss.
pub fn see(tx: &mut Tx<'_, '_>, id: i64) -> Result<bool> {
    let (now, by) = (tx.now, tx.actor.person);
    let seen = tx.execute(
        "UPDATE schedules SET seen_at = ?2, seen_by = ?3 WHERE id = ?1 AND amiss <> '' AND seen_at IS NULL",
        params![id, now, by],
    )?;
    Ok(seen > 0)
}

/// Waiting schedules that are due within a stretch of time: the article and the moment.
pub fn between(sql: &mut Sql<'_>, from: i64, to: i64, limit: i64) -> Result<Vec<(i64, i64)>> {
    sql.rows(
        "SELECT article_id, due FROM schedules WHERE state = 'waiting' AND due >= ?1 AND due < ?2 ORDER BY due, id LIMIT ?3",
        params![from, to, limit],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )
}

/// A schedule that is due.
#[derive(Debug, Clone, Copy)]
pub struct Due {
    /// Its row.
    pub id: i64,
    /// The article.
    pub article: i64,
    /// When it was meant.
    pub due: i64,
}

/// Up to 50 schedules that are due at `now`, the earliest first.
pub fn due(sql: &mut Sql<'_>, now: i64) -> Result<Vec<Due>> {
    sql.rows(
        "SELECT id, article_id, due FROM schedules WHERE state = 'waiting' AND due <= ?1 ORDER BY due, id LIMIT 50",
        params![now],
        |row| Ok(Due { id: row.int(0)?, article: row.int(1)?, due: row.int(2)? }),
    )
}

/// When the next schedule is due.
pub fn next(sql: &mut Sql<'_>) -> Result<Option<i64>> {
    sql.row("SELECT due FROM schedules WHERE state = 'waiting' ORDER BY due LIMIT 1", &[], |row| row.int(0))
}

/// Fires a schedule: publishes its revision, unless another node has done so. A failure is kept with what it said.
pub async fn fire(run: &Actions, due: Due) -> Result<Option<Published>> {
    let server = Actor::unnamed(Via::Server);
    let outcome = run.act("publish on schedule", server, move |tx| keep(tx, due)).await;
    if let Err(error) = &outcome
        && !matches!(error, Error::Busy(_) | Error::Stopping)
    {
        let said = error.to_string();
        run.act("note a failed schedule", server, move |tx| fail(tx, due, &said)).await?;
    }
    outcome
}

fn keep(tx: &mut Tx<'_, '_>, due: Due) -> Result<Option<Published>> {
    let now = tx.now;
    let amiss = if now - due.due > LATE { "late" } else { "" };
    let taken = tx.execute(
        "UPDATE schedules SET state = 'fired', ended_at = ?2, amiss = ?3 WHERE id = ?1 AND state = 'waiting'",
        params![due.id, now, amiss],
    )?;
    if taken == 0 {
        return Ok(None);
    }
    let site = settings::store::site(tx)?;
    let (revision, v, text) = tx
        .row(
            "SELECT r.id, r.v, r.manuscript FROM schedules s JOIN revisions r ON r.id = s.revision_id WHERE s.id = ?1",
            params![due.id],
            |row| Ok((row.int(0)?, row.int(1)?, row.text(2)?)),
        )?
        .ok_or_else(|| Error::NotFound(format!("the revision of schedule {}", due.id)))?;
    let manuscript = articles::FairCopy::of(Manuscript::from_text(v, &text)?)?;
    let article = found(tx, due.article)?;
    let published = actions::publish(tx, &site, &article, revision, &manuscript)?;
    if !amiss.is_empty() {
        tell(tx, due)?;
    }
    Ok(Some(published))
}

fn fail(tx: &mut Tx<'_, '_>, due: Due, said: &str) -> Result<()> {
    let now = tx.now;
    let failed = tx.execute(
        "UPDATE schedules SET state = 'failed', amiss = 'failed', ended_at = ?3, said = ?2 WHERE id = ?1 AND state = 'waiting'",
        params![due.id, said, now],
    )?;
    if failed == 0 {
        return Ok(());
    }
    back(tx, due.article)?;
    tell(tx, due)?;
    tx.audit(format!("article/{}", due.article), format!("schedule failed: {said}"));
    Ok(())
}

/// Tells whoever set it, whose article it is, and the editors who may know of it.
fn tell(tx: &mut Tx<'_, '_>, due: Due) -> Result<()> {
    let setter = tx
        .row("SELECT person_id FROM schedules WHERE id = ?1", params![due.id], |row| row.opt_int(0))?
        .flatten();
    let mut people = stages::actions::writers(tx, due.article)?;
    people.extend(setter);
    if let Some(standing) = articles::newsroom::store::standing(tx, due.article, 0)? {
        people.extend(stages::actions::editors(tx, &standing)?);
    }
    people.sort_unstable();
    people.dedup();
    for person in people {
        letters::tell(tx, About::Schedule, person, due.article, due.id)?;
    }
    Ok(())
}
