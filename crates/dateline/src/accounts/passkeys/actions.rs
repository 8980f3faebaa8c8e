//! The verbs of passkeys. What a browser answered was compared before, outside of the action; here it is used up, once.

use super::{
    ceremony::{Begun, new_handle},
    model::{CEREMONY_FOR, Kept, Kind, MOST},
    store,
};
use crate::{
    accounts::{
        factors::actions::{drop_recovery_if_last, must_be_first},
        model::DAY,
        secret, store as accounts,
    },
    changes::Tx,
    error::{Error, Result},
};
use webauthn_rs::prelude::{AuthenticationResult, Passkey};

fn again() -> Error {
    Error::refused("passkey", "This took too long, or was answered already. Try again.")
}

/// What devices know an account by; made when it is needed first.
pub fn handle(tx: &mut Tx<'_, '_>, person: i64) -> Result<String> {
    if store::handle(tx, person)?.is_none() {
        store::set_handle(tx, person, &new_handle()?)?;
    }
    store::handle(tx, person)?.ok_or_else(|| Error::NotFound(format!("an account of person {person}")))
}

/// Keeps what a browser was asked for, and gives what it names it by.
pub fn begin(tx: &mut Tx<'_, '_>, kind: Kind, person: Option<i64>, begun: &Begun) -> Result<String> {
    let ceremony = secret::random()?;
    let ends_at = tx.now + CEREMONY_FOR;
    store::begin(tx, &secret::kept(&ceremony), kind, person, &begun.state, ends_at)?;
    Ok(ceremony)
}

/// Keeps a passkey. `first` stands where somebody is not in yet, and may add a factor only while there is none.
pub fn add(
    tx: &mut Tx<'_, '_>,
    ceremony: &str,
    person: i64,
    name: &str,
    passkey: &Passkey,
    first: bool,
) -> Result<()> {
    if !store::end(tx, ceremony)? {
        return Err(again());
    }
    must_be_first(tx, person, first)?;
    if store::list(tx, person)?.len() >= MOST {
        return Err(Error::refused("passkey", "There are very many passkeys already. Remove one first."));
    }
    if !store::add(tx, person, name, passkey, 0)? {
        return Err(Error::refused("passkey", "This passkey is kept already."));
    }
    tx.audit(format!("account/{person}"), format!("a passkey: {name}"));
    Ok(())
}

/// Uses a passkey once, for who gave it. The account is still open.
pub fn give(tx: &mut Tx<'_, '_>, ceremony: &str, kept: &Kept, result: &AuthenticationResult) -> Result<()> {
    if !store::end(tx, ceremony)? {
        return Err(again());
    }
    if accounts::of(tx, kept.person)?.is_none_or(|account| account.closed_at.is_some()) {
        return Err(again());
    }
    let mut passkey = kept.passkey.clone();
    passkey.update_credential(result);
    let today = tx.now - tx.now % DAY;
    if !store::used(tx, kept.id, &passkey, i64::from(result.counter()), today)? {
        return Err(Error::refused(
            "passkey",
            "This passkey has been used elsewhere with a newer count: there may be a copy of it. Use another way to sign in.",
        ));
    }
    Ok(())
}

/// Calls a passkey something else.
pub fn rename(tx: &mut Tx<'_, '_>, person: i64, id: i64, name: &str) -> Result<()> {
    if !store::rename(tx, person, id, name)? {
        return Err(Error::NotFound(format!("passkey {id}")));
    }
    tx.audit(format!("account/{person}"), format!("passkey {id}: {name}"));
    Ok(())
}

/// Removes a passkey. With the last factor the recovery codes go.
pub fn remove(tx: &mut Tx<'_, '_>, person: i64, id: i64) -> Result<()> {
    if !store::remove(tx, person, id)? {
        return Err(Error::NotFound(format!("passkey {id}")));
    }
    tx.audit(format!("account/{person}"), format!("passkey {id} removed"));
    drop_recovery_if_last(tx, person)
}
