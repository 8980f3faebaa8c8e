//! The settings of the checklist: what is off, what warns, what blocks.

use crate::{
    app::App,
    desk::{
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
    },
    settings::{
        self,
        checklist::{Checklist, Level, POINTS},
    },
};
use axum::extract::{Query, State};
use http::StatusCode;
use minijinja::{context, value::Value};
use std::collections::BTreeMap;

/// The form.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let list = desk.site.checklist.clone();
    show(&app, &desk, StatusCode::OK, &list, &Errors::default(), asked.contains_key("saved"))
}

fn show(
    app: &App,
    desk: &Desk,
    status: StatusCode,
    list: &Checklist,
    errors: &Errors,
    saved: bool,
) -> Answer {
    let points: Vec<Value> = POINTS
        .into_iter()
        .map(|p| context! { name => p.as_str(), words => p.words(), level => list.level(p).as_str() })
        .collect();
    desk.page_with(app, status, "checklist.html", context! { points, errors, saved })
}

/// Sets it. A point that is left out, or has a word that is none, is refused, and the others stay as they were typed.
pub async fn change(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let (mut list, mut errors) = (desk.site.checklist.clone(), Errors::default());
    for point in POINTS {
        match Level::parse(form.text(point.as_str())) {
            Some(level) => list.set(point, level),
            None => errors.add(point.as_str(), desk.say("Choose what happens if this is not so.")),
        }
    }
    if !errors.is_empty() {
        return show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, &list, &errors, false);
    }
    app.actions
        .act("set the checklist", desk.actor(), move |tx| {
            let mut site = settings::store::site(tx)?;
            site.checklist = list.clone();
            settings::store::set_site(tx, &site)?;
            let said: Vec<String> =
                POINTS.iter().map(|p| format!("{} {}", p.as_str(), list.level(*p).as_str())).collect();
            tx.audit("settings", said.join(", "));
            Ok(())
        })
        .await?;
    Ok(see_other("/desk/settings/checklist?saved"))
}
