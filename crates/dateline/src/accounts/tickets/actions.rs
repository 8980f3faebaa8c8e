//! The verbs of links that work once.

use super::{
    model::{Guest, INVITATION_FOR, RESET_FOR, SendInvitation, SendReset, Ticket, TicketKind},
    store,
};
use crate::{
    accounts::{actions::join, model::Account, roles::Role, secret, store as accounts},
    changes::Tx,
    error::{Error, Result},
    jobs,
    people::model::Person,
    values::Email,
};

fn gone() -> Error {
    Error::NotFound("a link that still works".into())
}

/// Makes a new link for the first administrator; earlier ones no longer work. Nothing if there is an account.
pub fn offer_setup(tx: &mut Tx<'_, '_>, hash: &str) -> Result<bool> {
    if accounts::any(tx)? {
        return Ok(false);
    }
    store::drop_all(tx, TicketKind::Setup)?;
    let ticket = Ticket {
        hash: hash.to_owned(),
        person: None,
        email: String::new(),
        name: String::new(),
        role: Some(Role::Administrator),
    };
    let ends_at = tx.now + INVITATION_FOR;
    store::add(tx, TicketKind::Setup, &ticket, ends_at)?;
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
    let known = store::find(tx, TicketKind::Setup, link, now)?.is_some();
    if !known || accounts::any(tx)? || !store::use_up(tx, link)? {
        return Err(gone());
    }
    let id = join(tx, None, person, email, Role::Administrator, Some(password))?;
    tx.actor.person = Some(id);
    tx.audit(format!("account/{id}"), "administrator");
    Ok(id)
}

/// Invites somebody. By letter the link is made when the letter is written; otherwise it comes back, this once.
pub fn invite(tx: &mut Tx<'_, '_>, guest: &Guest, by_letter: bool) -> Result<Option<String>> {
    let email = guest.email.as_str().to_lowercase();
    if accounts::by_email(tx, &email)?.is_some() {
        return Err(Error::refused("email", "Somebody signs in with this address already."));
    }
    if let Some(person) = guest.person {
        if accounts::of(tx, person)?.is_some() {
            return Err(Error::refused("person", "This person has an account already."));
        }
        store::drop_of(tx, TicketKind::Invitation, person)?;
    }
    store::drop_for(tx, &email)?;
    let link = secret::random()?;
    let ticket = Ticket {
        hash: secret::kept(&link),
        person: guest.person,
        email: email.clone(),
        name: guest.name.clone(),
        role: Some(guest.role),
    };
    let ends_at = tx.now + INVITATION_FOR;
    let id = store::add(tx, TicketKind::Invitation, &ticket, ends_at)?;
    tx.audit(format!("invitation/{id}"), format!("{email}, {}", guest.role.as_str()));
    if by_letter {
        jobs::store::queue(tx, &SendInvitation { ticket: id }, None, 0)?;
        return Ok(None);
    }
    Ok(Some(link))
}

/// Takes an invitation back.
pub fn withdraw(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    if !store::withdraw(tx, id)? {
        return Err(Error::NotFound(format!("invitation {id}")));
    }
    tx.audit(format!("invitation/{id}"), "taken back");
    Ok(())
}

/// Makes the link of an invitation anew, for the letter that is being written. Nothing if it was taken back or up.
pub fn renew(tx: &mut Tx<'_, '_>, id: i64) -> Result<Option<String>> {
    let link = secret::random()?;
    let ends_at = tx.now + INVITATION_FOR;
    Ok(store::renew(tx, id, &secret::kept(&link), ends_at)?.then_some(link))
}

/// Takes an invitation up, once: an account of the role that was promised. Who has a byline keeps it.
pub fn accept(tx: &mut Tx<'_, '_>, hash: &str, person: &Person, password: &str) -> Result<i64> {
    let now = tx.now;
    let ticket = store::find(tx, TicketKind::Invitation, hash, now)?.ok_or_else(gone)?;
    // Of two who use it at once, the second finds that it is gone.
    if !store::use_up(tx, hash)? {
        return Err(gone());
    }
    let role = ticket.role.ok_or_else(|| Error::Damaged("an invitation without a role".into()))?;
    let email = Email::parse(&ticket.email)?;
    let id = join(tx, ticket.person, person, &email, role, Some(password))?;
    tx.actor.person = Some(id);
    tx.audit(format!("account/{id}"), role.as_str());
    Ok(id)
}

/// Has a letter with a link for a new password written, if anybody has the address: that is found out by the job.
pub fn ask_reset(tx: &mut Tx<'_, '_>, email: &Email) -> Result<()> {
    let email = email.as_str().to_lowercase();
    let once = format!("reset/{}", secret::kept(&email));
    jobs::store::queue(tx, &SendReset { email }, Some(&once), 0)
}

/// Makes a link for a new password; earlier ones no longer work.
pub fn make_reset(tx: &mut Tx<'_, '_>, person: i64) -> Result<String> {
    let account = open(tx, person)?;
    store::drop_of(tx, TicketKind::Reset, person)?;
    let link = secret::random()?;
    let ticket = Ticket {
        hash: secret::kept(&link),
        person: Some(person),
        email: account.email,
        name: account.name,
        role: None,
    };
    let ends_at = tx.now + RESET_FOR;
    store::add(tx, TicketKind::Reset, &ticket, ends_at)?;
    tx.audit(format!("account/{person}"), "a link for a new password");
    Ok(link)
}

/// Sets a new password by a link, once, and ends every session of the account.
pub fn reset(tx: &mut Tx<'_, '_>, hash: &str, password: &str) -> Result<i64> {
    let now = tx.now;
    let ticket = store::find(tx, TicketKind::Reset, hash, now)?.ok_or_else(gone)?;
    let person = ticket.person.ok_or_else(gone)?;
    open(tx, person)?;
    if !store::use_up(tx, hash)? {
        return Err(gone());
    }
    store::drop_of(tx, TicketKind::Reset, person)?;
    accounts::set_password(tx, person, password)?;
    accounts::end_sessions(tx, person, None)?;
    tx.actor.person = Some(person);
    tx.audit(format!("account/{person}"), "a new password");
    Ok(person)
}

/// An account that is not closed.
fn open(tx: &mut Tx<'_, '_>, person: i64) -> Result<Account> {
    let account = accounts::of(tx, person)?.filter(|account| account.closed_at.is_none());
    account.ok_or_else(|| Error::NotFound(format!("an open account of person {person}")))
}
