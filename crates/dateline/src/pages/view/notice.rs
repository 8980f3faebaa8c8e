//! A page that says why there is no page.

use super::list::ListItem;
use serde::Serialize;

/// What a person is told in place of what they asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NoticeView {
    /// The HTTP status it is sent with. 404, 410, 451, 403, 429, 500 and 503 have their own
    /// words; any other uses those of 400 or 500.
    pub status: u16,
    /// BCP 47; if empty, the site's.
    pub language: String,
    /// What was asked for, shown back; may be empty.
    pub path: String,
    /// The neutral public note of a withdrawal or takedown, plain text.
    pub note: Option<String>,
    /// When it was withdrawn, UTC microseconds.
    pub since: Option<i64>,
    /// A few newest articles to go on with.
    pub latest: Vec<ListItem>,
}
