//! What a file is, judged by its content; its name is only checked against that.
//!
//! Three answers are possible. A known type gets its media type, whatever the name says
//! within the same class: a PNG called `.jpg`, of which every site has some, is a PNG. A file
//! whose content belongs to another class than its name (a `.jpg` that is a web page) is
//! **refused**, and so is everything that a browser, a server or a double click would
//! run: HTML, JavaScript, PHP, shell scripts, ELF, PE and Mach-O programs, by content and by
//! extension. Everything else is **kept as it is**, as `application/octet-stream`: an archive
//! holds survey data and maps in formats that nobody here has heard of.
//!
//! **Invariant:** files are served with `X-Content-Type-Options: nosniff` and the media type
//! found here, and only what [`Kind::may_show_inline`] allows without
//! `Content-Disposition: attachment`. SVG is never inlined into a page.

mod containers;
mod magic;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::io::{self, Cursor, Read, Seek, SeekFrom};

pub use table::is_dangerous_extension;

/// Bytes that are looked at from the beginning.
const HEAD: u64 = 64 * 1024;

/// What sort of thing a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A picture, to be shown.
    Picture,
    /// Something to read: PDF, EPUB, office files, plain text.
    Document,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
    /// Files in a file.
    Archive,
    /// Something for a program to read: CSV, JSON, XML.
    Data,
    /// Unknown.
    Other,
}

/// A type of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kind {
    /// IANA media type, without parameters.
    pub media_type: &'static str,
    /// The usual extension without its dot; empty when the type is unknown.
    pub extension: &'static str,
    /// What a reader is told: "PDF", "Excel". Empty when the type is unknown.
    pub label: &'static str,
    /// What sort of thing it is.
    pub class: Class,
    /// Whether it is text that was found to be UTF-8.
    pub utf8: bool,
}

impl Kind {
    /// The value of `Content-Type`: the media type, with `charset=utf-8` for text known to be that.
    pub fn content_type(&self) -> String {
        let suffix = if self.utf8 { "; charset=utf-8" } else { "" };
        format!("{}{suffix}", self.media_type)
    }

    /// Whether a browser may show the file in place of saving it. Not so for what could hold
    /// a script of its own (SVG, XML), nor for what is not shown anyway. A picture element may load an SVG,
    /// since scripts do not run there; its response needs `Content-Security-Policy: sandbox`.
    pub fn may_show_inline(&self) -> bool {
        match self.class {
            Class::Picture => *self != table::SVG,
            Class::Audio | Class::Video => true,
            Class::Document => matches!(self.extension, "pdf" | "txt" | "vtt"),
            Class::Archive | Class::Data | Class::Other => false,
        }
    }
}

/// A file that is not let in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{name}” was refused: {why}")]
pub struct FileRefused {
    /// The file's name as it was given, cut to a readable length.
    pub name: String,
    /// The reason, and what can be done, as a sentence.
    pub why: String,
}

/// Judges bytes in memory. See [`judge`].
///
/// # Errors
/// [`FileRefused`] by the rules of this module.
pub fn judge_bytes(name: &str, bytes: &[u8]) -> Result<Kind, FileRefused> {
    judge(name, &mut Cursor::new(bytes))
}

/// Says what a file is. Reads its beginning, and for office files the table at its end, then
/// goes back to its beginning.
///
/// # Errors
/// [`FileRefused`] by the rules of this module, or when it is empty or cannot be read.
pub fn judge(name: &str, file: &mut (impl Read + Seek)) -> Result<Kind, FileRefused> {
    let refused = |why: String| FileRefused { name: name.chars().take(200).collect(), why };
    let kind = look(name, file).map_err(|error| refused(format!("it could not be read: {error}")))?;
    let extension = extension_of(name);
    let found = match kind {
        Look::Empty => return Err(refused("it is empty; upload it again".to_owned())),
        Look::Runs(what) => {
            return Err(refused(format!(
                "it is {what}, which could run on a reader's device; pack it into a ZIP archive if it must be offered"
            )));
        }
        Look::Known(kind) => kind,
        Look::Text { utf8 } => text::kind_by_extension(&extension, utf8),
        Look::Unknown => table::UNKNOWN,
    };
    if is_dangerous_extension(&extension) {
        return Err(refused(format!(
            "files that end in .{extension} could run on a reader's device; pack it into a ZIP archive if it must be offered"
        )));
    }
    match table::by_extension(&extension) {
        Some(claimed) if !agree(&claimed, &found) => Err(refused(format!(
            "it is named .{extension} ({}), but its content is {}; give it its true extension, or make it anew",
            claimed.label,
            if found.label.is_empty() {
                "something else".to_owned()
            } else {
                format!("{} ({})", found.label, found.media_type)
            },
        ))),
        _ => Ok(table::under_its_own_extension(found, &extension)),
    }
}

/// What the content says.
enum Look {
    Empty,
    /// A program, a script or a web page; says which.
    Runs(&'static str),
    Known(Kind),
    /// Text of no recognisable form.
    Text {
        utf8: bool,
    },
    Unknown,
}

fn look(name: &str, file: &mut (impl Read + Seek)) -> io::Result<Look> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let whole = (head.len() as u64) < HEAD;
    let answer = match magic::look(&head) {
        magic::Magic::None if head.is_empty() => Look::Empty,
        magic::Magic::None => text::look(&head, whole),
        magic::Magic::Runs(what) => Look::Runs(what),
        magic::Magic::Kind(kind) => Look::Known(kind),
        magic::Magic::Zip => Look::Known(containers::zip(file, &head)?),
        magic::Magic::Office97 => match extension_of(name).as_str() {
            "msi" | "msp" => Look::Runs("a Windows installer"),
            extension => Look::Known(containers::office97(extension)),
        },
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(answer)
}

/// The lower-case extension without its dot, or nothing.
fn extension_of(name: &str) -> String {
    // What follows a trailing dot or space is what Windows would see.
    let name = name.trim_end_matches(['.', ' ']);
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a name and a content are close enough to call it a slip and not a disguise.
fn agree(claimed: &Kind, found: &Kind) -> bool {
    let text = |kind: &Kind| {
        matches!(
            kind.media_type,
            "text/plain"
                | "text/csv"
                | "text/markdown"
                | "text/vtt"
                | "application/json"
                | "application/x-subrip"
                | "application/xml"
                | "text/calendar"
        )
    };
    let playable = |class| matches!(class, Class::Audio | Class::Video);
    claimed == found
        || claimed.media_type == found.media_type
        // An SVG can hold scripts, so it never stands in for a picture that cannot.
        || (claimed.class == Class::Picture && found.class == Class::Picture && *claimed != table::SVG && *found != table::SVG)
        // MP4, MOV, WebM and Ogg hold either; which it is depends on the tracks.
        || (playable(claimed.class) && playable(found.class))
        || (claimed.class == Class::Archive && found.class == Class::Archive)
        || (text(claimed) && text(found))
        || (table::is_office97(claimed) && (table::is_office97(found) || *found == table::RTF))
}
