//! One's app for codes, and one's recovery codes.

use super::{
    super::{
        accounts::refused,
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
        slow,
    },
    proves,
};
use crate::{
    accounts::{factors, limits::Trying, store},
    app::App,
    error::Result,
};
use axum::extract::State;
use http::StatusCode;
use minijinja::{Value, context};

/// What is shown of an app that is being set up: its secret in fours, and a picture; nothing if none is.
pub async fn setup(app: &App, site: &str, person: i64, email: &str) -> Result<Option<Value>> {
    let found = app.db.read(move |sql| factors::store::code_app(sql, person)).await?;
    let Some(begun) = found.filter(|app| !app.confirmed) else { return Ok(None) };
    let address = factors::codes::address(&begun.secret, site, email)?;
    let letters: Vec<char> = begun.secret.chars().collect();
    let fours: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    let picture = factors::codes::picture(&address).map(|(size, path)| context! { size, path });
    Ok(Some(context! { secret => fours.join(" "), address, picture }))
}

/// The page.
pub async fn page(State(app): State<App>, desk: Desk) -> Answer {
    show(&app, &desk, &Errors::default(), None).await
}

async fn show(app: &App, desk: &Desk, errors: &Errors, wait: Option<u64>) -> Answer {
    let person = desk.me.person;
    let (account, code_app, left, factor) = app
        .db
        .read(move |sql| {
            Ok((
                store::of(sql, person)?,
                factors::store::code_app(sql, person)?,
                factors::store::recovery_left(sql, person)?,
                factors::store::has(sql, person)?,
            ))
        })
        .await?;
    let email = account.map(|account| account.email).unwrap_or_default();
    let setup = setup(app, &desk.site.name, person, &email).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = context! { on => code_app.is_some_and(|app| app.confirmed), setup, left, factor, errors };
    Ok(slow::later(desk.page_with(app, status, "own-codes.html", page)?, wait))
}

/// Begins to set an app up.
pub async fn begin(State(app): State<App>, desk: Desk) -> Answer {
    let person = desk.me.person;
    let begun = app
        .actions
        .act("begin an app for codes", desk.actor(), move |tx| factors::actions::begin_app(tx, person))
        .await;
    if let Err(error) = begun {
        let mut errors = Errors::default();
        refused(&desk, &mut errors, "code", error)?;
        return show(&app, &desk, &errors, None).await;
    }
    Ok(see_other("/desk/account/codes"))
}

/// Takes its first code. Whoever is signed in elsewhere has not given one, and is signed out.
pub async fn confirm(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let person = desk.me.person;
    let mut errors = Errors::default();
    let wait = slow::wait(&app, &desk, Trying::Code(person))?;
    if let Some(seconds) = wait {
        errors.add("code", slow::sentence(&app, &desk, seconds));
        return show(&app, &desk, &errors, wait).await;
    }
    let (typed, own) = (form.text("code").to_owned(), desk.session.as_ref().map(|s| s.hash.clone()));
    let confirmed = app
        .actions
        .act("set up codes of an app", desk.actor(), move |tx| {
            let codes = factors::actions::confirm_app(tx, person, &typed, false)?;
            store::end_sessions(tx, person, own.as_deref())?;
            Ok(codes)
        })
        .await;
    match confirmed {
        Ok(codes) if codes.is_empty() => Ok(see_other("/desk/account/codes")),
        Ok(codes) => desk.page(&app, "recovery-codes.html", context! { codes, to => "/desk/account/codes" }),
        Err(error) => {
            refused(&desk, &mut errors, "code", error)?;
            show(&app, &desk, &errors, None).await
        }
    }
}

/// Turns it off, with the password.
pub async fn off(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let typed = form.get("password_off").unwrap_or_default();
    let wait = proves(&app, &desk, typed, "password_off", &mut errors).await?;
    if !errors.is_empty() {
        return show(&app, &desk, &errors, wait).await;
    }
    let person = desk.me.person;
    app.actions
        .act("turn codes of an app off", desk.actor(), move |tx| factors::actions::turn_app_off(tx, person))
        .await?;
    Ok(see_other("/desk/account/codes"))
}

/// Makes other recovery codes, with the password, and shows them this once.
pub async fn renew(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let typed = form.get("password_renew").unwrap_or_default();
    let wait = proves(&app, &desk, typed, "password_renew", &mut errors).await?;
    if !errors.is_empty() {
        return show(&app, &desk, &errors, wait).await;
    }
    let person = desk.me.person;
    let renewed = app
        .actions
        .act("make recovery codes", desk.actor(), move |tx| factors::actions::renew_recovery(tx, person))
        .await;
    match renewed {
        Ok(codes) => desk.page(&app, "recovery-codes.html", context! { codes, to => "/desk/account/codes" }),
        Err(error) => {
            refused(&desk, &mut errors, "password_renew", error)?;
            show(&app, &desk, &errors, None).await
        }
    }
}
