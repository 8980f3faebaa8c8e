//! Pictures and files as the editor asks for them: lists, what is said of them, and the bytes for staff.

use super::{
    body,
    fault::{Answer, Fault},
    form::Errors,
    frame::Desk,
    page::json,
    route::see_other,
};
use crate::{
    accounts::roles::May,
    app::App,
    error::{Error, Result},
    files::Hash,
    media::{
        actions,
        library::{self, Kept, Wanted},
        model::{Focus, Said, said},
    },
    serve::files::stored,
};
use axum::{
    extract::{Path, Query, Request, State},
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json as told};
use std::collections::BTreeMap;

/// How many a list of the editor has.
const SHOWN: i64 = 40;
/// The widest that a picture is asked for to look at, in pixels.
const TO_LOOK_AT: i64 = 1280;
/// Whatever it is, nothing in it runs: not its scripts, not its forms, and it loads nothing (CSP 3).
const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// A picture or file that whoever asks may find.
pub async fn medium(app: &App, desk: &Desk, id: i64) -> Result<Kept> {
    let person = desk.me.person;
    let found = app.db.read(move |sql| library::store::found(sql, id, person)).await?;
    found.ok_or_else(|| Error::NotFound(format!("file {id}")))
}

/// What the editor is told of one.
pub fn view(kept: &Kept) -> Value {
    let m = &kept.medium;
    let src = if kept.is_picture() {
        format!("/desk/media/{}/picture?width={TO_LOOK_AT}", kept.id)
    } else {
        format!("/desk/media/{}/file", kept.id)
    };
    let part = |thousandths: i64| thousandths as f64 / 1000.0;
    told!({
        "id": kept.id, "name": m.name, "media_type": m.media_type, "bytes": m.bytes, "width": m.width, "height": m.height,
        "title": m.title, "alt": m.alt, "caption": m.caption, "credit": m.credit,
        "focus": kept.focus.map(|f| told!({ "x": part(f.x()), "y": part(f.y()) })),
        "src": src,
    })
}

/// Which are asked for: `?q=&kind=picture|file&before=`.
pub fn wanted(desk: &Desk, asked: &BTreeMap<String, String>, limit: i64) -> Wanted {
    let text = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    Wanted {
        person: desk.me.person,
        text: text("q").chars().take(200).collect(),
        pictures: match text("kind") {
            "picture" => Some(true),
            "file" => Some(false),
            _ => None,
        },
        before: text("before").parse().ok(),
        limit,
    }
}

/// A list, for the editor's picker.
pub async fn list(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let wanted = wanted(&desk, &asked, SHOWN + 1);
    let mut found = app.db.read(move |sql| library::store::list(sql, &wanted)).await?;
    let more = found.len() as i64 > SHOWN;
    found.truncate(SHOWN as usize);
    let next = found.last().filter(|_| more).map(|last| last.id);
    let items: Vec<Value> = found.iter().map(view).collect();
    json(StatusCode::OK, &told!({ "items": items, "next": next }))
}

/// The number in `7` or `7.json`, and whether JSON is wanted.
pub fn number(name: &str) -> Result<(i64, bool)> {
    let (digits, json) = name.strip_suffix(".json").map_or((name, false), |digits| (digits, true));
    let id = digits.parse().map_err(|_| Error::NotFound(format!("file {name}")))?;
    Ok((id, json))
}

#[derive(Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
struct Change {
    title: Option<String>,
    alt: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    /// Twice: left out, and said to be none.
    #[serde(default, deserialize_with = "present")]
    focus: Option<Option<Point>>,
}

fn present<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<Point>>, D::Error> {
    Option::<Point>::deserialize(from).map(Some)
}

