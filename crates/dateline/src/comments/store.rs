//! The comments' SQL: what is written down, what the desk sees of it, and the rows that readers' queries use.

use super::{
    model::{Comment, Kind, State},
    secret::Secret,
};
use crate::{
    changes::{Fact, Tx},
    db::{Row, Sql},
    error::{Error, Result},
    numbers::Sequence,
    params,
};
use document::Document;

/// The fact that these comments stand below an article.
pub fn fact(article: i64) -> Fact {
    Fact::of("comments", article)
}

/// The fact that these are the newest comments of the site.
pub fn newest_fact() -> Fact {
    Fact::new("list/comments")
}

/// The fact that a single comment is shown, or is not.
pub fn fact_of_one(id: i64) -> Fact {
    Fact::of("comment", id)
}

/// Adds a comment, under a number of one's wish if it is free. If it is approved and its article public, readers see it
/// once [`show`] or [`show_one`] has run.
pub fn add(tx: &mut Tx<'_, '_>, comment: &Comment, wanted: Option<i64>) -> Result<i64> {
    let id = Sequence::Comments.take(tx, wanted)?;
    add_as(tx, id, comment)?;
    Ok(id)
}

/// Adds a comment under a number that was taken for it.
pub fn add_as(tx: &mut Tx<'_, '_>, id: i64, comment: &Comment) -> Result<()> {
    let body = serde_json::to_string(&comment.body)?;
    tx.execute(
        "INSERT INTO comments (id, article_id, parent_id, kind, state, author, email, email_until, url, body, digest, at, person_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            id,
            comment.article,
            comment.parent,
            comment.kind.as_str(),
            comment.state.as_str(),
            &comment.author,
            &comment.email,
            comment.email_until,
            comment.url.as_ref().map(|u| u.as_str()),
            &body,
            comment.digest,
            comment.at,
            comment.person
        ],
    )?;
    if comment.state == State::Approved && comment.kind == Kind::Comment {
        tx.touch(fact(comment.article));
    }
    Ok(())
}

/// Writes a comment's state, text and author anew, as a later export has them; not those of one that its writer had erased.
pub fn update(tx: &mut Tx<'_, '_>, id: i64, comment: &Comment) -> Result<()> {
    let body = serde_json::to_string(&comment.body)?;
    tx.execute(
        "UPDATE comments SET state = ?2, author = ?3, email = ?4, url = ?5, body = ?6, at = ?7, parent_id = ?8
         WHERE id = ?1 AND erased_at IS NULL",
        params![
            id,
            comment.state.as_str(),
            &comment.author,
            &comment.email,
            comment.url.as_ref().map(|u| u.as_str()),
            &body,
            comment.at,
            comment.parent
        ],
    )?;
    tx.touch(fact(comment.article));
    Ok(())
}

/// What has to be known of a comment to decide about it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Below which article.
    pub article: i64,
    /// As stored.
    pub state: State,
    /// Whether its writer can be told.
    pub has_email: bool,
    /// Whether its writer had it erased.
    pub erased: bool,
}

/// What has to be known of a comment to decide about it.
pub fn standing(sql: &mut Sql<'_>, id: i64) -> Result<Option<Standing>> {
    sql.row("SELECT article_id, state, email, erased_at FROM comments WHERE id = ?1", params![id], |row| {
        Ok(Standing {
            article: row.int(0)?,
            state: state(row, 1)?,
            has_email: row.opt_text(2)?.is_some_and(|e| !e.is_empty()),
            erased: row.opt_int(3)?.is_some(),
        })
    })
}

fn state(row: &Row<'_>, at: usize) -> Result<State> {
    let text = row.text(at)?;
    State::parse(&text).map_err(|_| Error::Damaged(format!("{text:?} is no state of a comment")))
}

/// Writes down a decision, and the state that follows from it.
pub fn decide(tx: &mut Tx<'_, '_>, id: i64, was: State, became: State, reason: &str) -> Result<()> {
    let (now, actor) = (tx.now, tx.actor);
    tx.execute(
        "INSERT INTO comment_decisions (comment_id, at, person_id, via, was, became, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, now, actor.person, actor.via.as_str(), was.as_str(), became.as_str(), reason],
    )?;
    tx.execute("UPDATE comments SET state = ?2 WHERE id = ?1", params![id, became.as_str()])?;
    Ok(())
}

/// The state that a comment had before the last decision about it.
pub fn before_last(sql: &mut Sql<'_>, id: i64) -> Result<Option<State>> {
    sql.row(
        "SELECT was FROM comment_decisions WHERE comment_id = ?1 ORDER BY id DESC LIMIT 1",
        params![id],
        |row| state(row, 0),
    )
}

