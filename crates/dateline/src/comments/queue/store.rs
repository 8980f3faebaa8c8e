//! The queue's SQL.

use super::{Decision, Queued, Tab};
use crate::{
    comments::{model::State, reports},
    db::{Row, Sql},
    error::{Error, Result},
    params,
};

macro_rules! queued {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.article_id, COALESCE(l.headline, a.headline), l.path, c.parent_id, q.author, c.state, c.author, c.email,
                    c.person_id, c.erased_at, c.body, c.at, d.at, p.name, d.reason,
                    (SELECT COUNT(*) FROM comment_reports r WHERE r.comment_id = c.id AND r.settled_at IS NULL)
             FROM comments c JOIN articles a ON a.id = c.article_id
             LEFT JOIN published_articles l ON l.id = c.article_id AND l.state = 'live'
             LEFT JOIN comments q ON q.id = c.parent_id
             LEFT JOIN comment_decisions d ON d.id = (SELECT MAX(id) FROM comment_decisions WHERE comment_id = c.id)
             LEFT JOIN people p ON p.id = d.person_id
             WHERE c.kind = 'comment' AND ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<(Queued, bool)> {
    let state = row.text(6)?;
    let parent = row.opt_int(4)?;
    let answered = row.opt_text(5)?;
    let decided = match row.opt_int(13)? {
        Some(at) => {
            Some(Decision { at, by: row.opt_text(14)?, reason: row.opt_text(15)?.unwrap_or_default() })
        }
        None => None,
    };
    let queued = Queued {
        id: row.int(0)?,
        article: row.int(1)?,
        headline: row.text(2)?,
        path: row.opt_text(3)?,
        answers: parent.zip(answered),
        state: State::parse(&state)
            .map_err(|_| Error::Damaged(format!("{state:?} is no state of a comment")))?,
        author: row.text(7)?,
        has_email: row.opt_text(8)?.is_some_and(|email| !email.is_empty()),
        by_staff: row.opt_int(9)?.is_some(),
        erased: row.opt_int(10)?.is_some(),
        body: row.json(11)?,
        at: row.int(12)?,
        decided,
        reports: Vec::new(),
    };
    Ok((queued, row.int(16)? > 0))
}

fn with_reports(sql: &mut Sql<'_>, (mut queued, reported): (Queued, bool)) -> Result<Queued> {
    if reported {
        queued.reports = reports::store::open(sql, queued.id)?;
    }
    Ok(queued)
}

/// One comment.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<Queued>> {
    let found = sql.row(queued!("c.id = ?1"), params![id], read)?;
    found.map(|found| with_reports(sql, found)).transpose()
}

/// A part of the queue, behind a number: the newest first or the oldest first. Each way of asking has an index.
pub fn list(
    sql: &mut Sql<'_>,
    tab: Tab,
    oldest_first: bool,
    behind: Option<i64>,
    limit: i64,
) -> Result<Vec<Queued>> {
    let behind = behind.unwrap_or(if oldest_first { 0 } else { i64::MAX });
    let found = match (tab, oldest_first) {
        (Tab::In(state), true) => sql.rows(
            queued!("c.state = ?3 AND c.id > ?1 ORDER BY c.id LIMIT ?2"),
            params![behind, limit, state.as_str()],
            read,
        ),
        (Tab::In(state), false) => sql.rows(
            queued!("c.state = ?3 AND c.id < ?1 ORDER BY c.id DESC LIMIT ?2"),
            params![behind, limit, state.as_str()],
            read,
        ),
        (Tab::Reported, true) => sql.rows(
            queued!(
                "c.id > ?1 AND c.id IN (SELECT comment_id FROM comment_reports WHERE settled_at IS NULL) ORDER BY c.id LIMIT ?2"
            ),
            params![behind, limit],
            read,
        ),
        (Tab::Reported, false) => sql.rows(
            queued!(
                "c.id < ?1 AND c.id IN (SELECT comment_id FROM comment_reports WHERE settled_at IS NULL) ORDER BY c.id DESC LIMIT ?2"
            ),
            params![behind, limit],
            read,
        ),
    }?;
    found.into_iter().map(|found| with_reports(sql, found)).collect()
}

/// How many wait and how many are reported, up to a number: more is many.
pub fn counts(sql: &mut Sql<'_>, most: i64) -> Result<(i64, i64)> {
    let waiting = sql.number(
        "SELECT COUNT(*) FROM (SELECT 1 FROM comments WHERE state = 'pending' AND kind = 'comment' LIMIT ?1) w",
        params![most],
    )?;
    let reported = sql.number(
        "SELECT COUNT(*) FROM (SELECT DISTINCT comment_id FROM comment_reports WHERE settled_at IS NULL LIMIT ?1) w",
        params![most],
    )?;
    Ok((waiting, reported))
}
