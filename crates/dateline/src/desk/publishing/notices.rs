//! What went amiss and somebody should know of: schedules that failed, or were kept late.

use crate::{
    app::App,
    articles::newsroom,
    desk::{
        fault::Answer,
        form::Form,
        frame::Desk,
        route::see_other,
        sign_in::back,
        standing::{number, readable},
    },
    error::Error,
    publishing::{newsroom::store, schedule},
};
use axum::extract::{Path, State};
use minijinja::{
    context,
    value::{Serde, Value},
};

/// How many are looked at; what somebody has seen leaves room for the next.
const MOST: i64 = 100;

/// The list: of articles that this person may know of.
pub async fn page(State(app): State<App>, desk: Desk) -> Answer {
    let (person, role) = (desk.me.person, desk.me.role);
    let notices = app
        .db
        .read(move |sql| {
            let mut shown = Vec::new();
            for one in schedule::all_amiss(sql, i64::MAX, MOST)? {
                let standing = newsroom::store::standing(sql, one.article, person)?;
                if standing.is_none_or(|standing| !standing.may_read(role)) {
                    continue;
                }
                let headline = store::headline(sql, one.article)?;
                shown.push((one, headline));
            }
            Ok(shown)
        })
        .await?;
    let notices: Vec<Value> =
        notices.into_iter().map(|(one, headline)| context! { headline, ..Value::from(Serde(one)) }).collect();
    desk.page(&app, "notices.html", context! { notices })
}

/// Somebody has seen one.
pub async fn seen(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = number(&id)?;
    let one = app.db.read(move |sql| schedule::one(sql, id)).await?;
    let one = one.ok_or_else(|| Error::NotFound(format!("notice {id}")))?;
    readable(&app, &desk, one.article).await?;
    app.actions
        .act("see a notice", desk.actor(), move |tx| {
            if schedule::see(tx, id)? {
                tx.audit(format!("article/{}", one.article), format!("schedule {id} seen"));
            }
            Ok(())
        })
        .await?;
    let to = if form.text("to").is_empty() { "/desk/notices" } else { back(form.text("to")) };
    Ok(see_other(to))
}
