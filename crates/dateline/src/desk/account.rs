//! One's own account.

use super::{
    fault::Answer,
    form::{Errors, Form},
    frame::Desk,
    route::see_other,
};
use crate::{accounts::store, app::App, error::Error};
use axum::extract::State;
use http::StatusCode;
use minijinja::context;

/// Where one begins.
pub async fn home(_: Desk) -> Answer {
    Ok(see_other("/desk/account"))
}

/// The account.
pub async fn page(State(app): State<App>, desk: Desk) -> Answer {
    show(&app, &desk, StatusCode::OK, &Errors::default()).await
}

async fn show(app: &App, desk: &Desk, status: StatusCode, errors: &Errors) -> Answer {
    let person = desk.me.person;
    let account = app.db.read(move |sql| store::of(sql, person)).await?;
    let account = account.ok_or_else(|| Error::NotFound("this account".into()))?;
    let renderer = app.composer.renderer();
    let languages: Vec<(&str, String)> =
        super::words::languages().map(|tag| (tag, renderer.language_name(tag))).collect();
    let page = context! { email => account.email, language => account.language, languages, errors };
    desk.page_with(app, status, "account.html", page)
}

/// Changes it.
pub async fn change(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let language = form.text("language").to_owned();
    if !language.is_empty() && !super::words::languages().any(|tag| tag == language) {
        let mut errors = Errors::default();
        errors.add("language", desk.say("The desk does not speak this language."));
        return show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, &errors).await;
    }
    let person = desk.me.person;
    app.actions
        .act("change one's account", desk.actor(), move |tx| {
            store::set_language(tx, person, &language)?;
            tx.audit(format!("account/{person}"), "language");
            Ok(())
        })
        .await?;
    Ok(see_other("/desk/account"))
}
