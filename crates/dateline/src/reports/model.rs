//! A report of an error.

use crate::{jobs::model::Work, values::Email};
use serde::{Deserialize, Serialize};

/// The longest reason for leaving an article as it is, in characters.
pub const LONGEST_ANSWER: usize = 2_000;

/// A report, found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The article's number.
    pub article: i64,
    /// The passage that is meant; may be empty.
    pub passage: String,
    /// What is wrong.
    pub text: String,
    /// How they know; may be empty.
    pub evidence: String,
    /// Who they say they are; may be empty. Never shown to readers.
    pub name: String,
    /// Where the answer goes.
    pub email: Option<Email>,
}

/// What became of a report that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    /// It waits for the newsroom.
    Kept,
    /// There is no such article for readers.
    Gone,
    /// The same was said of it already.
    Repeat,
}

/// A report as the desk sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Queued {
    /// Its number.
    pub id: i64,
    /// The article.
    pub article: i64,
    /// The article's headline.
    pub headline: String,
    /// The article's address, if readers see it.
    pub path: Option<String>,
    /// Which public version its writer saw.
    pub version: i64,
    /// Which version readers see now; none if the article is not public.
    pub current: Option<i64>,
    /// The passage that is meant.
    pub passage: String,
    /// What is wrong.
    pub text: String,
    /// How they know.
    pub evidence: String,
    /// Who they say they are.
    pub name: String,
    /// Whether they can be told of an answer.
    pub has_email: bool,
    /// When it came: the hour (UTC microseconds).
    pub at: i64,
    /// `open`, `corrected` or `declined`.
    pub state: String,
    /// What its writer was told, where it was declined.
    pub answer: String,
    /// The correction that answers it.
    pub correction: Option<i64>,
    /// Who answered it.
    pub by: Option<String>,
    /// When it was answered.
    pub answered_at: Option<i64>,
}

impl Queued {
    /// Whether nobody has answered it.
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }
}

/// Work: the answer to whoever sent a report and left an address. All else is read when the letter is sent; after it the address goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAnswer {
    /// The report's number.
    pub report: i64,
}

impl Work for ReportAnswer {
    const KIND: &'static str = "report-answer";
}

/// What such a letter says.
#[derive(Debug, Clone)]
pub struct Answer {
    /// To whom.
    pub email: String,
    /// The article's headline.
    pub headline: String,
    /// The article's address; empty if it is not public any more.
    pub path: String,
    /// The article's language; empty if it is not public any more.
    pub language: String,
    /// Whether a correction answers it.
    pub corrected: bool,
    /// The correction's text, or why nothing is changed.
    pub text: String,
}
