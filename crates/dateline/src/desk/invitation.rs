//! Taking an invitation up: a name, a password, an account.

use super::{
    accounts::refused,
    device,
    fault::Answer,
    form::{Errors, Form},
    frame::Door,
    newcomer,
    route::see_other,
    sign_in::with_cookie,
    slow,
};
use crate::{
    accounts::{
        actions,
        limits::Trying,
        secret,
        tickets::{
            self,
            model::{Ticket, TicketKind},
        },
    },
    app::{App, now},
    error::{Error, Result},
    values::line,
};
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};
use minijinja::context;

/// The form.
pub async fn page(State(app): State<App>, door: Door, Path(link): Path<String>) -> Answer {
    let Some(ticket) = known(&app, &link).await? else { return gone(&app, &door) };
    let typed = context! { name => ticket.name.clone() };
    let page = context! {
        typed, errors => Errors::default(), link, email => ticket.email,
        known => ticket.person.is_some(), role => ticket.role.map(|role| role.as_str()),
    };
    door.page(&app, "invitation.html", page)
}

async fn known(app: &App, link: &str) -> Result<Option<Ticket>> {
    let (hash, at) = (secret::kept(link), now());
    app.db.read(move |sql| tickets::store::find(sql, TicketKind::Invitation, &hash, at)).await
}

fn gone(app: &App, door: &Door) -> Answer {
    let next = door.say("Ask for another invitation.");
    door.page_with(app, StatusCode::NOT_FOUND, "gone.html", context! { next })
}

/// Takes it up.
pub async fn accept(
    State(app): State<App>,
    door: Door,
    Path(link): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Answer {
    let Some(ticket) = known(&app, &link).await? else { return gone(&app, &door) };
    let mut errors = Errors::default();
    let wait = slow::wait(&app, &door, Trying::Link)?;
    if let Some(seconds) = wait {
        errors.add("password", slow::sentence(&app, &door, seconds));
    }
    // Who has a byline keeps it.
    let name = if ticket.person.is_some() { ticket.name.clone() } else { line(form.text("name"), 200) };
    let newcomer = newcomer::read(&door, &mut errors, &form, &name, &[&name, &ticket.email]);
    if let Some((person, password)) = newcomer.filter(|_| errors.is_empty()) {
        let password = password.hash().await?;
        let (device, hash) = (device::name(&headers), secret::kept(&link));
        let joined = app
            .actions
            .act("take up an invitation", door.actor(), move |tx| {
                let id = tickets::actions::accept(tx, &hash, &person, &password)?;
                actions::sign_in(tx, id, true, &device)
            })
            .await;
        match joined {
            Ok(session) => return Ok(with_cookie(&app, see_other("/desk"), Some(&session))),
            Err(Error::NotFound(_)) => return gone(&app, &door),
            Err(error) => refused(&door, &mut errors, "name", error)?,
        }
    }
    let page = context! {
        typed => form.typed(), errors, link, email => ticket.email,
        known => ticket.person.is_some(), role => ticket.role.map(|role| role.as_str()),
    };
    let response = door.page_with(&app, StatusCode::UNPROCESSABLE_ENTITY, "invitation.html", page)?;
    Ok(slow::later(response, wait))
}
