//! Notes between those who work at an article: a panel, a form, threads that are settled and opened again.

use crate::{
    app::App,
    articles::newsroom::model::Standing,
    desk::{
        fault::{Answer, Fault},
        form::{Errors, Form},
        frame::Desk,
        route::see_other,
        standing::{number, readable},
    },
    error::Error,
    publishing::notes::{
        actions,
        model::{LONGEST, Note, Said},
        store,
    },
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};

/// The panel.
pub async fn show(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    panel(&app, &desk, &standing, StatusCode::OK, &Errors::default(), Value::UNDEFINED).await
}

async fn panel(
    app: &App,
    desk: &Desk,
    standing: &Standing,
    status: StatusCode,
    errors: &Errors,
    typed: Value,
) -> Answer {
    let id = standing.article.id;
    let all = app.db.read(move |sql| store::of(sql, id)).await?;
    let (settled, open): (Vec<Note>, Vec<Note>) = all.into_iter().partition(|n| n.resolved_at.is_some());
    let template = if desk.piece { "notes-piece.html" } else { "notes.html" };
    let page = context! {
        id, latest => standing.article.latest, open => Value::from(Serde(open)), settled => Value::from(Serde(settled)),
        errors, typed,
    };
    desk.page_with(app, status, template, page)
}

/// After a form: the panel by htmx, else the way to it.
async fn done(app: &App, desk: &Desk, standing: &Standing) -> Answer {
    if desk.piece {
        return panel(app, desk, standing, StatusCode::OK, &Errors::default(), Value::UNDEFINED).await;
    }
    Ok(see_other(&format!("/desk/articles/{}/notes", standing.article.id)))
}

/// Leaves a note, or answers one (`answers`). Whoever may read the article may.
pub async fn leave(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    let mut errors = Errors::default();
    let body = form.text("body");
    if body.len() > LONGEST {
        errors.add("body", desk.say("This is too long for one note."));
    }
    let said = Said::parse(body, form.text("quote"), form.text("block"));
    let Some(said) = said.filter(|_| errors.is_empty()) else {
        errors.add("body", desk.say("Write what you want to say."));
        return panel(&app, &desk, &standing, StatusCode::UNPROCESSABLE_ENTITY, &errors, form.typed()).await;
    };
    let (id, latest) = (standing.article.id, standing.article.latest);
    let answers = form.number("answers");
    let left = app
        .actions
        .act("leave a note", desk.actor(), move |tx| actions::leave(tx, id, latest, answers, None, &said))
        .await;
    match left {
        Ok(_) => done(&app, &desk, &standing).await,
        Err(Error::Refused { why, .. }) => {
            errors.add("body", desk.say(&why));
            panel(&app, &desk, &standing, StatusCode::UNPROCESSABLE_ENTITY, &errors, form.typed()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Settles a thread (`settled=1`), or opens it again.
pub async fn settle(
    State(app): State<App>,
    desk: Desk,
    Path((id, note)): Path<(String, String)>,
    form: Form,
) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    let note: i64 = note.parse().map_err(|_| Fault::from(Error::NotFound(format!("note {note}"))))?;
    let (id, settled) = (standing.article.id, form.flag("settled"));
    app.actions.act("settle a note", desk.actor(), move |tx| actions::settle(tx, id, note, settled)).await?;
    done(&app, &desk, &standing).await
}
