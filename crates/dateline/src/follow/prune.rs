//! Drops what the change log no longer needs to hold.

use crate::{
    app::{App, now},
    changes::{self, Actor, Via},
};
use std::time::Duration;

/// Prunes the log now and then for as long as the server runs.
pub async fn run(app: App) {
    loop {
        let before = now() - app.config.changes_days * 86_400_000_000;
        let pruned = app
            .actions
            .act("prune the change log", Actor::unnamed(Via::Server), move |tx| changes::prune(tx, before))
            .await;
        match pruned {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "pruned the change log"),
            Err(error) => tracing::warn!(%error, "pruning the change log failed"),
        }
        tokio::time::sleep(Duration::from_secs(6 * 3_600)).await;
    }
}
