//! Backups: the whole site, database and files, in one file that either engine can read back.
//!
//! The file is a tar stream compressed with zstd. Its members, in this order:
//!
//! * `dateline-backup.json`: the form, the program's version, the newest migration, the engine, the time;
//! * `tables/NAME/00001.jsonl`, …: a line with the columns' names, then a line (a JSON array) for each row. A table comes
//!   in parts of some MiB, because a tar member says its length before its content;
//! * `lists/00001.jsonl`, …: hash and length of up to a thousand files, and after each list those files, `files/HASH`;
//! * `manifest.json`: rows, length and SHA-256 of every member but the files, whose names are their hashes.
//!
//! `docs/BACKUP.md` says the same for those who keep the backups.

mod before;
mod format;
mod named;
mod partial;
mod read;
mod restore;
mod row;
mod stream;
mod verify;
mod write;

pub use before::before_migrating;
pub use format::{Contents, Header};
pub use read::Damage;
pub use restore::restore;
pub use verify::{Verdict, verify};
pub use write::{Absent, write};

/// How far the work has come, for a progress bar.
#[derive(Debug, Clone, Copy)]
pub enum Progress {
    /// Rows that are done, and of how many.
    Rows(u64, u64),
    /// Bytes that are done, and of how many.
    Bytes(u64, u64),
}
