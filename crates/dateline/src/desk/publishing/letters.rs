//! Which letters somebody wants.

use crate::{
    app::App,
    desk::{fault::Answer, form::Form, frame::Desk, route::see_other},
    letters::{model::ABOUTS, store},
};
use axum::extract::{Query, State};
use minijinja::{context, value::Value};
use std::collections::BTreeMap;

/// The form.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let (person, role) = (desk.me.person, desk.me.role);
    let choices = app.db.read(move |sql| store::choices(sql, person)).await?;
    let choices: Vec<Value> = choices
        .into_iter()
        .filter(|(about, _)| about.concerns(role))
        .map(|(about, wanted)| context! { name => about.as_str(), words => about.words(), wanted })
        .collect();
    let page = context! { choices, saved => asked.contains_key("saved"), sends => app.config.mail.is_some() };
    desk.page(&app, "letters.html", page)
}

/// Notes what is wanted: what is not ticked is not.
pub async fn change(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let (person, role) = (desk.me.person, desk.me.role);
    app.actions
        .act("choose letters", desk.actor(), move |tx| {
            for about in ABOUTS.into_iter().filter(|about| about.concerns(role)) {
                store::choose(tx, person, about, form.flag(about.as_str()))?;
            }
            tx.audit(format!("account/{person}"), "letters");
            Ok(())
        })
        .await?;
    Ok(see_other("/desk/account/letters?saved"))
}
