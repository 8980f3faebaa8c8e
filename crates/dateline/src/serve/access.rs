//! The access log, by setting: what was asked for and what came of it, and nothing about who asked.

use super::sent::Sent;
use http::{Method, Request, Response, header};
use http_body::Body;
use std::time::Instant;

/// One request. Neither an address nor the query is kept: a query may hold what a reader searched for.
pub struct Entry {
    begun: Instant,
    method: Method,
    path: Box<str>,
}

impl Entry {
    /// Begins an entry. There is none for what stands below a private link: its path is the secret, and when it was opened is
    /// nobody's business.
    pub fn of<B>(request: &Request<B>) -> Option<Entry> {
        let path = request.uri().path();
        if path.starts_with("/private/") {
            return None;
        }
        Some(Entry { begun: Instant::now(), method: request.method().clone(), path: path.into() })
    }

    /// Writes it. The time is until the head of the answer was ready; a body without a length, yet to be streamed, has no bytes.
    pub fn log(self, response: &Response<Sent>) {
        let length = response
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse().ok());
        let bytes: u64 = match response.body() {
            Sent::Kept(body) => body.len() as u64,
            Sent::Routed(body) => body.size_hint().exact().or(length).unwrap_or(0),
        };
        tracing::info!(
            target: "access",
            method = %self.method,
            path = %self.path,
            status = response.status().as_u16(),
            bytes,
            micros = self.begun.elapsed().as_micros() as u64,
        );
    }
}