/// Changes what is said of one; what is left out stays.
pub async fn change(
    State(app): State<App>,
    desk: Desk,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let (id, _) = number(&name)?;
    let kept = medium(&app, &desk, id).await?;
    may_change(&desk, &kept)?;
    let sent: Change = body::json(request, body::LARGEST_FORM).await?;
    let mut errors = Errors::default();
    let before = &kept.medium;
    let mut text = |field: &'static str, new: Option<String>, old: &str| match new {
        None => old.to_owned(),
        Some(new) => errors.take(field, said(field, &new)).unwrap_or_default(),
    };
    let mut all = Said {
        title: text("title", sent.title, &before.title),
        alt: text("alt", sent.alt, &before.alt),
        caption: text("caption", sent.caption, &before.caption),
        credit: text("credit", sent.credit, &before.credit),
        focus: kept.focus,
    };
    match sent.focus {
        None => {}
        Some(None) => all.focus = None,
        Some(Some(Point { x, y })) => all.focus = errors.take("focus", Focus::of_parts(x, y)),
    }
    if !errors.is_empty() {
        let fields: Vec<Value> =
            errors.each().map(|(field, why)| told!({ "field": field, "why": why })).collect();
        let message = desk.say("Nothing was changed.");
        return json(StatusCode::UNPROCESSABLE_ENTITY, &told!({ "message": message, "fields": fields }));
    }
    app.actions.act("describe a file", desk.actor(), move |tx| actions::describe(tx, id, &all)).await?;
    json(StatusCode::OK, &view(&medium(&app, &desk, id).await?))
}

/// What readers see already is changed by those who may publish.
pub fn may_change(desk: &Desk, kept: &Kept) -> Result<(), Fault> {
    if kept.shown { desk.must(May::PublishOwn) } else { Ok(()) }
}

/// The picture, in about the width that is asked for.
pub async fn picture(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    method: Method,
    headers: HeaderMap,
) -> Answer {
    let (id, _) = number(&id)?;
    let kept = medium(&app, &desk, id).await?;
    if !kept.is_picture() {
        return Err(Error::NotFound(format!("a picture of the number {id}")).into());
    }
    let width: i64 = asked.get("width").and_then(|w| w.parse().ok()).unwrap_or(TO_LOOK_AT);
    sized(&app, &kept, width, &method, &headers).await
}

/// A picture made for a screen, or a file as it is: for those who see a draft by a private link.
pub async fn bytes(app: &App, id: i64, method: &Method, headers: &HeaderMap) -> Answer {
    let kept = app.db.read(move |sql| library::store::one(sql, id)).await?;
    let kept = kept.ok_or_else(|| Error::NotFound(format!("file {id}")))?;
    if kept.is_picture() {
        return sized(app, &kept, TO_LOOK_AT, method, headers).await;
    }
    whole(app, &kept, method, headers).await
}

/// The smallest size of a picture that is at least so wide.
async fn sized(app: &App, kept: &Kept, width: i64, method: &Method, headers: &HeaderMap) -> Answer {
    let m = &kept.medium;
    let shown = |v: &&crate::media::model::Variant| v.media_type != "image/avif";
    let large =
        m.variants.iter().filter(shown).filter(|v| v.width >= width).min_by_key(|v| (v.width, v.bytes));
    let largest = || m.variants.iter().filter(shown).max_by_key(|v| (v.width, -v.bytes));
    let small = m.width.is_some_and(|own| own <= width);
    match large.or_else(|| largest().filter(|v| !small || Some(v.width) == m.width)) {
        Some(v) => send(app, &v.hash, &v.media_type, &m.name, method, headers).await,
        None => whole(app, kept, method, headers).await,
    }
}

/// The file as it is kept.
pub async fn file(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Answer {
    let (id, _) = number(&id)?;
    whole(&app, &medium(&app, &desk, id).await?, &method, &headers).await
}

async fn whole(app: &App, kept: &Kept, method: &Method, headers: &HeaderMap) -> Answer {
    let m = &kept.medium;
    match (&m.hash, &m.remote) {
        (Some(hash), _) => send(app, hash, &m.media_type, &m.name, method, headers).await,
        // It was left at its old address.
        (None, Some(remote)) => Ok(see_other(remote)),
        (None, None) => Err(Error::NotFound(format!("the content of file {}", kept.id)).into()),
    }
}

async fn send(
    app: &App,
    hash: &str,
    media_type: &str,
    name: &str,
    method: &Method,
    headers: &HeaderMap,
) -> Answer {
    let hash: Hash = hash.parse().map_err(|_| Error::Damaged(format!("{hash:?} is no hash")))?;
    let head = *method == Method::HEAD;
    let mut response: Response = stored(app, &hash, media_type, name, head, headers, "no-store").await?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    response.headers_mut().insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    Ok(response)
}
