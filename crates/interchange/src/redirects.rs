//! Lists of the WordPress plugin "Redirection": its JSON export, its CSV export, and plain
//! CSV of `source,target[,code]` as people write it.
//!
//! Every line becomes a [`Redirect`], those included that cannot be kept: the importer says which.

mod json;
mod table;

use std::io::Read;

use serde::Serialize;

/// Lists beyond this many bytes are refused: a million redirects take half of it.
pub const LARGEST: u64 = 256 << 20;

/// One redirect as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Redirect {
    /// Line of a CSV file, or number in a JSON file's list; both from 1.
    pub line: u64,
    /// The old address: a path, with its query if any, or a pattern where [`Redirect::regex`].
    pub source: String,
    /// Where it leads; empty where it leads nowhere (410) or elsewhere than to an address.
    pub target: String,
    /// The HTTP status; 0 where none is given or it is none.
    pub code: u16,
    /// A regular expression in PCRE's syntax.
    pub regex: bool,
    /// Switched on, and in a group that is.
    pub enabled: bool,
    /// The editor's note.
    pub title: String,
    /// What is compared: "url" for the address alone, else "login", "referrer", "agent", …
    pub match_type: String,
    /// What happens: "url" for a redirect, else "error", "pass", "random", "nothing".
    pub action: String,
}

impl Redirect {
    /// Why this is no plain redirect from one address to another; None where it is one.
    pub fn obstacle(&self) -> Option<Obstacle> {
        if !self.enabled {
            Some(Obstacle::Disabled)
        } else if self.regex {
            Some(Obstacle::Regex)
        } else if self.match_type != "url" {
            Some(Obstacle::Match)
        } else if self.action != "url" && !(self.action == "error" && matches!(self.code, 404 | 410 | 451)) {
            Some(Obstacle::Action)
        } else if self.source.is_empty() || (self.action == "url" && self.target.is_empty()) {
            Some(Obstacle::Empty)
        } else {
            None
        }
    }
}

/// What keeps a redirect from being a plain one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// Switched off.
    Disabled,
    /// A pattern, not an address.
    Regex,
    /// It depends on more than the address.
    Match,
    /// It does something else than redirect.
    Action,
    /// No source or no target.
    Empty,
}

/// Why a list could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk failed.
    #[error("{name}: could not be read: {source}")]
    Read {
        /// The file as named by the caller.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is larger than any list.
    #[error(
        "{name}: larger than {LARGEST} bytes, which no list of redirects is. Check that it is the right file"
    )]
    TooLarge {
        /// The file as named by the caller.
        name: String,
    },
    /// It is JSON, but broken or of another kind.
    #[error(
        "{name}, line {line}: {what}. Export it again under Tools, Redirection, Import/Export, as JSON or CSV"
    )]
    Json {
        /// The file as named by the caller.
        name: String,
        /// Where.
        line: u64,
        /// What was wrong.
        what: String,
    },
    /// A line of a CSV file without a source and a target.
    #[error("{name}, line {line}: {what}. Each line needs an old address and a new one, as in /old,/new,301")]
    Table {
        /// The file as named by the caller.
        name: String,
        /// Where.
        line: u64,
        /// What was wrong.
        what: String,
    },
    /// Nothing in it.
    #[error("{name}: no redirect is in it. Check that it is the right file")]
    Empty {
        /// The file as named by the caller.
        name: String,
    },
}

/// Reads a list, JSON or CSV by its content. `name` is for messages.
///
/// # Errors
/// The list cannot be read, is of neither kind, or is empty.
pub fn read(from: impl Read, name: &str) -> Result<Vec<Redirect>, Error> {
    let name = || name.to_owned();
    let mut bytes = Vec::new();
    let read = from.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|source| Error::Read { name: name(), source })?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::TooLarge { name: name() });
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let redirects = match text.trim_start().chars().next() {
        None => return Err(Error::Empty { name: name() }),
        Some('{' | '[') => {
            json::read(text).map_err(|(line, what)| Error::Json { name: name(), line, what })?
        }
        Some(_) => table::read(text).map_err(|(line, what)| Error::Table { name: name(), line, what })?,
    };
    if redirects.is_empty() { Err(Error::Empty { name: name() }) } else { Ok(redirects) }
}

#[cfg(test)]
mod tests;
