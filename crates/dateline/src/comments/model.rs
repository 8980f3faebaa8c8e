//! A comment.

use crate::values::HttpUrl;
use document::Document;

/// What a comment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Written by a reader.
    Comment,
    /// Another site's notice that it links here.
    Pingback,
    /// The older form of such a notice.
    Trackback,
}

impl Kind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Comment => "comment",
            Kind::Pingback => "pingback",
            Kind::Trackback => "trackback",
        }
    }
}

/// Whether readers see a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waits for the desk.
    Pending,
    /// Shown.
    Approved,
    /// Judged to be spam.
    Spam,
    /// Taken away.
    Removed,
}

impl State {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Approved => "approved",
            State::Spam => "spam",
            State::Removed => "removed",
        }
    }
}

/// A comment as it is written down. There is no field for the address that it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// The article it stands below.
    pub article: i64,
    /// The comment that it answers.
    pub parent: Option<i64>,
    /// What it is.
    pub kind: Kind,
    /// Whether readers see it.
    pub state: State,
    /// The name that was given.
    pub author: String,
    /// Never shown.
    pub email: Option<String>,
    /// The author's own address.
    pub url: Option<HttpUrl>,
    /// What it says.
    pub body: Document,
    /// When it was written (UTC microseconds).
    pub at: i64,
    /// The person of the newsroom who wrote it.
    pub person: Option<i64>,
}
