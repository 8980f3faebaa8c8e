//! What somebody at the desk may do with one article. Every handler of an article's page asks here first.

use super::{fault::Fault, frame::Desk};
use crate::{
    app::App,
    articles::newsroom::{model::Standing, store},
    error::Error,
};

/// How whoever asks stands to an article that they may read; whatever they may not know of was not found.
pub async fn readable(app: &App, desk: &Desk, article: i64) -> Result<Standing, Fault> {
    let person = desk.me.person;
    let standing = app.db.read(move |sql| store::standing(sql, article, person)).await?;
    let standing = standing.filter(|standing| standing.may_read(desk.me.role));
    standing.ok_or_else(|| Error::NotFound(format!("article {article}")).into())
}

/// The same, of an article that they may change.
pub async fn writable(app: &App, desk: &Desk, article: i64) -> Result<Standing, Fault> {
    let standing = readable(app, desk, article).await?;
    if standing.may_write(desk.me.role) { Ok(standing) } else { Err(Fault::MayNot) }
}

/// The same, of an article that they may publish, schedule and withdraw.
pub async fn publishable(app: &App, desk: &Desk, article: i64) -> Result<Standing, Fault> {
    let standing = readable(app, desk, article).await?;
    if standing.may_publish(desk.me.role) { Ok(standing) } else { Err(Fault::MayNot) }
}

/// The number in a path's place; whatever is none leads nowhere.
pub fn number(place: &str) -> Result<i64, Fault> {
    place.parse().map_err(|_| Error::NotFound(format!("article {place}")).into())
}
