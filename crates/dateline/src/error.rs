//! One error type for the whole product, and how each kind is shown to whoever caused it.

use std::path::PathBuf;

/// What can go wrong. Bad input is [`Error::Refused`]; the rest is ours or the machine's.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Input that cannot be taken. The text names what, where and what to do.
    #[error("{what}: {why}")]
    Refused {
        /// The field, file or argument.
        what: String,
        /// What is wrong with it, and what to do.
        why: String,
    },
    /// A thing that was asked for by its number or address does not exist.
    #[error("{0} was not found")]
    NotFound(String),
    /// Somebody else's save came first. Nothing was written.
    #[error(
        "{what} was changed in the meantime: it was written on top of revision {based_on}, and the newest is {newest}"
    )]
    Conflict {
        /// Which article.
        what: String,
        /// The revision the writer started from; 0 for none.
        based_on: i64,
        /// The newest revision there is.
        newest: i64,
    },
    /// The database refused or failed.
    #[error("database: {0}")]
    Database(String),
    /// The database asks for the action to be tried again (a deadlock or a serialisation failure).
    #[error("database was busy: {0}")]
    Busy(String),
    /// A file or folder could not be used.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Stored text could not be read back. `dateline check` finds and names such rows.
    #[error("stored data cannot be read: {0}")]
    Damaged(String),
    /// The server or the writer is stopping.
    #[error("Dateline is stopping; try again in a moment")]
    Stopping,
    /// A fault of ours: a template that does not render, a thread that died.
    #[error("internal fault: {0}")]
    Internal(String),
}

/// A result with this crate's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A refusal of `what`, with the reason and what to do.
    pub fn refused(what: impl Into<String>, why: impl Into<String>) -> Self {
        Error::Refused { what: what.into(), why: why.into() }
    }

    /// A file error that names its path.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Error::File { path, source }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Error::Busy(error.to_string()),
            Some(DiskFull) => {
                Error::Database(format!("{error}: free some space on the disk that holds the data folder"))
            }
            _ => Error::Database(error.to_string()),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        // 40001 serialization_failure, 40P01 deadlock_detected (PostgreSQL manual, appendix A).
        let again = error.code().is_some_and(|code| matches!(code.code(), "40001" | "40P01"));
        let said = error
            .as_db_error()
            .map_or_else(|| error.to_string(), |db| format!("{} ({})", db.message(), db.code().code()));
        if again { Error::Busy(said) } else { Error::Database(said) }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Damaged(error.to_string())
    }
}

impl From<minijinja::Error> for Error {
    fn from(error: minijinja::Error) -> Self {
        Error::Internal(format!("template: {error:#}"))
    }
}
