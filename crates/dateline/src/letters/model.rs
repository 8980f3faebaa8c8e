//! What there is to be told of.

use crate::{
    accounts::roles::{May, Role},
    jobs::model::Work,
};
use serde::{Deserialize, Serialize};

/// What a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// An article was given to somebody to work on.
    Assigned,
    /// An article was handed in and waits for an editor.
    HandedIn,
    /// One's article was approved, or sent back.
    Decided,
    /// A schedule failed, or was kept late.
    Schedule,
    /// Somebody left a note on one's article.
    Note,
    /// One's article was corrected.
    Corrected,
    /// Readers' comments wait.
    Comments,
}

/// Everything that there is to be told of, in the order of the form.
pub const ABOUTS: [About; 7] = [
    About::Assigned,
    About::HandedIn,
    About::Decided,
    About::Schedule,
    About::Note,
    About::Corrected,
    About::Comments,
];

impl About {
    /// As it is stored, and as fields of the form are named.
    pub fn as_str(self) -> &'static str {
        match self {
            About::Assigned => "assigned",
            About::HandedIn => "handed_in",
            About::Decided => "decided",
            About::Schedule => "schedule",
            About::Note => "note",
            About::Corrected => "corrected",
            About::Comments => "comments",
        }
    }

    /// In a sentence, for the form.
    pub fn words(self) -> &'static str {
        match self {
            About::Assigned => "An article was given to me to work on",
            About::HandedIn => "An article was handed in for review",
            About::Decided => "My article was approved, or sent back",
            About::Schedule => "A schedule failed, or was kept late",
            About::Note => "Somebody left a note on my article",
            About::Corrected => "My article was corrected",
            About::Comments => "Readers' comments are waiting",
        }
    }

    /// Whether somebody with this role has anything to do with it.
    pub fn concerns(self, role: Role) -> bool {
        match self {
            About::HandedIn => role.may(May::WriteAll),
            About::Comments => role.may(May::Moderate),
            _ => true,
        }
    }

    /// Whether it is sent to whoever has not chosen.
    pub fn unless_chosen(self) -> bool {
        // Comments come all day long.
        self != About::Comments
    }
}

/// Work: a letter to somebody at the desk. It names rows, so that nothing of what it says lies about in the queue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeskLetter {
    /// What it is about.
    pub about: About,
    /// To whom.
    pub person: i64,
    /// Which article; 0 where it is about none.
    #[serde(default)]
    pub article: i64,
    /// The row that says more: of a change of stage, of a schedule, of a note.
    #[serde(default)]
    pub row: i64,
    /// Who did it.
    #[serde(default)]
    pub by: Option<i64>,
}

impl Work for DeskLetter {
    const KIND: &'static str = "desk_letter";
}
