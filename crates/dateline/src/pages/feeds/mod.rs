//! Feeds as bytes: one view, three formats.

mod atom;
mod json;
mod rss;

#[cfg(test)]
mod tests;

use super::{
    view::{FeedFormat, FeedView},
    words::direction,
};
use jiff::Timestamp;

/// Writes a feed in a format.
pub fn write(feed: &FeedView, format: FeedFormat) -> Vec<u8> {
    match format {
        FeedFormat::Rss => rss::write(feed),
        FeedFormat::Atom => atom::write(feed),
        FeedFormat::Json => json::write(feed),
    }
}

/// A moment within the years that the formats can write: 1 to 9999.
fn moment(micros: i64) -> Timestamp {
    const FIRST: i64 = -62_135_596_800;
    const LAST: i64 = 253_402_207_200;
    Timestamp::from_second(micros.div_euclid(1_000_000).clamp(FIRST, LAST)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// RFC 3339, in UTC.
pub fn rfc3339(micros: i64) -> String {
    moment(micros).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// RFC 822 with the four digits of a year that RSS 2.0 asks for, in UTC.
fn rfc822(micros: i64) -> String {
    moment(micros).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// A text's HTML, inside an element that says its language and direction where readers would guess wrong.
pub fn marked(content: String, language: &str, around: &str) -> String {
    let dir = direction(language);
    if content.is_empty() || (dir == "ltr" && language == around) {
        return content;
    }
    // A language tag is letters, digits and hyphens: nothing to escape.
    format!("<div lang=\"{language}\" dir=\"{dir}\">{content}</div>")
}
