//! A section.

use crate::values::{Language, Slug};

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
