//! Every route of the server, on one screen.

mod files;
mod health;
pub mod lock;
mod pages;
mod security;
mod stop;

use crate::{
    app::App,
    error::{Error, Result},
    follow,
};
use axum::{Router, routing::get};
use std::time::Duration;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

/// The routes. Whatever has none of its own is a page, or a page that says why there is none.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/media/{hash}/{name}", get(files::file))
        .fallback(pages::page)
        .layer(axum::middleware::map_response(security::headers))
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60)))
        .layer(CatchPanicLayer::custom(pages::panicked))
        .with_state(app)
}

/// Serves until it is told to stop (SIGINT, SIGTERM); requests that are under way are finished.
pub async fn run(app: App) -> Result<()> {
    let lock = lock::Lock::take(&app.config)?;
    let listener = tokio::net::TcpListener::bind(app.config.listen).await.map_err(|e| {
        Error::refused(
            "listen",
            format!("{} cannot be used: {e}; choose another with --listen", app.config.listen),
        )
    })?;
    let address = listener.local_addr().map_err(|e| Error::Internal(e.to_string()))?;
    let follower = {
        let (app, seen) = (app.clone(), lock.seen());
        std::thread::Builder::new().name("follower".into()).spawn(move || app.pages.run(&app.db, &seen))
    }
    .map_err(|e| Error::Internal(e.to_string()))?;
    follow::schedules::fire_due(&app).await?;
    let schedules = tokio::spawn(follow::schedules::run(app.clone()));
    let prune = tokio::spawn(follow::prune::run(app.clone()));
    tracing::info!("serving http://{address}");
    let served = axum::serve(listener, router(app.clone())).with_graceful_shutdown(stop::asked()).await;
    schedules.abort();
    prune.abort();
    app.pages.stop();
    let _ = follower.join();
    drop(lock);
    served.map_err(|e| Error::Internal(format!("serving ended: {e}")))
}
