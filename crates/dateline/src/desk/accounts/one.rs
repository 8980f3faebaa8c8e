//! One account: its role, a link for a new password, closing and opening it.

use super::{
    super::{
        fault::{Answer, Fault},
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
    },
    list::shown,
};
use crate::{
    accounts::{actions, factors, roles::Role, store, tickets},
    app::App,
    changes::Tx,
    error::{Error, Result},
};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use minijinja::context;
use std::collections::BTreeMap;

/// The page.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let done = asked.get("done").cloned().unwrap_or_default();
    show(&app, &desk, &id, StatusCode::OK, &Errors::default(), &done).await
}

async fn show(app: &App, desk: &Desk, id: &str, status: StatusCode, errors: &Errors, done: &str) -> Answer {
    let person = number(id)?;
    let listed = app.db.read(move |sql| store::one(sql, person)).await?;
    let listed = listed.ok_or_else(|| Error::NotFound(format!("an account of person {person}")))?;
    let page = context! {
        account => shown(&listed), roles => super::roles(desk), errors, done,
        own => person == desk.me.person,
    };
    desk.page_with(app, status, "one-account.html", page)
}

fn number(id: &str) -> Result<i64, Fault> {
    id.parse().map_err(|_| Fault::from(Error::NotFound(format!("account {id}"))))
}

/// Does something with an account, and shows it again: with what was done, or with why it was not.
async fn does<T: Send + 'static>(
    app: &App,
    desk: &Desk,
    id: &str,
    verb: &'static str,
    done: &str,
    mut work: impl FnMut(&mut Tx<'_, '_>, i64) -> Result<T> + Send + 'static,
) -> Answer {
    let person = number(id)?;
    match app.actions.act(verb, desk.actor(), move |tx| work(tx, person)).await {
        Ok(_) => Ok(see_other(&format!("/desk/accounts/{person}?done={done}"))),
        Err(error) => {
            let mut errors = Errors::default();
            super::refused(desk, &mut errors, "role", error)?;
            show(app, desk, id, StatusCode::UNPROCESSABLE_ENTITY, &errors, "").await
        }
    }
}

/// Gives another role.
pub async fn role(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let Ok(role) = Role::parse(form.text("role")) else {
        let mut errors = Errors::default();
        errors.add("role", desk.say("Choose a role."));
        return show(&app, &desk, &id, StatusCode::UNPROCESSABLE_ENTITY, &errors, "").await;
    };
    does(&app, &desk, &id, "change a role", "role", move |tx, id| actions::set_role(tx, id, role)).await
}

/// Closes the account.
pub async fn close(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    does(&app, &desk, &id, "close an account", "closed", actions::close).await
}

/// Opens it again.
pub async fn reopen(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    does(&app, &desk, &id, "open an account again", "opened", actions::reopen).await
}

/// Takes the second factors away, of somebody who has lost them.
pub async fn factors(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    does(&app, &desk, &id, "take second factors away", "factors", factors::actions::forget).await
}

/// Makes a link for a new password, which is shown this once.
pub async fn reset(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let person = number(&id)?;
    let (link, account) = app
        .actions
        .act("make a reset link", desk.actor(), move |tx| {
            let link = tickets::actions::make_reset(tx, person)?;
            Ok((link, store::of(tx, person)?))
        })
        .await?;
    let account = account.ok_or_else(|| Error::NotFound(format!("account {id}")))?;
    let address = format!("{}/desk/reset/{link}", app.config.public_url);
    let page = context! { person, name => account.name, email => account.email, address };
    desk.page(&app, "reset-link.html", page)
}
