//! The site's settings: the names and the rules of `dateline site`, as a form.

use super::{
    fault::Answer,
    form::{Errors, Form},
    frame::Desk,
    route::see_other,
};
use crate::{
    app::App,
    error::Error,
    settings::{model::Site, said, store},
};
use axum::extract::State;
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};
use std::collections::BTreeMap;

/// The form.
pub async fn page(State(app): State<App>, desk: Desk) -> Answer {
    let site = app.db.read(store::site).await?;
    let all: BTreeMap<&str, String> = said::shown(&site).into_iter().collect();
    show(&app, &desk, StatusCode::OK, Value::from(Serde(all)), &Errors::default())
}

fn show(app: &App, desk: &Desk, status: StatusCode, typed: Value, errors: &Errors) -> Answer {
    let zones: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let renderer = app.composer.renderer();
    let languages: Vec<(String, String)> = ["en", "de", "fr", "es", "fa", "ar"]
        .into_iter()
        .map(|tag| (tag.to_owned(), renderer.language_name(tag)))
        .collect();
    let page = context! { typed, errors, zones, languages, saved => desk.path.ends_with("?saved") };
    desk.page_with(app, status, "settings.html", page)
}

/// Changes a site as the form says; every field that is refused is named.
fn changed(site: &mut Site, form: &Form, errors: &mut Errors) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (name, before) in said::shown(site) {
        // What the form does not have stays, and what is as it was is not read anew.
        let Some(value) = form.get(name).map(str::trim).filter(|value| *value != before) else { continue };
        match said::change(site, name, value) {
            Ok(_) => names.push(name),
            Err(Error::Refused { why, .. }) => errors.add(name, why),
            Err(other) => errors.add(name, other.to_string()),
        }
    }
    names
}

/// Changes them. Readers' pages change at once; addresses that were made stay.
pub async fn change(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let mut site = app.db.read(store::site).await?;
    changed(&mut site, &form, &mut errors);
    if !errors.is_empty() {
        return show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, form.typed(), &errors);
    }
    app.actions
        .act("set the site", desk.actor(), move |tx| {
            // On what holds now: somebody else may have set something meanwhile.
            let mut site = store::site(tx)?;
            let mut errors = Errors::default();
            let names = changed(&mut site, &form, &mut errors);
            if let Some((field, why)) = errors.each().next() {
                return Err(Error::refused(field, why));
            }
            if !names.is_empty() {
                tx.audit("settings/site", names.join(", "));
                store::set_site(tx, &site)?;
            }
            Ok(())
        })
        .await?;
    Ok(see_other("/desk/settings?saved"))
}
