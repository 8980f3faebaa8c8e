//! Publishes what is due. What came due while the server was stopped is caught up with at once, and said.

use crate::{
    app::{App, now},
    error::Result,
    publishing::schedule,
};
use std::time::Duration;

/// The longest that it sleeps: a schedule may be set by another process.
const LOOK: Duration = Duration::from_secs(1);
/// Fires schedules for as long as the server runs.
pub async fn run(app: App) {
    loop {
        if let Err(error) = fire_due(&app).await {
            tracing::warn!(%error, "publishing what is due failed; trying again");
        }
        tokio::time::sleep(until_next(&app).await).await;
    }
}

/// How long it may sleep: to the moment of the next schedule, if that comes first.
async fn until_next(app: &App) -> Duration {
    match app.db.read(schedule::next).await {
        Ok(Some(due)) => u64::try_from(due - now()).map_or(Duration::ZERO, Duration::from_micros).min(LOOK),
        // The next look will say what is wrong.
        Ok(None) | Err(_) => LOOK,
    }
}

/// Publishes everything that is due now. Says how many articles became public.
pub async fn fire_due(app: &App) -> Result<usize> {
    let mut fired = 0;
    let at = now();
    let due = app.db.read(move |sql| schedule::due(sql, at)).await?;
    for one in due {
        match schedule::fire(&app.actions, one).await {
            Ok(Some(published)) => {
                fired += 1;
                let late = at - one.due;
                if late > schedule::LATE {
                    tracing::warn!(
                        article = one.article,
                        path = published.path,
                        late_seconds = late / 1_000_000,
                        "published late: its time passed while Dateline was stopped"
                    );
                } else {
                    tracing::info!(article = one.article, path = published.path, "published on schedule");
                }
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(article = one.article, %error, "a scheduled article could not be published")
            }
        }
    }
    Ok(fired)
}
