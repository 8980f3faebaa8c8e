//! The jobs' SQL.

use super::model::{Lane, Outcome, Taken, Work, pause};
use crate::{
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
};

/// Queues work, to be done `after` microseconds from now at the earliest. With a name in `once`, it is left out while a
/// job of that name still waits: pings are gathered in this way.
pub fn queue<W: Work>(tx: &mut Tx<'_, '_>, work: &W, once: Option<&str>, after: i64) -> Result<()> {
    let payload = serde_json::to_string(work)?;
    let now = tx.now;
    tx.execute(
        "INSERT INTO jobs (kind, lane, payload, once, state, due, created_at) VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6)
         ON CONFLICT (once) DO NOTHING",
        params![W::KIND, W::LANE.as_str(), &payload, once, now + after, now],
    )?;
    Ok(())
}

/// Takes up to `limit` jobs of a lane that are due. They are due again when the lease ends, should nobody say what became of them.
pub fn take(tx: &mut Tx<'_, '_>, lane: Lane, limit: i64) -> Result<Vec<Taken>> {
    let now = tx.now;
    let due = tx.rows(
        "SELECT id, kind, payload, tries, due FROM jobs WHERE lane = ?1 AND state = 'waiting' AND due <= ?2
         ORDER BY due, id LIMIT ?3",
        params![lane.as_str(), now, limit],
        |row| {
            let taken =
                Taken { id: row.int(0)?, kind: row.text(1)?, payload: row.text(2)?, tries: row.int(3)? + 1 };
            Ok((taken, row.int(4)?))
        },
    )?;
    let mut taken = Vec::with_capacity(due.len());
    for (job, was_due) in due {
        // Another node may have taken it since it was read. A job that is being done gives its name free: what happens
        // from now on needs a job of its own.
        let mine = tx.execute(
            "UPDATE jobs SET due = ?3, tries = tries + 1, once = NULL WHERE id = ?1 AND state = 'waiting' AND due = ?2",
            params![job.id, was_due, now + lane.lease()],
        )?;
        if mine > 0 {
            taken.push(job);
        }
    }
    Ok(taken)
}

/// Notes what came of a job: it goes, is due later, or has failed.
pub fn settle(tx: &mut Tx<'_, '_>, job: &Taken, outcome: &Outcome) -> Result<()> {
    let now = tx.now;
    let (said, due) = match outcome {
        Outcome::Done => {
            tx.execute("DELETE FROM jobs WHERE id = ?1", params![job.id])?;
            return Ok(());
        }
        Outcome::Later(said) => (said, pause(job.tries)),
        Outcome::Never(said) => (said, None),
    };
    let state = if due.is_some() { "waiting" } else { "failed" };
    tx.execute(
        "UPDATE jobs SET state = ?2, due = ?3, said = ?4 WHERE id = ?1",
        params![job.id, state, now + due.unwrap_or(0), said],
    )?;
    Ok(())
}

/// When the next job of a lane is due (UTC microseconds), if any waits: a look that writes nothing.
pub fn next_due(sql: &mut Sql<'_>, lane: Lane) -> Result<Option<i64>> {
    sql.row(
        "SELECT due FROM jobs WHERE lane = ?1 AND state = 'waiting' ORDER BY due LIMIT 1",
        params![lane.as_str()],
        |row| row.int(0),
    )
}

/// A job, for whoever looks at the queue.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Listed {
    /// Its row.
    pub id: i64,
    /// Which work it is.
    pub kind: String,
    /// `waiting` or `failed`.
    pub state: String,
    /// When it is due, or when it failed (UTC microseconds).
    pub due: i64,
    /// How often it was tried.
    pub tries: i64,
    /// What went wrong last.
    pub said: String,
}

fn listed(row: &Row<'_>) -> Result<Listed> {
    Ok(Listed {
        id: row.int(0)?,
        kind: row.text(1)?,
        state: row.text(2)?,
        due: row.int(3)?,
        tries: row.int(4)?,
        said: row.text(5)?,
    })
}

/// Up to `limit` jobs: those that failed first, then what is due next. What they hold is not shown.
pub fn list(sql: &mut Sql<'_>, limit: i64) -> Result<Vec<Listed>> {
    sql.rows(
        "SELECT id, kind, state, due, tries, said FROM jobs ORDER BY state, due, id LIMIT ?1",
        params![limit],
        listed,
    )
}

/// Has all failed jobs tried again from now on, and says how many they are.
pub fn retry(tx: &mut Tx<'_, '_>) -> Result<u64> {
    let now = tx.now;
    tx.execute("UPDATE jobs SET state = 'waiting', due = ?1, tries = 0 WHERE state = 'failed'", params![now])
}

/// Drops failed jobs that failed before `before` (UTC microseconds), and says how many they were.
pub fn prune(tx: &mut Tx<'_, '_>, before: i64) -> Result<u64> {
    tx.execute("DELETE FROM jobs WHERE state = 'failed' AND due < ?1", params![before])
}
