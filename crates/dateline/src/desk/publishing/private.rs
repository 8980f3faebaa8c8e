//! What whoever has a private link is shown, and may do. They have no account, and stay unknown: no session is looked for, no
//! address handed on, nothing kept that is finer than a day (`changes/action.rs`), and the access log leaves these requests out.

use super::preview::{answer, compose, width};
use crate::{
    accounts::secret,
    app::{App, now},
    changes::{Actor, Via},
    comments::limits::Doing,
    desk::{
        fault::{Answer, Fault},
        form::{Errors, Form},
        frame::Frame,
        route::see_other,
    },
    error::{Error, Result},
    pages::compose::Place,
    publishing::{
        actions::media_of,
        links::{
            actions,
            model::{Link, form_token},
            store,
        },
        newsroom::store::{self as newsroom, Which},
        notes::{
            model::{LONGEST, Said},
            store as notes,
        },
    },
    serve::client,
    settings,
};
use axum::{
    Extension, Router,
    extract::{ConnectInfo, Path, Query, Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::{any, get, post},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use minijinja::{
    context,
    value::{Serde, Value},
};
use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

/// The routes below a link, with what stands before each.
pub fn router(app: &App) -> Router<App> {
    Router::new()
        .route("/private/{secret}", get(page))
        .route("/private/{secret}/", get(page))
        .route("/private/{secret}/{*rest}", any(nothing))
        .route("/private/{secret}/page", get(text))
        .route("/private/{secret}/media/{id}", get(medium))
        .route("/private/{secret}/notes", post(comment))
        .route("/private/{secret}/approval", post(approve))
        .route_layer(from_fn_with_state(app.clone(), admit))
}

/// A request by a link that works.
pub struct Visit {
    frame: Frame,
    link: Link,
    /// What the link holds.
    secret: String,
}

impl Visit {
    /// The address of the link.
    fn here(&self) -> String {
        format!("/private/{}", self.secret)
    }

    /// Which text it shows.
    fn which(&self) -> Which {
        if self.link.revision == 0 { Which::Newest } else { Which::Revision(self.link.revision) }
    }
}

type Visitor = Extension<Arc<Visit>>;

/// Lets in whoever has a link that works, and makes a page of what is refused.
async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let frame = match frame(&app, &parts).await {
        Ok(frame) => frame,
        Err(error) => return sealed(super::super::page::bare(&Fault::from(error))),
    };
    let visit = match visit(&app, &parts).await {
        Ok((link, secret)) => Arc::new(Visit { frame, link, secret }),
        Err(fault) => return sealed(refusal(&app, &frame, &fault)),
    };
    parts.extensions.insert(Arc::clone(&visit));
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        response = refusal(&app, &visit.frame, &fault);
    }
    sealed(response)
}

/// Nobody is signed in here, whatever cookie may come along.
async fn frame(app: &App, parts: &Parts) -> Result<Frame> {
    let site = app.db.read(settings::store::site).await?;
    Ok(Frame::new(site, None, "", IpAddr::V4(Ipv4Addr::UNSPECIFIED), parts))
}

async fn visit(app: &App, parts: &Parts) -> Result<(Link, String), Fault> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let doing = if parts.method == Method::POST { Doing::SayingByLink } else { Doing::LookingByLink };
    // Counted by a hash that nobody can turn back, in memory alone.
    let wait = app.guard.limits.check(doing, client::address(peer, &parts.headers, &app.config), 0)?;
    if let Some(wait) = wait {
        return Err(Fault::TooOften(wait.as_secs() + 1));
    }
    let secret = parts.uri.path().split('/').nth(2).unwrap_or_default().to_owned();
    let (hash, at) = (secret::kept(&secret), now());
    let link = app.db.read(move |sql| store::working(sql, &hash, at)).await?;
    let link = link.ok_or_else(|| Fault::from(Error::NotFound("this link".into())))?;
    Ok((link, secret))
}

fn refusal(app: &App, frame: &Frame, fault: &Fault) -> Response {
    let status = fault.status();
    let message = match fault {
        Fault::Error(error) if matches!(**error, Error::NotFound(_)) => {
            "This link does not work. It may have ended, or been taken back. Ask whoever gave it to you for a new one.".into()
        }
        other => other.message(),
    };
    let message = frame.say(&message).to_owned();
    frame
        .page_with(app, status, "private-gone.html", context! { message })
        .unwrap_or_else(|_| super::super::page::bare(fault))
}

