//! Who works on an article, and who finds a confidential one: a panel of its page, and what its forms do.

use crate::{
    app::App,
    articles::{
        choices::store as choices,
        newsroom::{actions, model::Standing, store},
    },
    changes::Tx,
    desk::{
        fault::{Answer, Fault},
        form::Form,
        frame::Desk,
        route::see_other,
        standing::{number, readable},
    },
    error::{Error, Result},
};
use axum::extract::{Path, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};

/// The panel.
pub async fn panel(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    if !desk.piece {
        return Ok(see_other(&format!("/desk/articles/{}", standing.article.id)));
    }
    show(&app, &desk, standing, StatusCode::OK, "").await
}

async fn show(app: &App, desk: &Desk, standing: Standing, status: StatusCode, wrong: &str) -> Answer {
    let id = standing.article.id;
    let (involved, staff) =
        app.db.read(move |sql| Ok((store::involved(sql, id)?, choices::staff(sql)?))).await?;
    desk.page_with(
        app,
        status,
        "article-people.html",
        context! {
            id, wrong, confidential => standing.confidential, gives => standing.may_give_out(desk.me.role),
            // Whoever may write may keep it close: a source does not wait for an editor.
            closes => standing.may_write(desk.me.role),
            involved => Value::from(Serde(involved)), staff => Value::from(Serde(staff)),
        },
    )
}

type Verb = fn(&mut Tx<'_, '_>, i64, i64) -> Result<()>;

/// Does something with a person of an article, and shows the panel again.
async fn with_person(app: App, desk: Desk, id: &str, form: &Form, name: &'static str, verb: Verb) -> Answer {
    let standing = readable(&app, &desk, number(id)?).await?;
    if !standing.may_give_out(desk.me.role) {
        return Err(Fault::MayNot);
    }
    let article = standing.article.id;
    let Some(person) = form.number("person") else {
        let wrong = desk.say("Choose a person.");
        return show(&app, &desk, standing, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    };
    let done = app.actions.act(name, desk.actor(), move |tx| verb(tx, article, person)).await;
    done_or_said(app, desk, standing, done).await
}

async fn done_or_said(app: App, desk: Desk, standing: Standing, done: Result<()>) -> Answer {
    let id = standing.article.id;
    match done {
        Ok(()) if !desk.piece => Ok(see_other(&format!("/desk/articles/{id}"))),
        Ok(()) => {
            let standing = readable(&app, &desk, id).await?;
            show(&app, &desk, standing, StatusCode::OK, "").await
        }
        Err(Error::Refused { why, .. }) => {
            show(&app, &desk, standing, StatusCode::UNPROCESSABLE_ENTITY, desk.say(&why)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Gives it to somebody to work on.
pub async fn assign(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    with_person(app, desk, &id, &form, "give an article to somebody", actions::assign).await
}

/// Takes it back.
pub async fn unassign(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    with_person(app, desk, &id, &form, "take an article back", actions::unassign).await
}

/// Names somebody on it.
pub async fn name(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    with_person(app, desk, &id, &form, "name somebody on an article", actions::name).await
}

/// Names somebody no longer.
pub async fn unname(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    with_person(app, desk, &id, &form, "take a name off an article", actions::unname).await
}

/// Makes it confidential, or opens it to the newsroom again.
pub async fn confidential(State(app): State<App>, desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    let on = form.flag("confidential");
    let may = if on { standing.may_write(desk.me.role) } else { standing.may_give_out(desk.me.role) };
    if !may {
        return Err(Fault::MayNot);
    }
    let article = standing.article.id;
    let done = app
        .actions
        .act("change who finds an article", desk.actor(), move |tx| {
            if on { actions::make_confidential(tx, article) } else { actions::make_open(tx, article) }
        })
        .await;
    done_or_said(app, desk, standing, done).await
}
