//! The earlier versions of articles from before there was a public history.

use crate::{app::App, changes::Via, error::Error, publishing::versions::actions};

/// Once at the start of the server: makes them of the publications, some at a time, while the server serves.
pub async fn fill_in(app: App) {
    match actions::fill(&app.actions, Via::Server).await {
        Ok(0) | Err(Error::Stopping) => {}
        Ok(articles) => tracing::info!(articles, "made the earlier versions of articles for readers"),
        Err(error) => {
            tracing::warn!(%error, "the earlier versions of articles could not be made; run `dateline rebuild`")
        }
    }
}
