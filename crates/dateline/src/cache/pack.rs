//! From a composed page to what is held and sent.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, LAST_MODIFIED, VARY};

use super::accept::{AcceptEncoding, Encoding};
use super::etag::{Digest, Effort};
use super::kept::{Common, Kept, Variant};
use super::key::PageKey;
use super::page::{Page, keys_of};
use super::{codec, http_date};

/// Below this many bytes the coding's own frame eats what it saves.
const WORTH_COMPRESSING: usize = 200;

/// A page, ready to be sent and perhaps kept.
pub(super) struct Packed {
    pub kept: Arc<Kept>,
    /// The body in no coding, for those of the waiting who take no other.
    pub identity: Bytes,
    pub facts: Box<[u64]>,
    pub keep: bool,
}

/// Compresses once, as the first request likes it; that takes up to some milliseconds, so not on a
/// thread that serves. A request for brotli alone gets no coding this first time.
pub(super) fn pack(page: Page, id: u64, key: PageKey<'static>, accept: AcceptEncoding) -> Packed {
    let facts = keys_of(&page.facts);
    let mut compressible = page.body.len() >= WORTH_COMPRESSING && is_text(&page.content_type);
    // Kept compressed even if the first request takes no coding: the next one will.
    let encoding = accept.best_of([Encoding::Zstd, Encoding::Gzip]).unwrap_or(Encoding::Zstd);
    let coded = compressible
        .then(|| codec::encode(&page.body, encoding, Effort::First).ok())
        .flatten()
        .filter(|coded| coded.len() < page.body.len());
    compressible &= coded.is_some();

    let mut headers = Vec::with_capacity(page.headers.len() + 3);
    if !page.body.is_empty() {
        headers.push((CONTENT_TYPE, page.content_type));
    }
    headers.extend(page.headers);
    if let Some(date) = page.last_modified.and_then(http_date::write) {
        headers.push((LAST_MODIFIED, date));
    }
    if compressible {
        headers.push((VARY, HeaderValue::from_static("accept-encoding")));
    }

    let common = Arc::new(Common {
        id,
        key,
        status: page.status,
        headers: headers.into_boxed_slice(),
        last_modified: page.last_modified.map(|micros| micros.div_euclid(1_000_000)),
        digest: page.status.is_success().then(|| Digest::of(&page.body)),
        valid_until: page.valid_until.unwrap_or(i64::MAX),
        compressible,
        length: page.body.len(),
        visited: AtomicBool::new(false),
        ordered: AtomicBool::new(!compressible),
        recoding: AtomicBool::new(false),
    });
    let first = match coded {
        Some(coded) => Variant::new(&common, encoding, Effort::First, coded.into()),
        // A copy: what the page was written into may be far larger than the page.
        None => Variant::new(&common, Encoding::Identity, Effort::First, Bytes::copy_from_slice(&page.body)),
    };
    Packed { kept: Arc::new(Kept::new(first)), identity: page.body, facts, keep: page.keep }
}

fn is_text(content_type: &HeaderValue) -> bool {
    let Ok(value) = content_type.to_str() else { return false };
    let essence = value.split(';').next().unwrap_or(value).trim().to_ascii_lowercase();
    essence.starts_with("text/")
        || essence.ends_with("+xml")
        || essence.ends_with("+json")
        || matches!(essence.as_str(), "application/json" | "application/xml" | "application/javascript")
}
