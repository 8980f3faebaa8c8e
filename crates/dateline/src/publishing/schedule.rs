//! Schedules: a revision that becomes public at its time, caught up with after a stop.

use super::actions::{self, Published};
use crate::{
    articles::{self, model::Stage},
    changes::{Actions, Actor, Tx, Via},
    db::Sql,
    error::{Error, Result},
    params, settings,
};

/// Sets a revision to be published at `due` (UTC microseconds). An earlier schedule of the article is cancelled.
pub fn set(tx: &mut Tx<'_, '_>, article: i64, revision: i64, due: i64) -> Result<()> {
    tx.execute(
        "UPDATE schedules SET state = 'cancelled' WHERE article_id = ?1 AND state = 'waiting'",
        params![article],
    )?;
    tx.execute(
        "INSERT INTO schedules (article_id, revision_id, due, state) VALUES (?1, ?2, ?3, 'waiting')",
        params![article, revision, due],
    )?;
    articles::store::set_stage(tx, article, Stage::Scheduled)
}

/// Cancels what an article is waiting for.
pub fn cancel(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute(
        "UPDATE schedules SET state = 'cancelled' WHERE article_id = ?1 AND state = 'waiting'",
        params![article],
    )?;
    Ok(())
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

/// Fires a schedule: publishes its revision, unless another node has done so. A failure is kept with what it said.
pub async fn fire(run: &Actions, due: Due) -> Result<Option<Published>> {
    let outcome = run
        .act("publish on schedule", Actor::unnamed(Via::Server), move |tx| {
            let taken = tx.execute(
                "UPDATE schedules SET state = 'fired' WHERE id = ?1 AND state = 'waiting'",
                params![due.id],
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
            let manuscript = articles::FairCopy::of(articles::model::Manuscript::from_text(v, &text)?)?;
            let article = articles::store::article(tx, due.article)?
                .ok_or_else(|| Error::NotFound(format!("article {}", due.article)))?;
            actions::publish(tx, &site, &article, revision, &manuscript).map(Some)
        })
        .await;
    if let Err(error) = &outcome
        && !matches!(error, Error::Busy(_) | Error::Stopping)
    {
        let said = error.to_string();
        run.act("note a failed schedule", Actor::unnamed(Via::Server), move |tx| {
            tx.execute(
                "UPDATE schedules SET state = 'failed', said = ?2 WHERE id = ?1",
                params![due.id, &said],
            )?;
            tx.audit(format!("article/{}", due.article), format!("schedule failed: {said}"));
            Ok(())
        })
        .await?;
    }
    outcome
}
