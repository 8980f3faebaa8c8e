//! The verbs of accounts and of sessions.

use super::{
    model::Account,
    roles::Role,
    secret, store,
    tickets::{self, model::TicketKind},
};
use crate::{
    changes::Tx,
    error::{Error, Result},
    people::{self, model::Person},
    values::Email,
};

/// Gives somebody an account: one who has a byline already keeps it, if nobody else signs in by it.
pub fn join(
    tx: &mut Tx<'_, '_>,
    known: Option<i64>,
    person: &Person,
    email: &Email,
    role: Role,
    password: Option<&str>,
) -> Result<i64> {
    let taken = || Error::refused("email", "Somebody signs in with this address already.");
    if store::by_email(tx, email.as_str())?.is_some() {
        return Err(taken());
    }
    let id = match known {
        Some(id) if people::store::named(tx, id)?.is_none() => {
            return Err(Error::NotFound(format!("person {id}")));
        }
        Some(id) if store::of(tx, id)?.is_some() => {
            return Err(Error::refused("person", "This person has an account already."));
        }
        Some(id) => id,
        None => people::store::add(tx, person, None)?,
    };
    if store::add(tx, id, email.as_str(), role, password)? { Ok(id) } else { Err(taken()) }
}

/// Opens a session of a person, under what is kept of its secret.
pub fn sign_in(tx: &mut Tx<'_, '_>, person: i64, whole: bool, device: &str) -> Result<String> {
    let session = secret::random()?;
    store::open_session(tx, &secret::kept(&session), person, whole, device)?;
    tx.actor.person = Some(person);
    tx.audit(format!("account/{person}"), if whole { "signed in" } else { "password given" });
    Ok(session)
}

/// Ends a session.
pub fn sign_out(tx: &mut Tx<'_, '_>, person: i64, session: &str) -> Result<()> {
    if store::end_session(tx, person, session)? {
        tx.audit(format!("account/{person}"), "signed out");
    }
    Ok(())
}

/// Ends one of somebody's sessions, or all but the one that is named.
pub fn end_sessions(tx: &mut Tx<'_, '_>, person: i64, which: &Which) -> Result<u64> {
    let ended = match which {
        Which::One(hash) => u64::from(store::end_session(tx, person, hash)?),
        Which::AllBut(hash) => store::end_sessions(tx, person, Some(hash))?,
    };
    tx.audit(format!("account/{person}"), format!("{ended} sessions ended"));
    Ok(ended)
}

/// Which sessions are ended.
#[derive(Debug, Clone)]
pub enum Which {
    /// This one.
    One(String),
    /// All others.
    AllBut(String),
}

/// Sets a new password and ends every session but the one it was set in.
pub fn change_password(tx: &mut Tx<'_, '_>, person: i64, password: &str, session: &str) -> Result<()> {
    account(tx, person)?;
    store::set_password(tx, person, password)?;
    store::end_sessions(tx, person, Some(session))?;
    tickets::store::drop_of(tx, TicketKind::Reset, person)?;
    tx.audit(format!("account/{person}"), "a new password");
    Ok(())
}

/// Sets another address to sign in with.
pub fn change_email(tx: &mut Tx<'_, '_>, person: i64, email: &Email) -> Result<()> {
    let before = account(tx, person)?.email;
    if before == email.as_str().to_lowercase() {
        return Ok(());
    }
    if store::by_email(tx, email.as_str())?.is_some() {
        return Err(Error::refused("email", "Somebody signs in with this address already."));
    }
    store::set_email(tx, person, email.as_str())?;
    tickets::store::drop_of(tx, TicketKind::Reset, person)?;
    tx.audit(format!("account/{person}"), "another e-mail address");
    Ok(())
}

/// Gives somebody another role. Nobody takes their own away, and one administrator stays.
pub fn set_role(tx: &mut Tx<'_, '_>, person: i64, role: Role) -> Result<()> {
    store::hold_administrators(tx)?;
    let before = account(tx, person)?.role;
    if before == role {
        return Ok(());
    }
    not_oneself(tx, person, "Nobody changes their own role: ask another administrator to.")?;
    store::set_role(tx, person, role)?;
    one_stays(tx)?;
    tx.audit(format!("account/{person}"), format!("{} → {}", before.as_str(), role.as_str()));
    Ok(())
}

/// Closes an account: its sessions end at once, and its links no longer work.
pub fn close(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    store::hold_administrators(tx)?;
    if account(tx, person)?.closed_at.is_some() {
        return Ok(());
    }
    not_oneself(tx, person, "Nobody closes their own account: ask another administrator to.")?;
    let now = tx.now;
    store::set_closed(tx, person, Some(now))?;
    one_stays(tx)?;
    store::end_sessions(tx, person, None)?;
    tickets::store::drop_of(tx, TicketKind::Reset, person)?;
    tx.audit(format!("account/{person}"), "closed");
    Ok(())
}

/// Opens an account again.
pub fn reopen(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    if account(tx, person)?.closed_at.is_none() {
        return Ok(());
    }
    store::set_closed(tx, person, None)?;
    tx.audit(format!("account/{person}"), "opened again");
    Ok(())
}

fn account(tx: &mut Tx<'_, '_>, person: i64) -> Result<Account> {
    store::of(tx, person)?.ok_or_else(|| Error::NotFound(format!("an account of person {person}")))
}

fn not_oneself(tx: &Tx<'_, '_>, person: i64, why: &str) -> Result<()> {
    if tx.actor.person == Some(person) { Err(Error::refused("account", why)) } else { Ok(()) }
}

fn one_stays(tx: &mut Tx<'_, '_>) -> Result<()> {
    if store::has_administrator(tx)? {
        return Ok(());
    }
    Err(Error::refused("account", "This is the only administrator; make somebody else one first."))
}
