//! Forms that readers send: comments and reports. Nothing of the request but what was typed goes further than here.

use super::{client, pages};
use crate::{
    app::{App, now},
    cache::Page,
    changes::{Actor, Via},
    comments::{
        actions::{self, Refusal, Submitted},
        form::{Trouble, Typed},
        limits::Doing,
        model::State as CommentState,
        reports,
        secret::Doubt,
    },
    error::{Error, Result},
    pages::compose::Refused,
    settings,
};
use axum::{
    body::Body,
    extract::{ConnectInfo, Path, Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body_util::BodyExt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Of a form that is longer, what stands up to here is read, in bytes: what is far too long for a comment still comes back.
const LARGEST: usize = 256 << 10;
/// And so much of the rest is waited for: an answer before the end of a form is lost with the connection.
const DRAINED: usize = 4 << 20;

/// Takes a comment: it is kept, and the reader is sent to a page that says what happens next; or the form comes back.
pub async fn leave(State(app): State<App>, request: Request) -> Response {
    let (form, typed) = match read(&app, request).await {
        Ok((form, body)) => (form, Typed::read(&body)),
        Err(response) => return response,
    };
    let outcome = take_comment(&app, &form, &typed).await;
    finish(&app, typed, None, outcome).await
}

/// Takes a report of a comment.
pub async fn report(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    // A number that is none is that of no comment.
    let id = id.parse().unwrap_or(0);
    let (form, typed) = match read(&app, request).await {
        Ok((form, body)) => (form, Typed::read(&body)),
        Err(response) => return response,
    };
    let outcome = take_report(&app, &form, &typed, id).await;
    finish(&app, typed, Some(id), outcome).await
}

/// What else is asked of where a form goes: a page says that there is none, and whoever asks what may be done there is told of
/// the form, too.
pub async fn other(State(app): State<App>, request: Request) -> Response {
    let mut response = pages::page(State(app), request).await;
    if response.headers().contains_key(header::ALLOW) {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    }
    response
}

/// What there is to know of a form besides what was typed.
pub(super) struct Form {
    pub(super) from: IpAddr,
    pub(super) elsewhere: bool,
}

/// Where the reader goes, or what is wrong.
type Outcome = Result<std::result::Result<String, (StatusCode, Vec<Trouble>)>>;

async fn take_comment(app: &App, form: &Form, typed: &Typed) -> Outcome {
    let left = typed.comment();
    let fields = left.as_ref().err().into_iter().flatten().map(|(f, fault)| Trouble::Field(*f, *fault));
    if let Some(refused) = at_the_door(app, form, typed, &format!("article/{}", typed.article), fields) {
        return Ok(Err(refused));
    }
    let Ok(left) = left else { return Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, Vec::new()))) };
    if let Some(refused) = too_many(app, Doing::Commenting, form, left.article).await? {
        return Ok(Err(refused));
    }
    let article = left.article;
    let submitted = app
        .actions
        .act("leave a comment", Actor::unnamed(Via::Reader), move |tx| actions::submit(tx, &left))
        .await?;
    Ok(match submitted {
        Submitted::Kept(id, CommentState::Approved) => Ok(format!("/comments/shown/{id}")),
        Submitted::Kept(..) => Ok(format!("/comments/held/{article}")),
        Submitted::Refused(Refusal::Closed) => Err((StatusCode::FORBIDDEN, vec![Trouble::Closed])),
        Submitted::Refused(Refusal::Repeat) => Err((StatusCode::CONFLICT, vec![Trouble::Repeat])),
        Submitted::Refused(Refusal::NoParent) => Err((StatusCode::CONFLICT, vec![Trouble::Gone])),
    })
}

async fn take_report(app: &App, form: &Form, typed: &Typed, id: i64) -> Outcome {
    let report = typed.report();
    let fields = report.as_ref().err().into_iter().flatten().map(|(f, fault)| Trouble::Field(*f, *fault));
    if let Some(refused) = at_the_door(app, form, typed, &format!("comment/{id}"), fields) {
        return Ok(Err(refused));
    }
    let Ok(report) = report else { return Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, Vec::new()))) };
    if let Some(refused) = too_many(app, Doing::Reporting, form, 0).await? {
        return Ok(Err(refused));
    }
    let kept = app
        .actions
        .act("report a comment", Actor::unnamed(Via::Reader), move |tx| {
            reports::actions::report(tx, id, &report)
        })
        .await?;
    if kept {
        Ok(Ok(format!("/comments/reported/{id}")))
    } else {
        Ok(Err((StatusCode::CONFLICT, vec![Trouble::Gone])))
    }
}

/// What can be refused without looking anything up: wrong fields, and what no reader in good faith sends.
fn at_the_door(
    app: &App,
    form: &Form,
    typed: &Typed,
    subject: &str,
    fields: impl Iterator<Item = Trouble>,
) -> Option<(StatusCode, Vec<Trouble>)> {
    if form.elsewhere {
        return Some((StatusCode::FORBIDDEN, vec![Trouble::Elsewhere]));
    }
    let mut troubles: Vec<Trouble> = fields.collect();
    if !typed.trap.trim().is_empty() {
        troubles.push(Trouble::Trap);
    }
    match app.guard.secret.verify(subject, &typed.token, now()) {
        // With a field to mend, the time goes by itself.
        Err(Doubt::Early) if troubles.is_empty() => troubles.push(Trouble::Early),
        Err(Doubt::Stale) if troubles.is_empty() => troubles.push(Trouble::Stale),
        _ => {}
    }
    (!troubles.is_empty()).then_some((StatusCode::UNPROCESSABLE_ENTITY, troubles))
}

