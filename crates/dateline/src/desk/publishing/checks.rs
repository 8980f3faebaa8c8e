//! The panel of the checklist: what is there, what is missing and where; who has approved; which private links work.

use crate::{
    app::{App, now},
    articles::stages::store::approvals,
    desk::{
        fault::Answer,
        frame::Desk,
        standing::{number, readable},
    },
    publishing::{checklist, links, newsroom::store},
    settings::checklist::{Level, Point},
};
use axum::extract::{Path, State};
use minijinja::{
    context,
    value::{Serde, Value},
};

/// Where on the page of an article something is put right.
fn place(point: Point) -> &'static str {
    match point {
        Point::Alt | Point::Credit => "body",
        Point::Standfirst => "c-standfirst",
        Point::Byline => "w-people",
        Point::Section => "c-section",
        Point::Sources => "panel-sources",
        Point::SecondEyes => "f-publication",
    }
}

/// The panel.
pub async fn show(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    let (id, site, at) = (standing.article.id, desk.site.clone(), now());
    let (revision, checks, approvals, working, proposed) = app
        .db
        .read(move |sql| {
            let approvals = approvals(sql, id)?;
            let links = links::store::of(sql, id)?;
            let working = links.iter().filter(|l| l.ended_at.is_none() && l.ends_at > at).count();
            let Some((revision, text)) = store::text(sql, id, store::Which::Newest)? else {
                return Ok((0, Vec::new(), approvals, working, 0));
            };
            let checks = checklist::store::look(sql, &site.checklist, id, revision, &text)?;
            let asked = checks.iter().any(|c| c.point == Point::Sources);
            let proposed = if asked { checklist::store::proposed(sql, &site, id, &text)? } else { 0 };
            Ok((revision, checks, approvals, working, proposed))
        })
        .await?;
    let open = checks.iter().filter(|c| !c.good).count();
    let checks: Vec<Value> = checks
        .iter()
        .map(|c| {
            context! {
                words => c.point.words(), good => c.good, blocks => c.level == Level::Block, place => place(c.point),
                approved => c.approved, unconfirmed => c.unconfirmed,
                proposed => if c.point == Point::Sources { proposed } else { 0 }, places => Value::from(Serde(c.places.clone())),
            }
        })
        .collect();
    let template = if desk.piece { "checks-piece.html" } else { "checks.html" };
    let approvals = Value::from(Serde(approvals));
    let writes = standing.may_write(desk.me.role);
    desk.page(&app, template, context! { id, revision, checks, open, approvals, working, writes })
}
