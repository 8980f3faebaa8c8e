//! A proposal.

use crate::articles::sources::{Kind, Who};
use serde::{Deserialize, Serialize};

/// Somebody in the chain that a passage seems to rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What kind of source it seems to be.
    pub kind: Kind,
    /// Who it seems to be.
    pub who: Who,
    /// The source of the article that it seems to be.
    pub same_as: Option<i64>,
    /// Whether it quotes the one that comes after it.
    pub quotes_next: bool,
}

/// A piece of a block's text, in UTF-16 units of it. What is no text within a block (a break, a footnote's number) counts one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What the text seems to say: this passage rests on that source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// SHA-256, in hex, of the passage, the source, the cue and whom it quotes, as the text has them: what was refused stays
    /// refused wherever it moves to.
    pub digest: String,
    /// Which of the text's blocks with words it stands in, from 0.
    pub paragraph: usize,
    /// Where the passage begins, as [`Place`] counts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The passage.
    pub text: String,
    /// The words that show it: "reported", "according to".
    pub cue: String,
    /// Where they stand.
    pub cue_at: Place,
    /// The source, as the text has it: "the Coast Wire agency".
    pub source: String,
    /// Where that stands.
    pub source_at: Place,
    /// Whom it quotes, as the text has it; empty for nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub via: String,
    /// Where that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via_at: Option<Place>,
    /// What the passage rests on, then whom that quotes.
    pub chain: Vec<Link>,
    /// Nobody has decided about it.
    pub open: bool,
}
