//! Every route of the server, on one screen.

mod accept;
mod access;
mod cdn;
pub mod client;
mod comments;
mod connection;
pub mod files;
mod first_start;
mod front;
mod health;
pub mod lock;
mod pages;
mod pulse;
mod reports;
mod search;
mod security;
mod sent;
mod stop;
mod theme;
mod tls;
mod workers;

use crate::{
    app::App,
    desk,
    error::{Error, Result},
    follow,
    jobs::model::Lane,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{any, get, post},
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{sync::oneshot, task::JoinHandle};
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

/// Bytes of a request's body, where a handler sets no limit of its own.
const LARGEST_BODY: usize = 256 << 10;

/// The routes. A page that is kept does not come this far: `front` sends it. Whatever has none of its own is a page, or a page that says why there is none.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/favicon.ico", get(files::icon))
        .route("/media/{hash}/{name}", get(files::file))
        .route("/comments", post(comments::leave).fallback(comments::other))
        .route("/comments/{id}/reports", post(comments::report).fallback(comments::other))
        .route("/error-reports", post(reports::leave).fallback(comments::other))
        .route("/search", any(search::page))
        .route("/search/", get(search::other))
        .route("/search/suggest", get(search::suggest))
        .route("/search/{*words}", get(search::other))
        .route("/assets/{name}", get(search::asset))
        .merge(desk::router(&app))
        .fallback(pages::page)
        .layer(axum::middleware::map_response(security::headers))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60)))
        .layer(CatchPanicLayer::custom(pages::panicked))
        .with_state(app)
}

/// A server that is running. It holds the lock of its data folder.
pub struct Running {
    app: App,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
    others: Vec<JoinHandle<()>>,
    follower: std::thread::JoinHandle<()>,
    index: std::thread::JoinHandle<()>,
    related: std::thread::JoinHandle<()>,
    lock: lock::Lock,
}

/// Starts serving, with everything that follows the log. What came due while nothing ran is public when this returns.
pub async fn start(app: App) -> Result<Running> {
    let lock = lock::Lock::take(&app.config)?;
    let certificate = app.config.serving.tls.as_ref().map(tls::Certificate::load).transpose()?;
    let acceptor = certificate.as_ref().map(tls::Certificate::acceptor).transpose()?;
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
    let index = {
        let app = app.clone();
        std::thread::Builder::new().name("index".into()).spawn(move || app.index.run())
    }
    .map_err(|e| Error::Internal(e.to_string()))?;
    let related = {
        let app = app.clone();
        std::thread::Builder::new().name("related".into()).spawn(move || app.related.run())
    }
    .map_err(|e| Error::Internal(e.to_string()))?;
    follow::schedules::fire_due(&app).await?;
    first_start::offer(&app).await?;
    let mut others = vec![
        tokio::spawn(follow::schedules::run(app.clone())),
        tokio::spawn(follow::prune::run(app.clone())),
        tokio::spawn(follow::newsroom::fill_in(app.clone())),
        tokio::spawn(follow::versions::fill_in(app.clone())),
        tokio::spawn(follow::library::run(app.clone())),
        tokio::spawn(follow::jobs::run(app.clone(), Lane::Quick)),
        tokio::spawn(follow::jobs::run(app.clone(), Lane::Heavy)),
        tokio::spawn(theme::watch(app.clone())),
    ];
    others.extend(certificate.map(|certificate| tokio::spawn(certificate.renew())));
    let scheme = if acceptor.is_some() { "https" } else { "http" };
    let shared = Arc::new(connection::Shared::new(app.clone(), router(app.clone()), acceptor));
    let workers = workers::Workers::start(&shared)?;
    let (stop, asked) = oneshot::channel::<()>();
    let served = tokio::spawn(accept::run(listener, shared, workers, asked));
    tracing::info!("serving {scheme}://{address}");
    Ok(Running { app, address, stop, served, others, follower, index, related, lock })
}

impl Running {
    /// The address and port that it listens on, which the system chose if port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: requests that are under way are finished, then the lock is given back.
    pub async fn stop(self) -> Result<()> {
        let Running { app, stop, served, others, follower, index, related, lock, .. } = self;
        let _ = stop.send(());
        let served = served.await;
        for other in others {
            other.abort();
        }
        app.pages.stop();
        app.related.stop();
        app.index.stop();
        let _ = tokio::task::spawn_blocking(move || (follower.join(), related.join(), index.join())).await;
        drop(lock);
        served.map_err(|error| Error::Internal(format!("serving ended: {error}")))
    }
}

/// Serves until it is told to stop (SIGINT, SIGTERM).
pub async fn run(app: App) -> Result<()> {
    let running = start(app).await?;
    stop::asked().await;
    running.stop().await
}
