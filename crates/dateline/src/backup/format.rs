//! What stands in a backup, and under which names.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
/// The first member.
pub const HEADER: &str = "dateline-backup.json";
/// The last member.
pub const MANIFEST: &str = "manifest.json";
/// Bytes after which a part of a table ends: what is held in memory at a time.
pub const PART: usize = 4 << 20;
/// Files in one list.
pub const FILES_A_LIST: usize = 1_000;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The form of the file.
    pub format: u32,
    /// The version of the Dateline that wrote it.
    pub dateline: String,
    /// The number of the newest migration that the database had.
    pub migration: i64,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// When it was made, UTC, RFC 3339.
    pub made_at: String,
}

impl Header {
    /// Refuses what this program is too old to read.
    pub fn readable(&self, newest: i64) -> Result<()> {
        if self.format > FORMAT || self.migration > newest {
            return Err(Error::refused(
                "backup",
                format!(
                    "was written by Dateline {} (form {}, migration {}), and this one reads forms up to {FORMAT} and \
                     migrations up to {newest}; use that version or a newer one",
                    self.dateline, self.format, self.migration
                ),
            ));
        }
        Ok(())
    }
}

/// A member, as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its rows, or the files that it lists.
    pub rows: u64,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of it, in hex.
    pub sha256: String,
}

/// The last member: everything but the files, and how many of those there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// In the order in which they stand.
    pub members: Vec<Member>,
    /// How many files.
    pub files: u64,
    /// Their length, in bytes.
    pub file_bytes: u64,
    /// Files that the database names and that were not in the store when the backup was made.
    #[serde(default)]
    pub absent: Vec<String>,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contents {
    /// What it says of itself.
    pub header: Header,
    /// The rows of each table.
    pub tables: BTreeMap<String, u64>,
    /// How many files.
    pub files: u64,
    /// Their length, in bytes.
    pub file_bytes: u64,
    /// Files that were missing when it was made.
    pub absent: Vec<String>,
}

impl Contents {
    /// Of a backup that says this of itself, before anything is counted.
    pub fn of(header: Header) -> Self {
        Contents { header, tables: BTreeMap::new(), files: 0, file_bytes: 0, absent: Vec::new() }
    }

    /// The rows of one table; 0 if it is not there.
    pub fn rows(&self, table: &str) -> u64 {
        self.tables.get(table).copied().unwrap_or(0)
    }
}
