//! The one way out: requests that this server makes to others, because the site says so.
//!
//! Each has an end (time, bytes), follows no redirect to another host, and trusts what the system trusts.

use crate::values::HttpUrl;
use reqwest::{Client, StatusCode, redirect};
use std::{sync::OnceLock, time::Duration};

/// The longest that a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// The longest that a request may take, its answer included.
const WHOLE: Duration = Duration::from_secs(20);
/// Bytes of an answer that are read; what lies behind them is not waited for.
const READ: usize = 64 << 10;
/// Redirects that are followed, on one host.
const HOPS: usize = 3;

/// What was answered.
#[derive(Debug, Clone)]
pub struct Said {
    /// The status.
    pub status: StatusCode,
    /// The beginning of the body.
    pub body: Vec<u8>,
}

/// Sends a body to an address. An error says in one line why there is no answer.
pub async fn post(to: &HttpUrl, media_type: &'static str, body: String) -> Result<Said, String> {
    let request = client()?.post(to.as_str()).header(http::header::CONTENT_TYPE, media_type).body(body);
    let mut answer = request.send().await.map_err(|error| chain(&error))?;
    let status = answer.status();
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|error| chain(&error))? {
        let room = READ - body.len();
        body.extend_from_slice(part.get(..room).unwrap_or(&part));
        if body.len() == READ {
            break;
        }
    }
    Ok(Said { status, body })
}

/// One client for the process, so that connections are used again.
fn client() -> Result<&'static Client, String> {
    static CLIENT: OnceLock<Result<Client, String>> = OnceLock::new();
    CLIENT.get_or_init(|| build().map_err(|error| chain(&error))).as_ref().map_err(Clone::clone)
}

fn build() -> reqwest::Result<Client> {
    // reqwest takes the process's provider. Somebody may have put the same one there before.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    let same_host = redirect::Policy::custom(|attempt| {
        let same = attempt.previous().first().is_some_and(|first| {
            first.host_str() == attempt.url().host_str()
                && (first.scheme() != "https" || attempt.url().scheme() == "https")
        });
        if same && attempt.previous().len() <= HOPS { attempt.follow() } else { attempt.stop() }
    });
    Client::builder()
        .user_agent(concat!("Dateline/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .redirect(same_host)
        .referer(false)
        .build()
}

/// An error with its causes: reqwest's own line says only which request it was.
fn chain(error: &dyn std::error::Error) -> String {
    let mut out = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        out.push_str(": ");
        out.push_str(&inner.to_string());
        cause = inner.source();
    }
    out
}
