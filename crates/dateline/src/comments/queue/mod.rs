//! What the desk has to decide about: comments in the order in which they came, with what was decided and reported of each.

pub mod store;

use super::{model::State, reports::store::Listed as Report};
use crate::error::{Error, Result};
use document::Document;

/// A part of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Those in a state.
    In(State),
    /// Those that readers reported, and nobody has decided about since.
    Reported,
}

impl Tab {
    /// In the order in which they are offered.
    pub const ALL: [Tab; 5] = [
        Tab::In(State::Pending),
        Tab::Reported,
        Tab::In(State::Approved),
        Tab::In(State::Spam),
        Tab::In(State::Removed),
    ];

    /// As an address has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Tab::In(state) => state.as_str(),
            Tab::Reported => "reported",
        }
    }

    /// From an address.
    pub fn parse(text: &str) -> Result<Tab> {
        let none = || Error::NotFound(format!("the part {text:?} of the queue"));
        Tab::ALL.into_iter().find(|tab| tab.as_str() == text).ok_or_else(none)
    }
}

/// What was decided last.
#[derive(Debug, Clone)]
pub struct Decision {
    /// When (UTC microseconds).
    pub at: i64,
    /// Who, if that is known.
    pub by: Option<String>,
    /// Why, if that was said.
    pub reason: String,
}

/// A comment in the queue.
#[derive(Debug, Clone)]
pub struct Queued {
    /// Its number.
    pub id: i64,
    /// Below which article.
    pub article: i64,
    /// The article's headline.
    pub headline: String,
    /// The article's address, if readers see it.
    pub path: Option<String>,
    /// The comment that it answers, and who wrote that.
    pub answers: Option<(i64, String)>,
    /// As stored.
    pub state: State,
    /// The name that was given.
    pub author: String,
    /// Whether its writer can be told of a removal.
    pub has_email: bool,
    /// Whether somebody of the newsroom wrote it.
    pub by_staff: bool,
    /// Whether its writer had it erased: nothing can be decided of it any more.
    pub erased: bool,
    /// What it says.
    pub body: Document,
    /// When it was written (UTC microseconds).
    pub at: i64,
    /// What was decided last; nothing for one that nobody has decided about.
    pub decided: Option<Decision>,
    /// Reports that nobody has settled.
    pub reports: Vec<Report>,
}
