//! A draft as its readers will see it: the page itself, and around it a bar that says what it is.

use crate::{
    app::App,
    cache::Page,
    desk::{
        fault::{Answer, Fault},
        frame::Desk,
        standing::{number, readable},
    },
    error::{Error, Result},
    pages::compose::{Draft, Place},
    publishing::{
        newsroom::store::{self, Which},
        schedule,
    },
};
use axum::{
    body::Body,
    extract::{Path, Query, State},
    response::Response,
};
use http::header;
use minijinja::context;
use std::collections::BTreeMap;

/// Parameters of an address.
pub type Asked = Query<BTreeMap<String, String>>;

/// Which text is asked for: this person's own by default.
fn which(asked: &Asked, person: i64) -> Result<Which> {
    match asked.get("revision").map(String::as_str) {
        None | Some("") => Ok(Which::WorkingCopy(person)),
        Some("newest") => Ok(Which::Newest),
        Some(text) => {
            text.parse().map(Which::Revision).map_err(|_| Error::NotFound(format!("revision {text}")))
        }
    }
}

/// Which width is asked for.
pub fn width(asked: &Asked) -> &'static str {
    if asked.get("width").is_some_and(|w| w == "phone") { "phone" } else { "desktop" }
}

/// The bar, with the page in a frame.
pub async fn bar(State(app): State<App>, desk: Desk, Path(id): Path<String>, asked: Asked) -> Answer {
    let id = readable(&app, &desk, number(&id)?).await?.article.id;
    let which = which(&asked, desk.me.person)?;
    let found = app.db.read(move |sql| store::text(sql, id, which)).await?;
    let (revision, text) = found.ok_or_else(|| nothing(id))?;
    let question = match which {
        Which::WorkingCopy(_) => String::new(),
        Which::Newest => "revision=newest&".to_owned(),
        Which::Revision(number) => format!("revision={number}&"),
    };
    let page = context! { id, revision, headline => text.headline.clone(), width => width(&asked), question };
    desk.page(&app, "preview.html", page)
}

/// The page alone.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>, asked: Asked) -> Answer {
    let id = readable(&app, &desk, number(&id)?).await?.article.id;
    let which = which(&asked, desk.me.person)?;
    let page = compose(&app, id, which, Place::Desk).await?;
    Ok(answer(page))
}

/// Composes the page of a draft.
pub async fn compose(app: &App, id: i64, which: Which, media: Place) -> Result<Page, Fault> {
    let inner = app.clone();
    let page = app
        .db
        .read(move |sql| {
            let article = crate::articles::store::article(sql, id)?.ok_or_else(|| nothing(id))?;
            let (_, manuscript) = store::text(sql, id, which)?.ok_or_else(|| nothing(id))?;
            let due = schedule::waiting(sql, id)?.map(|waiting| waiting.due);
            inner.composer.preview(sql, &Draft { article, manuscript, media, due })
        })
        .await?;
    Ok(page)
}

fn nothing(id: i64) -> Error {
    Error::NotFound(format!("a text of article {id}"))
}

/// The page as an answer that nobody keeps, with the policy that its readers' page will have.
pub fn answer(page: Page) -> Response {
    let mut response = Response::new(Body::from(page.body));
    *response.status_mut() = page.status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, page.content_type);
    for (name, value) in page.headers.into_iter().filter(|(name, _)| *name != header::CACHE_CONTROL) {
        headers.insert(name, value);
    }
    crate::desk::route::no_store(response)
}
