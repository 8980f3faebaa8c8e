//! The verbs of second factors.

use super::{codes, recovery, store};
use crate::{
    accounts::{actions, store as accounts},
    changes::Tx,
    error::{Error, Result},
};

/// Begins to set up an app: a secret that counts once a code of it is given.
pub fn begin_app(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    if store::code_app(tx, person)?.is_some_and(|app| app.confirmed) {
        return Err(Error::refused("code", "There is an app for codes already. Turn it off first."));
    }
    tx.audit(format!("account/{person}"), "an app for codes, to be confirmed");
    store::begin_app(tx, person, &codes::new_secret()?)
}

/// Has an app count, and gives recovery codes if there are none yet. `first` stands where somebody is not in yet, and may
/// set up a factor only while there is none: a password alone must not be enough to add one.
pub fn confirm_app(tx: &mut Tx<'_, '_>, person: i64, typed: &str, first: bool) -> Result<Vec<String>> {
    must_be_first(tx, person, first)?;
    let wrong = || {
        let why = "This is no code of the app as it is now. Check that the clock of its device is right, and give the next code.";
        Error::refused("code", why)
    };
    let app = store::code_app(tx, person)?.filter(|app| !app.confirmed);
    let app = app.ok_or_else(|| Error::refused("code", "No app is being set up. Begin again."))?;
    let step = codes::step(&app.secret, &codes::plain(typed), tx.now)?.ok_or_else(wrong)?;
    if !store::confirm_app(tx, person, step)? {
        return Err(wrong());
    }
    tx.audit(format!("account/{person}"), "codes of an app");
    recovery_if_none(tx, person)
}

/// Refuses where a factor is there and none may be added yet.
pub fn must_be_first(tx: &mut Tx<'_, '_>, person: i64, first: bool) -> Result<()> {
    if first && store::has(tx, person)? {
        return Err(Error::refused("code", "There is a second factor already. Sign in with it."));
    }
    Ok(())
}

/// Recovery codes, if there are none.
pub fn recovery_if_none(tx: &mut Tx<'_, '_>, person: i64) -> Result<Vec<String>> {
    if store::recovery_left(tx, person)? > 0 { Ok(Vec::new()) } else { make_recovery(tx, person) }
}

fn make_recovery(tx: &mut Tx<'_, '_>, person: i64) -> Result<Vec<String>> {
    store::drop_recovery(tx, person)?;
    let mut all = Vec::with_capacity(recovery::MANY);
    while all.len() < recovery::MANY {
        let code = recovery::random()?;
        let Some(hash) = recovery::kept(&codes::plain(&code)) else { continue };
        store::add_recovery(tx, person, &hash)?;
        all.push(code);
    }
    Ok(all)
}

/// Makes other recovery codes: those before no longer work.
pub fn renew_recovery(tx: &mut Tx<'_, '_>, person: i64) -> Result<Vec<String>> {
    if !store::has(tx, person)? {
        return Err(Error::refused("code", "There is no second factor that they could stand in for."));
    }
    tx.audit(format!("account/{person}"), "other recovery codes");
    make_recovery(tx, person)
}

/// Takes a code of the app, or a recovery code, and says which; nothing if it is neither, or was used before.
pub fn give_code(tx: &mut Tx<'_, '_>, person: i64, typed: &str) -> Result<Option<&'static str>> {
    let typed = codes::plain(typed);
    if codes::is_code(&typed) {
        let Some(app) = store::code_app(tx, person)?.filter(|app| app.confirmed) else { return Ok(None) };
        let Some(step) = codes::step(&app.secret, &typed, tx.now)? else { return Ok(None) };
        return Ok(store::use_step(tx, person, step)?.then_some("with a code"));
    }
    match recovery::kept(&typed) {
        Some(hash) => Ok(store::use_recovery(tx, person, &hash)?.then_some("with a recovery code")),
        None => Ok(None),
    }
}

/// Lets somebody in who has given all: the session that was begun ends, and another begins under another secret, so that
/// whoever knew the first has nothing.
pub fn step_in(tx: &mut Tx<'_, '_>, person: i64, begun: &str, device: &str, how: &str) -> Result<String> {
    if !accounts::end_session(tx, person, begun)? {
        return Err(Error::NotFound("a session that was begun".into()));
    }
    let session = actions::sign_in(tx, person, true, device)?;
    tx.audit(format!("account/{person}"), format!("signed in, {how}"));
    Ok(session)
}

/// Turns the app off. With the last factor its recovery codes go.
pub fn turn_app_off(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    if store::drop_app(tx, person)? {
        tx.audit(format!("account/{person}"), "codes of an app turned off");
    }
    drop_recovery_if_last(tx, person)
}

/// Recovery codes stand in for a factor; without one they are no use.
pub fn drop_recovery_if_last(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    if store::has(tx, person)? { Ok(()) } else { store::drop_recovery(tx, person) }
}

/// Takes all second factors of an account away, for somebody who has lost them, and ends every session.
pub fn forget(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    if accounts::of(tx, person)?.is_none() {
        return Err(Error::NotFound(format!("an account of person {person}")));
    }
    store::drop_app(tx, person)?;
    store::drop_passkeys(tx, person)?;
    store::drop_recovery(tx, person)?;
    accounts::end_sessions(tx, person, None)?;
    tx.audit(format!("account/{person}"), "second factors taken away");
    Ok(())
}
