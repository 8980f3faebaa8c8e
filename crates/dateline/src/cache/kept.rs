//! What the cache holds of one page.

use std::mem::size_of;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};

use super::accept::{AcceptEncoding, Encoding};
use super::etag::{Digest, Effort};
use super::key::PageKey;

/// What all codings of a page share.
pub(super) struct Common {
    /// The number of the composition that made it; no two pages have one.
    pub id: u64,
    pub key: PageKey<'static>,
    pub status: StatusCode,
    /// All headers that do not depend on the coding.
    pub headers: Box<[(HeaderName, HeaderValue)]>,
    /// UTC seconds, which is what HTTP dates can say.
    pub last_modified: Option<i64>,
    /// None where conditions are not looked at: an answer other than 2xx (RFC 9110, §13.2.1).
    pub digest: Option<Digest>,
    /// UTC microseconds; `i64::MAX` for never.
    pub valid_until: i64,
    /// If not, the one variant is that in no coding.
    pub compressible: bool,
    /// Bytes of the body in no coding.
    pub length: usize,
    /// Set by a hit, cleared by the search for something to drop.
    pub visited: AtomicBool,
    /// Whether the better codings were ordered, or none are to be made.
    pub ordered: AtomicBool,
    /// Whether somebody is making a coding that a request asked for.
    pub recoding: AtomicBool,
}

impl Common {
    pub(super) fn visit(&self) {
        // Looked at before it is written, so that hot pages do not pass a cache line back and forth.
        if !self.visited.load(Ordering::Relaxed) {
            self.visited.store(true, Ordering::Relaxed);
        }
    }
}

/// A page's body in one coding.
pub(super) struct Variant {
    pub common: Arc<Common>,
    pub encoding: Encoding,
    pub effort: Effort,
    pub body: Bytes,
    pub tag: Option<HeaderValue>,
    pub length: HeaderValue,
}

impl Variant {
    pub(super) fn new(common: &Arc<Common>, encoding: Encoding, effort: Effort, body: Bytes) -> Arc<Self> {
        Arc::new(Variant {
            common: Arc::clone(common),
            encoding,
            effort,
            tag: common.digest.as_ref().and_then(|digest| digest.tag(encoding, effort)),
            length: HeaderValue::from(body.len()),
            body,
        })
    }
}

/// A page in the codings made so far: never none. One that can be compressed is not held in no
/// coding; that is unpacked for the few who ask for it.
pub(super) struct Kept {
    pub common: Arc<Common>,
    variants: [Option<Arc<Variant>>; 4],
}

impl Kept {
    pub(super) fn new(first: Arc<Variant>) -> Self {
        let mut kept = Kept { common: Arc::clone(&first.common), variants: [const { None }; 4] };
        kept.put(first);
        kept
    }

    /// The same page with one more coding, or with a better one.
    pub(super) fn with(&self, variant: Arc<Variant>) -> Self {
        let mut kept = Kept { common: Arc::clone(&self.common), variants: self.variants.clone() };
        kept.put(variant);
        kept
    }

    fn put(&mut self, variant: Arc<Variant>) {
        let slot = variant.encoding as usize;
        self.variants[slot] = Some(variant);
    }

    pub(super) fn variant(&self, encoding: Encoding) -> Option<&Arc<Variant>> {
        self.variants[encoding as usize].as_ref()
    }

    /// Any variant, to unpack: the quickest first.
    pub(super) fn source(&self) -> Option<&Arc<Variant>> {
        [Encoding::Identity, Encoding::Zstd, Encoding::Gzip, Encoding::Brotli]
            .into_iter()
            .find_map(|encoding| self.variant(encoding))
    }

    /// The variant that a client likes best of those there are; none if it takes none of them, or
    /// would rather have no coding.
    ///
    /// A page that is not compressed is sent as it is even to a client that rules that out: 406
    /// would help nobody (RFC 9110, §12.4.1, lets a server disregard the header).
    pub(super) fn choose(&self, accept: AcceptEncoding) -> Option<&Arc<Variant>> {
        if !self.common.compressible {
            return self.variant(Encoding::Identity);
        }
        let mut best = None;
        let mut weight = 0;
        for variant in self.variants.iter().flatten() {
            let liked = accept.weight(variant.encoding);
            if liked > weight {
                weight = liked;
                best = Some(variant);
            }
        }
        if accept.weight(Encoding::Identity) > weight { None } else { best }
    }

    /// The bytes of memory that it stands for, `facts` included.
    pub(super) fn weight(&self, facts: usize) -> usize {
        let variants: usize =
            self.variants.iter().flatten().map(|variant| variant.body.len() + VARIANT).sum();
        let headers = self.common.headers.len() * HEADER;
        PAGE + self.common.key.as_str().len() + headers + variants + facts * FACT
    }
}

/// A variant beside its body: the struct, its tag and length, the counts of the shared pointers.
const VARIANT: usize = size_of::<Variant>() + 96;
/// A header: name and value, and a short text on the heap.
const HEADER: usize = size_of::<(HeaderName, HeaderValue)>() + 32;
/// A fact: its place in the page's list, and in the index (a B-tree is some two thirds full).
const FACT: usize = size_of::<u64>() + 2 * size_of::<(u64, u64)>();
/// A page: its structs, its places in the map of its shard and in the queue.
const PAGE: usize = size_of::<Common>() + size_of::<Kept>() + 192;
