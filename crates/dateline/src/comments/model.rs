//! A comment.

use crate::{
    error::{Error, Result},
    jobs::model::Work,
    settings::model::{Comments, Taken},
    values::{Email, HttpUrl},
};
use document::Document;
use serde::{Deserialize, Serialize};

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
    /// All of them.
    pub const ALL: [State; 4] = [State::Pending, State::Approved, State::Spam, State::Removed];

    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Approved => "approved",
            State::Spam => "spam",
            State::Removed => "removed",
        }
    }

    /// From what is stored, or what somebody asks for.
    pub fn parse(text: &str) -> Result<State> {
        State::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| {
            Error::refused(
                "state",
                format!("{text:?} is none; there are pending, approved, spam and removed"),
            )
        })
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
    /// When the e-mail address is deleted (UTC microseconds); none for what an import brought.
    pub email_until: Option<i64>,
    /// The author's own address.
    pub url: Option<HttpUrl>,
    /// What it says.
    pub body: Document,
    /// Tells the same text sent twice; 0 for what an import brought.
    pub digest: i64,
    /// When it was written (UTC microseconds).
    pub at: i64,
    /// The person of the newsroom who wrote it.
    pub person: Option<i64>,
}

/// What a reader left, taken apart and found good.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// The article it is meant for.
    pub article: i64,
    /// The comment that it answers.
    pub parent: Option<i64>,
    /// The name that was given.
    pub author: String,
    /// Where they are told if it is removed.
    pub email: Option<Email>,
    /// What it says.
    pub body: Document,
    /// How many links are in it.
    pub links: usize,
    /// Tells the same text sent twice.
    pub digest: i64,
}

/// Whether an article takes comments, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Whether it does at this moment.
    pub open: bool,
    /// When that ends by itself (UTC microseconds).
    pub closes: Option<i64>,
}

impl Window {
    /// What the site's policy makes of an article that was published on a day; `wanted` is whether the article takes any.
    pub fn of(policy: &Comments, wanted: bool, published_on: i64, now: i64) -> Window {
        let closes = (policy.close_days > 0)
            .then(|| published_on.saturating_add(policy.close_days.saturating_mul(DAY)));
        let open = wanted && policy.taken != Taken::Closed && closes.is_none_or(|at| now < at);
        Window { open, closes: closes.filter(|_| open) }
    }
}

/// A day, in microseconds.
pub const DAY: i64 = 86_400_000_000;

/// The job of telling a comment's writer that it was removed. All else is read when the letter is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalNotice {
    /// The comment's number.
    pub comment: i64,
}

impl Work for RemovalNotice {
    const KIND: &'static str = "comment-removed";
}

/// Why somebody reports a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complaint {
    /// An insult, hatred, a threat.
    Insult,
    /// A claim that is not true.
    Falsehood,
    /// It tells private things about a person.
    Privacy,
    /// Advertising.
    Advertising,
    /// Something else.
    Other,
}

impl Complaint {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Complaint; 5] = [
        Complaint::Insult,
        Complaint::Falsehood,
        Complaint::Privacy,
        Complaint::Advertising,
        Complaint::Other,
    ];

    /// As it is stored, and as a form sends it.
    pub fn as_str(self) -> &'static str {
        match self {
            Complaint::Insult => "insult",
            Complaint::Falsehood => "falsehood",
            Complaint::Privacy => "privacy",
            Complaint::Advertising => "advertising",
            Complaint::Other => "other",
        }
    }

    /// From what a form sends.
    pub fn parse(text: &str) -> Option<Complaint> {
        Complaint::ALL.into_iter().find(|c| c.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_closes_by_itself() {
        let open = Comments::default();
        assert_eq!(Window::of(&open, true, 0, 9 * DAY), Window { open: true, closes: None });
        assert!(!Window::of(&open, false, 0, 0).open);
        assert!(!Window::of(&Comments { taken: Taken::Closed, ..open.clone() }, true, 0, 0).open);
        let week = Comments { close_days: 7, ..open };
        assert_eq!(Window::of(&week, true, DAY, 8 * DAY - 1), Window { open: true, closes: Some(8 * DAY) });
        assert_eq!(Window::of(&week, true, DAY, 8 * DAY), Window { open: false, closes: None });
        assert!(Window::of(&week, true, i64::MAX, 0).open);
    }
}
