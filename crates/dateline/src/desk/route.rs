//! A route of the desk: how it is asked for, who may, and what answers. The guard stands before every one of them.

use super::{body, fault::Fault, frame::Frame};
use crate::{
    accounts::{model::DAY, roles::May, secret, store},
    app::{App, now},
    changes::{Actor, Via},
    error::Error,
    serve::client,
    settings,
};
use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    handler::Handler,
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whoever comes: signing in, a link that was handed over.
    Anyone,
    /// Whoever has begun to sign in, or has not yet set up the second factor that the site asks for.
    Begun,
    /// Who may do this.
    Staff(May),
}

/// A route.
pub struct Route {
    /// How it is asked for.
    pub method: Method,
    /// Where.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    to: MethodRouter<App>,
}

/// A route of the table.
pub fn at<H, T>(method: Method, path: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
    Route { method, path, access, to: on(filter, handler) }
}

/// The routes with the guard before each.
pub fn guarded(app: &App, routes: Vec<Route>) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, route| {
        let guard = from_fn_with_state((app.clone(), route.access), stand);
        router.route(route.path, route.to.route_layer(guard))
    })
}

/// What the guard does: it finds out who asks, refuses forged requests and what the role may not, and gives the answer its headers.
async fn stand(State((app, access)): State<(App, Access)>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let frame = match frame(&app, &parts).await {
        Ok(frame) => Arc::new(frame),
        Err(error) => return super::page::bare(&Fault::from(error)),
    };
    let request = Request::from_parts(parts, body);
    let mut response = match pass(&app, access, Arc::clone(&frame), request, next).await {
        Ok(response) => response,
        Err(fault) => fault.into_response(),
    };
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        response = frame.fault(&app, &fault);
    }
    super::page::headers(&mut response);
    response
}

async fn pass(
    app: &App,
    access: Access,
    frame: Arc<Frame>,
    mut request: Request,
    next: Next,
) -> Result<Response, Fault> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        if is_from_elsewhere(request.headers(), &app.config.public_url) {
            return Err(Fault::Forged);
        }
        if frame.session.is_some() {
            request = with_token(request, &frame.csrf).await?;
        }
    }
    match (access, &frame.staff, &frame.session) {
        (Access::Anyone, ..) | (Access::Begun, _, Some(_)) => {}
        (Access::Staff(what), Some(staff), _) if staff.role.may(what) => {}
        (Access::Staff(_), Some(_), _) => return Err(Fault::MayNot),
        (_, None, Some(_)) => return Err(Fault::HalfIn),
        _ => return Err(Fault::SignIn),
    }
    if let Some(session) = frame.session.as_ref().filter(|s| now() - s.seen_on >= DAY) {
        let hash = session.hash.clone();
        app.actions
            .act("use a session", Actor::unnamed(Via::Desk), move |tx| store::touch_session(tx, &hash))
            .await?;
    }
    request.extensions_mut().insert(frame);
    Ok(next.run(request).await)
}

async fn frame(app: &App, parts: &Parts) -> Result<Frame, Error> {
    let headers = &parts.headers;
    let secure = app.config.public_url.starts_with("https://");
    let cookie = super::frame::cookie(headers, secure).map(str::to_owned);
    let hash = cookie.as_deref().map(secret::kept);
    let now = now();
    let (site, session, reports) = app
        .db
        .read(move |sql| {
            let site = settings::store::site(sql)?;
            let session = match &hash {
                Some(hash) => store::session(sql, hash, now)?,
                None => None,
            };
            let confirms = session.as_ref().filter(|s| s.whole && s.account.role.may(May::Confirm));
            let reports = match confirms {
                Some(s) => crate::reports::store::count(sql, s.account.person, super::reports::COUNTED)?,
                None => 0,
            };
            Ok((site, session, reports))
        })
        .await?;
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let frame = Frame::new(
        site,
        session,
        cookie.as_deref().unwrap_or_default(),
        client::address(peer, headers, &app.config),
        parts,
    );
    Ok(Frame { reports, ..frame })
}

/// Asks for the session's token: in a header, or in a field of the form, which is then read and put back.
async fn with_token(request: Request, token: &str) -> Result<Request, Fault> {
    let header = request.headers().get("x-csrf").and_then(|v| v.to_str().ok());
    if let Some(header) = header {
        return if secret::same(header, token) { Ok(request) } else { Err(Fault::Forged) };
    }
    if !body::is_form(request.headers()) {
        return Err(Fault::Forged);
    }
    let (parts, body) = request.into_parts();
    let bytes = body::bytes(body, body::LARGEST_FORM).await?;
    let right = super::form::Form::read(&bytes).get("csrf").is_some_and(|sent| secret::same(sent, token));
    if right { Ok(Request::from_parts(parts, axum::body::Body::from(bytes))) } else { Err(Fault::Forged) }
}

/// Whether a browser says that another site sent this (Fetch Metadata, 2.3; RFC 6454, 7).
fn is_from_elsewhere(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return false };
    let host = |address: &str| address.split_once("://").map(|(_, rest)| rest.to_ascii_lowercase());
    let from = host(origin);
    from.is_none() || (from != host(public_url) && from.as_deref() != text("host"))
}

/// An answer that nobody keeps.
pub fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Sends somebody to another page, as an answer to a form (RFC 9110, 15.4.4).
pub fn see_other(to: &str) -> Response {
    let to = HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static("/desk"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}
