//! What is kept about an e-mail address, wherever it is.

use crate::{
    changes::Tx,
    comments::{
        self,
        model::{RemovalNotice, State},
        reports,
    },
    db::Sql,
    error::Result,
    jobs::model::Work,
    params,
    reports::model::ReportAnswer,
};
use document::Document;
use serde::Serialize;

/// All that is kept about an e-mail address.
#[derive(Debug, Serialize)]
pub struct Kept {
    /// The address.
    pub email: String,
    /// Comments that were left with it.
    pub comments: Vec<Comment>,
    /// Errors that were reported with it.
    pub reports: Vec<Report>,
    /// Mails that are to go there, or could not.
    pub mails: Vec<Mail>,
    /// People of the newsroom who have it.
    pub people: Vec<Person>,
}

/// A report of an error.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Its number.
    pub id: i64,
    /// The article's number.
    pub article: i64,
    /// The passage that was meant.
    pub passage: String,
    /// What was said to be wrong.
    pub text: String,
    /// How it was known.
    pub evidence: String,
    /// The name that was given.
    pub name: String,
    /// When it came: the hour (UTC microseconds).
    pub at: i64,
    /// Whether it was answered, and how.
    pub state: String,
    /// The answer.
    pub answer: String,
}

/// A comment.
#[derive(Debug, Serialize)]
pub struct Comment {
    /// Its number.
    pub id: i64,
    /// The article's number.
    pub article: i64,
    /// Whether readers see it.
    pub state: String,
    /// The name that was given.
    pub author: String,
    /// The address as it was given.
    pub email: String,
    /// When the address is deleted (UTC microseconds).
    pub email_until: Option<i64>,
    /// The writer's own site.
    pub url: Option<String>,
    /// What it says, as Markdown.
    pub text: String,
    /// When it was written (UTC microseconds).
    pub at: i64,
    /// What was decided of it.
    pub decisions: Vec<Decision>,
    /// What was reported of it.
    pub reports: Vec<reports::store::Listed>,
}

/// A decision about a comment.
#[derive(Debug, Serialize)]
pub struct Decision {
    /// When (UTC microseconds).
    pub at: i64,
    /// What it was.
    pub was: String,
    /// What it became.
    pub became: String,
    /// Why.
    pub reason: String,
}

/// A mail in the queue.
#[derive(Debug, Serialize)]
pub struct Mail {
    /// About which comment.
    pub comment: i64,
    /// `waiting` or `failed`.
    pub state: String,
    /// What went wrong last.
    pub said: String,
}

/// A person of the newsroom.
#[derive(Debug, Serialize)]
pub struct Person {
    /// Their number.
    pub id: i64,
    /// Their name.
    pub name: String,
    /// What they sign in with.
    pub login: Option<String>,
    /// The role, if they sign in with the address.
    pub role: Option<String>,
}

/// Comments that were left with an address, in whatever case it was written.
pub fn comments_of(sql: &mut Sql<'_>, email: &str) -> Result<Vec<i64>> {
    sql.rows(
        "SELECT id FROM comments WHERE email IS NOT NULL AND lower(email) = ?1 ORDER BY id",
        params![&email.to_ascii_lowercase()],
        |row| row.int(0),
    )
}

/// All that is kept about an address.
pub fn kept(sql: &mut Sql<'_>, email: &str) -> Result<Kept> {
    let ids = comments_of(sql, email)?;
    let mut comments = Vec::with_capacity(ids.len());
    for id in &ids {
        comments.extend(comment(sql, *id)?);
    }
    let people = sql.rows(
        "SELECT p.id, p.name, p.login, a.role FROM people p LEFT JOIN accounts a ON a.person_id = p.id AND a.email = ?1
         WHERE lower(p.email) = ?1 OR a.email IS NOT NULL ORDER BY p.id",
        params![&email.to_lowercase()],
        |row| {
            Ok(Person {
                id: row.int(0)?,
                name: row.text(1)?,
                login: row.opt_text(2)?,
                role: row.opt_text(3)?,
            })
        },
    )?;
    let reports = reports_of(sql, email)?;
    let mut mails = Vec::new();
    for (payload, state, said) in sql.rows(
        "SELECT payload, state, said FROM jobs WHERE kind = ?1 ORDER BY id",
        params![RemovalNotice::KIND],
        |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)),
    )? {
        let about = serde_json::from_str::<RemovalNotice>(&payload).map(|notice| notice.comment);
        if let Ok(comment) = about
            && ids.contains(&comment)
        {
            mails.push(Mail { comment, state, said });
        }
    }
    Ok(Kept { email: email.to_owned(), comments, reports, mails, people })
}

