//! What comes with a request: forms and JSON, each up to a size.

use super::fault::Fault;
use crate::error::Error;
use axum::{body::Body, extract::Request};
use bytes::Bytes;
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;

/// The largest form, in bytes.
pub const LARGEST_FORM: usize = 256 << 10;
/// The largest manuscript as JSON, in bytes: some 100,000 words with every formatting.
pub const LARGEST_MANUSCRIPT: usize = 8 << 20;

/// Whether a form comes.
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    kind.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// A body, up to `most` bytes.
pub async fn bytes(body: Body, most: usize) -> Result<Bytes, Fault> {
    axum::body::to_bytes(body, most).await.map_err(|_| Fault::TooLarge(most))
}

/// A request's JSON.
pub async fn json<T: DeserializeOwned>(request: Request, most: usize) -> Result<T, Fault> {
    let bytes = bytes(request.into_body(), most).await?;
    serde_json::from_slice(&bytes)
        .map_err(|e| Fault::from(Error::refused("request", format!("cannot be read: {e}"))))
}
