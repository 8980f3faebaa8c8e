//! Topics.

use super::{Asked, Named, PAGE, named, number};
use crate::{
    app::App,
    desk::{
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
    },
    error::Error,
    settings,
    topics::{
        model::Topic,
        store::{self, Kept},
    },
};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use minijinja::{context, value::Value};
use std::collections::BTreeMap;

/// The topics by name, and the form for one more.
pub async fn list(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    show_list(&app, &desk, StatusCode::OK, &asked, Value::UNDEFINED, &Errors::default()).await
}

async fn show_list(
    app: &App,
    desk: &Desk,
    status: StatusCode,
    asked: &BTreeMap<String, String>,
    typed: Value,
    errors: &Errors,
) -> Answer {
    let asked = Asked::of(asked);
    let (text, first) = (asked.text.clone(), asked.behind.1 == 0);
    let find = move |sql: &mut crate::db::Sql<'_>| {
        let behind = (asked.behind.0.as_str(), asked.behind.1);
        store::list(sql, &asked.name, &asked.slug, behind, PAGE as i64 + 1)
    };
    let mut found = app.db.read(find).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|(id, name, _)| context! { id => id, name => name.clone() });
    let topics: Vec<Value> = found
        .iter()
        .map(|(id, name, retired)| context! { id => id, name => name.clone(), retired => retired })
        .collect();
    desk.page_with(
        app,
        status,
        "topics.html",
        context! { topics, next, first, sought => text, typed, errors },
    )
}

/// Adds one.
pub async fn add(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let Named { name, slug, description, language } =
        named(&form, &|text| desk.say(text).to_owned(), &mut errors);
    if let Some(slug) = slug.filter(|_| errors.is_empty()) {
        let topic = Topic { slug, name, description, language };
        let added = app.actions.act("add a topic", desk.actor(), move |tx| {
            if store::by_slug(tx, topic.slug.as_str())?.is_some() {
                return Ok(None);
            }
            let base = settings::store::site(tx)?.permalinks.topic_base;
            let id = store::add(tx, &topic, None, &base)?;
            tx.audit(format!("topic/{id}"), topic.name.clone());
            Ok(Some(id))
        });
        match added.await? {
            Some(id) => return Ok(see_other(&format!("/desk/topics/{id}?saved"))),
            None => errors.add("name", desk.say("There is a topic of this name, or of this slug.")),
        }
    }
    show_list(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, &BTreeMap::new(), form.typed(), &errors).await
}

/// One.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let kept = find(&app, &id).await?;
    show(&app, &desk, StatusCode::OK, &kept, Value::UNDEFINED, &Errors::default())
}

async fn find(app: &App, place: &str) -> Result<Kept, Error> {
    let id = number("topic", place)?;
    let found = app.db.read(move |sql| store::topic(sql, id)).await?;
    found.ok_or_else(|| Error::NotFound(format!("topic {id}")))
}

fn show(app: &App, desk: &Desk, status: StatusCode, kept: &Kept, typed: Value, errors: &Errors) -> Answer {
    let t = &kept.topic;
    let topic = context! {
        id => kept.id, name => t.name.clone(), slug => t.slug.to_string(), description => t.description.clone(),
        language => t.language.as_ref().map(ToString::to_string), retired => kept.retired, path => kept.path.clone(),
    };
    desk.page_with(app, status, "topic.html", context! { topic, typed, errors })
}

/// Changes its name, description and language; the slug stays, and with it the address.
pub async fn change(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let kept = find(&app, &id).await?;
    let mut errors = Errors::default();
    let Named { name, description, language, .. } =
        named(&form, &|text| desk.say(text).to_owned(), &mut errors);
    if !errors.is_empty() {
        return show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, &kept, form.typed(), &errors);
    }
    let (id, slug) = (kept.id, kept.topic.slug);
    let topic = Topic { slug, name, description, language };
    app.actions
        .act("change a topic", desk.actor(), move |tx| {
            let base = settings::store::site(tx)?.permalinks.topic_base;
            tx.audit(format!("topic/{id}"), topic.name.clone());
            store::update(tx, id, &topic, &base)
        })
        .await?;
    Ok(see_other(&format!("/desk/topics/{id}?saved")))
}

/// Says that it is not offered any more, or is again.
pub async fn retire(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = find(&app, &id).await?.id;
    let back = form.flag("back");
    app.actions
        .act("retire a topic", desk.actor(), move |tx| {
            tx.audit(format!("topic/{id}"), if back { "brought back" } else { "retired" });
            store::set_retired(tx, id, !back)
        })
        .await?;
    Ok(see_other(&format!("/desk/topics/{id}")))
}
