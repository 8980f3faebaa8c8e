//! Every route of the server, on one screen.

mod files;
mod health;
pub mod lock;
mod pages;
mod security;
mod stop;
mod theme;

use crate::{
    app::App,
    error::{Error, Result},
    follow,
};
use axum::{Router, routing::get, serve::ListenerExt};
use std::{future::IntoFuture, net::SocketAddr, time::Duration};
use tokio::{sync::oneshot, task::JoinHandle};
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

/// The routes. Whatever has none of its own is a page, or a page that says why there is none.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/favicon.ico", get(files::icon))
        .route("/media/{hash}/{name}", get(files::file))
        .fallback(pages::page)
        .layer(axum::middleware::map_response(security::headers))
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60)))
        .layer(CatchPanicLayer::custom(pages::panicked))
        .with_state(app)
}

/// A server that is running. It holds the lock of its data folder.
pub struct Running {
    app: App,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
    others: Vec<JoinHandle<()>>,
    follower: std::thread::JoinHandle<()>,
    lock: lock::Lock,
}

/// Starts serving, with everything that follows the log. What came due while nothing ran is public when this returns.
pub async fn start(app: App) -> Result<Running> {
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
    let others = vec![
        tokio::spawn(follow::schedules::run(app.clone())),
        tokio::spawn(follow::prune::run(app.clone())),
        tokio::spawn(follow::jobs::run(app.clone())),
        tokio::spawn(theme::watch(app.clone())),
    ];
    let (stop, asked) = oneshot::channel::<()>();
    // Without it the last part of a file may wait for the reader's word that the one before has come.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let serving = axum::serve(listener, router(app.clone())).with_graceful_shutdown(async move {
        let _ = asked.await;
    });
    let served = tokio::spawn(serving.into_future());
    tracing::info!("serving http://{address}");
    Ok(Running { app, address, stop, served, others, follower, lock })
}

impl Running {
    /// The address and port that it listens on, which the system chose if port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: requests that are under way are finished, then the lock is given back.
    pub async fn stop(self) -> Result<()> {
        let Running { app, stop, served, others, follower, lock, .. } = self;
        let _ = stop.send(());
        let served = served.await;
        for other in others {
            other.abort();
        }
        app.pages.stop();
        let _ = tokio::task::spawn_blocking(move || follower.join()).await;
        drop(lock);
        match served {
            Ok(served) => served.map_err(|e| Error::Internal(format!("serving ended: {e}"))),
            Err(error) => Err(Error::Internal(format!("serving ended: {error}"))),
        }
    }
}

/// Serves until it is told to stop (SIGINT, SIGTERM).
pub async fn run(app: App) -> Result<()> {
    let running = start(app).await?;
    stop::asked().await;
    running.stop().await
}
