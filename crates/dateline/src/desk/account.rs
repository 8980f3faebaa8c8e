//! One's own account.

use super::{
    fault::Answer,
    form::{Errors, Form},
    frame::Desk,
    route::see_other,
};
use crate::{
    accounts::{factors, model::DAY, passkeys, store},
    app::{App, now},
    error::Error,
};
use axum::extract::{Query, State};
use http::StatusCode;
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// The most sessions that are listed.
const SESSIONS: i64 = 100;

/// Where one begins.
pub async fn home(_: Desk) -> Answer {
    Ok(see_other("/desk/articles"))
}

/// What a page of the account says besides.
#[derive(Default)]
pub struct Said {
    /// What is wrong with a form.
    pub errors: Errors,
    /// The address that was typed.
    pub email: Option<String>,
    /// What was done.
    pub done: String,
}

/// The account.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let done = asked.get("done").cloned().unwrap_or_default();
    show(&app, &desk, &Said { done, ..Said::default() }).await
}

/// Shows it, with what is wrong with a form.
pub async fn show(app: &App, desk: &Desk, said: &Said) -> Answer {
    let (person, at) = (desk.me.person, now());
    let (account, sessions, code_app, left, passkeys) = app
        .db
        .read(move |sql| {
            Ok((
                store::one(sql, person)?,
                store::sessions(sql, person, at, SESSIONS)?,
                factors::store::code_app(sql, person)?,
                factors::store::recovery_left(sql, person)?,
                passkeys::store::list(sql, person)?.len(),
            ))
        })
        .await?;
    let listed = account.ok_or_else(|| Error::NotFound("this account".into()))?;
    let renderer = app.composer.renderer();
    let languages: Vec<(&str, String)> =
        super::words::languages().map(|tag| (tag, renderer.language_name(tag))).collect();
    let own = desk.session.as_ref().map(|session| session.hash.as_str());
    let sessions: Vec<Value> = sessions
        .iter()
        .map(|session| {
            context! {
                hash => session.hash.clone(), device => session.device.clone(), started_at => session.started_at,
                // A day is known to the day of Greenwich: its noon is that day nearly everywhere.
                seen_on => session.seen_on + DAY / 2, own => own == Some(session.hash.as_str()),
            }
        })
        .collect();
    let must = desk.me.role.must_prove(&desk.site.access.second_factor);
    let page = context! {
        email => listed.account.email.clone(), language => listed.account.language, languages, sessions, must,
        typed => context! { email => said.email.clone().unwrap_or(listed.account.email) },
        second_factor => listed.second_factor, code_app => code_app.is_some_and(|app| app.confirmed), left,
        passkeys, errors => &said.errors, done => said.done.clone(),
    };
    let status = if said.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk.page_with(app, status, "account.html", page)
}

/// Changes it.
pub async fn change(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let language = form.text("language").to_owned();
    if !language.is_empty() && !super::words::languages().any(|tag| tag == language) {
        let mut said = Said::default();
        said.errors.add("language", desk.say("The desk does not speak this language."));
        return show(&app, &desk, &said).await;
    }
    let person = desk.me.person;
    app.actions
        .act("change one's account", desk.actor(), move |tx| {
            store::set_language(tx, person, &language)?;
            tx.audit(format!("account/{person}"), "language");
            Ok(())
        })
        .await?;
    Ok(see_other("/desk/account"))
}