async fn too_many(
    app: &App,
    doing: Doing,
    form: &Form,
    article: i64,
) -> Result<Option<(StatusCode, Vec<Trouble>)>> {
    let (site, _) = app.db.read(settings::reader::site).await?;
    if !site.comments.limits {
        return Ok(None);
    }
    let wait = app.guard.limits.check(doing, form.from, article)?;
    Ok(wait.map(|wait| (StatusCode::TOO_MANY_REQUESTS, vec![Trouble::Often(wait.as_secs() + 1)])))
}

/// The form's body, and where it comes from; or an answer for what is no form.
pub(super) async fn read(app: &App, request: Request) -> std::result::Result<(Form, Vec<u8>), Response> {
    let (parts, body) = request.into_parts();
    let hosts = [parts.uri.host(), host_of(&app.config.public_url)];
    let elsewhere = is_from_elsewhere(&parts.headers, &hosts);
    // Without a peer, all who come share one count.
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let form = Form { from: client::address(peer, &parts.headers, &app.config), elsewhere };
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(pages::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    match beginning(body).await {
        Ok(bytes) => Ok((form, bytes)),
        Err(error) => {
            tracing::debug!(%error, "a form broke off");
            Err(pages::plain(StatusCode::BAD_REQUEST))
        }
    }
}

async fn beginning(mut body: Body) -> std::result::Result<Vec<u8>, axum::Error> {
    let (mut kept, mut seen) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        seen += data.len();
        let room = LARGEST.saturating_sub(kept.len()).min(data.len());
        kept.extend_from_slice(data.get(..room).unwrap_or_default());
        if seen > DRAINED {
            break;
        }
    }
    Ok(kept)
}

/// Whether a browser says that another site sent the form (Fetch Metadata, 2.3; RFC 6454, 7). One that says neither is
/// believed: readers have no session here that a stranger could use.
fn is_from_elsewhere(headers: &HeaderMap, hosts: &[Option<&str>]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return false };
    // A proxy in front may put its own name in place of the site's.
    let asked = text("host").map(without_port);
    let from = host_of(origin).unwrap_or_default();
    !hosts.iter().chain([&asked]).flatten().any(|host| host.eq_ignore_ascii_case(from))
}

fn host_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.split(['/', '?', '#']).next().map(without_port)
}

fn without_port(host: &str) -> &str {
    let split = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    split.map_or(host, |(name, _)| name)
}

async fn finish(app: &App, typed: Typed, reports: Option<i64>, outcome: Outcome) -> Response {
    let refused = match outcome {
        Ok(Ok(to)) => return see_other(&to),
        Ok(Err((status, troubles))) => Refused { typed, reports, troubles, status },
        Err(error) => return pages::failed(&error, "/comments"),
    };
    let wait = refused.troubles.iter().find_map(|t| if let Trouble::Often(s) = t { Some(*s) } else { None });
    let inner = app.clone();
    let page = app.db.read(move |sql| inner.composer.refused(sql, &refused)).await;
    finished(page, wait, "/comments")
}

/// A form that comes back, with how many seconds to wait if it was one too many.
pub(super) fn finished(page: Result<Page>, wait: Option<u64>, path: &str) -> Response {
    match page {
        Ok(page) => {
            let mut response = answer(page);
            if let Some(seconds) = wait {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            response
        }
        Err(error) => pages::failed(&error, path),
    }
}

/// A page that is for one reader and goes past the cache.
fn answer(page: Page) -> Response {
    let mut response = Response::new(Body::from(page.body));
    *response.status_mut() = page.status;
    response.headers_mut().insert(header::CONTENT_TYPE, page.content_type);
    response.headers_mut().extend(page.headers);
    response
}

/// After a form, a page of its own: to load it again sends nothing again (RFC 9110, 15.4.4).
pub(super) fn see_other(to: &str) -> Response {
    match HeaderValue::try_from(to) {
        Ok(to) => (
            StatusCode::SEE_OTHER,
            [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
        )
            .into_response(),
        Err(error) => pages::failed(&Error::Internal(error.to_string()), "/comments"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sent_a_form() {
        let check = |headers: &[(&'static str, &str)], elsewhere: bool| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(*name, HeaderValue::from_str(value).unwrap());
            }
            assert_eq!(is_from_elsewhere(&map, &[None, Some("courier.example")]), elsewhere, "{headers:?}");
        };
        check(&[], false);
        check(&[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")], false);
        check(&[("sec-fetch-site", "same-site")], true);
        check(&[("sec-fetch-site", "cross-site")], true);
        check(&[("origin", "https://courier.example")], false);
        check(&[("origin", "http://localhost:4080"), ("host", "localhost:4080")], false);
        check(&[("origin", "http://[::1]:4080"), ("host", "[::1]")], false);
        check(&[("origin", "https://evil.example"), ("host", "courier.example")], true);
        check(&[("origin", "https://courier.example.evil.example"), ("host", "x")], true);
        check(&[("origin", "null"), ("host", "courier.example")], true);
    }
}
