//! The search: its page, its suggestions, its script, and where WordPress had it.

use super::pages;
use crate::{
    app::{App, now},
    cache::{AcceptEncoding, Page, PageKey},
    error::Error,
    pages::{
        compose::{Answered, SearchAsk, Suggestion},
        script,
    },
};
use axum::{
    body::Body,
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode, Uri, header};
use search::Index;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// So many searches run at once; others wait their turn. Pages are composed beside them, whatever is searched for.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// Suggestions of each kind.
const SUGGESTED: usize = 5;

/// The page.
pub async fn page(State(app): State<App>, request: Request) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    if method != Method::GET && method != Method::HEAD {
        return pages::not_allowed();
    }
    let ask = SearchAsk::of(uri.query());
    let accept = AcceptEncoding::of(request.headers());
    let text = ask.key();
    let key = PageKey::new(&text);
    let composing = app.clone();
    let answer = app.cache.get_or_compose(&key, accept, move || compose(composing, ask)).await;
    match answer {
        Ok(answer) => {
            let mut response = answer.into_response::<Body>();
            if method == Method::HEAD {
                *response.body_mut() = Body::empty();
            }
            response
        }
        Err(error) => pages::failed(&error, uri.path()),
    }
}

async fn compose(app: App, mut ask: SearchAsk) -> Result<Page, Error> {
    let (inner, index) = (app.clone(), app.index.desk().index());
    let (ask, filters) = app
        .db
        .read(move |sql| {
            let filters = inner.composer.narrowed(sql, &mut ask, index.as_deref())?;
            Ok((ask, filters))
        })
        .await?;
    let question = ask.question();
    let nothing = question.is_empty() && filters.is_empty();
    let (answered, languages) = match app.index.desk().index() {
        None if nothing => (Answered::Not, Vec::new()),
        None => (Answered::Preparing, Vec::new()),
        Some(index) if nothing || !ask.wrong.is_empty() => (Answered::Not, index.languages()),
        Some(index) => {
            let languages = index.languages();
            let (order, window) = (ask.order(now()), ask.window());
            let found =
                asked(&app, index, move |index| index.search(&question, &filters, order, window)).await?;
            (found.map_or(Answered::Preparing, |found| Answered::With(Box::new(found))), languages)
        }
    };
    let inner = app.clone();
    app.db.read(move |sql| inner.composer.search(sql, &ask, answered, &languages)).await
}

/// Asks the index, off the threads that serve. `None` if it failed: then a new one is made.
async fn asked<T: Send + 'static>(
    app: &App,
    index: Arc<Index>,
    ask: impl FnOnce(&Index) -> search::Result<T> + Send + 'static,
) -> Result<Option<T>, Error> {
    let _turn = AT_ONCE.acquire().await.map_err(|_| Error::Stopping)?;
    let why = match tokio::task::spawn_blocking(move || ask(&index)).await {
        Ok(Ok(found)) => return Ok(Some(found)),
        Ok(Err(error)) => error.to_string(),
        Err(error) if error.is_panic() => "a search panicked".to_owned(),
        Err(_) => return Err(Error::Stopping),
    };
    app.index.desk().suspect(&why);
    Ok(None)
}

/// What may be meant while somebody types, as JSON.
pub async fn suggest(State(app): State<App>, uri: Uri) -> Response {
    let ask = SearchAsk::of(uri.query());
    match suggestions(&app, ask).await {
        Ok(found) => json(StatusCode::OK, &found),
        Err(error) => {
            tracing::error!(%error, "suggestions could not be made");
            json(StatusCode::SERVICE_UNAVAILABLE, &[])
        }
    }
}

fn json(status: StatusCode, found: &[Suggestion]) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, serde_json::to_string(found).unwrap_or_else(|_| "[]".into())).into_response()
}

async fn suggestions(app: &App, ask: SearchAsk) -> Result<Vec<Suggestion>, Error> {
    let Some(index) = app.index.desk().index() else { return Ok(Vec::new()) };
    let keys = asked(app, index, move |index| index.suggest(&ask.q, SUGGESTED)).await?.unwrap_or_default();
    let inner = app.clone();
    app.db.read(move |sql| inner.composer.suggestions(sql, &keys)).await
}

/// The script of the page, under its name by content.
pub async fn asset(Path(name): Path<String>) -> Response {
    if script::address().strip_prefix("/assets/") != Some(name.as_str()) {
        return pages::plain(StatusCode::NOT_FOUND);
    }
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        // An address by content never changes what it says (RFC 8246).
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, script::text()).into_response()
}

/// Another spelling of the address, and WordPress's `/search/words/`.
pub async fn other(uri: Uri) -> Response {
    let words = uri.path().trim_start_matches("/search").trim_matches('/');
    let question = match (words, uri.query()) {
        ("", None) => String::new(),
        ("", Some(query)) => format!("?{query}"),
        (words, _) => format!("?q={}", words.replace('/', "+")),
    };
    moved(&format!("/search{question}"))
}

/// WordPress's `/?s=words`; `None` if it is not asked for.
pub fn wordpress(uri: &Uri) -> Option<Response> {
    if !matches!(uri.path(), "/" | "/index.php") {
        return None;
    }
    let words = uri.query()?.split('&').find_map(|pair| pair.strip_prefix("s="))?;
    Some(moved(&format!("/search?q={words}")))
}

fn moved(to: &str) -> Response {
    Page::redirect(StatusCode::MOVED_PERMANENTLY, to).headers.into_iter().fold(
        StatusCode::MOVED_PERMANENTLY.into_response(),
        |mut response, (name, value)| {
            response.headers_mut().insert(name, value);
            response
        },
    )
}
