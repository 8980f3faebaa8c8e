//! Stages: handing in, taking back, approving, sending back.

use super::bar;
use crate::{
    accounts::roles::May,
    app::App,
    articles::{
        newsroom,
        stages::{
            actions::{self, LONGEST_NOTE},
            model::Move,
        },
    },
    desk::{
        fault::Answer,
        form::Form,
        frame::Desk,
        standing::{number, writable},
    },
    error::Error,
    values::lines,
};
use axum::extract::{Path, State};

/// Moves an article on, or back.
pub async fn change(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let standing = writable(&app, &desk, number(&id)?).await?;
    let what = Move::parse(form.text("move"))?;
    if what.is_an_editors() {
        desk.must(May::WriteAll)?;
    }
    let (id, person, revision) = (standing.article.id, desk.me.person, form.number("revision").unwrap_or(0));
    let note = lines(form.text("note"), LONGEST_NOTE);
    let done = app
        .actions
        .act("change the stage", desk.actor(), move |tx| {
            let standing = newsroom::store::standing(tx, id, person)?
                .ok_or_else(|| Error::NotFound(format!("article {id}")))?;
            actions::make(tx, &standing, what, revision, &note)
        })
        .await;
    match done {
        Ok(()) => Ok(bar::back(id)),
        Err(error) => bar::refused(&app, &desk, id, error, &form).await,
    }
}
