//! What the editor sends: working copies, revisions, and that somebody is there. `docs/DESK.md` says what both sides hold on to.

use crate::{
    app::{App, now},
    articles::{
        FairCopy,
        model::Manuscript,
        writing::{
            actions,
            model::{Copy, Kept, Newest, Saved, Wrong},
            references, store, typed,
        },
    },
    desk::{
        body,
        fault::{Answer, Fault},
        frame::Desk,
        page,
        standing::{number, readable, writable},
    },
    error::Error,
    sources::proposals,
};
use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::sync::Arc;

/// What is sent to be kept or saved.
#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    based_on: Option<i64>,
    #[serde(default)]
    version: i64,
    manuscript: Value,
}

#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    version: i64,
}

/// A long text takes a while to be read: not on a thread that serves.
async fn read<T: DeserializeOwned + Send + 'static>(request: Request) -> Result<T, Fault> {
    let bytes = body::bytes(request.into_body(), body::LARGEST_MANUSCRIPT).await?;
    apart(move || serde_json::from_slice(&bytes))
        .await?
        .map_err(|e| Error::refused("request", format!("cannot be read: {e}")).into())
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| Error::Internal(format!("a text could not be worked on: {e}")).into())
}

/// JSON with a manuscript in it that is text already: `about` is an object.
fn with_manuscript(status: StatusCode, about: &Value, manuscript: &str) -> Response {
    let head = about.to_string();
    let head = head.strip_suffix('}').unwrap_or(&head);
    let comma = if head.ends_with('{') { "" } else { "," };
    let text = format!("{head}{comma}\"manuscript\":{manuscript}}}");
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response()
}

fn other_window(desk: &Desk, there: &Copy) -> Response {
    let message = desk.say("This article was changed in another window of yours. Nothing was overwritten.");
    let about =
        json!({ "message": message, "version": there.version, "based_on": there.based_on, "at": there.at });
    with_manuscript(StatusCode::CONFLICT, &about, &there.text)
}

/// PUT working-copy.
pub async fn keep(State(app): State<App>, desk: Desk, Path(id): Path<String>, request: Request) -> Answer {
    let article = writable(&app, &desk, number(&id)?).await?.article.id;
    let sent: Sent = read(request).await?;
    if !sent.manuscript.is_object() {
        return Err(Error::refused("manuscript", "is no object").into());
    }
    let (based_on, version) = (sent.based_on.unwrap_or(0), sent.version);
    let text = apart(move || sent.manuscript.to_string()).await?;
    let kept = app
        .actions
        .act("keep a working copy", desk.actor(), move |tx| {
            actions::keep(tx, article, based_on, version, &text)
        })
        .await?;
    match kept {
        Kept::Yes { version, at } => page::json(StatusCode::OK, &json!({ "version": version, "at": at })),
        Kept::Other(there) => Ok(other_window(&desk, &there)),
    }
}

/// DELETE working-copy.
pub async fn discard(State(app): State<App>, desk: Desk, Path(id): Path<String>, request: Request) -> Answer {
    let article = readable(&app, &desk, number(&id)?).await?.article.id;
    let which: Which = body::json(request, 1 << 10).await?;
    let gone = app
        .actions
        .act("throw a working copy away", desk.actor(), move |tx| {
            actions::discard(tx, article, which.version)
        })
        .await?;
    match gone {
        Kept::Yes { .. } => Ok(StatusCode::NO_CONTENT.into_response()),
        Kept::Other(there) => Ok(other_window(&desk, &there)),
    }
}

/// POST revisions.
pub async fn save(State(app): State<App>, desk: Desk, Path(id): Path<String>, request: Request) -> Answer {
    let standing = writable(&app, &desk, number(&id)?).await?;
    let (article, kind) = (standing.article.id, standing.article.kind);
    let sent: Sent = read(request).await?;
    let (based_on, version) = (sent.based_on.unwrap_or(0), sent.version);
    let newest = app.db.read(move |sql| store::newest(sql, article)).await?;
    let before: Option<Arc<Manuscript>> = match newest {
        Some(newest) => Some(Arc::new(apart(move || Manuscript::from_text(newest.v, &newest.text)).await??)),
        None => None,
    };
    let known = before.clone();
    let manuscript =
        match apart(move || typed::read(sent.manuscript, article, kind, known.as_deref())).await? {
            Ok(manuscript) => manuscript,
            Err(wrong) => return refused(&desk, &wrong),
        };
    let (manuscript, missing) = app
        .db
        .read(move |sql| {
            let missing = references::missing(sql, article, &manuscript, before.as_deref())?;
            Ok((manuscript, missing))
        })
        .await?;
    if !missing.is_empty() {
        return refused(&desk, &missing);
    }
    let copy = Arc::new(apart(move || FairCopy::of(manuscript)).await??);
    let saving = Arc::clone(&copy);
    let saved = app
        .actions
        .act("save a revision", desk.actor(), move |tx| {
            let saved = actions::save(tx, article, based_on, version, &saving)?;
            if matches!(saved, Saved::New { .. }) {
                proposals::actions::follow(tx, article)?;
            }
            Ok(saved)
        })
        .await?;
    Ok(answer(&desk, saved, copy.text()))
}

fn answer(desk: &Desk, saved: Saved, text: &str) -> Response {
    match saved {
        Saved::New { number, at } => {
            with_manuscript(StatusCode::CREATED, &json!({ "number": number, "at": at }), text)
        }
        Saved::Same { number, at } => {
            with_manuscript(StatusCode::OK, &json!({ "number": number, "at": at }), text)
        }
        Saved::Other(newest) => other_revision(desk, &newest),
    }
}

fn other_revision(desk: &Desk, newest: &Newest) -> Response {
    let message = desk.say("Somebody else saved this article in the meantime. Nothing was overwritten.");
    let about = json!({ "message": message, "newest": newest.number, "by": newest.by, "at": newest.at });
    with_manuscript(StatusCode::CONFLICT, &about, &newest.text)
}

fn refused(desk: &Desk, wrong: &[Wrong]) -> Answer {
    let fields: Vec<Value> =
        wrong.iter().map(|w| json!({ "field": w.field, "why": desk.say(&w.why) })).collect();
    let message = desk.say("Nothing was saved yet. What is wrong stands beside the fields.");
    page::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "message": message, "fields": fields }))
}

/// PUT presence.
pub async fn look(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let article = readable(&app, &desk, number(&id)?).await?.article.id;
    app.actions.act("look at an article", desk.actor(), move |tx| actions::look(tx, article)).await?;
    let (me, now) = (desk.me.person, now());
    let (people, newest) = app
        .db
        .read(move |sql| Ok((store::present(sql, article, me, now)?, store::newest_by(sql, article)?)))
        .await?;
    let people: Vec<Value> = people
        .iter()
        .map(|p| json!({ "person": p.person, "name": p.name, "initials": page::initials(&p.name) }))
        .collect();
    let (latest, by) = newest.map_or((None, None), |(latest, by)| (Some(latest), Some(by)));
    page::json(StatusCode::OK, &json!({ "people": people, "latest": latest, "by": by }))
}
