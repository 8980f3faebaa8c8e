//! What the full-text index is made of, read from published rows.

pub mod reader;

/// The fact that the index is to be made anew, which `dateline rebuild` touches.
pub const ANEW: &str = "derived/index";