/// What the writer of a removed comment is told.
#[derive(Debug, Clone)]
pub struct Removal {
    /// Where.
    pub email: String,
    /// The article's headline, its address and its language; empty if it is not public any more.
    pub headline: String,
    /// Its address.
    pub path: String,
    /// Its language.
    pub language: String,
    /// Why, as was said.
    pub reason: String,
}

/// What the writer of a comment is told of its removal; nothing if it is not removed, or no address is left.
pub fn removal(sql: &mut Sql<'_>, id: i64) -> Result<Option<Removal>> {
    sql.row(
        "SELECT c.email, COALESCE(a.headline, ''), COALESCE(a.path, ''), COALESCE(a.language, ''), d.reason
         FROM comments c JOIN comment_decisions d ON d.comment_id = c.id AND d.became = 'removed'
         LEFT JOIN published_articles a ON a.id = c.article_id AND a.state = 'live'
         WHERE c.id = ?1 AND c.state = 'removed' AND c.email IS NOT NULL ORDER BY d.id DESC LIMIT 1",
        params![id],
        |row| {
            Ok(Removal {
                email: row.text(0)?,
                headline: row.text(1)?,
                path: row.text(2)?,
                language: row.text(3)?,
                reason: row.text(4)?,
            })
        },
    )
}

/// Whether the same text was left below an article since a moment.
pub fn is_repeat(sql: &mut Sql<'_>, article: i64, digest: i64, since: i64) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM comments WHERE article_id = ?1 AND digest = ?2 AND digest <> 0 AND at >= ?3 LIMIT 1",
        params![article, digest, since],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Makes what readers see of an article's comments: the approved ones, if the article is public.
pub fn show(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute("DELETE FROM published_comments WHERE article_id = ?1", params![article])?;
    tx.execute(
        "INSERT INTO published_comments (id, article_id, parent_id, author, url, body, at, by_staff)
         SELECT c.id, c.article_id, c.parent_id, c.author, c.url, c.body, c.at, CASE WHEN c.person_id IS NULL THEN 0 ELSE 1 END
         FROM comments c JOIN published_articles a ON a.id = c.article_id AND a.state = 'live'
         WHERE c.article_id = ?1 AND c.state = 'approved' AND c.kind = 'comment'",
        params![article],
    )?;
    tx.execute(
        "UPDATE published_articles SET comment_count = (SELECT COUNT(*) FROM published_comments WHERE article_id = ?1) WHERE id = ?1",
        params![article],
    )?;
    tx.touch(fact(article));
    tx.touch(newest_fact());
    Ok(())
}

/// Shows one comment that was approved, and touches no other: an article may have thousands.
pub fn show_one(tx: &mut Tx<'_, '_>, article: i64, id: i64) -> Result<()> {
    let shown = tx.execute(
        "INSERT INTO published_comments (id, article_id, parent_id, author, url, body, at, by_staff)
         SELECT c.id, c.article_id, c.parent_id, c.author, c.url, c.body, c.at, CASE WHEN c.person_id IS NULL THEN 0 ELSE 1 END
         FROM comments c JOIN published_articles a ON a.id = c.article_id AND a.state = 'live'
         WHERE c.id = ?1 AND c.state = 'approved' AND c.kind = 'comment' ON CONFLICT (id) DO NOTHING",
        params![id],
    )?;
    counted(tx, article, id, i64::try_from(shown).unwrap_or(0))
}

/// Takes one comment out of what readers see.
pub fn hide_one(tx: &mut Tx<'_, '_>, article: i64, id: i64) -> Result<()> {
    let hidden = tx.execute("DELETE FROM published_comments WHERE id = ?1", params![id])?;
    counted(tx, article, id, -i64::try_from(hidden).unwrap_or(0))
}

fn counted(tx: &mut Tx<'_, '_>, article: i64, id: i64, more: i64) -> Result<()> {
    if more != 0 {
        tx.execute(
            "UPDATE published_articles SET comment_count = comment_count + ?2 WHERE id = ?1",
            params![article, more],
        )?;
        tx.touch(fact(article));
        tx.touch(fact_of_one(id));
        tx.touch(newest_fact());
    }
    Ok(())
}

/// Deletes the e-mail addresses whose time is over; says how many.
pub fn forget_emails(tx: &mut Tx<'_, '_>) -> Result<u64> {
    let now = tx.now;
    tx.execute(
        "UPDATE comments SET email = NULL, email_until = NULL WHERE email_until IS NOT NULL AND email_until <= ?1",
        params![now],
    )
}

/// The key that forms are signed with.
pub fn secret(sql: &mut Sql<'_>) -> Result<Option<Secret>> {
    let text = sql.row("SELECT value FROM secrets WHERE name = 'forms'", &[], |row| row.text(0))?;
    // A key that cannot be read signs nothing: a new one takes its place.
    Ok(text.and_then(|text| Secret::from_text(&text)))
}

/// Keeps a key, unless another node was quicker; returns the one that holds.
pub fn keep_secret(tx: &mut Tx<'_, '_>, fresh: &Secret) -> Result<Secret> {
    if let Some(kept) = secret(tx)? {
        return Ok(kept);
    }
    tx.execute(
        "INSERT INTO secrets (name, value) VALUES ('forms', ?1) ON CONFLICT (name) DO NOTHING",
        params![&fresh.to_text()],
    )?;
    secret(tx)?.ok_or_else(|| {
        Error::Damaged("the key that forms are signed with cannot be read: delete the row `forms` of the table `secrets`, and start again".into())
    })
}

/// A comment as the desk sees it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its number.
    pub id: i64,
    /// Below which article.
    pub article: i64,
    /// What the article is called, if it is public.
    pub headline: Option<String>,
    /// The comment that it answers.
    pub parent: Option<i64>,
    /// As stored.
    pub state: State,
    /// The name that was given.
    pub author: String,
    /// Whether its writer can be told of a removal.
    pub has_email: bool,
    /// What it says.
    pub body: Document,
    /// When it was written (UTC microseconds).
    pub at: i64,
    /// Reports that nobody has settled.
    pub reports: i64,
}

