//! Schedules: at which moment an article becomes public, on the newsroom's clock.

use super::bar;
use crate::{
    app::App,
    articles::newsroom::model::Standing,
    desk::{
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        standing::{number, publishable},
    },
    publishing::{
        moment::{self, Trouble, Which},
        newsroom::actions,
    },
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::context;

/// Reads a moment off a form's field; what is wrong with it becomes an answer that keeps what was typed.
pub async fn moment_of(
    app: &App,
    desk: &Desk,
    standing: &Standing,
    form: &Form,
    field: &'static str,
) -> Result<i64, Answer> {
    let which = Which::parse(form.text("which"));
    let trouble = match moment::read(form.text(field), &desk.site, which) {
        Ok(at) => return Ok(at),
        Err(trouble) => trouble,
    };
    let mut errors = Errors::default();
    errors.add(field, desk.say(trouble.words()));
    let typed = context! { twice => trouble == Trouble::Twice, ..form.typed() };
    Err(bar::page(app, desk, standing, StatusCode::UNPROCESSABLE_ENTITY, &errors, typed).await)
}

/// Sets a schedule, in place of the one that waits.
pub async fn set(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let standing = publishable(&app, &desk, number(&id)?).await?;
    let due = match moment_of(&app, &desk, &standing, &form, "due").await {
        Ok(due) => due,
        Err(answer) => return answer,
    };
    let (id, revision) = (standing.article.id, form.number("revision").unwrap_or(0));
    let done = app
        .actions
        .act("schedule", desk.actor(), move |tx| actions::schedule_at(tx, id, revision, due))
        .await;
    match done {
        Ok(()) => Ok(bar::back(id)),
        Err(error) => bar::refused(&app, &desk, id, error, &form).await,
    }
}

/// Cancels it.
pub async fn end(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = publishable(&app, &desk, number(&id)?).await?.article.id;
    let done = app.actions.act("cancel a schedule", desk.actor(), move |tx| actions::cancel(tx, id)).await;
    match done {
        Ok(()) => Ok(bar::back(id)),
        Err(error) => bar::refused(&app, &desk, id, error, &form).await,
    }
}
