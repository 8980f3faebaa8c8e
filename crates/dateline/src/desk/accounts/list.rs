//! The list of accounts, and of invitations that are open.

use super::super::{fault::Answer, frame::Desk, route::see_other};
use crate::{
    accounts::{
        model::{DAY, Listed},
        store, tickets,
    },
    app::{App, now},
};
use axum::extract::{Path, Query, State};
use minijinja::{
    context,
    value::{Serde, Value},
};
use std::collections::BTreeMap;

/// Accounts on a page.
const PAGE: usize = 50;
/// The most invitations that are shown.
const INVITATIONS: i64 = 100;

/// What a template sees of an account.
pub fn shown(listed: &Listed) -> Value {
    let Listed { account, seen_on, second_factor } = listed;
    context! {
        person => account.person,
        name => account.name.clone(),
        email => account.email.clone(),
        role => account.role.as_str(),
        closed_at => account.closed_at,
        // A day is known to the day of Greenwich: its noon is that day nearly everywhere.
        seen_on => seen_on.map(|day| day + DAY / 2),
        second_factor => *second_factor,
    }
}

/// The page.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let after = asked.get("after").cloned().unwrap_or_default();
    let at = now();
    let (mut listed, invitations) = app
        .db
        .read(move |sql| {
            let listed = store::list(sql, &after, PAGE as i64 + 1)?;
            Ok((listed, tickets::store::open_invitations(sql, at, INVITATIONS)?))
        })
        .await?;
    let more = listed.len() > PAGE;
    listed.truncate(PAGE);
    let next = listed.last().filter(|_| more).map(|last| last.account.email.clone());
    let accounts: Vec<Value> = listed.iter().map(shown).collect();
    let page = context! { accounts, next, invitations => Value::from(Serde(invitations)) };
    desk.page(&app, "accounts.html", page)
}

/// Takes an invitation back.
pub async fn withdraw(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    // A number that is none is that of no invitation.
    let id = id.parse().unwrap_or(0);
    app.actions
        .act("take an invitation back", desk.actor(), move |tx| tickets::actions::withdraw(tx, id))
        .await?;
    Ok(see_other("/desk/accounts"))
}
