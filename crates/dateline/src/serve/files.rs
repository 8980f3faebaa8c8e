//! Files: pictures and downloads that were released, by content, with ranges (RFC 9110, section 14).

use crate::{
    app::App,
    error::{Error, Result},
    files::{
        Hash,
        names::{Disposition, content_disposition},
        range::{Wanted, content_range, unsatisfied_range, wanted},
    },
    media,
    pages::render::last_resort,
};
use axum::{
    body::Body,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use std::io::SeekFrom;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

/// An address by content never changes what it says (RFC 8246).
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Answers with a file, or a part of it.
pub async fn file(
    State(app): State<App>,
    Path((hash, name)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    match send(&app, &hash, &name, method == Method::HEAD, &headers).await {
        Ok(Some(response)) => response,
        Ok(None) => (
            StatusCode::NOT_FOUND,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")],
            last_resort(404),
        )
            .into_response(),
        Err(error) => {
            tracing::error!(%error, hash, "a file could not be sent");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// For a file that was erased.
fn gone() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (StatusCode::GONE, headers, last_resort(410)).into_response()
}

/// What browsers ask for unasked: a plain mark, until the site has one of its own.
pub async fn icon() -> Response {
    const MARK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#1c2b36"/><path d="M7 8h18v4H7zm0 7h18v2H7zm0 5h12v2H7z" fill="#fdfcf9"/></svg>"##;
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")], MARK)
        .into_response()
}

async fn send(
    app: &App,
    hash: &str,
    name: &str,
    head: bool,
    headers: &HeaderMap,
) -> Result<Option<Response>> {
    let Ok(parsed) = hash.parse::<Hash>() else { return Ok(None) };
    let text = parsed.to_string();
    let Some((media_type, _)) = app.db.read(move |sql| media::reader::file(sql, &text)).await? else {
        return Ok(None);
    };
    if media_type.is_empty() {
        return Ok(Some(gone()));
    }
    stored(app, &parsed, &media_type, name, head, headers, FOR_EVER).await.map(Some)
}

/// Answers with a file of the store, or a part of it; `kept` says who may keep it (RFC 9111, 5.2). Whether whoever asks may
/// have it is the caller's to know.
pub async fn stored(
    app: &App,
    hash: &Hash,
    media_type: &str,
    name: &str,
    head: bool,
    headers: &HeaderMap,
    kept: &'static str,
) -> Result<Response> {
    let etag = format!("\"{hash}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    if known.is_some_and(|list| {
        list.trim() == "*" || list.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)
    }) {
        return Ok(finish(StatusCode::NOT_MODIFIED, Body::empty(), &etag, kept, Vec::new()));
    }
    let path = app.files.path(hash);
    let mut file = tokio::fs::File::open(&path).await.map_err(Error::file(&path))?;
    let length = file.metadata().await.map_err(Error::file(&path))?.len();
    let mut extra =
        vec![(header::ACCEPT_RANGES, "bytes".to_owned()), (header::CONTENT_TYPE, with_charset(media_type))];
    // Whatever a browser could run stays a download; pictures, sound and PDF may be shown.
    let inline = may_show(media_type);
    let disposition = if inline { Disposition::Inline } else { Disposition::Attachment };
    extra.push((header::CONTENT_DISPOSITION, content_disposition(disposition, name)));
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let (status, start, end) = match wanted(text(header::RANGE), text(header::IF_RANGE), &etag, length) {
        Wanted::Whole => (StatusCode::OK, 0, length),
        Wanted::Part { start, end } => {
            extra.push((header::CONTENT_RANGE, content_range(start, end, length)));
            (StatusCode::PARTIAL_CONTENT, start, end + 1)
        }
        Wanted::Unsatisfiable => {
            extra.push((header::CONTENT_RANGE, unsatisfied_range(length)));
            return Ok(finish(StatusCode::RANGE_NOT_SATISFIABLE, Body::empty(), &etag, kept, extra));
        }
    };
    extra.push((header::CONTENT_LENGTH, (end - start).to_string()));
    let body = if head {
        Body::empty()
    } else {
        file.seek(SeekFrom::Start(start)).await.map_err(Error::file(&path))?;
        Body::from_stream(ReaderStream::with_capacity(file.take(end - start), 64 << 10))
    };
    Ok(finish(status, body, &etag, kept, extra))
}

fn may_show(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default();
    let shown = kind.starts_with("image/")
        || kind.starts_with("audio/")
        || kind.starts_with("video/")
        || kind == "application/pdf";
    shown && kind != "image/svg+xml"
}

fn with_charset(media_type: &str) -> String {
    if media_type.starts_with("text/") && !media_type.contains("charset") {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}

fn finish(
    status: StatusCode,
    body: Body,
    etag: &str,
    kept: &'static str,
    extra: Vec<(HeaderName, String)>,
) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    for (name, value) in extra.into_iter().chain([(header::ETAG, etag.to_owned())]) {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    response
}
