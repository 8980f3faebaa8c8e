//! The verbs: leave a comment, approve it, judge it spam, remove it, take a decision back. Form, command line and desk use these.

use super::{
    form,
    model::{Comment, DAY, Kind, Left, RemovalNotice, State, Window},
    reader, reports, store, text,
};
use crate::{
    articles,
    changes::Tx,
    error::{Error, Result},
    jobs, letters,
    numbers::Sequence,
    people,
    settings::{self, model::Taken},
};

/// The same text below the same article is taken once in this time.
const REPEAT: i64 = DAY;

/// What became of a comment that was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    /// It is kept under this number, in this state.
    Kept(i64, State),
    /// It is not.
    Refused(Refusal),
}

/// Why a comment is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such article for readers, or it takes no comments.
    Closed,
    /// The same was said there already.
    Repeat,
    /// What it answers is not shown any more.
    NoParent,
}

/// Leaves a comment. Whether it is shown or waits is the site's policy; one with many links waits in any case.
pub fn submit(tx: &mut Tx<'_, '_>, left: &Left) -> Result<Submitted> {
    let now = tx.now;
    let site = settings::store::site(tx)?;
    let Some(article) = articles::reader::article(tx, left.article)?.filter(|a| a.live) else {
        return Ok(Submitted::Refused(Refusal::Closed));
    };
    if !Window::of(&site.comments, article.view.comments_open, article.published_on, now).open {
        return Ok(Submitted::Refused(Refusal::Closed));
    }
    if let Some(parent) = left.parent
        && reader::one(tx, parent)?.is_none_or(|p| p.article != left.article)
    {
        return Ok(Submitted::Refused(Refusal::NoParent));
    }
    // The number first: on PostgreSQL, who wants one waits for whoever took one and has not committed, and so sees a
    // twin that was sent at the same moment.
    let id = Sequence::Comments.take(tx, None)?;
    if store::is_repeat(tx, left.article, left.digest, now - REPEAT)? {
        return Ok(Submitted::Refused(Refusal::Repeat));
    }
    let few_links = i64::try_from(left.links).is_ok_and(|links| links <= site.comments.links);
    let state = match site.comments.taken {
        Taken::Open if few_links => State::Approved,
        _ => State::Pending,
    };
    let comment = Comment {
        article: left.article,
        parent: left.parent,
        kind: Kind::Comment,
        state,
        author: left.author.clone(),
        email: left.email.clone().map(String::from),
        email_until: left.email.as_ref().map(|_| now + site.comments.email_days * DAY),
        url: None,
        body: left.body.clone(),
        digest: left.digest,
        at: now,
        person: None,
    };
    store::add_as(tx, id, &comment)?;
    if state == State::Approved {
        store::show_one(tx, left.article, id)?;
    } else {
        letters::store::comments_wait(tx)?;
    }
    tx.audit(format!("comment/{id}"), format!("article/{}, {}", left.article, state.as_str()));
    Ok(Submitted::Kept(id, state))
}

/// A decision about a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// The comment.
    pub id: i64,
    /// What it was.
    pub was: State,
    /// What it is.
    pub became: State,
    /// How many reports that settled.
    pub settled: u64,
    /// Whether its writer left an e-mail address.
    pub has_email: bool,
}

/// Shows a comment to readers. One that is shown already stays, and what was reported of it is settled.
pub fn approve(tx: &mut Tx<'_, '_>, id: i64) -> Result<Decided> {
    decide(tx, id, State::Approved, "")
}

/// Judges a comment to be spam. Its writer is not told.
pub fn spam(tx: &mut Tx<'_, '_>, id: i64) -> Result<Decided> {
    decide(tx, id, State::Spam, "")
}

/// Takes a comment away, for a reason that its writer is told.
pub fn remove(tx: &mut Tx<'_, '_>, id: i64, reason: &str) -> Result<Decided> {
    if reason.trim().is_empty() {
        return Err(Error::refused("reason", "is empty; say why, in a sentence that its writer can read"));
    }
    let decided = decide(tx, id, State::Removed, reason.trim())?;
    if decided.was != State::Removed && decided.has_email {
        jobs::store::queue(tx, &RemovalNotice { comment: id }, Some(&format!("comment-removed/{id}")), 0)?;
    }
    Ok(decided)
}

/// Takes the last decision about a comment back.
pub fn restore(tx: &mut Tx<'_, '_>, id: i64) -> Result<Decided> {
    match store::before_last(tx, id)? {
        Some(state) => decide(tx, id, state, ""),
        None => {
            let standing = store::standing(tx, id)?.ok_or_else(|| missing(id))?;
            Err(Error::refused(
                format!("comment {id}"),
                format!(
                    "is {}, and nothing was decided about it here; approve or remove it",
                    standing.state.as_str()
                ),
            ))
        }
    }
}

/// Answers a comment as one of the newsroom, which readers see at once. One that waits is approved by being answered.
pub fn reply(tx: &mut Tx<'_, '_>, parent: i64, text: &str) -> Result<i64> {
    let person = tx.actor.person.ok_or_else(|| Error::Internal("an answer by nobody".into()))?;
    let author =
        people::store::named(tx, person)?.ok_or_else(|| Error::NotFound(format!("person {person}")))?;
    let many = text.trim().chars().count();
    if many > form::TEXT {
        return Err(Error::refused("answer", format!("has {many} characters; {} are the most", form::TEXT)));
    }
    let body = text::read(text.trim());
    if document::text::write(&body).trim().is_empty() {
        return Err(Error::refused("answer", "is empty; write one"));
    }
    let standing = store::standing(tx, parent)?.ok_or_else(|| missing(parent))?;
    if articles::reader::article(tx, standing.article)?.is_none_or(|a| !a.live) {
        return Err(Error::refused("answer", "cannot be shown: the article is not public"));
    }
    match standing.state {
        State::Approved => {}
        State::Pending => drop(decide(tx, parent, State::Approved, "")?),
        other => {
            let why = format!("cannot be shown: the comment is {}; approve it first", other.as_str());
            return Err(Error::refused("answer", why));
        }
    }
    let comment = Comment {
        article: standing.article,
        parent: Some(parent),
        kind: Kind::Comment,
        state: State::Approved,
        author: author.name,
        email: None,
        email_until: None,
        url: None,
        body,
        digest: 0,
        at: tx.now,
        person: Some(person),
    };
    let id = store::add(tx, &comment, None)?;
    store::show_one(tx, standing.article, id)?;
    tx.audit(format!("comment/{id}"), format!("answers comment/{parent}"));
    Ok(id)
}

fn missing(id: i64) -> Error {
    Error::NotFound(format!("comment {id}"))
}

fn decide(tx: &mut Tx<'_, '_>, id: i64, became: State, reason: &str) -> Result<Decided> {
    let standing = store::standing(tx, id)?.ok_or_else(|| missing(id))?;
    if standing.erased {
        return Err(Error::refused(
            format!("comment {id}"),
            "was erased for its writer; nothing of it is left",
        ));
    }
    let settled = reports::store::settle(tx, id)?;
    if standing.state != became {
        store::decide(tx, id, standing.state, became, reason)?;
        if became == State::Approved {
            store::show_one(tx, standing.article, id)?;
        } else {
            store::hide_one(tx, standing.article, id)?;
        }
    }
    tx.audit(format!("comment/{id}"), format!("{} to {}", standing.state.as_str(), became.as_str()));
    Ok(Decided { id, was: standing.state, became, settled, has_email: standing.has_email })
}
