//! The library for people: what there is, and a page for each picture and file.

use super::{
    fault::Answer,
    form::{Errors, Form},
    frame::Desk,
    media::{may_change, medium, number, view, wanted},
    page::json,
    route::see_other,
};
use crate::{
    app::App,
    articles::newsroom,
    error::Result,
    media::{
        actions,
        library::{self, Kept, store::Use},
        model::{Focus, Said, said},
    },
};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use minijinja::{context, value::Value};
use std::collections::BTreeMap;

/// How many stand on a page.
const PAGE: usize = 48;
/// The most articles that are named as showing one.
const USES: i64 = 50;

/// What a template sees of one.
fn shown(kept: &Kept) -> Value {
    let m = &kept.medium;
    let focus = kept.focus.map(|f| context! { x => f.x(), y => f.y() });
    let ending = m.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    context! {
        id => kept.id, name => m.name.clone(), title => m.title.clone(), alt => m.alt.clone(), caption => m.caption.clone(),
        credit => m.credit.clone(), bytes => m.bytes, width => m.width, height => m.height, media_type => m.media_type.clone(),
        is_picture => kept.is_picture(), kind => if ending.len() <= 5 { ending.to_uppercase() } else { String::new() },
        at => kept.at, shown => kept.shown, retired => kept.retired, focus => focus,
        here => m.hash.is_some(), remote => m.remote.clone(),
    }
}

/// The newest, or those that are looked for.
pub async fn list(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let wanted = wanted(&desk, &asked, PAGE as i64 + 1);
    let (text, first) = (wanted.text.clone(), wanted.before.is_none());
    let kind = wanted.pictures.map_or("", |pictures| if pictures { "picture" } else { "file" });
    let mut found = app.db.read(move |sql| library::store::list(sql, &wanted)).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| last.id);
    let items: Vec<Value> = found.iter().map(shown).collect();
    desk.page(&app, "media.html", context! { items, next, first, kind, sought => text })
}

/// One: as JSON for the editor, as a page for people.
pub async fn page(State(app): State<App>, desk: Desk, Path(name): Path<String>) -> Answer {
    let (id, as_json) = number(&name)?;
    let kept = medium(&app, &desk, id).await?;
    if as_json {
        return json(StatusCode::OK, &view(&kept));
    }
    show(&app, &desk, StatusCode::OK, &kept, Value::UNDEFINED, &Errors::default()).await
}

async fn show(
    app: &App,
    desk: &Desk,
    status: StatusCode,
    kept: &Kept,
    typed: Value,
    errors: &Errors,
) -> Answer {
    let (id, person, role) = (kept.id, desk.me.person, desk.me.role);
    let uses = app.db.read(move |sql| {
        let mut readable: Vec<Use> = Vec::new();
        let all = library::store::uses(sql, id, USES)?;
        let full = all.len() as i64 == USES;
        for one in all {
            // Where readers see it is no secret; of the rest one is told what one may read.
            let standing = newsroom::store::standing(sql, one.article, person)?;
            if one.path.is_some() || standing.is_some_and(|standing| standing.may_read(role)) {
                readable.push(one);
            }
        }
        Ok((readable, full))
    });
    let (uses, full): (Vec<Use>, bool) = uses.await?;
    let uses: Vec<Value> = uses
        .into_iter()
        .map(|u| context! { article => u.article, headline => u.headline, stage => u.stage, public => u.public, path => u.path })
        .collect();
    let may_change = may_change(desk, kept).is_ok();
    let page = context! { m => shown(kept), uses, full, typed, errors, may_change };
    desk.page_with(app, status, "medium.html", page)
}

/// Says what it is.
pub async fn change(State(app): State<App>, desk: Desk, Path(name): Path<String>, form: Form) -> Answer {
    let (id, _) = number(&name)?;
    let kept = medium(&app, &desk, id).await?;
    may_change(&desk, &kept)?;
    let mut errors = Errors::default();
    let mut line =
        |field: &'static str| errors.take(field, said(field, form.text(field))).unwrap_or_default();
    let (title, alt, caption, credit) = (line("title"), line("alt"), line("caption"), line("credit"));
    let focus = errors.take("focus", focus(&desk, &form)).flatten();
    if !errors.is_empty() {
        return show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, &kept, form.typed(), &errors).await;
    }
    let all = Said { title, alt, caption, credit, focus };
    app.actions.act("describe a file", desk.actor(), move |tx| actions::describe(tx, id, &all)).await?;
    Ok(see_other(&format!("/desk/media/{id}?saved")))
}

/// Percent from the left and from the top; the middle if both are empty.
fn focus(desk: &Desk, form: &Form) -> Result<Option<Focus>, String> {
    let (x, y) = (form.text("focus_x"), form.text("focus_y"));
    if x.is_empty() && y.is_empty() {
        return Ok(None);
    }
    let part = |text: &str| text.replace(',', ".").parse::<f64>().map(|percent| percent / 100.0);
    let point = part(x).ok().zip(part(y).ok()).and_then(|(x, y)| Focus::of_parts(x, y).ok());
    let why = "Give two numbers from 0 to 100, or none.";
    point.map(Some).ok_or_else(|| desk.say(why).to_owned())
}

/// Takes one out of the library, or brings it back.
pub async fn retire(State(app): State<App>, desk: Desk, Path(name): Path<String>, form: Form) -> Answer {
    let (id, _) = number(&name)?;
    medium(&app, &desk, id).await?;
    let back = form.flag("back");
    app.actions.act("retire a file", desk.actor(), move |tx| actions::retire(tx, id, !back)).await?;
    Ok(see_other(&format!("/desk/media/{id}")))
}
