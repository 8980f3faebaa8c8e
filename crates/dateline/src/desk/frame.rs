//! Who asks, and what every page of the desk is made with.

use super::fault::Fault;
use crate::{
    accounts::{
        model::Session,
        roles::{May, Role},
        secret,
    },
    app::App,
    changes::{Actor, Via},
    settings::model::Site,
};
use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header, request::Parts};
use std::{net::IpAddr, ops::Deref, sync::Arc};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The person.
    pub person: i64,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
}

/// What is known of a request to the desk.
pub struct Frame {
    /// The site.
    pub site: Site,
    /// Who is in.
    pub staff: Option<Staff>,
    /// The session, even if a second step is still to come.
    pub session: Option<Session>,
    /// What forms carry.
    pub csrf: String,
    /// The desk's language for this person.
    pub language: String,
    /// Where the request comes from.
    pub from: IpAddr,
    /// The path that was asked for, with its question.
    pub path: String,
    /// Whether a script asks, which wants JSON.
    pub json: bool,
    /// Whether htmx asks, which wants a piece of a page.
    pub piece: bool,
    /// How many of readers' reports of errors nobody has answered, for those who may; counted up to a number.
    pub reports: i64,
}

impl Frame {
    /// Puts together what is known.
    pub fn new(site: Site, session: Option<Session>, cookie: &str, from: IpAddr, parts: &Parts) -> Frame {
        let headers = &parts.headers;
        let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        // Who must have a second factor and has none is let in once it is set up.
        let must = |s: &Session| !s.second_factor && s.account.role.must_prove(&site.access.second_factor);
        let whole = session.as_ref().filter(|s| s.whole && !must(s));
        let staff = whole.map(|s| Staff {
            person: s.account.person,
            name: s.account.name.clone(),
            role: s.account.role,
        });
        let own = session.as_ref().map(|s| s.account.language.as_str()).filter(|l| !l.is_empty());
        let language = own.map_or_else(|| site.language.to_string(), str::to_owned);
        let path = parts.uri.path_and_query().map_or("/desk", |p| p.as_str()).to_owned();
        let json = text("accept").contains("application/json")
            || text("content-type").starts_with("application/json")
            || parts.uri.path().ends_with(".json");
        let csrf = if cookie.is_empty() { String::new() } else { secret::form_token(cookie) };
        Frame {
            csrf,
            staff,
            session,
            language,
            from,
            path,
            json,
            piece: text("hx-request") == "true",
            site,
            reports: 0,
        }
    }

    /// Who acts, if somebody is in.
    pub fn actor(&self) -> Actor {
        let person = self.staff.as_ref().map(|staff| staff.person);
        let address = (self.site.access.address_days > 0).then_some(self.from);
        Actor { person, via: Via::Desk, address }
    }
}

/// The name of the cookie. With the prefix a browser takes it over HTTPS alone, for this host and all its paths (RFC 6265bis, 4.1.3).
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-dateline" } else { "dateline" }
}

/// The session's secret, as the browser sends it.
pub fn cookie(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == cookie_name(secure) && value.len() == 64)
        .map(|(_, value)| value)
}

/// What sets the cookie, or takes it away.
pub fn set_cookie(secure: bool, secret: Option<&str>) -> String {
    let age = if secret.is_some() { crate::accounts::model::SESSION_FOR / 1_000_000 } else { 0 };
    let (name, value) = (cookie_name(secure), secret.unwrap_or_default());
    let only = if secure { "; Secure" } else { "" };
    // Lax, not Strict: a link in a letter that leads to an article must find who is signed in.
    format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{only}")
}

/// The frame of any request to the desk.
#[derive(Clone)]
pub struct Door(pub Arc<Frame>);

impl Deref for Door {
    type Target = Frame;
    fn deref(&self) -> &Frame {
        &self.0
    }
}

impl FromRequestParts<App> for Door {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Door, Response> {
        let frame = parts.extensions.get::<Arc<Frame>>().cloned();
        frame.map(Door).ok_or_else(|| Fault::SignIn.into_response())
    }
}

/// The frame of a request by somebody who is in.
#[derive(Clone)]
pub struct Desk {
    frame: Arc<Frame>,
    /// Who it is.
    pub me: Staff,
}

impl Desk {
    /// Whether this person may do something.
    pub fn may(&self, what: May) -> bool {
        self.me.role.may(what)
    }

    /// Refuses what this person may not do.
    pub fn must(&self, what: May) -> Result<(), Fault> {
        if self.may(what) { Ok(()) } else { Err(Fault::MayNot) }
    }
}

impl Deref for Desk {
    type Target = Frame;
    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl FromRequestParts<App> for Desk {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Desk, Response> {
        let frame = parts.extensions.get::<Arc<Frame>>().cloned();
        let found = frame.and_then(|frame| frame.staff.clone().map(|me| Desk { frame, me }));
        found.ok_or_else(|| Fault::SignIn.into_response())
    }
}
