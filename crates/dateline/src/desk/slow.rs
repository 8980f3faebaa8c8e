//! Tries that come too often: counted, and answered with how long to wait.

use super::{fault::Fault, frame::Frame};
use crate::{accounts::limits::Trying, app::App, pages::words::fill};
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};

/// Counts a try; if it is one too many, says how many seconds are to be waited.
pub fn wait(app: &App, frame: &Frame, trying: Trying<'_>) -> Result<Option<u64>, Fault> {
    let wait = app.gate.limits.check(trying, frame.from)?;
    Ok(wait.map(|wait| wait.as_secs() + 1))
}

/// Counts a try, and refuses one too many: for what has no form that could be shown again.
pub fn check(app: &App, frame: &Frame, trying: Trying<'_>) -> Result<(), Fault> {
    wait(app, frame, trying)?.map_or(Ok(()), |seconds| Err(Fault::TooOften(seconds)))
}

/// The sentence, in the language and the digits of whoever asks.
pub fn sentence(app: &App, frame: &Frame, seconds: u64) -> String {
    let digits = frame.locale(app).map_or_else(|_| seconds.to_string(), |locale| locale.digits(seconds));
    let text = frame.say("Too many tries. Wait {seconds} seconds and try again.");
    fill(text, &[("seconds", &digits)])
}

/// The answer to a form that is refused: it says when to come again, if that is why (RFC 9110, 10.2.3).
pub fn later(mut response: Response, seconds: Option<u64>) -> Response {
    if let Some(seconds) = seconds {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
