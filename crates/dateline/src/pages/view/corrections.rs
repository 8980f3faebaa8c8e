//! Corrections as pages show them: at the article, and on the page of all of them.

use super::shared::LinkView;
use serde::Serialize;

/// A correction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CorrectionView {
    /// Its number.
    pub id: i64,
    /// `correction`, `clarification`, `update` or `retraction`.
    pub kind: String,
    /// The same in the reader's language.
    pub name: String,
    /// Plain text, empty lines between paragraphs; empty if it was taken down.
    pub text: String,
    /// What was wrong, as it stood; plain text, may be empty.
    pub was: String,
    /// When it was issued (UTC microseconds).
    pub at: i64,
    /// A sentence about from when to when the wrong thing stood; may be empty.
    pub stood: String,
    /// Where the version of that time is read.
    pub version: Option<String>,
    /// Where the two versions stand beside each other; none if the text was left as it was.
    pub comparison: Option<String>,
    /// The correction that this one puts right.
    pub corrects: Option<i64>,
    /// The correction that puts this one right.
    pub corrected_by: Option<i64>,
    /// Whether it stands at the head of the article as well.
    pub top: bool,
    /// Whether its text was taken down.
    pub closed: bool,
    /// What readers are told in place of a text that was taken down; may be empty.
    pub note: String,
    /// On the page of all: the article.
    pub article: Option<LinkView>,
    /// On the page of all: the article's language.
    pub language: String,
}

/// The page of all corrections.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CorrectionsView {
    /// Its path on this site, of this very page of the list.
    pub path: String,
    /// BCP 47.
    pub language: String,
    /// The corrections of this page, the newest first.
    pub items: Vec<CorrectionView>,
    /// The page before this one; none on the first.
    pub newer: Option<String>,
    /// The page after this one.
    pub older: Option<String>,
    /// Its feed.
    pub feed: Option<super::FeedLink>,
}