/// Which comments the desk asks for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// In this state only.
    pub state: Option<State>,
    /// Below this article only.
    pub article: Option<i64>,
    /// Only those with reports that nobody has settled.
    pub reported: bool,
    /// With smaller numbers than this.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: i64,
}

macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.article_id, a.headline, c.parent_id, c.state, c.author, c.email, c.body, c.at,
             (SELECT COUNT(*) FROM comment_reports r WHERE r.comment_id = c.id AND r.settled_at IS NULL)
             FROM comments c LEFT JOIN published_articles a ON a.id = c.article_id AND a.state = 'live'
             WHERE c.id < ?1 AND c.kind = 'comment' AND ",
            $rest,
            " ORDER BY c.id DESC LIMIT ?2"
        )
    };
}

/// The newest comments that are asked for; each way of asking has an index of its own.
pub fn list(sql: &mut Sql<'_>, wanted: &Wanted) -> Result<Vec<Listed>> {
    let (before, limit) = (wanted.before.unwrap_or(i64::MAX), wanted.limit);
    let state = wanted.state.map_or("", State::as_str);
    let article = wanted.article.unwrap_or(0);
    if wanted.reported {
        return sql.rows(
            listed!(
                "c.id IN (SELECT comment_id FROM comment_reports WHERE settled_at IS NULL)
                 AND (CAST(?3 AS TEXT) = '' OR c.state = ?3) AND (CAST(?4 AS BIGINT) = 0 OR c.article_id = ?4)"
            ),
            params![before, limit, state, article],
            listed,
        );
    }
    match (wanted.state, wanted.article) {
        (_, Some(article)) => sql.rows(
            listed!("c.article_id = ?3 AND (CAST(?4 AS TEXT) = '' OR c.state = ?4)"),
            params![before, limit, article, state],
            listed,
        ),
        (Some(_), None) => sql.rows(listed!("c.state = ?3"), params![before, limit, state], listed),
        (None, None) => sql.rows(listed!("c.id > 0"), params![before, limit], listed),
    }
}

fn listed(row: &Row<'_>) -> Result<Listed> {
    Ok(Listed {
        id: row.int(0)?,
        article: row.int(1)?,
        headline: row.opt_text(2)?,
        parent: row.opt_int(3)?,
        state: state(row, 4)?,
        author: row.text(5)?,
        has_email: row.opt_text(6)?.is_some(),
        body: row.json(7)?,
        at: row.int(8)?,
        reports: row.int(9)?,
    })
}

/// How many comments wait for the desk.
pub fn waiting(sql: &mut Sql<'_>) -> Result<i64> {
    sql.number("SELECT COUNT(*) FROM comments WHERE state = 'pending' AND kind = 'comment'", &[])
}
