//! What stands before the routes: a page that is kept goes out from here, past the router and its layers.
//!
//! It answers as `pages::page` does on a hit, for the page and its headers come from the same cache.

use super::{
    access::Entry,
    client, pages,
    pulse::{Pulse, Working},
    sent::Sent,
};
use crate::{
    app::App,
    cache::{AcceptEncoding, PageKey},
    pages::compose::Ask,
};
use axum::{Router, extract::ConnectInfo};
use http::{HeaderValue, Method, Request, Response, StatusCode, Version, header};
use hyper::{body::Incoming, service::Service};
use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};
use tower::Service as _;

/// The longest path and query that are looked at, in bytes; nothing here is longer than some hundred.
const LONGEST_TARGET: usize = 8 << 10;

/// A year: whoever came by HTTPS once is not to come by HTTP again (RFC 6797).
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Answers the requests of one connection.
pub struct Front {
    app: App,
    routes: Router,
    peer: SocketAddr,
    /// TLS ends here.
    tls: bool,
    /// The peer is a proxy whose word is believed.
    proxied: bool,
    pulse: Arc<Pulse>,
}

impl Front {
    /// For a connection from `peer`.
    pub fn new(app: App, routes: Router, peer: SocketAddr, tls: bool, pulse: Arc<Pulse>) -> Front {
        let trusted = &app.config.serving.trusted_proxy;
        let proxied = !trusted.is_empty() && trusted.hold(peer.ip());
        Front { app, routes, peer, tls, proxied, pulse }
    }

    /// The answer, if it takes no handler.
    fn at_once(&self, request: &Request<Incoming>) -> Option<Response<Sent>> {
        if !names_one_host(request) {
            return Some(pages::plain(StatusCode::BAD_REQUEST).map(Sent::Routed));
        }
        let uri = request.uri();
        if uri.path().len() + uri.query().map_or(0, str::len) > LONGEST_TARGET {
            return Some(pages::plain(StatusCode::URI_TOO_LONG).map(Sent::Routed));
        }
        self.kept(request)
    }

    fn kept(&self, request: &Request<Incoming>) -> Option<Response<Sent>> {
        let head = match *request.method() {
            Method::GET => false,
            Method::HEAD => true,
            _ => return None,
        };
        let accept = AcceptEncoding::of(request.headers());
        let uri = request.uri();
        let answer = match uri.query() {
            None => self.app.cache.get(&PageKey::new(uri.path()), accept)?,
            query => self.app.cache.get(&PageKey::new(&Ask::of(uri.path(), query).key()), accept)?,
        };
        let mut response = answer.unless_known(request.headers(), accept).into_response::<Sent>();
        if head {
            *response.body_mut() = Sent::from(bytes::Bytes::new());
        }
        Some(response)
    }

    /// Whether the reader came by HTTPS.
    fn is_secure(&self, request: &Request<Incoming>) -> bool {
        self.tls || (self.proxied && client::is_https(request.headers()))
    }
}

/// RFC 9112, section 3.2: HTTP/1.1 names its host, once.
fn names_one_host(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    second.is_none() && (first.is_some() || request.version() != Version::HTTP_11)
}

impl Service<Request<Incoming>> for Front {
    type Response = Response<Sent>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, mut request: Request<Incoming>) -> Answering {
        self.pulse.asked(request.version());
        let entry = if self.app.config.serving.access_log { Entry::of(&request) } else { None };
        let secure = self.is_secure(&request);
        if let Some(mut response) = self.at_once(&request) {
            if secure {
                response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
            }
            if let Some(entry) = entry {
                entry.log(&response);
            }
            return Answering::Ready(Some(response));
        }
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let options = *request.method() == Method::OPTIONS;
        let answer = Box::pin(self.routes.clone().call(request));
        Answering::Routed { answer, entry, secure, options, _working: self.pulse.work() }
    }
}

/// An answer, or the work on it.
pub enum Answering {
    /// It was kept, or needs nothing.
    Ready(Option<Response<Sent>>),
    /// A handler makes it.
    Routed {
        answer: Pin<Box<axum::routing::future::RouteFuture<Infallible>>>,
        entry: Option<Entry>,
        secure: bool,
        options: bool,
        _working: Working,
    },
}

impl Future for Answering {
    type Output = Result<Response<Sent>, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Answering::Ready(response) => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                // It was asked again after it had answered.
                None => Poll::Pending,
            },
            Answering::Routed { answer, entry, secure, options, .. } => {
                let Ok(mut response) = ready!(answer.as_mut().poll(cx));
                if *options {
                    allow(&mut response);
                }
                if *secure {
                    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
                }
                if response.status() == StatusCode::SERVICE_UNAVAILABLE {
                    response
                        .headers_mut()
                        .entry(header::RETRY_AFTER)
                        .or_insert(HeaderValue::from_static("5"));
                }
                let response = response.map(Sent::Routed);
                if let Some(entry) = entry.take() {
                    entry.log(&response);
                }
                Poll::Ready(Ok(response))
            }
        }
    }
}

/// What may be asked of an address is what its refusal of OPTIONS lists (RFC 9110, section 9.3.7).
fn allow(response: &mut Response<axum::body::Body>) {
    let listed = response.headers().get(header::ALLOW).and_then(|value| value.to_str().ok());
    let (StatusCode::METHOD_NOT_ALLOWED, Some(listed)) = (response.status(), listed) else { return };
    let methods: Vec<&str> = listed.split(',').map(str::trim).chain(["OPTIONS"]).collect();
    let Ok(listed) = HeaderValue::try_from(methods.join(", ")) else { return };
    *response.status_mut() = StatusCode::NO_CONTENT;
    *response.body_mut() = axum::body::Body::empty();
    response.headers_mut().insert(header::ALLOW, listed);
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        response.headers_mut().remove(name);
    }
}
