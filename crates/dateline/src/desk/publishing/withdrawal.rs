//! Withdrawing what readers see, with a reason for the newsroom and a note for readers.

use super::bar;
use crate::{
    app::App,
    desk::{
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        standing::{number, publishable},
    },
    error::Error,
    publishing::newsroom::{
        actions::{self, LONGEST_NOTE},
        store,
    },
    values::lines,
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};

/// The form.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let id = publishable(&app, &desk, number(&id)?).await?.article.id;
    show(&app, &desk, id, StatusCode::OK, &Errors::default(), Value::UNDEFINED).await
}

async fn show(app: &App, desk: &Desk, id: i64, status: StatusCode, errors: &Errors, typed: Value) -> Answer {
    let public = app.db.read(move |sql| store::public(sql, id)).await?;
    let public = public.map(|p| Value::from(Serde(p)));
    desk.page_with(app, status, "withdrawal.html", context! { id, public, errors, typed })
}

/// Withdraws it.
pub async fn withdraw(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = publishable(&app, &desk, number(&id)?).await?.article.id;
    let (reason, note) = (lines(form.text("reason"), LONGEST_NOTE), lines(form.text("note"), LONGEST_NOTE));
    let done =
        app.actions.act("withdraw", desk.actor(), move |tx| actions::withdraw(tx, id, &reason, &note)).await;
    match done {
        Ok(()) => Ok(bar::back(id)),
        Err(Error::Refused { what, why }) => {
            let mut errors = Errors::default();
            errors.add(if what == "reason" { "reason" } else { "publication" }, desk.say(&why));
            show(&app, &desk, id, StatusCode::UNPROCESSABLE_ENTITY, &errors, form.typed()).await
        }
        Err(error) => Err(error.into()),
    }
}