/// Reports of errors that were sent with an address, in whatever case it was written.
pub fn reports_of(sql: &mut Sql<'_>, email: &str) -> Result<Vec<Report>> {
    sql.rows(
        "SELECT id, article_id, passage, text, evidence, name, at, state, answer FROM error_reports
         WHERE email IS NOT NULL AND lower(email) = ?1 ORDER BY id",
        params![&email.to_ascii_lowercase()],
        |row| {
            Ok(Report {
                id: row.int(0)?,
                article: row.int(1)?,
                passage: row.text(2)?,
                text: row.text(3)?,
                evidence: row.text(4)?,
                name: row.text(5)?,
                at: row.int(6)?,
                state: row.text(7)?,
                answer: row.text(8)?,
            })
        },
    )
}

/// Overwrites a report of an error. One that is open is closed with it: there is nothing left to answer.
pub fn erase_report(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "UPDATE error_reports SET passage = '', text = '', evidence = '', name = '', email = NULL, answer = '',
             answered_at = COALESCE(answered_at, ?2), state = CASE WHEN state = 'open' THEN 'declined' ELSE state END WHERE id = ?1",
        params![id, now],
    )?;
    let answer = serde_json::to_string(&ReportAnswer { report: id })?;
    tx.execute("DELETE FROM jobs WHERE kind = ?1 AND payload = ?2", params![ReportAnswer::KIND, &answer])?;
    Ok(())
}

fn comment(sql: &mut Sql<'_>, id: i64) -> Result<Option<Comment>> {
    let found = sql.row(
        "SELECT article_id, state, author, email, email_until, url, body, at FROM comments WHERE id = ?1",
        params![id],
        |row| {
            let body: Document = row.json(6)?;
            Ok(Comment {
                id,
                article: row.int(0)?,
                state: row.text(1)?,
                author: row.text(2)?,
                email: row.text(3)?,
                email_until: row.opt_int(4)?,
                url: row.opt_text(5)?,
                text: document::markdown::write(&body),
                at: row.int(7)?,
                decisions: Vec::new(),
                reports: Vec::new(),
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    found.decisions = sql.rows(
        "SELECT at, was, became, reason FROM comment_decisions WHERE comment_id = ?1 ORDER BY id",
        params![id],
        |row| Ok(Decision { at: row.int(0)?, was: row.text(1)?, became: row.text(2)?, reason: row.text(3)? }),
    )?;
    found.reports = reports::store::all(sql, id)?;
    Ok(Some(found))
}

/// Overwrites a comment wherever it is kept. One that others have answered leaves an empty place, so that the thread holds;
/// any other goes from readers' sight. Its number and times stay.
pub fn erase(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    let Some(standing) = comments::store::standing(tx, id)? else { return Ok(()) };
    let now = tx.now;
    let empty = serde_json::to_string(&Document::default())?;
    let answered = tx
        .row("SELECT 1 FROM published_comments WHERE parent_id = ?1 LIMIT 1", params![id], |_| Ok(()))?
        .is_some();
    let stays = standing.state == State::Approved && answered;
    let state = if stays { State::Approved } else { State::Removed };
    tx.execute(
        "UPDATE comments SET author = '', email = NULL, email_until = NULL, url = NULL, body = ?2, digest = 0, state = ?3,
             erased_at = ?4 WHERE id = ?1",
        params![id, &empty, state.as_str(), now],
    )?;
    if stays {
        tx.execute(
            "UPDATE published_comments SET author = '', url = NULL, body = ?2 WHERE id = ?1",
            params![id, &empty],
        )?;
        tx.touch(comments::store::fact(standing.article));
        tx.touch(comments::store::fact_of_one(id));
        tx.touch(comments::store::newest_fact());
    } else {
        comments::store::hide_one(tx, standing.article, id)?;
    }
    tx.execute("UPDATE comment_decisions SET reason = '' WHERE comment_id = ?1", params![id])?;
    tx.execute("UPDATE comment_reports SET details = '' WHERE comment_id = ?1", params![id])?;
    tx.execute("UPDATE audit SET detail = '' WHERE subject = ?1", params![&format!("comment/{id}")])?;
    tx.execute("UPDATE originals SET data = '{}' WHERE kind = 'comment' AND ours = ?1", params![id])?;
    let notice = serde_json::to_string(&RemovalNotice { comment: id })?;
    tx.execute("DELETE FROM jobs WHERE kind = ?1 AND payload = ?2", params![RemovalNotice::KIND, &notice])?;
    Ok(())
}
