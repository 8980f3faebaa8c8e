//! Sees to it that a theme which is being edited is the one that readers see.

use crate::{
    app::App,
    pages::theme::{Theme, watch::Watch},
};
use std::time::Duration;

/// How often the folder is looked at: a person who saves a file and turns to the browser does not wait for it.
const LOOK: Duration = Duration::from_millis(500);

/// Watches the theme for as long as the server runs; ends at once for one that is built in.
pub async fn watch(app: App) {
    let Some(mut watch) = Theme::find(&app.config.theme).ok().as_ref().and_then(Watch::of) else { return };
    tracing::info!(theme = %app.config.theme, "the theme is read again whenever a file of it changes");
    loop {
        tokio::time::sleep(LOOK).await;
        let looked = tokio::task::spawn_blocking(move || {
            let found = watch.look();
            (watch, found)
        });
        // Only the end of the runtime takes it away.
        let Ok((back, found)) = looked.await else { return };
        watch = back;
        match found {
            None => {}
            Some(Ok(renderer)) => {
                app.composer.dress(renderer);
                app.cache.evict_all();
                tracing::info!("the theme was read again");
            }
            Some(Err(error)) => {
                tracing::error!(%error, "the theme cannot be used; pages are made with the last good one");
            }
        }
    }
}
