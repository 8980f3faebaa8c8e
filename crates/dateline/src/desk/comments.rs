//! The queue of comments: approve, judge spam, remove, take back, answer. A form each, which htmx sends for one row alone.

use super::{
    fault::{Answer, Fault},
    form::Form,
    frame::Desk,
    page,
    route::see_other,
};
use crate::{
    app::App,
    changes::Tx,
    comments::{
        actions,
        queue::{self, Queued, Tab},
    },
    error::{Error, Result},
};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};
use std::collections::BTreeMap;

/// How many stand on a page.
const PAGE: usize = 40;
/// Up to here they are counted.
const COUNTED: i64 = 1_000;

/// What a template sees of one.
fn shown(queued: &Queued) -> Value {
    let decided = queued
        .decided
        .as_ref()
        .map(|d| context! { at => d.at, by => d.by.clone(), reason => d.reason.clone() });
    context! {
        id => queued.id, article => queued.article, headline => queued.headline.clone(), path => queued.path.clone(),
        answers => queued.answers.as_ref().map(|(id, author)| context! { id => id, author => author.clone() }),
        state => queued.state.as_str(), author => queued.author.clone(), has_email => queued.has_email,
        by_staff => queued.by_staff, erased => queued.erased, at => queued.at, decided => decided,
        // Links stand in it as they are, so that one sees where they lead.
        text => document::markdown::write(&queued.body).trim(), reports => Value::from(Serde(queued.reports.clone())),
    }
}

/// The queue: what waits, unless another part is asked for.
pub async fn list(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let text = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let tab = match text("tab") {
        "" => Tab::ALL[0],
        tab => Tab::parse(tab)?,
    };
    let oldest_first = text("order") != "newest";
    let behind: Option<i64> = text("behind").parse().ok();
    let done: Option<i64> = text("done").parse().ok();
    let (mut found, done, (waiting, reported)) = app
        .db
        .read(move |sql| {
            let found = queue::store::list(sql, tab, oldest_first, behind, PAGE as i64 + 1)?;
            let done = done.map(|id| queue::store::one(sql, id)).transpose()?.flatten();
            Ok((found, done, queue::store::counts(sql, COUNTED)?))
        })
        .await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| last.id);
    // What was decided a moment ago, and stands on another page by now, can be taken back from here.
    let done = done.filter(|done| !found.iter().any(|c| c.id == done.id));
    let tabs: Vec<&str> = Tab::ALL.iter().map(|tab| tab.as_str()).collect();
    let page = context! {
        comments => found.iter().map(shown).collect::<Vec<_>>(), done => done.as_ref().map(shown), tab => tab.as_str(), tabs,
        order => if oldest_first { "oldest" } else { "newest" }, next, first => behind.is_none(), waiting, reported, counted => COUNTED,
        back => back(tab.as_str(), if oldest_first { "oldest" } else { "newest" }, behind),
    };
    desk.page(&app, "comments.html", page)
}

fn back(tab: &str, order: &str, behind: Option<i64>) -> String {
    let behind = behind.map(|id| format!("&behind={id}")).unwrap_or_default();
    format!("tab={tab}&order={order}{behind}")
}

/// The number in a path's place; whatever is none leads nowhere.
fn number(place: &str) -> Result<i64> {
    place.parse().map_err(|_| Error::NotFound(format!("comment {place}")))
}

/// Shows a comment to readers, or settles what was reported of it.
pub async fn approve(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    decide(&app, &desk, &id, &form, "approve a comment", |tx, id, _| actions::approve(tx, id).map(drop)).await
}

/// Judges it to be spam.
pub async fn spam(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    decide(&app, &desk, &id, &form, "judge a comment spam", |tx, id, _| actions::spam(tx, id).map(drop)).await
}

/// Takes it away, for a reason that its writer is told.
pub async fn remove(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    decide(&app, &desk, &id, &form, "remove a comment", |tx, id, form| {
        actions::remove(tx, id, form.text("reason")).map(drop)
    })
    .await
}

/// Takes the last decision back.
pub async fn undo(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    decide(&app, &desk, &id, &form, "restore a comment", |tx, id, _| actions::restore(tx, id).map(drop)).await
}

/// Answers it as one of the newsroom.
pub async fn reply(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    decide(&app, &desk, &id, &form, "answer a comment", |tx, id, form| {
        actions::reply(tx, id, form.text("answer")).map(drop)
    })
    .await
}

async fn decide(
    app: &App,
    desk: &Desk,
    id: &str,
    form: &Form,
    verb: &'static str,
    act: fn(&mut Tx<'_, '_>, i64, &Form) -> Result<()>,
) -> Answer {
    let id = number(id)?;
    let sent = form.clone();
    let done = app.actions.act(verb, desk.actor(), move |tx| act(tx, id, &sent)).await;
    let back = form.text("back");
    let refused = match done {
        Ok(()) if !desk.piece => {
            // Only what this page made itself leads back.
            let safe = back.bytes().all(|b| b.is_ascii_alphanumeric() || b"=&_-".contains(&b));
            let back = if safe && !back.is_empty() { format!("{back}&") } else { String::new() };
            return Ok(see_other(&format!("/desk/comments?{back}done={id}")));
        }
        Ok(()) => None,
        Err(Error::Refused { what, why }) => Some(format!("{}: {why}", desk.say(&what))),
        Err(error) => return Err(error.into()),
    };
    let found = app.db.read(move |sql| queue::store::one(sql, id)).await?;
    let Some(queued) = found else { return Err(Fault::from(Error::NotFound(format!("comment {id}")))) };
    let answered = refused.is_none() && !form.text("answer").is_empty();
    let typed = if refused.is_some() { form.typed() } else { Value::UNDEFINED };
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = if desk.piece { "comment.html" } else { "comment-page.html" };
    let page = context! { c => shown(&queued), refused, typed, answered, back => back.to_owned() };
    Ok(page::html(status, desk.fill(app, template, page)?))
}
