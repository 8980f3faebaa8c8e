//! Forms that readers fill in, and the pages around them.

use super::{CommentView, shared::LinkView};
use serde::Serialize;

/// The form for a comment, empty or with what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FormView {
    /// The article's number.
    pub article: i64,
    /// The comment that is answered.
    pub parent: Option<i64>,
    /// What the form is signed with.
    pub token: String,
    /// What was typed.
    pub name: String,
    /// What was typed.
    pub email: String,
    /// What was typed.
    pub text: String,
    /// Whether it waits for the newsroom.
    pub held: bool,
    /// After how many days an e-mail address is deleted.
    pub email_days: u64,
    /// What is wrong with it.
    pub errors: Vec<ErrorView>,
}

/// The form by which a comment is reported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReportView {
    /// The comment's number.
    pub comment: i64,
    /// What the form is signed with.
    pub token: String,
    /// The reasons that are offered: as the form sends them, in words, and whether it was chosen.
    pub reasons: Vec<ReasonView>,
    /// What was typed.
    pub text: String,
    /// What is wrong with it.
    pub errors: Vec<ErrorView>,
}

/// The form by which an error in an article is reported, empty or with what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ErrorFormView {
    /// The article's number.
    pub article: i64,
    /// What the form is signed with.
    pub token: String,
    /// What was typed.
    pub passage: String,
    /// What was typed.
    pub text: String,
    /// What was typed.
    pub evidence: String,
    /// What was typed.
    pub name: String,
    /// What was typed.
    pub email: String,
    /// After how many days an e-mail address is deleted, answered or not.
    pub email_days: u64,
    /// What is wrong with it.
    pub errors: Vec<ErrorView>,
}

/// A reason that can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReasonView {
    /// As the form sends it.
    pub value: String,
    /// In words.
    pub text: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// Something that is wrong with a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ErrorView {
    /// The field, by the end of its id (`name` of `c-name`); empty if it is about all of them.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

/// What a page around a form, or after one, is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TalkKind {
    /// To answer a comment.
    #[default]
    Reply,
    /// A comment was not taken as it was.
    Refused,
    /// A comment came and waits.
    Held,
    /// A comment came and is shown.
    Shown,
    /// To report a comment.
    Report,
    /// A report came.
    Reported,
    /// To report an error in an article.
    Error,
    /// Such a report was not taken as it was.
    ErrorRefused,
    /// Such a report came.
    ErrorCame,
}

/// A page around a form, or one that says what happens next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TalkView {
    /// What it is for.
    pub kind: TalkKind,
    /// The article's language.
    pub language: String,
    /// The article; none if there is none for readers.
    pub article: Option<LinkView>,
    /// The comment that it is about.
    pub about: Option<CommentView>,
    /// Where that comment, or the new one, stands.
    pub see: Option<String>,
    /// The form for a comment.
    pub form: Option<FormView>,
    /// The form for a report.
    pub report: Option<ReportView>,
    /// The form to report an error.
    pub error: Option<ErrorFormView>,
}
