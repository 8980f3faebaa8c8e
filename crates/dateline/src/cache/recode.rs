//! An answer in a coding that is not held.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::Bytes;

use super::Inner;
use super::accept::{AcceptEncoding, Encoding};
use super::answer::Answer;
use super::etag::Effort;
use super::flight::Abandoned;
use super::kept::{Kept, Variant};
use super::upgrade::{identity, make};

/// Unpacks the page for a request that takes none of its codings, and makes it the coding it takes.
/// While one request has a coding made, others get the page in no coding rather than queue.
pub(super) async fn another<E: Send + Sync + 'static>(
    inner: &Arc<Inner<E>>,
    kept: Arc<Kept>,
    body: Option<Bytes>,
    accept: AcceptEncoding,
) -> Result<Answer, Abandoned> {
    inner.upgrades.want(&kept.common);
    let plain = accept.takes(Encoding::Identity);
    if let Some(body) = body.as_ref().filter(|_| plain) {
        // Composed this moment: what it is kept in is made for those who come later.
        return Ok(unpacked(&kept, body.clone()));
    }
    let inner = Arc::clone(inner);
    let work = move || {
        let body = body.or_else(|| identity(&kept))?;
        // Brotli takes long: it is left to the background where anything else will do.
        let quick = accept.best_of([Encoding::Zstd, Encoding::Gzip, Encoding::Identity]);
        let wanted = quick.or_else(|| accept.best_of([Encoding::Brotli])).unwrap_or(Encoding::Identity);
        if wanted == Encoding::Identity {
            return Some(unpacked(&kept, body));
        }
        let busy = kept.common.recoding.swap(true, Ordering::Relaxed);
        if busy && plain {
            return Some(unpacked(&kept, body));
        }
        let effort = if wanted == Encoding::Brotli { Effort::Best } else { Effort::First };
        let variant = make(&inner, &kept, &body, wanted, effort);
        if !busy {
            kept.common.recoding.store(false, Ordering::Relaxed);
        }
        Some(variant.map_or_else(|| unpacked(&kept, body), Answer::new))
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) | Err(_) => Err(Abandoned("its kept copy could not be unpacked")),
    }
}

fn unpacked(kept: &Kept, body: Bytes) -> Answer {
    Answer::new(Variant::new(&kept.common, Encoding::Identity, Effort::First, body))
}
