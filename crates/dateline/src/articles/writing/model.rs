//! Working copies, and what comes of saving.

use std::borrow::Cow;

/// What somebody typed since the revision that they started from. It is kept as the editor holds it, whatever is still wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The number of the revision that it started from; 0 for none.
    pub based_on: i64,
    /// How often it was saved.
    pub version: i64,
    /// The manuscript, as JSON.
    pub text: String,
    /// When it was saved last (UTC microseconds).
    pub at: i64,
}

/// What came of keeping a working copy, or of throwing it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is kept, or gone.
    Yes {
        /// Its version now.
        version: i64,
        /// When (UTC microseconds).
        at: i64,
    },
    /// It was changed from another window: this is what stands there, untouched.
    Other(Copy),
}

/// The newest revision of an article, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    /// Its number.
    pub number: i64,
    /// Who wrote it, by name; empty for the machine.
    pub by: String,
    /// When (UTC microseconds).
    pub at: i64,
    /// Which form it has.
    pub v: i64,
    /// The manuscript, as JSON.
    pub text: String,
}

/// What came of saving a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// There is a new revision.
    New {
        /// Its number.
        number: i64,
        /// When (UTC microseconds).
        at: i64,
    },
    /// The newest revision says the same already.
    Same {
        /// Its number.
        number: i64,
        /// When it was written (UTC microseconds).
        at: i64,
    },
    /// Another one came first: this is what stands there, untouched.
    Other(Newest),
}

/// Something that is wrong with a field of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The field, as `search.title`.
    pub field: String,
    /// What is wrong and what to do; in English, for the desk's words to have in others.
    pub why: Cow<'static, str>,
}

impl Wrong {
    /// Something that is wrong with a field.
    pub fn new(field: impl Into<String>, why: impl Into<Cow<'static, str>>) -> Self {
        Wrong { field: field.into(), why: why.into() }
    }
}

/// Somebody who looks at an article now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Present {
    /// The person.
    pub person: i64,
    /// The name.
    pub name: String,
}

/// A revision in a list.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Listed {
    /// Its number.
    pub number: i64,
    /// When it was written (UTC microseconds).
    pub at: i64,
    /// By whom; empty for the machine.
    pub by: String,
    /// Through which door.
    pub via: String,
    /// Its row.
    #[serde(skip)]
    pub row: i64,
}
