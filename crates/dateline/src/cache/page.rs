//! What a composition hands in.

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue, LOCATION};

use crate::changes::Fact;

/// A composed page, not yet compressed.
#[derive(Clone, Debug)]
pub struct Page {
    /// The status it is answered with.
    pub status: StatusCode,
    /// The value of `Content-Type`; it also decides whether the body is compressed.
    pub content_type: HeaderValue,
    /// Further headers (`Location`, `Cache-Control`, `Link` …). `Content-Type`, `Content-Encoding`,
    /// `Content-Length`, `ETag`, `Last-Modified` and `Vary: Accept-Encoding` are made here.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The body, in no coding.
    pub body: Bytes,
    /// What it was made from, absences included: a 404 rests on a path that does not exist.
    pub facts: Vec<Fact>,
    /// From this moment (UTC microseconds) on it is no longer right and is composed again.
    pub valid_until: Option<i64>,
    /// When what it shows last changed (UTC microseconds), for `Last-Modified`.
    pub last_modified: Option<i64>,
    /// Whether it may be kept. If not, it still answers everyone who asked while it was composed:
    /// whatever makes an answer differ belongs in its key.
    pub keep: bool,
}

impl Page {
    /// A page to be kept, that rests on nothing yet.
    pub fn new(status: StatusCode, content_type: HeaderValue, body: impl Into<Bytes>) -> Self {
        Page {
            status,
            content_type,
            headers: Vec::new(),
            body: body.into(),
            facts: Vec::new(),
            valid_until: None,
            last_modified: None,
            keep: true,
        }
    }

    /// An HTML page.
    pub fn html(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Page::new(status, HeaderValue::from_static("text/html; charset=utf-8"), body)
    }

    /// An empty answer that sends the reader to `location`, a path or an address.
    ///
    /// Bytes that an address cannot hold (RFC 3986, §2) are percent-encoded, line breaks included,
    /// so an imported address cannot add a header. The backslash is one of them: browsers read
    /// `/\host` as another host.
    pub fn redirect(status: StatusCode, location: &str) -> Self {
        let mut page = Page::new(status, HeaderValue::from_static("text/plain; charset=utf-8"), Bytes::new());
        let mut encoded = String::with_capacity(location.len());
        for byte in location.bytes() {
            if byte.is_ascii_graphic()
                && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
            {
                encoded.push(char::from(byte));
            } else {
                let digit =
                    |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase();
                encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
        if let Ok(value) = HeaderValue::try_from(encoded) {
            page.headers.push((LOCATION, value));
        }
        page
    }

    /// The same page, resting on `facts`.
    #[must_use]
    pub fn made_from(mut self, facts: Vec<Fact>) -> Self {
        self.facts = facts;
        self
    }
}

/// The facts' keys, sorted and each once. Two facts with one key only evict too much.
pub(super) fn keys_of(facts: &[Fact]) -> Box<[u64]> {
    let mut keys: Vec<u64> = facts.iter().map(Fact::key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_boxed_slice()
}
