//! Taking down: a version, a comparison or a correction of an article, and opening it again.

use crate::{
    app::App,
    closing::takedown::{
        actions,
        model::{New, What},
        store,
    },
    corrections,
    desk::{
        articles::query,
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
        standing::{number, readable},
    },
    error::Error,
};
use axum::extract::{Path, State};
use http::{StatusCode, Uri};
use minijinja::{
    context,
    value::{Serde, Value},
};

/// Versions and corrections that are offered.
const OFFERED: i64 = 50;

/// What is closed of an article, and the form for more.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>, uri: Uri) -> Answer {
    let id = readable(&app, &desk, number(&id)?).await?.article.id;
    let asked = query(&uri);
    let typed = context! { what => asked.text("what"), numbers => asked.text("numbers") };
    show(&app, &desk, id, StatusCode::OK, &Errors::default(), typed).await
}

async fn show(app: &App, desk: &Desk, id: i64, status: StatusCode, errors: &Errors, typed: Value) -> Answer {
    let (closed, versions, corrected) = app
        .db
        .read(move |sql| {
            let corrected = corrections::store::of(sql, id)?;
            Ok((store::of_article(sql, id)?, corrections::store::versions(sql, id, OFFERED)?, corrected))
        })
        .await?;
    let [closed, versions, corrected] =
        [Value::from(Serde(closed)), Value::from(Serde(versions)), Value::from(Serde(corrected))];
    desk.page_with(app, status, "takedown.html", context! { id, closed, versions, corrected, errors, typed })
}

/// Takes something down.
pub async fn take_down(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = readable(&app, &desk, number(&id)?).await?.article.id;
    let asked = What::parse(form.text("what"), form.text("numbers"))
        .and_then(|what| New::of(what, form.text("status"), form.text("note"), form.text("reason")));
    let done = match asked {
        Ok(new) => {
            app.actions.act("take down", desk.actor(), move |tx| actions::take_down(tx, id, &new)).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(see_other(&format!("/desk/articles/{id}/takedown"))),
        Err(Error::Refused { what, why }) => {
            let field = match what.as_str() {
                "status" => "status",
                "reason" => "reason",
                "what" => "what",
                _ => "numbers",
            };
            let mut errors = Errors::default();
            errors.add(field, desk.say(&why));
            show(&app, &desk, id, StatusCode::UNPROCESSABLE_ENTITY, &errors, form.typed()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens it again.
pub async fn open_again(
    State(app): State<App>,
    desk: Desk,
    Path((id, takedown)): Path<(String, String)>,
    form: Form,
) -> Answer {
    let id = readable(&app, &desk, number(&id)?).await?.article.id;
    let (takedown, reason) = (number(&takedown)?, form.text("again").to_owned());
    let here = app.db.read(move |sql| store::one(sql, takedown)).await?.filter(|found| found.article == id);
    if here.is_none() {
        return Err(Error::NotFound(format!("takedown {takedown}")).into());
    }
    let done = app
        .actions
        .act("open again", desk.actor(), move |tx| actions::open_again(tx, takedown, &reason))
        .await;
    match done {
        Ok(()) => Ok(see_other(&format!("/desk/articles/{id}/takedown"))),
        Err(Error::Refused { why, .. }) => {
            let mut errors = Errors::default();
            errors.add("again", desk.say(&why));
            show(&app, &desk, id, StatusCode::UNPROCESSABLE_ENTITY, &errors, Value::UNDEFINED).await
        }
        Err(error) => Err(error.into()),
    }
}
