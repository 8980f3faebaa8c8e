//! The tree as ProseMirror JSON.

mod error;
mod read;
mod scrub;
mod write;

pub use error::DocumentError;
pub use read::{MAX_DEPTH, MAX_NODES};

/// The names of nodes in JSON, TipTap's where it has one.
pub(crate) mod name {
    pub(crate) const BLOCKS: [&str; 18] = [
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "blockquote",
        "pullQuote",
        "codeBlock",
        "table",
        "figure",
        "gallery",
        "embed",
        "frame",
        "audio",
        "video",
        "file",
        "aside",
        "footnotes",
        "horizontalRule",
    ];
    pub(crate) const INLINES: [&str; 3] = ["text", "hardBreak", "footnoteReference"];
}
