//! A topic.

use crate::values::{Language, Slug};

/// A topic as it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// The part of the address.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// A few lines below the name.
    pub description: String,
    /// Its language, where it has one of its own.
    pub language: Option<Language>,
}
