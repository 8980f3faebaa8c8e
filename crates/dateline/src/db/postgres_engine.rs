//! How a PostgreSQL connection is opened, and how one waits for what other nodes commit.

use super::sql::PgConnection;
use crate::error::{Error, Result};
use postgres::{Client, Config, NoTls, fallible_iterator::FallibleIterator};
use std::time::Duration;

/// The channel on which every committed action is announced.
pub const CHANNEL: &str = "dateline_changes";

/// Opens a connection. Answers come in UTF-8, and times are never PostgreSQL's own.
pub fn connect(address: &str) -> Result<PgConnection> {
    let mut config: Config = address.parse().map_err(|e| Error::refused("database-url", format!("{e}")))?;
    config.application_name("dateline").connect_timeout(Duration::from_secs(10));
    let client: Client = config.connect(NoTls).map_err(|e| {
        Error::Database(format!(
            "PostgreSQL cannot be reached: {e}; is it running, and is the address right?"
        ))
    })?;
    Ok(PgConnection::new(client))
}

/// Waits up to `time` for a notification on [`CHANNEL`], and takes all that are there.
pub fn wait_for_notification(connection: &mut PgConnection, time: Duration) -> Result<()> {
    connection.client.batch_execute(&format!("LISTEN {CHANNEL}"))?;
    let mut notifications = connection.client.notifications();
    if notifications.timeout_iter(time).next()?.is_some() {
        let mut rest = notifications.iter();
        while rest.next()?.is_some() {}
    }
    Ok(())
}
