//! Why a JSON text is not a document.

use std::fmt;

/// Why a JSON text is not a document, with the node at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// The node at fault, as `content[3].content[0].attrs`; empty for the whole.
    pub path: String,
    /// What is wrong with it and what would be right.
    pub problem: String,
}

impl DocumentError {
    pub(super) fn new(problem: impl Into<String>) -> Self {
        Self { path: String::new(), problem: problem.into() }
    }

    /// Adds a step in front: errors are made at the leaf and travel up.
    pub(super) fn under(mut self, step: &str) -> Self {
        if !self.path.is_empty() && !self.path.starts_with('[') {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, step);
        self
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "the document: {}", self.problem)
        } else {
            write!(f, "the document, at {}: {}", self.path, self.problem)
        }
    }
}

impl std::error::Error for DocumentError {}
