//! Erasing a passage of an article: first it says in how many places it stands, and on a second yes it overwrites them.

use crate::{
    app::App,
    changes::Actor,
    closing::erase::{
        actions,
        model::{Found, Passage},
    },
    desk::{
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
        standing::{number, readable},
    },
    error::Error,
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};
use std::sync::{Arc, Mutex, PoisonError};

/// The form.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let id = readable(&app, &desk, number(&id)?).await?.article.id;
    show(&app, &desk, id, StatusCode::OK, &Errors::default(), Value::UNDEFINED, None)
}

fn show(
    app: &App,
    desk: &Desk,
    id: i64,
    status: StatusCode,
    errors: &Errors,
    typed: Value,
    found: Option<Found>,
) -> Answer {
    let total = found.as_ref().map(Found::total);
    let found = found.map(|found| Value::from(Serde(found)));
    desk.page_with(app, status, "erasure.html", context! { id, errors, typed, found, total })
}

/// Says where it stands; with the second yes, erases it.
pub async fn erase(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = readable(&app, &desk, number(&id)?).await?.article.id;
    let (reason, sure) = (form.text("reason").to_owned(), form.flag("sure"));
    let found = match Passage::parse(form.text("text")) {
        Ok(passage) => act(&app, desk.actor(), id, passage, reason, sure).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(_) if sure => {
            let db = app.db.clone();
            let swept = tokio::task::spawn_blocking(move || db.leave_nothing()).await;
            swept
                .map_err(|e| Error::Internal(format!("the database's file was not written anew: {e}")))??;
            Ok(see_other(&format!("/desk/articles/{id}")))
        }
        Ok(found) => show(&app, &desk, id, StatusCode::OK, &Errors::default(), form.typed(), Some(found)),
        Err(Error::Refused { what, why }) => {
            let mut errors = Errors::default();
            errors.add(if what == "reason" { "reason" } else { "text" }, desk.say(&why));
            show(&app, &desk, id, StatusCode::UNPROCESSABLE_ENTITY, &errors, form.typed(), None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Does it, or takes all back that it did, to know where it would.
async fn act(
    app: &App,
    actor: Actor,
    id: i64,
    passage: Passage,
    reason: String,
    sure: bool,
) -> Result<Found, Error> {
    let seen: Arc<Mutex<Option<Found>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let done = app.actions.act("erase", actor, move |tx| {
        let found = actions::passage(tx, id, &passage, &reason)?;
        if !sure {
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
            // An action that fails is rolled back.
            return Err(Error::refused("text", "nothing was written"));
        }
        Ok(found)
    });
    let outcome = done.await;
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    seen.map_or(outcome, Ok)
}
