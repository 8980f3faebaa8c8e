//! The queue of readers' reports of errors: each is answered by a correction, or with a reason. Forms that work alone.

use super::{fault::Answer, form::Form, frame::Desk, route::see_other, standing::readable};
use crate::{
    app::App,
    error::{Error, Result},
    reports::{actions, model::Queued, store},
};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};
use std::collections::BTreeMap;

/// How many stand on a page.
const PAGE: usize = 40;
/// Up to here they are counted.
pub const COUNTED: i64 = 100;

/// The queue: what is open, unless what was answered is asked for.
pub async fn list(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    show(&app, &desk, &asked, StatusCode::OK, None).await
}

/// A refusal, with the report that it is about and what was typed.
struct Refused {
    report: i64,
    why: String,
    typed: String,
}

async fn show(
    app: &App,
    desk: &Desk,
    asked: &BTreeMap<String, String>,
    status: StatusCode,
    refused: Option<Refused>,
) -> Answer {
    let settled = asked.get("tab").is_some_and(|tab| tab == "answered");
    let behind: Option<i64> = asked.get("behind").and_then(|behind| behind.parse().ok());
    let person = desk.me.person;
    let mut found: Vec<Queued> = app
        .db
        .read(move |sql| {
            let limit = PAGE as i64 + 1;
            if settled {
                store::settled(sql, person, behind, limit)
            } else {
                store::open(sql, person, behind, limit)
            }
        })
        .await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| last.id);
    let page = context! {
        reports => Value::from(Serde(found)), settled, next, first => behind.is_none(), counted => COUNTED,
        answered => asked.contains_key("answered"),
        refused => refused.map(|r| context! { report => r.report, why => r.why, typed => r.typed }),
    };
    desk.page_with(app, status, "reports.html", page)
}

/// The number in a path's place; whatever is none leads nowhere.
fn number(place: &str) -> Result<i64> {
    place.parse().map_err(|_| Error::NotFound(format!("report {place}")))
}

/// Leaves the article as it is, for a reason that the reader is told.
pub async fn decline(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = number(&id)?;
    let report = app.db.read(move |sql| store::one(sql, id)).await?;
    let report = report.ok_or_else(|| Error::NotFound(format!("report {id}")))?;
    // Of an article that one may not know of there is no report either.
    readable(&app, &desk, report.article).await?;
    let reason = form.text("reason").to_owned();
    let typed = reason.clone();
    let done =
        app.actions.act("decline a report", desk.actor(), move |tx| actions::decline(tx, id, &reason)).await;
    match done {
        Ok(()) => Ok(see_other("/desk/reports?answered")),
        Err(Error::Refused { why, .. }) => {
            let refused = Refused { report: id, why: desk.say(&why).to_owned(), typed };
            show(&app, &desk, &BTreeMap::new(), StatusCode::UNPROCESSABLE_ENTITY, Some(refused)).await
        }
        Err(error) => Err(error.into()),
    }
}
