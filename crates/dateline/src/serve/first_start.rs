//! The first start: as long as nobody has an account, the log has a link that makes the first administrator.

use crate::{
    accounts::{secret, tickets::actions},
    app::App,
    changes::{Actor, Via},
    error::Result,
};

/// Prints the link, if there is no account. Links of earlier starts no longer work.
pub async fn offer(app: &App) -> Result<()> {
    let link = secret::random()?;
    let hash = secret::kept(&link);
    let offered = app
        .actions
        .act("offer the setup", Actor::unnamed(Via::Server), move |tx| actions::offer_setup(tx, &hash))
        .await?;
    if offered {
        let address = format!("{}/desk/setup/{link}", app.config.public_url);
        // A warning, so that it is seen however quiet the log is set.
        tracing::warn!(
            "nobody has an account yet: open {address} to set the desk up (it works once, for seven days)"
        );
    }
    Ok(())
}
