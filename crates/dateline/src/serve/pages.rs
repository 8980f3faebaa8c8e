//! Pages: from the cache, or composed.

use super::{cdn, security};
use crate::{
    app::{App, now},
    cache::{AcceptEncoding, Page, PageKey},
    error::Error,
    pages::{
        compose::{Ask, Asked},
        render::last_resort,
        style,
    },
};
use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, StatusCode, header};

/// Answers with the page at an address.
pub async fn page(State(app): State<App>, request: Request) -> Response {
    let head = request.method() == Method::HEAD;
    if !head && request.method() != Method::GET {
        return not_allowed();
    }
    if let Some(search) = super::search::wordpress(request.uri()) {
        return search;
    }
    if is_timegate(request.uri().path()) {
        return timegate(app, request).await;
    }
    let accept = AcceptEncoding::of(request.headers());
    let uri = request.uri();
    let ask = Ask::of(uri.path(), uri.query());
    let text = ask.key();
    let key = PageKey::new(&text);
    let composing = app.clone();
    let asked = &ask;
    let answer = app
        .cache
        .get_or_compose(&key, accept, move || {
            let ask = asked.clone();
            async move { compose(composing, ask).await }
        })
        .await;
    match answer {
        Ok(answer) => {
            let mut response = answer.unless_known(request.headers(), accept).into_response::<Body>();
            if head {
                *response.body_mut() = Body::empty();
            }
            response
        }
        Err(error) => failed(&error, uri.path()),
    }
}

async fn compose(app: App, ask: Ask) -> Result<Page, Error> {
    let inner = app.clone();
    let mut page = app.db.read(move |sql| inner.composer.compose(sql, &ask)).await?;
    // Kept with the page, so that a hit needs nothing more.
    page.headers.extend(security::EVERYWHERE);
    cdn::address(&mut page, &app.config.serving, now());
    Ok(page)
}

/// Whether an address can be that of a TimeGate, in any spelling of its end.
fn is_timegate(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let end = path.len().checked_sub("/timegate".len()).and_then(|at| path.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case("/timegate"))
}

/// What is answered there depends on a header (RFC 7089, section 4), so it goes past the cache.
async fn timegate(app: App, request: Request) -> Response {
    let uri = request.uri();
    let ask = Ask::of(uri.path(), uri.query());
    let asked = Asked::of(request.headers().get_all("accept-datetime").iter());
    let inner = app.clone();
    let composed = app.db.read(move |sql| inner.composer.timegate(sql, &ask, asked)).await;
    match composed {
        Ok(page) => {
            let body = if request.method() == Method::HEAD { Body::empty() } else { Body::from(page.body) };
            let mut response = Response::new(body);
            *response.status_mut() = page.status;
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, page.content_type);
            for (name, value) in page.headers.into_iter().chain(security::EVERYWHERE) {
                headers.append(name, value);
            }
            response
        }
        Err(error) => failed(&error, uri.path()),
    }
}

pub fn failed(error: &Error, path: &str) -> Response {
    let status = match *error {
        Error::Busy(_) | Error::Stopping => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    tracing::error!(%error, path, "a page could not be composed");
    plain(status)
}

/// For a method that no page has.
pub(super) fn not_allowed() -> Response {
    let mut response = plain(StatusCode::METHOD_NOT_ALLOWED);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

/// A page for when nothing else can be made.
pub(super) fn plain(status: StatusCode) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut response = (status, headers, last_resort(status.as_u16())).into_response();
    response.headers_mut().extend(security::EVERYWHERE);
    if let Ok(policy) = HeaderValue::try_from(style::bare_policy()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Answers for a handler that panicked. The log has the place.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    plain(StatusCode::INTERNAL_SERVER_ERROR)
}
