//! Once at the start of the server: what the desk's lists say of articles that were brought in before there was a desk.

use crate::{app::App, articles::newsroom::actions, changes::Via, error::Error};

/// Fills it in, some at a time, while the server serves.
pub async fn fill(app: App) {
    match actions::fill(&app.actions, Via::Server).await {
        Ok(0) | Err(Error::Stopping) => {}
        Ok(articles) => tracing::info!(articles, "filled in what the desk's lists say of articles"),
        Err(error) => {
            tracing::warn!(%error, "what the desk's lists say could not be filled in; it is tried again at the next start")
        }
    }
}
