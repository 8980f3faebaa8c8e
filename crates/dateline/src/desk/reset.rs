//! A forgotten password: asking for a link by e-mail, and setting another password by one. What is answered, and how soon,
//! does not tell whether anybody has an address.

use super::{
    fault::Answer,
    form::{Errors, Form},
    frame::Door,
    route::see_other,
    sign_in::with_cookie,
    slow,
};
use crate::{
    accounts::{
        limits::Trying,
        password::Password,
        secret,
        tickets::{
            self,
            model::{Ticket, TicketKind},
        },
    },
    app::{App, now},
    error::{Error, Result},
    values::Email,
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::context;

/// Asks for an address.
pub async fn ask_page(State(app): State<App>, door: Door) -> Answer {
    let page = context! { by_letter => app.config.mail.is_some(), errors => Errors::default() };
    door.page(&app, "reset-ask.html", page)
}

/// Takes the address: a job finds out whether somebody has it.
pub async fn ask(State(app): State<App>, door: Door, form: Form) -> Answer {
    let by_letter = app.config.mail.is_some();
    let mut errors = Errors::default();
    let email = Email::parse(form.text("email"));
    if email.is_err() {
        errors.add("email", door.say("This is no e-mail address."));
    }
    let wait =
        if errors.is_empty() { slow::wait(&app, &door, Trying::Reset(form.text("email")))? } else { None };
    if let Some(seconds) = wait {
        errors.add("email", slow::sentence(&app, &door, seconds));
    }
    if !by_letter {
        errors.add("email", door.say("No mail can be sent from here. Ask an administrator for a link."));
    }
    let (Ok(email), true) = (email, errors.is_empty()) else {
        let page = context! { typed => form.typed(), by_letter, errors };
        let page = door.page_with(&app, StatusCode::UNPROCESSABLE_ENTITY, "reset-ask.html", page)?;
        return Ok(slow::later(page, wait));
    };
    app.actions
        .act("ask for a new password", door.actor(), move |tx| tickets::actions::ask_reset(tx, &email))
        .await?;
    door.page(&app, "reset-ask.html", context! { sent => true })
}

async fn known(app: &App, link: &str) -> Result<Option<Ticket>> {
    let (hash, at) = (secret::kept(link), now());
    app.db.read(move |sql| tickets::store::find(sql, TicketKind::Reset, &hash, at)).await
}

fn gone(app: &App, door: &Door) -> Answer {
    let next = door.say("Ask for another link.");
    door.page_with(app, StatusCode::NOT_FOUND, "gone.html", context! { next })
}

/// Asks for the new password.
pub async fn page(State(app): State<App>, door: Door, Path(link): Path<String>) -> Answer {
    let Some(ticket) = known(&app, &link).await? else { return gone(&app, &door) };
    door.page(&app, "reset.html", context! { link, email => ticket.email, errors => Errors::default() })
}

/// Sets it. Whoever has it signs in with it, second step included: the link alone lets nobody in.
pub async fn set(State(app): State<App>, door: Door, Path(link): Path<String>, form: Form) -> Answer {
    let Some(ticket) = known(&app, &link).await? else { return gone(&app, &door) };
    let mut errors = Errors::default();
    let wait = slow::wait(&app, &door, Trying::Link)?;
    if let Some(seconds) = wait {
        errors.add("password", slow::sentence(&app, &door, seconds));
    }
    let about = [ticket.name.as_str(), ticket.email.as_str()];
    let password = Password::parse(form.get("password").unwrap_or_default(), &about);
    if let Err(why) = &password {
        errors.add("password", door.say(why));
    }
    let (Ok(password), true) = (password, errors.is_empty()) else {
        let page = context! { link, email => ticket.email, errors };
        let page = door.page_with(&app, StatusCode::UNPROCESSABLE_ENTITY, "reset.html", page)?;
        return Ok(slow::later(page, wait));
    };
    let (password, hash) = (password.hash().await?, secret::kept(&link));
    let set = app
        .actions
        .act("reset a password", door.actor(), move |tx| tickets::actions::reset(tx, &hash, &password))
        .await;
    match set {
        Ok(_) => Ok(with_cookie(&app, see_other("/desk/sign-in?done=password"), None)),
        Err(Error::NotFound(_)) => gone(&app, &door),
        Err(error) => Err(error.into()),
    }
}
