//! A section.

use crate::{
    jobs::model::Work,
    values::{Language, Slug},
};
use serde::{Deserialize, Serialize};

/// A section as it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The section above it.
    pub parent: Option<i64>,
    /// The part of the address.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// A few lines below the name.
    pub description: String,
    /// Its language, where it has one of its own.
    pub language: Option<Language>,
}

/// The deepest that the tree goes: a circle in stored data must not turn into a walk without end.
pub const DEEPEST: usize = 20;

/// Work: a section was moved, so its articles stand in other lists above it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Relist {
    /// The section.
    pub section: i64,
    /// Those that come before this one, in the list's order, are still to be done: date and number.
    pub before: Option<(i64, i64)>,
}

impl Work for Relist {
    const KIND: &'static str = "relist";
}
