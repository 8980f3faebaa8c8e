//! How people get into the desk: who must have a second factor, and how long it is known where somebody acted from.

use super::super::{
    fault::Answer,
    form::{Errors, Form},
    frame::Desk,
    route::see_other,
};
use crate::{
    accounts::roles::Role,
    app::App,
    settings::{access::Access, store},
};
use axum::extract::{Query, State};
use http::StatusCode;
use minijinja::context;
use std::collections::BTreeMap;

/// The form.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let Access { second_factor, address_days } = desk.site.access.clone();
    let page = context! {
        typed => context! { second_factor, address_days }, roles => super::roles(&desk),
        errors => Errors::default(), done => asked.contains_key("done"),
    };
    desk.page(&app, "access.html", page)
}

/// Sets it.
pub async fn change(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let least = form.text("second_factor").to_owned();
    if !least.is_empty() && Role::parse(&least).is_err() {
        errors.add("second_factor", desk.say("Choose a role."));
    }
    let days = form.number("address_days").filter(|days| (0..=Access::MOST_DAYS).contains(days));
    if days.is_none() {
        errors.add("address_days", desk.say("Give a whole number of days, 0 to 3650."));
    }
    let (Some(days), true) = (days, errors.is_empty()) else {
        let page = context! { typed => form.typed(), roles => super::roles(&desk), errors };
        return desk.page_with(&app, StatusCode::UNPROCESSABLE_ENTITY, "access.html", page);
    };
    app.actions
        .act("set how people get in", desk.actor(), move |tx| {
            let mut site = store::site(tx)?;
            let access = Access { second_factor: least.clone(), address_days: days };
            if site.access != access {
                tx.audit("settings/access", format!("second factor: {least:?}, addresses: {days} days"));
                site.access = access;
                store::set_site(tx, &site)?;
            }
            Ok(())
        })
        .await?;
    Ok(see_other("/desk/settings/access?done=1"))
}
