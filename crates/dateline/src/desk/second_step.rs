//! What is asked for after the password: a code, a recovery code or a passkey; and setting a second factor up, where the site
//! asks for one and there is none.

use super::{
    accounts::refused,
    device,
    fault::{Answer, Fault},
    form::{Errors, Form},
    frame::Door,
    own,
    route::see_other,
    sign_in::{back, with_cookie},
    slow,
};
use crate::{
    accounts::{factors, limits::Trying, model::Session, passkeys},
    app::App,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use http::{HeaderMap, StatusCode};
use minijinja::context;
use std::collections::BTreeMap;

/// The session that was begun. The table lets nobody come here without one.
pub(super) fn begun(door: &Door) -> Result<&Session, Fault> {
    door.session.as_ref().ok_or(Fault::SignIn)
}

/// A session whose account is to set up its first second factor, and may: all that it has was given.
pub(super) fn to_set_up(door: &Door) -> Result<&Session, Fault> {
    let session = begun(door)?;
    if session.whole && !session.second_factor { Ok(session) } else { Err(Fault::HalfIn) }
}

/// A step with where somebody wanted to go.
pub fn with_way(step: &str, to: &str) -> String {
    let to: String = url::form_urlencoded::byte_serialize(back(to).as_bytes()).collect();
    format!("{step}?to={to}")
}

fn wanted(asked: &BTreeMap<String, String>) -> &str {
    asked.get("to").map(String::as_str).unwrap_or_default()
}

/// Asks for the second step, or leads to where one is set up.
pub async fn page(
    State(app): State<App>,
    door: Door,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let to = wanted(&asked);
    let session = begun(&door)?;
    if door.staff.is_some() {
        return Ok(see_other(back(to)));
    }
    if !session.second_factor {
        return Ok(see_other(&with_way("/desk/second-step/setup", to)));
    }
    show(&app, &door, back(to), &Errors::default(), None).await
}

async fn show(app: &App, door: &Door, to: &str, errors: &Errors, wait: Option<u64>) -> Answer {
    let person = begun(door)?.account.person;
    let (has_app, keys) = app
        .db
        .read(move |sql| Ok((factors::store::code_app(sql, person)?, passkeys::store::list(sql, person)?)))
        .await?;
    let passkeys = !keys.is_empty() && app.gate.passkeys.why_not().is_none();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = context! { to, errors, passkeys, app => has_app.is_some_and(|app| app.confirmed) };
    Ok(slow::later(door.page_with(app, status, "second-step.html", page)?, wait))
}

/// Takes a code.
pub async fn enter(State(app): State<App>, door: Door, headers: HeaderMap, form: Form) -> Answer {
    let session = begun(&door)?;
    let (person, hash, to) = (session.account.person, session.hash.clone(), back(form.text("to")).to_owned());
    let mut errors = Errors::default();
    let wait = slow::wait(&app, &door, Trying::Code(person))?;
    if let Some(seconds) = wait {
        errors.add("code", slow::sentence(&app, &door, seconds));
        return show(&app, &door, &to, &errors, wait).await;
    }
    let (typed, device) = (form.text("code").to_owned(), device::name(&headers));
    let given = app
        .actions
        .act("give a code", door.actor(), move |tx| {
            let Some(how) = factors::actions::give_code(tx, person, &typed)? else { return Ok(None) };
            factors::actions::step_in(tx, person, &hash, &device, how).map(Some)
        })
        .await?;
    match given {
        Some(session) => Ok(with_cookie(&app, see_other(&to), Some(&session))),
        None => {
            errors.add(
                "code",
                door.say(
                    "This code does not work. Each works once; an app shows another one every half minute.",
                ),
            );
            show(&app, &door, &to, &errors, None).await
        }
    }
}

/// Where a second factor is set up that the site asks for.
pub async fn setup_page(
    State(app): State<App>,
    door: Door,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let to = wanted(&asked);
    let session = begun(&door)?;
    if door.staff.is_some() {
        return Ok(see_other("/desk/account"));
    }
    if session.second_factor {
        return Ok(see_other(&with_way("/desk/second-step", to)));
    }
    show_setup(&app, &door, back(to), &Errors::default(), None).await
}

async fn show_setup(app: &App, door: &Door, to: &str, errors: &Errors, wait: Option<u64>) -> Answer {
    let account = &to_set_up(door)?.account;
    let setup = own::codes::setup(app, &door.site.name, account.person, &account.email).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let passkeys = app.gate.passkeys.why_not().is_none();
    let page = context! { to, errors, setup, passkeys };
    Ok(slow::later(door.page_with(app, status, "second-step-setup.html", page)?, wait))
}

/// Begins to set up an app.
pub async fn begin_app(State(app): State<App>, door: Door, form: Form) -> Answer {
    let person = to_set_up(&door)?.account.person;
    app.actions
        .act("begin an app for codes", door.actor(), move |tx| factors::actions::begin_app(tx, person))
        .await?;
    Ok(see_other(&with_way("/desk/second-step/setup", form.text("to"))))
}

/// Takes the first code of the app: it counts from now on, and its owner is in.
pub async fn confirm_app(State(app): State<App>, door: Door, headers: HeaderMap, form: Form) -> Answer {
    let session = to_set_up(&door)?;
    let (person, hash, to) = (session.account.person, session.hash.clone(), back(form.text("to")).to_owned());
    let mut errors = Errors::default();
    let wait = slow::wait(&app, &door, Trying::Code(person))?;
    if let Some(seconds) = wait {
        errors.add("code", slow::sentence(&app, &door, seconds));
        return show_setup(&app, &door, &to, &errors, wait).await;
    }
    let (typed, device) = (form.text("code").to_owned(), device::name(&headers));
    let mut actor = door.actor();
    actor.person = Some(person);
    let confirmed = app
        .actions
        .act("set up codes of an app", actor, move |tx| {
            let codes = factors::actions::confirm_app(tx, person, &typed, true)?;
            let how = "with codes of an app that is new";
            Ok((codes, factors::actions::step_in(tx, person, &hash, &device, how)?))
        })
        .await;
    match confirmed {
        Ok((codes, session)) => let_in(&app, &door, &session, &codes, &to),
        Err(error) => {
            refused(&door, &mut errors, "code", error)?;
            show_setup(&app, &door, &to, &errors, None).await
        }
    }
}

/// Shows recovery codes this once, with the session that was opened.
fn let_in(app: &App, door: &Door, session: &str, codes: &[String], to: &str) -> Answer {
    let page: Response = door.page(app, "recovery-codes.html", context! { codes => codes.to_vec(), to })?;
    Ok(with_cookie(app, page, Some(session)))
}