/// What every answer carries: nobody keeps it, nobody lists it, and no other site learns the address.
fn sealed(mut response: Response) -> Response {
    super::super::page::headers(&mut response);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// The draft with a bar, and with what may be done.
async fn page(
    State(app): State<App>,
    Extension(visit): Visitor,
    asked: Query<BTreeMap<String, String>>,
) -> Answer {
    show(&app, &visit, StatusCode::OK, &Errors::default(), Value::UNDEFINED, &asked).await
}

async fn show(
    app: &App,
    visit: &Visit,
    status: StatusCode,
    errors: &Errors,
    typed: Value,
    asked: &Query<BTreeMap<String, String>>,
) -> Answer {
    let (link, which) = (visit.link.clone(), visit.which());
    let (revision, headline, said, approved) = app
        .db
        .read(move |sql| {
            let (revision, text) = newsroom::text(sql, link.article, which)?
                .ok_or_else(|| Error::NotFound("a text behind this link".into()))?;
            let said = notes::by_link(sql, link.article, link.id)?;
            let approved = store::has_approved(sql, link.id, link.article, revision)?;
            Ok((revision, text.headline.clone(), said, approved))
        })
        .await?;
    let page = context! {
        headline, revision, approved, errors, typed, said => Value::from(Serde(said)),
        link => Value::from(Serde(visit.link.clone())), to => visit.here(), token => form_token(&visit.secret),
        width => if asked.contains_key("width") { width(asked) } else { "fit" }, done => asked.get("done").cloned(),
    };
    visit.frame.page_with(app, status, "private.html", page)
}

/// Whatever else stands below a link: nothing, and no page of the site's, which would be kept under an address that is a secret.
async fn nothing() -> Answer {
    Err(Error::NotFound("this page".into()).into())
}

/// The draft alone, as readers will see it.
async fn text(State(app): State<App>, Extension(visit): Visitor) -> Answer {
    let page = compose(&app, visit.link.article, visit.which(), Place::Link(visit.here())).await?;
    Ok(answer(page))
}

/// A picture or file of this very draft, and of no other.
async fn medium(
    State(app): State<App>,
    Extension(visit): Visitor,
    Path((_, id)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Answer {
    let nothing = || Fault::from(Error::NotFound("this picture".into()));
    let id: i64 = id.parse().map_err(|_| nothing())?;
    let (article, which) = (visit.link.article, visit.which());
    let shown = app
        .db
        .read(move |sql| {
            Ok(newsroom::text(sql, article, which)?.is_some_and(|(_, text)| media_of(&text).contains(&id)))
        })
        .await?;
    if !shown {
        return Err(nothing());
    }
    crate::desk::media::bytes(&app, id, &method, &headers).await
}

fn token(visit: &Visit, form: &Form) -> Result<(), Fault> {
    if secret::same(form.text("token"), &form_token(&visit.secret)) { Ok(()) } else { Err(Fault::Forged) }
}

/// Leaves a note.
async fn comment(State(app): State<App>, Extension(visit): Visitor, form: Form) -> Answer {
    token(&visit, &form)?;
    let mut errors = Errors::default();
    let body = form.text("body");
    if body.len() > LONGEST {
        errors.add("body", visit.frame.say("This is too long for one note."));
    }
    let said = Said::parse(body, form.text("quote"), "");
    let Some(said) = said.filter(|_| errors.is_empty()) else {
        errors.add("body", visit.frame.say("Write what you want to say."));
        return refused(&app, &visit, &errors, &form).await;
    };
    let (link, which) = (visit.link.clone(), visit.which());
    let done = app
        .actions
        .act("comment by a private link", Actor::unnamed(Via::Link), move |tx| {
            let revision = newsroom::text(tx, link.article, which)?.map_or(0, |(revision, _)| revision);
            actions::comment(tx, &link, revision, &said)
        })
        .await;
    settled(&app, &visit, done, "body", "note", &form).await
}

/// Approves the text that was shown.
async fn approve(State(app): State<App>, Extension(visit): Visitor, form: Form) -> Answer {
    token(&visit, &form)?;
    let (link, which, seen) = (visit.link.clone(), visit.which(), form.number("revision"));
    let done = app
        .actions
        .act("approve by a private link", Actor::unnamed(Via::Link), move |tx| {
            let shown = newsroom::text(tx, link.article, which)?.map(|(revision, _)| revision);
            match shown {
                Some(revision) if shown == seen => actions::approve(tx, &link, revision),
                _ => Err(Error::refused(
                    "approval",
                    "the text was changed since you opened this page; look at it again before you approve it",
                )),
            }
        })
        .await;
    settled(&app, &visit, done, "approval", "approval", &form).await
}

async fn settled(
    app: &App,
    visit: &Visit,
    done: Result<()>,
    field: &'static str,
    what: &str,
    form: &Form,
) -> Answer {
    match done {
        Ok(()) => Ok(see_other(&format!("{}?done={what}", visit.here()))),
        Err(Error::Refused { why, .. }) => {
            let mut errors = Errors::default();
            errors.add(field, visit.frame.say(&why));
            refused(app, visit, &errors, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(app: &App, visit: &Visit, errors: &Errors, form: &Form) -> Answer {
    show(app, visit, StatusCode::UNPROCESSABLE_ENTITY, errors, form.typed(), &Query(BTreeMap::new())).await
}
