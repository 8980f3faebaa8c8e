//! A private link.

use crate::values::line;
use sha2::{Digest, Sha256};

/// The longest label, in bytes.
pub const LONGEST_LABEL: usize = 100;
/// How long a link may work, in days.
pub const MOST_DAYS: i64 = 90;
/// How many open links an article may have.
pub const MOST: usize = 50;

/// What a link is to be: for whom, and what it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// For whom: "lawyer".
    pub label: String,
    /// Which revision it shows; 0 for always the newest.
    pub revision: i64,
    /// For how many days.
    pub days: i64,
    /// Whether notes may be left.
    pub may_comment: bool,
    /// Whether the text may be approved.
    pub may_approve: bool,
}

/// What is wrong with a wish: the field, and what to do.
pub type Wrong = (&'static str, &'static str);

impl Wish {
    /// Of what was typed.
    pub fn parse(
        label: &str,
        days: Option<i64>,
        revision: i64,
        may_comment: bool,
        may_approve: bool,
    ) -> Result<Wish, Vec<Wrong>> {
        let label = line(label, LONGEST_LABEL);
        let mut wrong = Vec::new();
        if label.is_empty() {
            wrong.push(("label", "Say for whom it is, such as: lawyer. It stands beside what they say."));
        }
        let days = days.filter(|days| (1..=MOST_DAYS).contains(days));
        if days.is_none() {
            wrong.push(("days", "Give a number of days from 1 to 90."));
        }
        match days {
            Some(days) if wrong.is_empty() => Ok(Wish { label, revision, days, may_comment, may_approve }),
            _ => Err(wrong),
        }
    }
}

/// A link that was made.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Link {
    /// Its row.
    pub id: i64,
    /// The article.
    pub article: i64,
    /// For whom.
    pub label: String,
    /// Which revision it shows; 0 for always the newest.
    pub revision: i64,
    /// Whether notes may be left.
    pub may_comment: bool,
    /// Whether the text may be approved.
    pub may_approve: bool,
    /// When it ends (UTC microseconds).
    pub ends_at: i64,
    /// When it was taken back.
    pub ended_at: Option<i64>,
    /// Who made it.
    pub by: Option<String>,
}

/// The token of the forms below a link: whoever has the link can make it, and nobody else.
pub fn form_token(secret: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"private link form\0");
    hash.update(secret.as_bytes());
    crate::values::hex(&hash.finalize()).chars().take(32).collect()
}
