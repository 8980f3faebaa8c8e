//! The tree of sections.

use super::{Named, named, number, refused};
use crate::{
    app::App,
    desk::{
        fault::Answer,
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
    },
    error::{Error, Result},
    sections::{
        actions,
        model::{DEEPEST, Section},
        store::{self, Kept},
    },
    settings,
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::{context, value::Value};

/// Each section with the depth at which it stands, after the one above it.
fn tree(all: Vec<Kept>) -> Vec<(usize, Kept)> {
    let mut all = all;
    let mut out = Vec::with_capacity(all.len());
    let mut way: Vec<Option<i64>> = vec![None];
    while let Some(above) = way.last().copied() {
        match all.iter().position(|kept| kept.section.parent == above) {
            Some(next) if way.len() <= DEEPEST => {
                let kept = all.remove(next);
                way.push(Some(kept.id));
                out.push((way.len() - 2, kept));
            }
            _ => drop(way.pop()),
        }
    }
    out
}

fn shown(depth: usize, kept: &Kept) -> Value {
    let s = &kept.section;
    context! {
        id => kept.id, depth => depth, name => s.name.clone(), slug => s.slug.to_string(), description => s.description.clone(),
        language => s.language.as_ref().map(ToString::to_string), parent => s.parent, path => kept.path.clone(),
    }
}

/// The sections that another may stand below: all but itself and those below it.
fn parents(tree: &[(usize, Kept)], except: Option<i64>) -> Vec<Value> {
    let mut out = Vec::new();
    let mut hidden = None;
    for (depth, kept) in tree {
        if hidden.is_some_and(|at| *depth > at) {
            continue;
        }
        hidden = (Some(kept.id) == except).then_some(*depth);
        if hidden.is_none() {
            out.push(Value::from(vec![
                Value::from(kept.id.to_string()),
                Value::from(format!("{}{}", "– ".repeat(*depth), kept.section.name)),
            ]));
        }
    }
    out
}

/// The tree, and the form for one more.
pub async fn list(State(app): State<App>, desk: Desk) -> Answer {
    show_list(&app, &desk, StatusCode::OK, Value::UNDEFINED, &Errors::default()).await
}

async fn show_list(app: &App, desk: &Desk, status: StatusCode, typed: Value, errors: &Errors) -> Answer {
    let tree = tree(app.db.read(store::all).await?);
    let sections: Vec<Value> = tree.iter().map(|(depth, kept)| shown(*depth, kept)).collect();
    let page = context! { sections, parents => parents(&tree, None), typed, errors };
    desk.page_with(app, status, "sections.html", page)
}

fn read(desk: &Desk, form: &Form, errors: &mut Errors) -> Option<Section> {
    let Named { name, slug, description, language } = named(form, &|text| desk.say(text).to_owned(), errors);
    let parent = match form.text("parent") {
        "" => None,
        typed => match typed.parse() {
            Ok(parent) => Some(parent),
            Err(_) => {
                errors.add("parent", desk.say("Choose a section."));
                None
            }
        },
    };
    let slug = slug.filter(|_| errors.is_empty())?;
    Some(Section { parent, slug, name, description, language })
}

const FIELDS: [&str; 2] = ["slug", "parent"];

/// Adds one.
pub async fn add(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    if let Some(section) = read(&desk, &form, &mut errors) {
        let added = app.actions.act("add a section", desk.actor(), move |tx| {
            let base = settings::store::site(tx)?.permalinks.section_base;
            actions::add(tx, &section, &base)
        });
        match added.await {
            Ok(id) => return Ok(see_other(&format!("/desk/sections#s-{id}"))),
            Err(error) => refused(&mut errors, &FIELDS, error)?,
        }
    }
    show_list(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, form.typed(), &errors).await
}

/// One.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let id = number("section", &id)?;
    show(&app, &desk, StatusCode::OK, id, Value::UNDEFINED, &Errors::default()).await
}

async fn show(app: &App, desk: &Desk, status: StatusCode, id: i64, typed: Value, errors: &Errors) -> Answer {
    let (found, all) = app.db.read(move |sql| Ok((store::section(sql, id)?, store::all(sql)?))).await?;
    let kept = found.ok_or_else(|| Error::NotFound(format!("section {id}")))?;
    let page = context! { s => shown(0, &kept), parents => parents(&tree(all), Some(id)), typed, errors };
    desk.page_with(app, status, "section.html", page)
}

/// Changes it, or moves it.
pub async fn change(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = number("section", &id)?;
    let mut errors = Errors::default();
    if let Some(section) = read(&desk, &form, &mut errors) {
        let changed = app.actions.act("change a section", desk.actor(), move |tx| {
            let base = settings::store::site(tx)?.permalinks.section_base;
            actions::change(tx, id, &section, &base)
        });
        match changed.await {
            Ok(()) => return Ok(see_other(&format!("/desk/sections/{id}?saved"))),
            Err(error) => refused(&mut errors, &FIELDS, error)?,
        }
    }
    show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, id, form.typed(), &errors).await
}

/// Puts it before the one before it, or behind the one behind it.
pub async fn shift(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = number("section", &id)?;
    let up = form.text("to") == "up";
    app.actions
        .act("order sections", desk.actor(), move |tx| {
            let base = settings::store::site(tx)?.permalinks.section_base;
            actions::shift(tx, id, up, &base)
        })
        .await?;
    Ok(see_other(&format!("/desk/sections#s-{id}")))
}

/// Takes it away, if it is empty.
pub async fn retire(State(app): State<App>, desk: Desk, Path(id): Path<String>, _: Form) -> Answer {
    let id = number("section", &id)?;
    let done: Result<()> =
        app.actions.act("retire a section", desk.actor(), move |tx| actions::retire(tx, id)).await;
    match done {
        Ok(()) => Ok(see_other("/desk/sections")),
        Err(error) => {
            let mut errors = Errors::default();
            refused(&mut errors, &FIELDS, error)?;
            show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, id, Value::UNDEFINED, &errors).await
        }
    }
}
