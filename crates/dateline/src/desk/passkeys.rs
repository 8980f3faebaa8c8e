//! Passkeys as browsers speak of them, in JSON: making one, giving one as the second step, signing in with one alone.

use super::{
    body, device,
    fault::{Answer, Fault},
    frame::{Desk, Door, Frame},
    page,
    second_step::{begun, to_set_up},
    sign_in::{back, with_cookie},
    slow,
};
use crate::{
    accounts::{
        actions,
        factors::actions::step_in,
        limits::Trying,
        passkeys::{
            actions as verbs,
            ceremony::Begun,
            model::{Ceremony, Kept, Kind},
            store,
        },
        secret, store as accounts,
    },
    app::{App, now},
    changes::Actor,
    error::Error,
    values::line,
};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::json;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

/// The largest answer of a browser, in bytes.
const LARGEST: usize = 64 << 10;

/// What a browser made.
#[derive(Deserialize)]
struct Made {
    ceremony: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    to: String,
    credential: RegisterPublicKeyCredential,
}

/// What a browser signed.
#[derive(Deserialize)]
struct Signed {
    ceremony: String,
    #[serde(default)]
    to: String,
    credential: PublicKeyCredential,
}

/// Says in words why something is not taken.
fn told(frame: &Frame, outcome: Answer) -> Answer {
    let fault = match outcome {
        Err(fault) => fault,
        done => return done,
    };
    if let Fault::Error(error) = &fault
        && let Error::Refused { what, why } = &**error
        && what == "passkey"
    {
        let fields: Vec<()> = Vec::new();
        let said = json!({ "message": frame.say(why), "fields": fields });
        return page::json(StatusCode::UNPROCESSABLE_ENTITY, &said);
    }
    Err(fault)
}

fn asked(ceremony: &str, begun: &Begun) -> Answer {
    page::json(StatusCode::OK, &json!({ "ceremony": ceremony, "options": begun.options }))
}

fn leads(to: &str) -> Result<Response, Fault> {
    page::json(StatusCode::OK, &json!({ "to": to }))
}

async fn under_way(app: &App, given: &str, kind: Kind) -> Result<(String, Ceremony), Fault> {
    let (hash, at) = (secret::kept(given), now());
    let asked = hash.clone();
    let found = app.db.read(move |sql| store::ceremony(sql, &asked, kind, at)).await?;
    let found = found.ok_or_else(|| {
        Error::refused("passkey", "This took too long, or was answered already. Try again.")
    })?;
    Ok((hash, found))
}

/// Asks for a new passkey of somebody.
async fn ask_new(app: &App, frame: &Frame, person: i64, mut actor: Actor) -> Answer {
    slow::check(app, frame, Trying::Passkey)?;
    actor.person = Some(person);
    let handle =
        app.actions.act("name an account to devices", actor, move |tx| verbs::handle(tx, person)).await?;
    let (account, keys) =
        app.db.read(move |sql| Ok((accounts::of(sql, person)?, store::keys(sql, person)?))).await?;
    let account = account.ok_or_else(|| Error::NotFound(format!("an account of person {person}")))?;
    let begun =
        app.gate.passkeys.register(&handle, &frame.site.name, &account.name, &account.email, &keys)?;
    let kept = begun.clone();
    let ceremony = app
        .actions
        .act("ask for a new passkey", actor, move |tx| verbs::begin(tx, Kind::Register, Some(person), &kept))
        .await?;
    asked(&ceremony, &begun)
}

/// Takes a new passkey of somebody: what it is called, and itself.
async fn take_new(
    app: &App,
    person: i64,
    made: &Made,
) -> Result<(String, String, webauthn_rs::prelude::Passkey), Fault> {
    let (hash, ceremony) = under_way(app, &made.ceremony, Kind::Register).await?;
    if ceremony.person != Some(person) {
        return Err(Error::NotFound("what was begun".into()).into());
    }
    let passkey = app.gate.passkeys.registered(&ceremony.state, &made.credential)?;
    Ok((hash, line(&made.name, 100), passkey))
}

/// Asks for a new passkey of one's own.
pub async fn begin(State(app): State<App>, desk: Desk) -> Answer {
    told(&desk, ask_new(&app, &desk, desk.me.person, desk.actor()).await)
}

/// Keeps it.
pub async fn finish(State(app): State<App>, desk: Desk, request: Request) -> Answer {
    let device = device::name(request.headers());
    let made: Made = body::json(request, LARGEST).await?;
    let person = desk.me.person;
    let outcome = async {
        let (hash, name, passkey) = take_new(&app, person, &made).await?;
        let name = if name.is_empty() { device } else { name };
        app.actions
            .act("add a passkey", desk.actor(), move |tx| {
                verbs::add(tx, &hash, person, &name, &passkey, false)
            })
            .await?;
        leads("/desk/account/passkeys?done=made")
    };
    told(&desk, outcome.await)
}

/// Asks for somebody's first passkey, where the site asks for a second factor.
pub async fn begin_first(State(app): State<App>, door: Door) -> Answer {
    let person = to_set_up(&door)?.account.person;
    told(&door, ask_new(&app, &door, person, door.actor()).await)
}

