//! Drops what is no longer needed: old rows of the change log, jobs that failed long ago, readers' e-mail addresses whose
//! time is over, uploads that nobody finished, sessions and links that have ended, where somebody at the desk acted from long ago.

use crate::{
    accounts,
    app::{App, now},
    changes::{self, Actor, Via},
    comments, jobs,
    media::uploads,
    reports, settings,
};
use std::time::Duration;

/// How long a job that failed is kept, with what it held: 30 days, in microseconds.
const FAILED_FOR: i64 = 30 * 86_400_000_000;

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
        let failed_before = now() - FAILED_FOR;
        let dropped = app
            .actions
            .act("prune jobs", Actor::unnamed(Via::Server), move |tx| jobs::store::prune(tx, failed_before))
            .await;
        match dropped {
            Ok(0) => {}
            Ok(jobs) => tracing::info!(jobs, "dropped jobs that failed more than 30 days ago"),
            Err(error) => tracing::warn!(%error, "pruning failed jobs did not succeed"),
        }
        let forgotten = app
            .actions
            .act("delete e-mail addresses", Actor::unnamed(Via::Server), |tx| {
                let days = settings::store::site(tx)?.comments.email_days;
                let before = tx.now - days * 86_400_000_000;
                let many = comments::store::forget_emails(tx)? + reports::store::forget_before(tx, before)?;
                if many > 0 {
                    tx.audit("comments", format!("{many} e-mail addresses deleted"));
                }
                Ok(many)
            })
            .await;
        match forgotten {
            Ok(0) => {}
            Ok(addresses) => {
                tracing::info!(addresses, "deleted readers' e-mail addresses, as their forms had said")
            }
            Err(error) => tracing::warn!(%error, "deleting readers' e-mail addresses did not succeed"),
        }
        let left_before = now() - uploads::model::KEPT_FOR;
        let dropped = app
            .actions
            .act("prune uploads", Actor::unnamed(Via::Server), move |tx| {
                uploads::store::prune(tx, left_before)
            })
            .await;
        match dropped {
            Ok(names) => names.iter().for_each(|name| app.files.remove_part(name)),
            Err(error) => tracing::warn!(%error, "dropping uploads that nobody finished did not succeed"),
        }
        match accounts_of(&app).await {
            Ok(0) => {}
            Ok(rows) => tracing::debug!(rows, "dropped sessions and links that had ended, and old addresses"),
            Err(error) => tracing::warn!(%error, "dropping sessions and links did not succeed"),
        }
        tokio::time::sleep(Duration::from_secs(6 * 3_600)).await;
    }
}

/// Drops sessions and links that have ended, and forgets where somebody acted from as long ago as the site says.
pub async fn accounts_of(app: &App) -> crate::error::Result<u64> {
    app.actions
        .act("forget what has ended", Actor::unnamed(Via::Server), |tx| {
            let days = settings::store::site(tx)?.access.address_days;
            let before = tx.now - days * 86_400_000_000;
            Ok(accounts::store::prune_sessions(tx)?
                + accounts::tickets::store::prune(tx)?
                + accounts::passkeys::store::prune(tx)?
                + changes::audit::forget_addresses(tx, before)?)
        })
        .await
}
