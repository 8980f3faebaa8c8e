//! Where one is signed in.

use super::super::{fault::Answer, form::Form, frame::Desk, route::see_other};
use crate::{
    accounts::actions::{Which, end_sessions},
    app::App,
    error::Error,
};
use axum::extract::State;

/// Ends one of one's sessions, or all others.
pub async fn end(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let own = desk.session.as_ref().map(|session| session.hash.clone());
    let own = own.ok_or_else(|| Error::NotFound("this session".into()))?;
    let which = match form.text("session") {
        "others" => Which::AllBut(own),
        "" => return Err(Error::refused("session", "none was named").into()),
        hash => Which::One(hash.to_owned()),
    };
    let person = desk.me.person;
    app.actions.act("end sessions", desk.actor(), move |tx| end_sessions(tx, person, &which)).await?;
    Ok(see_other("/desk/account?done=sessions"))
}
