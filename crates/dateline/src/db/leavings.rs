//! What is left in a SQLite file of rows that were overwritten: freed pages and the log of writes keep bytes until something else
//! is written there.

use super::{DatabaseUrl, Db, sqlite_engine};
use crate::error::{Error, Result};
use std::time::Duration;

/// How often the log is asked to empty itself while others read, and the pause between.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

impl Db {
    /// Writes the SQLite file anew without anything that was freed in it, and empties its log. It needs as much room again as the
    /// file has, and writing waits meanwhile. On PostgreSQL it does nothing: there VACUUM is the server's.
    pub fn leave_nothing(&self) -> Result<()> {
        let DatabaseUrl::Sqlite(path) = self.url() else { return Ok(()) };
        let connection = sqlite_engine::connect(path, sqlite_engine::Role::Writer)?;
        // What is freed from here on is overwritten with zeros; the copy that VACUUM makes is a file, since memory may be short.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "temp_store", "FILE")?;
        connection.execute_batch("VACUUM")?;
        for _ in 0..TRIES {
            let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if busy == 0 {
                return Ok(());
            }
            std::thread::sleep(PAUSE);
        }
        Err(Error::Busy(
            "it is erased, but somebody reads the database all the time, so that its log still holds what was there; run \
             `dateline erase --leavings`"
                .into(),
        ))
    }
}
