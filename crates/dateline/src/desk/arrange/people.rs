//! People: what readers are told of whoever has a byline.

use super::{Asked, DESCRIPTION, NAME, PAGE, number, why};
use crate::{
    app::App,
    desk::{
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
    },
    error::Error,
    media,
    people::{
        model::Person,
        store::{self, Kept},
    },
    values::{HttpUrl, line},
};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use minijinja::{context, value::Value};
use std::collections::BTreeMap;

/// Everybody by name, and the form for one more.
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
    let people: Vec<Value> = found
        .iter()
        .map(|(id, name, slug)| context! { id => id, name => name.clone(), slug => slug.clone() })
        .collect();
    desk.page_with(
        app,
        status,
        "people.html",
        context! { people, next, first, sought => text, typed, errors },
    )
}

/// Adds somebody who has a byline and no account.
pub async fn add(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let name = name(&desk, &form, &mut errors);
    match Person::named(&name, "").filter(|_| errors.is_empty()) {
        Some(person) => {
            let id = app.actions.act("add a person", desk.actor(), move |tx| {
                let id = store::add(tx, &person, None)?;
                tx.audit(format!("person/{id}"), person.name.clone());
                Ok(id)
            });
            return Ok(see_other(&format!("/desk/people/{}?saved", id.await?)));
        }
        None => errors.add("name", desk.say("Give a name with a letter or a digit.")),
    }
    show_list(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, &BTreeMap::new(), form.typed(), &errors).await
}

fn name(desk: &Desk, form: &Form, errors: &mut Errors) -> String {
    let name = line(form.text("name"), NAME + 1);
    if name.is_empty() {
        errors.add("name", desk.say("Give the name as it is to stand over articles."));
    } else if name.len() > NAME {
        errors.add("name", desk.say("This is too long."));
    }
    name
}

async fn find(app: &App, place: &str) -> Result<Kept, Error> {
    let id = number("person", place)?;
    let found = app.db.read(move |sql| store::person(sql, id)).await?;
    found.ok_or_else(|| Error::NotFound(format!("person {id}")))
}

/// One.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let kept = find(&app, &id).await?;
    show(&app, &desk, StatusCode::OK, &kept, Value::UNDEFINED, &Errors::default())
}

fn show(app: &App, desk: &Desk, status: StatusCode, kept: &Kept, typed: Value, errors: &Errors) -> Answer {
    let p = &kept.person;
    let person = context! {
        id => kept.id, name => p.name.clone(), slug => p.slug.to_string(), bio => p.bio.clone(),
        url => p.url.as_ref().map(ToString::to_string), picture => kept.picture, shown => kept.shown,
        base => desk.site.permalinks.person_base.clone(),
    };
    desk.page_with(app, status, "person.html", context! { p => person, typed, errors })
}

/// Changes what is said of somebody; the slug stays, and with it the address.
pub async fn change(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let kept = find(&app, &id).await?;
    let mut errors = Errors::default();
    let name = name(&desk, &form, &mut errors);
    let bio: String = form.text("bio").chars().filter(|c| !c.is_control() || *c == '\n').collect();
    if bio.len() > DESCRIPTION {
        errors.add("bio", desk.say("This is too long."));
    }
    let url = match form.text("url") {
        "" => None,
        typed => errors.take("url", HttpUrl::parse(typed).map_err(why)),
    };
    let picture = match form.text("picture") {
        "" => None,
        typed => {
            let (number, person) = (typed.parse().unwrap_or(0), desk.me.person);
            let found = app.db.read(move |sql| media::library::store::found(sql, number, person)).await?;
            let found = found.filter(|found| found.is_picture() && !found.retired);
            if found.is_none() {
                errors.add("picture", desk.say("There is no picture of this number."));
            }
            found.map(|found| found.id)
        }
    };
    if !errors.is_empty() {
        return show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, &kept, form.typed(), &errors);
    }
    let (id, before) = (kept.id, kept.picture);
    let person = Person { name, bio, url, ..kept.person };
    app.actions
        .act("change a person", desk.actor(), move |tx| {
            tx.audit(format!("person/{id}"), person.name.clone());
            store::set_picture(tx, id, picture)?;
            if let Some(picture) = picture.filter(|picture| Some(*picture) != before) {
                // Readers see it wherever the person is shown.
                media::store::make_public(tx, picture)?;
            }
            store::update(tx, id, &person)
        })
        .await?;
    Ok(see_other(&format!("/desk/people/{id}?saved")))
}
