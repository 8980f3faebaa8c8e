//! Embargoes: until when nobody may publish an article.

use super::{bar, schedules::moment_of};
use crate::{
    accounts::roles::May,
    app::App,
    desk::{
        fault::Answer,
        form::Form,
        frame::Desk,
        standing::{number, writable},
    },
    publishing::embargo::actions::{self, LONGEST_NOTE},
    settings,
    values::line,
};
use axum::extract::{Path, State};

/// Sets one. Whoever may write the article may; to let one end sooner takes an editor.
pub async fn set(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let standing = writable(&app, &desk, number(&id)?).await?;
    let until = match moment_of(&app, &desk, &standing, &form, "until").await {
        Ok(until) => until,
        Err(answer) => return answer,
    };
    let (id, may_lift) = (standing.article.id, desk.may(May::PublishAll));
    let note = line(form.text("embargo_note"), LONGEST_NOTE);
    let done = app
        .actions
        .act("set an embargo", desk.actor(), move |tx| {
            let site = settings::store::site(tx)?;
            actions::set(tx, &site, id, until, &note, may_lift)
        })
        .await;
    match done {
        Ok(()) => Ok(bar::back(id)),
        Err(error) => bar::refused(&app, &desk, id, error, &form).await,
    }
}

/// Lifts it.
pub async fn end(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = writable(&app, &desk, number(&id)?).await?.article.id;
    desk.must(May::PublishAll)?;
    let done = app.actions.act("lift an embargo", desk.actor(), move |tx| actions::lift(tx, id)).await;
    match done {
        Ok(()) => Ok(bar::back(id)),
        Err(error) => bar::refused(&app, &desk, id, error, &form).await,
    }
}
