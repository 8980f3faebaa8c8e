//! Articles whose text seems to name sources that nobody has decided about yet.

use super::{
    articles::{query, stage_name},
    fault::Answer,
    frame::Desk,
};
use crate::{accounts::roles::May, app::App, sources::proposals::store};
use axum::extract::State;
use http::Uri;
use minijinja::{
    context,
    value::{Serde, Value},
};

/// Articles on a page.
const MOST: usize = 50;

/// The list: of what this person may know of.
pub async fn list(State(app): State<App>, desk: Desk, uri: Uri) -> Answer {
    let asked = query(&uri);
    let below = asked.number("below").filter(|below| *below > 0);
    let (person, all) = (desk.me.person, desk.may(May::WriteAll));
    let (found, next) =
        app.db.read(move |sql| store::waiting(sql, person, all, below.unwrap_or(i64::MAX), MOST)).await?;
    let articles: Vec<Value> = found
        .into_iter()
        .map(|one| context! { stage_name => stage_name(&one.stage), ..Value::from(Serde(one)) })
        .collect();
    desk.page(&app, "proposals.html", context! { articles, next, first => below.is_none() })
}
