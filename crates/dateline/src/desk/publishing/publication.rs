//! Publishing: `GET` shows where an article stands, `POST` publishes it.

use super::bar;
use crate::{
    app::App,
    desk::{
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        standing::{number, publishable, readable},
    },
    publishing::newsroom::actions,
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::{context, value::Value};

/// The controls of an article's way to the public.
pub async fn show(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    if desk.piece {
        let bar = bar::known(&app, &desk, &standing).await?;
        return desk.page(&app, "publication-piece.html", context! { bar, errors => Errors::default() });
    }
    bar::page(&app, &desk, &standing, StatusCode::OK, &Errors::default(), Value::UNDEFINED).await
}

/// Publishes the revision that was seen.
pub async fn publish(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let standing = publishable(&app, &desk, number(&id)?).await?;
    let (id, revision) = (standing.article.id, form.number("revision").unwrap_or(0));
    let done = app.actions.act("publish", desk.actor(), move |tx| actions::publish(tx, id, revision)).await;
    match done {
        Ok(_) => Ok(bar::back(id)),
        Err(error) => bar::refused(&app, &desk, id, error, &form).await,
    }
}
