//! One's passkeys: the list, what each is called, and taking one away.

use super::{
    super::{
        fault::{Answer, Fault},
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
        slow,
    },
    proves,
};
use crate::{
    accounts::{
        model::DAY,
        passkeys::{actions, model::Listed, store},
    },
    app::App,
    error::Error,
    values::line,
};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use minijinja::{Value, context};
use std::collections::BTreeMap;

fn shown(passkey: &Listed) -> Value {
    context! {
        id => passkey.id, name => passkey.name.clone(), made_at => passkey.made_at,
        used_on => passkey.used_on.map(|day| day + DAY / 2),
    }
}

/// The list.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let person = desk.me.person;
    let all = app.db.read(move |sql| store::list(sql, person)).await?;
    let passkeys: Vec<Value> = all.iter().map(shown).collect();
    let why_not = app.gate.passkeys.why_not().map(|why| desk.say(why.text()));
    let done = asked.get("done").cloned().unwrap_or_default();
    desk.page(&app, "own-passkeys.html", context! { passkeys, why_not, done })
}

/// One of them.
pub async fn one(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    show(&app, &desk, &id, &Errors::default(), None, None).await
}

async fn show(
    app: &App,
    desk: &Desk,
    id: &str,
    errors: &Errors,
    typed: Option<Value>,
    wait: Option<u64>,
) -> Answer {
    let (person, id) = (desk.me.person, number(id)?);
    let all = app.db.read(move |sql| store::list(sql, person)).await?;
    let found = all.iter().find(|passkey| passkey.id == id);
    let passkey = found.map(shown).ok_or_else(|| Error::NotFound(format!("passkey {id}")))?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let typed = typed.unwrap_or_else(|| passkey.clone());
    let page = context! { passkey, typed, errors };
    Ok(slow::later(desk.page_with(app, status, "own-passkey.html", page)?, wait))
}

fn number(id: &str) -> Result<i64, Fault> {
    id.parse().map_err(|_| Fault::from(Error::NotFound(format!("passkey {id}"))))
}

/// Calls one something else.
pub async fn rename(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let name = line(form.text("name"), 100);
    if name.is_empty() {
        let mut errors = Errors::default();
        errors.add("name", desk.say("Give it a name."));
        return show(&app, &desk, &id, &errors, Some(form.typed()), None).await;
    }
    let (person, id) = (desk.me.person, number(&id)?);
    app.actions.act("name a passkey", desk.actor(), move |tx| actions::rename(tx, person, id, &name)).await?;
    Ok(see_other("/desk/account/passkeys"))
}

/// Takes one away, with the password.
pub async fn remove(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let mut errors = Errors::default();
    let typed = form.get("password").unwrap_or_default();
    let wait = proves(&app, &desk, typed, "password", &mut errors).await?;
    if !errors.is_empty() {
        return show(&app, &desk, &id, &errors, None, wait).await;
    }
    let (person, id) = (desk.me.person, number(&id)?);
    app.actions.act("remove a passkey", desk.actor(), move |tx| actions::remove(tx, person, id)).await?;
    Ok(see_other("/desk/account/passkeys?done=removed"))
}
