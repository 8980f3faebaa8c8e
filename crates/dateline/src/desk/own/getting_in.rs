//! What one signs in with: e-mail address and password.

use super::{
    super::{
        account::{Said, show},
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
    accounts::{actions, password::Password},
    app::App,
    error::Error,
    values::Email,
};
use axum::extract::State;

/// Sets another e-mail address, with the password.
pub async fn email(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let email = Email::parse(form.text("email"));
    if email.is_err() {
        errors.add("email", desk.say("This is no e-mail address."));
    }
    let mut wait = None;
    if errors.is_empty() {
        let typed = form.get("password_email").unwrap_or_default();
        wait = proves(&app, &desk, typed, "password_email", &mut errors).await?;
    }
    let person = desk.me.person;
    if let (Ok(email), true) = (email, errors.is_empty()) {
        let changed = app
            .actions
            .act("change one's e-mail address", desk.actor(), move |tx| {
                actions::change_email(tx, person, &email)
            })
            .await;
        match changed {
            Ok(()) => return Ok(see_other("/desk/account?done=email")),
            Err(error) => refused(&desk, &mut errors, "email", error)?,
        }
    }
    let said = Said { errors, email: Some(form.text("email").to_owned()), done: String::new() };
    Ok(slow::later(show(&app, &desk, &said).await?, wait))
}

/// Sets another password, with the one before; every other session ends.
pub async fn password(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let account = desk.session.as_ref().map(|session| (session.account.email.clone(), session.hash.clone()));
    let (email, own) = account.ok_or_else(|| Error::NotFound("this session".into()))?;
    let typed = form.get("password_old").unwrap_or_default();
    let wait = proves(&app, &desk, typed, "password_old", &mut errors).await?;
    let about = [desk.me.name.as_str(), email.as_str()];
    let fresh = Password::parse(form.get("password_new").unwrap_or_default(), &about);
    if let Err(why) = &fresh {
        errors.add("password_new", desk.say(why));
    }
    let (Ok(fresh), true) = (fresh, errors.is_empty()) else {
        let said = Said { errors, ..Said::default() };
        return Ok(slow::later(show(&app, &desk, &said).await?, wait));
    };
    let (person, hash) = (desk.me.person, fresh.hash().await?);
    app.actions
        .act("change one's password", desk.actor(), move |tx| {
            actions::change_password(tx, person, &hash, &own)
        })
        .await?;
    Ok(see_other("/desk/account?done=password"))
}
