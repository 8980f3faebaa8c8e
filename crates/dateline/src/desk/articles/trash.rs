//! Putting an article away, and bringing it back.

use crate::{
    accounts::roles::May,
    app::App,
    articles::newsroom::actions,
    desk::{
        fault::{Answer, Fault},
        frame::Desk,
        route::see_other,
        standing::{number, readable, writable},
    },
};
use axum::extract::{Path, State};

/// Puts it away; the list offers to undo it.
pub async fn put_away(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let article = writable(&app, &desk, number(&id)?).await?.article.id;
    app.actions.act("put an article away", desk.actor(), move |tx| actions::put_away(tx, article)).await?;
    Ok(see_other(&format!("/desk/articles?away={article}")))
}

/// Brings it back.
pub async fn bring_back(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    if !standing.own && !desk.may(May::WriteAll) {
        return Err(Fault::MayNot);
    }
    let article = standing.article.id;
    app.actions
        .act("bring an article back", desk.actor(), move |tx| actions::bring_back(tx, article))
        .await?;
    Ok(see_other(&format!("/desk/articles/{article}")))
}
