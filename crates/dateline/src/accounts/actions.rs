//! The verbs of accounts.

use super::{
    model::{DAY, Ticket, TicketKind},
    roles::Role,
    secret, store,
};
use crate::{
    changes::Tx,
    error::{Error, Result},
    people::{self, model::Person},
    values::Email,
};

/// Makes a new link for the first administrator; earlier ones no longer work. Nothing if there is an account.
pub fn offer_setup(tx: &mut Tx<'_, '_>, hash: &str) -> Result<bool> {
    if store::any(tx)? {
        return Ok(false);
    }
    store::drop_tickets(tx, TicketKind::Setup)?;
    let ticket = Ticket {
        hash: hash.to_owned(),
        person: None,
        email: String::new(),
        name: String::new(),
        role: Some(Role::Administrator),
    };
    let ends_at = tx.now + 7 * DAY;
    store::add_ticket(tx, TicketKind::Setup, &ticket, ends_at)?;
    Ok(true)
}

/// Makes the first administrator, once, by the link that the server printed.
pub fn set_up(
    tx: &mut Tx<'_, '_>,
    link: &str,
    person: &Person,
    email: &Email,
    password: &str,
) -> Result<i64> {
    let now = tx.now;
    let known = store::ticket(tx, TicketKind::Setup, link, now)?.is_some();
    if !known || store::any(tx)? || !store::use_ticket(tx, link)? {
        return Err(Error::NotFound("the link".into()));
    }
    let id = join(tx, None, person, email, Role::Administrator, Some(password))?;
    tx.actor.person = Some(id);
    tx.audit(format!("account/{id}"), "administrator");
    Ok(id)
}

/// Gives somebody an account: one who has a byline already keeps it, if nobody else signs in by it.
pub fn join(
    tx: &mut Tx<'_, '_>,
    known: Option<i64>,
    person: &Person,
    email: &Email,
    role: Role,
    password: Option<&str>,
) -> Result<i64> {
    if store::by_email(tx, email.as_str())?.is_some() {
        return Err(Error::refused("email", "somebody signs in with this address already"));
    }
    let id = match known {
        Some(id) => id,
        None => people::store::add(tx, person, None)?,
    };
    store::add(tx, id, email.as_str(), role, password)?;
    Ok(id)
}

/// Opens a session of a person, under what is kept of its secret.
pub fn sign_in(tx: &mut Tx<'_, '_>, person: i64, whole: bool, device: &str) -> Result<String> {
    let session = secret::random()?;
    store::open_session(tx, &secret::kept(&session), person, whole, device)?;
    tx.actor.person = Some(person);
    tx.audit(format!("account/{person}"), "signed in");
    Ok(session)
}

/// Ends a session.
pub fn sign_out(tx: &mut Tx<'_, '_>, person: i64, session: &str) -> Result<()> {
    if store::end_session(tx, person, session)? {
        tx.audit(format!("account/{person}"), "signed out");
    }
    Ok(())
}
