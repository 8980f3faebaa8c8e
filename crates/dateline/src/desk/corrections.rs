//! Corrections: a panel on the page of an article with what was issued and the form for one more, and the list of all.

use super::{
    fault::{Answer, Fault},
    form::{Errors, Form},
    frame::Desk,
    publishing::bar,
    standing::{number, publishable, readable},
};
use crate::{
    accounts::roles::May,
    app::App,
    articles::newsroom::model::Standing,
    corrections::{
        actions,
        model::{Kind, New},
        store,
    },
    error::Error,
    publishing::newsroom::store as newsroom,
    reports,
};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};
use std::collections::BTreeMap;

/// Public versions that the form offers: whoever means an older one names the oldest.
const OFFERED: i64 = 60;
/// Corrections on a page of the list.
const PAGE: usize = 40;

/// What a kind is called, and when it is used, in English.
fn words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Correction => ("Correction", "Correction: a fact was wrong"),
        Kind::Clarification => ("Clarification", "Clarification: it was right, and could be misunderstood"),
        Kind::Update => ("Update", "Update: it was right then, and has changed"),
        Kind::Retraction => ("Retraction", "Retraction: the whole report does not hold"),
    }
}

/// What templates see of listed ones.
fn listed(all: Vec<store::Listed>) -> Vec<Value> {
    all.into_iter()
        .map(|one| {
            let name = Kind::parse(&one.kind).map_or("Correction", |kind| words(kind).0);
            context! { name, ..Value::from(Serde(one)) }
        })
        .collect()
}

/// The panel; with `report`, the form answers what a reader reported.
pub async fn panel(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    let report = asked.get("report").and_then(|report| report.parse().ok());
    show(&app, &desk, &standing, report, StatusCode::OK, &Errors::default(), Value::UNDEFINED).await
}

async fn show(
    app: &App,
    desk: &Desk,
    standing: &Standing,
    report: Option<i64>,
    status: StatusCode,
    errors: &Errors,
    typed: Value,
) -> Answer {
    let id = standing.article.id;
    let (all, versions, public, report) = app
        .db
        .read(move |sql| {
            let report = report.map(|report| reports::store::one(sql, report)).transpose()?.flatten();
            let report = report.filter(|report| report.article == id && report.is_open());
            Ok((store::of(sql, id)?, store::versions(sql, id, OFFERED)?, newsroom::public(sql, id)?, report))
        })
        .await?;
    let kinds: Vec<(&str, &str)> = Kind::ALL.map(|kind| (kind.as_str(), words(kind).1)).to_vec();
    let issues = public.is_some() && desk.me.role.may(May::Confirm) && standing.may_publish(desk.me.role);
    let page = context! {
        id, latest => standing.article.latest, issues, kinds, errors, typed,
        newer => public.as_ref().is_some_and(|p| p.revision != standing.article.latest),
        public => public.map(|p| Value::from(Serde(p))),
        current => versions.first().map_or(0, |version| version.number),
        versions => Value::from(Serde(versions)),
        open => all.iter().filter(|c| c.corrected_by.is_none()).map(|c| c.id).collect::<Vec<_>>(),
        corrections => listed(all), report => report.map(|report| Value::from(Serde(report))),
    };
    let template = if desk.piece { "corrections-piece.html" } else { "corrections.html" };
    desk.page_with(app, status, template, page)
}

/// What the form says.
fn read(form: &Form) -> Result<New, Error> {
    let kind = Kind::parse(form.text("kind"))?;
    let since = form
        .number("since")
        .ok_or_else(|| Error::refused("since", "choose the version in which it stood first"))?;
    let new = New::of(kind, form.text("text"), form.text("was"), since)?;
    Ok(New {
        until: form.number("until"),
        corrects: form.number("corrects"),
        publish: form.flag("publish"),
        ..new
    })
}

/// Issues one. With a report named, it answers that report in the same action.
pub async fn issue(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let standing = publishable(&app, &desk, number(&id)?).await?;
    let (id, revision) = (standing.article.id, form.number("revision").unwrap_or(0));
    let report = form.number("report");
    let done = match read(&form) {
        Ok(new) => {
            app.actions
                .act("issue a correction", desk.actor(), move |tx| {
                    let issued = actions::issue(tx, id, revision, &new)?;
                    if let Some(report) = report {
                        reports::actions::corrected(tx, report, id, issued.correction)?;
                    }
                    Ok(())
                })
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) if report.is_some() => Ok(super::route::see_other("/desk/reports?answered")),
        Ok(()) => Ok(bar::back(id)),
        Err(Error::Refused { what, why }) => {
            let mut errors = Errors::default();
            let fields = ["kind", "text", "was", "since", "until", "corrects", "report"];
            match fields.into_iter().find(|field| *field == what) {
                Some(field) => errors.add(field, desk.say(&why)),
                None if what.starts_with("article") => {
                    errors.add("publication", format!("{} {}", desk.say("This article"), desk.say(&why)));
                }
                None => errors.add("publication", format!("{what}: {}", desk.say(&why))),
            }
            // A whole page, whoever asked: the form may have stood in a panel.
            show(&app, &desk, &standing, report, StatusCode::UNPROCESSABLE_ENTITY, &errors, form.typed())
                .await
        }
        Err(error) => bar::refused(&app, &desk, id, error, &form).await,
    }
}

/// All corrections of articles that whoever asks may know of, the newest first.
pub async fn all(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<axum::response::Response, Fault> {
    let (person, behind) = (desk.me.person, asked.get("behind").and_then(|behind| behind.parse().ok()));
    let mut found = app.db.read(move |sql| store::all(sql, person, behind, PAGE as i64 + 1)).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| last.id);
    desk.page(
        &app,
        "all-corrections.html",
        context! { corrections => listed(found), next, first => behind.is_none() },
    )
}
