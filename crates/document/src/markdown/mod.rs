//! Markdown in and out: CommonMark with tables, strikethrough, footnotes and autolinks.

mod read;
mod write;

pub use read::{read, read_note};
pub use write::write;