/// Keeps it, and lets its owner in.
pub async fn finish_first(State(app): State<App>, door: Door, request: Request) -> Answer {
    let device = device::name(request.headers());
    let made: Made = body::json(request, LARGEST).await?;
    let session = to_set_up(&door)?;
    let (person, own) = (session.account.person, session.hash.clone());
    let outcome = async {
        let (hash, name, passkey) = take_new(&app, person, &made).await?;
        let name = if name.is_empty() { device.clone() } else { name };
        let mut actor = door.actor();
        actor.person = Some(person);
        let session = app
            .actions
            .act("add a passkey", actor, move |tx| {
                verbs::add(tx, &hash, person, &name, &passkey, true)?;
                step_in(tx, person, &own, &device, "with a passkey that is new")
            })
            .await?;
        Ok(with_cookie(&app, leads(back(&made.to))?, Some(&session)))
    };
    told(&door, outcome.await)
}

/// Asks for one of somebody's passkeys as the second step.
pub async fn begin_step(State(app): State<App>, door: Door) -> Answer {
    let person = begun(&door)?.account.person;
    let outcome = async {
        slow::check(&app, &door, Trying::Passkey)?;
        let keys = app.db.read(move |sql| store::keys(sql, person)).await?;
        if keys.is_empty() {
            return Err(Error::refused("passkey", "There is no passkey of this account. Give a code.").into());
        }
        let begun = app.gate.passkeys.step(&keys)?;
        let kept = begun.clone();
        let ceremony = app
            .actions
            .act("ask for a passkey", door.actor(), move |tx| {
                verbs::begin(tx, Kind::Step, Some(person), &kept)
            })
            .await?;
        asked(&ceremony, &begun)
    };
    told(&door, outcome.await)
}

/// Takes it.
pub async fn finish_step(State(app): State<App>, door: Door, headers: HeaderMap, request: Request) -> Answer {
    let signed: Signed = body::json(request, LARGEST).await?;
    let session = begun(&door)?;
    let (person, own) = (session.account.person, session.hash.clone());
    let outcome = async {
        slow::check(&app, &door, Trying::Passkey)?;
        let (hash, ceremony) = under_way(&app, &signed.ceremony, Kind::Step).await?;
        let kept = named(&app, &signed.credential).await?;
        if ceremony.person != Some(person) || kept.person != person {
            return Err(Error::NotFound("what was begun".into()).into());
        }
        let result = app.gate.passkeys.stepped(&ceremony.state, &signed.credential)?;
        let device = device::name(&headers);
        let session = app
            .actions
            .act("give a passkey", door.actor(), move |tx| {
                verbs::give(tx, &hash, &kept, &result)?;
                step_in(tx, person, &own, &device, "with a passkey")
            })
            .await?;
        Ok(with_cookie(&app, leads(back(&signed.to))?, Some(&session)))
    };
    told(&door, outcome.await)
}

async fn named(app: &App, credential: &PublicKeyCredential) -> Result<Kept, Fault> {
    let id = credential.raw_id.clone();
    let found = app.db.read(move |sql| store::by_credential(sql, &id)).await?;
    // Closed accounts, removed passkeys and those that never were are one to whoever asks.
    let unknown =
        || Error::refused("passkey", "This passkey does not work here. Try again, or use another one.");
    Ok(found.ok_or_else(unknown)?)
}

/// Asks for any passkey of this site.
pub async fn begin_sign_in(State(app): State<App>, door: Door) -> Answer {
    let outcome = async {
        slow::check(&app, &door, Trying::Passkey)?;
        let begun = app.gate.passkeys.sign_in()?;
        let kept = begun.clone();
        let ceremony = app
            .actions
            .act("ask for a passkey", door.actor(), move |tx| verbs::begin(tx, Kind::SignIn, None, &kept))
            .await?;
        asked(&ceremony, &begun)
    };
    told(&door, outcome.await)
}

/// Takes it: whoever has the device and unlocks it has given both factors.
pub async fn finish_sign_in(State(app): State<App>, door: Door, request: Request) -> Answer {
    let device = device::name(request.headers());
    let signed: Signed = body::json(request, LARGEST).await?;
    let outcome = async {
        slow::check(&app, &door, Trying::Passkey)?;
        let (hash, ceremony) = under_way(&app, &signed.ceremony, Kind::SignIn).await?;
        let kept = named(&app, &signed.credential).await?;
        let passkeys = &app.gate.passkeys;
        let result = passkeys.signed_in(&ceremony.state, &signed.credential, &kept.handle, &kept.passkey)?;
        let session = app
            .actions
            .act("sign in", door.actor(), move |tx| {
                verbs::give(tx, &hash, &kept, &result)?;
                let session = actions::sign_in(tx, kept.person, true, &device)?;
                tx.audit(format!("account/{}", kept.person), "signed in, with a passkey");
                Ok(session)
            })
            .await?;
        Ok(with_cookie(&app, leads(back(&signed.to))?, Some(&session)).into_response())
    };
    told(&door, outcome.await)
}
