//! Private links to a draft: the list, the form, the new link that is shown once.

use crate::{
    accounts::secret,
    app::{App, now},
    articles::newsroom::model::Standing,
    desk::{
        fault::{Answer, Fault},
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
        standing::{number, writable},
    },
    error::Error,
    publishing::links::{
        actions,
        model::{Link, Wish},
        store,
    },
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};

/// The list and the form.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let standing = writable(&app, &desk, number(&id)?).await?;
    show(&app, &desk, &standing, StatusCode::OK, context! {}).await
}

async fn show(app: &App, desk: &Desk, standing: &Standing, status: StatusCode, more: Value) -> Answer {
    let (id, at) = (standing.article.id, now());
    let all = app.db.read(move |sql| store::of(sql, id)).await?;
    let works = |l: &Link| l.ended_at.is_none() && l.ends_at > at;
    let (working, over): (Vec<Link>, Vec<Link>) = all.into_iter().partition(works);
    let page = context! {
        id, latest => standing.article.latest, confidential => standing.confidential,
        working => Value::from(Serde(working)), over => Value::from(Serde(over)), ..more
    };
    desk.page_with(app, status, "links.html", page)
}

/// Makes one. The answer shows it, this once: what is kept of it opens nothing.
pub async fn make(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let standing = writable(&app, &desk, number(&id)?).await?;
    let (id, latest) = (standing.article.id, standing.article.latest);
    let mut errors = Errors::default();
    if latest == 0 {
        errors.add("label", desk.say("There is nothing to show yet. Save the article first."));
    }
    let revision = if form.text("shows") == "this" { latest } else { 0 };
    let wish = Wish::parse(
        form.text("label"),
        form.number("days"),
        revision,
        form.flag("may_comment"),
        form.flag("may_approve"),
    );
    let wish = match wish {
        Ok(wish) if errors.is_empty() => wish,
        other => {
            for (field, why) in other.err().unwrap_or_default() {
                errors.add(field, desk.say(why));
            }
            let more = context! { errors, typed => form.typed() };
            return show(&app, &desk, &standing, StatusCode::UNPROCESSABLE_ENTITY, more).await;
        }
    };
    let (made, kept) = (secret::random()?, wish.clone());
    let link = format!("{}/private/{made}", app.config.public_url);
    let done = app
        .actions
        .act("make a private link", desk.actor(), move |tx| actions::make(tx, id, &made, &kept))
        .await;
    match done {
        Ok(()) => {
            let more = context! { link, label => wish.label };
            show(&app, &desk, &standing, StatusCode::CREATED, more).await
        }
        Err(Error::Refused { why, .. }) => {
            errors.add("label", desk.say(&why));
            let more = context! { errors, typed => form.typed() };
            show(&app, &desk, &standing, StatusCode::UNPROCESSABLE_ENTITY, more).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes one back.
pub async fn end(
    State(app): State<App>,
    desk: Desk,
    Path((id, link)): Path<(String, String)>,
    _: Form,
) -> Answer {
    let id = writable(&app, &desk, number(&id)?).await?.article.id;
    let link: i64 = link.parse().map_err(|_| Fault::from(Error::NotFound(format!("private link {link}"))))?;
    app.actions
        .act("take a private link back", desk.actor(), move |tx| actions::take_back(tx, id, link))
        .await?;
    Ok(see_other(&format!("/desk/articles/{id}/links")))
}
