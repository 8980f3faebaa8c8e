//! What a request gets.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED,
};
use http::{HeaderMap, Response, StatusCode};

use super::accept::{AcceptEncoding, Encoding};
use super::etag::{Known, known};
use super::http_date;
use super::kept::{Common, Variant};

/// An answer: a page in one coding, or the word that the client has it already. A clone shares all.
#[derive(Clone)]
pub struct Answer {
    variant: Arc<Variant>,
    /// The tag of what the client has, if that is still right.
    unchanged: Option<Option<HeaderValue>>,
}

impl Answer {
    pub(super) fn new(variant: Arc<Variant>) -> Self {
        Answer { variant, unchanged: None }
    }

    pub(super) fn common(&self) -> &Common {
        &self.variant.common
    }

    /// The status: the page's, or 304.
    pub fn status(&self) -> StatusCode {
        if self.unchanged.is_some() { StatusCode::NOT_MODIFIED } else { self.variant.common.status }
    }

    /// The coding of the body.
    pub fn encoding(&self) -> Encoding {
        self.variant.encoding
    }

    /// The body as it is sent; empty for a 304.
    pub fn body(&self) -> Bytes {
        if self.unchanged.is_some() { Bytes::new() } else { self.variant.body.clone() }
    }

    /// The strong entity tag, quotes included; none for an answer other than 2xx.
    pub fn etag(&self) -> Option<&HeaderValue> {
        match &self.unchanged {
            Some(tag) => tag.as_ref(),
            None => self.variant.tag.as_ref(),
        }
    }

    /// All headers. Of a 304 those that RFC 9110, §15.4.5, asks for: what describes the body that
    /// is not sent is left out.
    pub fn headers(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        let full = self.unchanged.is_none();
        let encoding = self.variant.encoding.name().map(|name| match name {
            "br" => &BR,
            "zstd" => &ZSTD,
            _ => &GZIP,
        });
        let common = self.variant.common.headers.iter().map(|(name, value)| (name, value));
        common
            .filter(move |(name, _)| full || (*name != CONTENT_TYPE && *name != LAST_MODIFIED))
            .chain(encoding.filter(|_| full).map(|value| (&CONTENT_ENCODING, value)))
            .chain(full.then_some((&CONTENT_LENGTH, &self.variant.length)))
            .chain(self.etag().map(|tag| (&ETAG, tag)))
    }

    /// The same answer, or a 304 if the request says that it has this already
    /// (`If-None-Match`, else `If-Modified-Since`; RFC 9110, §13.2.2).
    ///
    /// A tag of another coding that the request takes will do too: the server chooses the coding,
    /// and may choose the one the client has. Only for GET and HEAD.
    #[must_use]
    pub fn unless_known(mut self, request: &HeaderMap, accept: AcceptEncoding) -> Self {
        if self.variant.common.digest.is_none() || self.unchanged.is_some() {
            return self;
        }
        self.unchanged = if request.contains_key(IF_NONE_MATCH) {
            let lines = request.get_all(IF_NONE_MATCH).iter();
            lines
                .flat_map(|line| known(line.as_bytes()))
                .find_map(|known| self.tag_of(&known, accept))
                .map(Some)
        } else {
            let since = request.get(IF_MODIFIED_SINCE).and_then(http_date::read);
            let changed = self.variant.common.last_modified;
            matches!((since, changed), (Some(since), Some(changed)) if changed <= since)
                .then(|| self.variant.tag.clone())
        };
        self
    }

    /// The tag under which a 304 goes out, if `known` names this page.
    fn tag_of(&self, known: &Known<'_>, accept: AcceptEncoding) -> Option<HeaderValue> {
        let Known::Tag(opaque) = known else { return self.variant.tag.clone() };
        let digest = self.variant.common.digest?;
        let (encoding, effort) = digest.coding_of(opaque)?;
        let served = (encoding, effort) == (self.variant.encoding, self.variant.effort);
        (served || accept.takes(encoding)).then(|| digest.tag(encoding, effort)).flatten()
    }

    /// As a response of whatever body type.
    pub fn into_response<B: From<Bytes>>(self) -> Response<B> {
        let mut headers = HeaderMap::with_capacity(self.variant.common.headers.len() + 8);
        for (name, value) in self.headers() {
            headers.append(name.clone(), value.clone());
        }
        let mut response = Response::new(B::from(self.body()));
        *response.status_mut() = self.status();
        *response.headers_mut() = headers;
        response
    }
}

static BR: HeaderValue = HeaderValue::from_static("br");
static ZSTD: HeaderValue = HeaderValue::from_static("zstd");
static GZIP: HeaderValue = HeaderValue::from_static("gzip");
