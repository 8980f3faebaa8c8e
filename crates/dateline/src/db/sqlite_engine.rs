//! How a SQLite connection is opened.

use crate::error::{Error, Result};
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, time::Duration};

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The one that writes.
    Writer,
    /// One that cannot write, whatever it is asked.
    Reader,
}

/// How long a writer waits for another process (a command beside the server) to finish its transaction.
const BUSY: Duration = Duration::from_secs(30);

/// Opens a connection. The file is made by the first writer.
pub fn connect(path: &Path, role: Role) -> Result<Connection> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)
        .map_err(|e| Error::Database(format!("{}: {e}", path.display())))?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // An answered write survives a power cut: WAL with FULL syncs the log at every commit (sqlite.org/pragma.html#pragma_synchronous).
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    match role {
        Role::Writer => {
            connection.pragma_update(None, "cache_size", -32_000)?; // KiB
            connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
            connection.pragma_update(None, "wal_autocheckpoint", 4_000)?; // pages of 4 KiB
        }
        Role::Reader => {
            connection.pragma_update(None, "query_only", true)?;
            connection.pragma_update(None, "cache_size", -4_000)?;
            // No mmap: each reader's view of the file would count as memory of the server, and be made anew whenever the
            // file grows. What it saves is a copy of some pages that the kernel holds (docs/PERFORMANCE.md).
            connection.pragma_update(None, "mmap_size", 0)?;
        }
    }
    Ok(connection)
}
