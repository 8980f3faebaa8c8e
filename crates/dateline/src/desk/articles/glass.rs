//! Breaking the glass: an administrator opens a confidential article that they are not named on. It is written down and told.

use crate::{
    app::App,
    articles::newsroom::{actions, model::LONGEST_REASON, store},
    desk::{
        fault::{Answer, Fault},
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
        standing::number,
    },
    error::Error,
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::context;

/// The number of an article whose glass this person can break; any other was not found.
async fn closed(app: &App, desk: &Desk, id: &str) -> Result<i64, Fault> {
    let (id, person) = (number(id)?, desk.me.person);
    let standing = app.db.read(move |sql| store::standing(sql, id, person)).await?;
    let closed = standing.is_some_and(|s| s.confidential && !s.began && !s.named);
    if closed { Ok(id) } else { Err(Error::NotFound(format!("article {id}")).into()) }
}

/// The page that asks why.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let id = closed(&app, &desk, &id).await?;
    desk.page(&app, "glass.html", context! { id, longest => LONGEST_REASON })
}

/// Opens it.
pub async fn break_it(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = closed(&app, &desk, &id).await?;
    let reason = form.text("reason").to_owned();
    if reason.is_empty() || reason.len() > LONGEST_REASON {
        let mut errors = Errors::default();
        let why = if reason.is_empty() {
            "Say why. Those who are named on the article will read it."
        } else {
            "This is too long. Shorten it."
        };
        errors.add("reason", desk.say(why));
        let page = context! { id, longest => LONGEST_REASON, typed => form.typed(), errors };
        return desk.page_with(&app, StatusCode::UNPROCESSABLE_ENTITY, "glass.html", page);
    }
    app.actions
        .act("open a confidential article", desk.actor(), move |tx| actions::break_glass(tx, id, &reason))
        .await?;
    Ok(see_other(&format!("/desk/articles/{id}")))
}
