//! What ends the reading of a file.

use std::io;

use super::Repair;

/// Why reading stopped. Everything complete before the line named has been yielded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WxrError {
    /// The disk or the pipe failed.
    #[error(
        "line {line}: the file could not be read on: {source}. Check the disk, then run the import again"
    )]
    Read {
        /// Line reached.
        line: u64,
        /// What the system said.
        source: io::Error,
    },
    /// The gzip stream is damaged.
    #[error(
        "line {line}: the compressed file is damaged here ({what}). Fetch it again, or unpack it with gunzip and import what comes out"
    )]
    Damaged {
        /// Line reached.
        line: u64,
        /// What the decompressor said.
        what: String,
    },
    /// The compressed file unpacks to far more than an export can.
    #[error(
        "line {line}: {compressed} bytes unpacked to over {expanded} bytes, which no export does. The file was refused as a decompression bomb"
    )]
    Bomb {
        /// Line reached.
        line: u64,
        /// Compressed bytes read.
        compressed: u64,
        /// Bytes that came out.
        expanded: u64,
    },
    /// Nothing but white space.
    #[error("the file is empty. Export the site again under Tools, Export in WordPress")]
    Empty,
    /// Not an export of WordPress.
    #[error("line {line}: this is not a WordPress export (WXR) but looks like {looks_like}. {hint}")]
    NotWxr {
        /// Where that was clear.
        line: u64,
        /// What it looks like.
        looks_like: String,
        /// What to do.
        hint: String,
    },
    /// The declared character encoding is not one that is read here.
    #[error(
        "line {line}: the file says that its encoding is {name:?}, which is not supported. Convert it first: iconv -f {name} -t UTF-8"
    )]
    Encoding {
        /// Line of the declaration.
        line: u64,
        /// The name as declared.
        name: String,
    },
    /// The file ends in the middle.
    #[error(
        "line {line}: the file ends before it is complete, inside {inside}. What stands before was read; fetch the export again for the rest"
    )]
    CutOff {
        /// The last line.
        line: u64,
        /// What was open, with the line where it began.
        inside: String,
    },
    /// One element or item beyond the limit.
    #[error(
        "line {line}: {what} is larger than {limit} bytes. Reading stopped there; shorten it in the file, or raise the limit"
    )]
    TooLarge {
        /// Where it begins.
        line: u64,
        /// Which element or item.
        what: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// Elements nested too deep.
    #[error(
        "line {line}: elements are nested more than {limit} deep, which no export does. Remove them and import again"
    )]
    TooDeep {
        /// Where the limit was passed.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// A complete file without any content.
    #[error("line {line}: the file is a WordPress export without an author, category, tag or item. Export it again with all content chosen{}", first(.repairs))]
    NothingFound {
        /// The last line.
        line: u64,
        /// What was wrong with it, if anything.
        repairs: Vec<Repair>,
    },
}

fn first(repairs: &[Repair]) -> String {
    repairs.first().map_or_else(String::new, |repair| format!(" (line {}: {repair})", repair.line))
}

impl WxrError {
    /// The line of the uncompressed file that the error is about, counted from 1.
    pub fn line(&self) -> u64 {
        match self {
            Self::Empty => 1,
            Self::Read { line, .. }
            | Self::Damaged { line, .. }
            | Self::Bomb { line, .. }
            | Self::NotWxr { line, .. }
            | Self::Encoding { line, .. }
            | Self::CutOff { line, .. }
            | Self::TooLarge { line, .. }
            | Self::TooDeep { line, .. }
            | Self::NothingFound { line, .. } => *line,
        }
    }
}
