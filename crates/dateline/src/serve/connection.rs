//! One connection, from the hand-over to its end.

use super::{
    front::Front,
    pulse::{Felt, Patience, Pulse, Watch},
};
use crate::app::App;
use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
};
use std::{
    future::poll_fn,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::oneshot,
    time::{Instant, sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

/// A request's head may have so many bytes: browsers send two or three thousand, cookies of a shared domain included.
const LONGEST_HEAD: usize = 64 << 10;
/// Requests at once on one connection of HTTP/2.
const STREAMS: u32 = 128;
/// A handshake takes two round trips; nobody is that far away.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// What all connections of a server share.
pub struct Shared {
    /// The site.
    pub app: App,
    /// Its routes.
    pub routes: Router,
    /// Where TLS ends here.
    pub tls: Option<TlsAcceptor>,
    /// How long a connection may stand still.
    pub patience: Patience,
    /// Set while there are nearly as many connections as there may be.
    pub crowded: AtomicBool,
    http: auto::Builder<TokioExecutor>,
}

impl Shared {
    /// Puts them together.
    pub fn new(app: App, routes: Router, tls: Option<TlsAcceptor>) -> Shared {
        let mut http = auto::Builder::new(TokioExecutor::new());
        // Time is kept by `pulse`, for both protocols.
        http.http1().header_read_timeout(None).max_buf_size(LONGEST_HEAD);
        http.http2().max_concurrent_streams(STREAMS).max_header_list_size(LONGEST_HEAD as u32);
        let patience = Patience::of(app.config.serving.idle);
        Shared { app, routes, tls, patience, crowded: AtomicBool::new(false), http }
    }
}

/// Serves a connection until its end, or until it is told to `stop`: then requests under way are finished.
pub async fn serve(shared: &Shared, stream: TcpStream, peer: SocketAddr, stop: oneshot::Receiver<()>) {
    let pulse = Pulse::new();
    let stream = Felt::new(stream, Arc::clone(&pulse));
    match &shared.tls {
        None => speak(shared, stream, peer, pulse, stop).await,
        Some(tls) => match timeout(HANDSHAKE, tls.accept(stream)).await {
            Ok(Ok(stream)) => speak(shared, stream, peer, pulse, stop).await,
            Ok(Err(error)) => tracing::debug!(%error, "no TLS came about"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        },
    }
}

async fn speak<S>(
    shared: &Shared,
    stream: S,
    peer: SocketAddr,
    pulse: Arc<Pulse>,
    mut stop: oneshot::Receiver<()>,
) where
    S: AsyncRead + AsyncWrite + Unpin + 'static,
{
    let front =
        Front::new(shared.app.clone(), shared.routes.clone(), peer, shared.tls.is_some(), Arc::clone(&pulse));
    let mut watch = Watch::new(pulse, shared.patience);
    let tick = shared.patience.tick();
    let mut connection = pin!(shared.http.serve_connection(TokioIo::new(stream), front));
    let mut timer = pin!(sleep(tick));
    let mut stopping = false;
    poll_fn(|cx| {
        loop {
            if let Poll::Ready(ended) = connection.as_mut().poll(cx) {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke off");
                }
                return Poll::Ready(());
            }
            if !stopping && Pin::new(&mut stop).poll(cx).is_ready() {
                stopping = true;
                connection.as_mut().graceful_shutdown();
                continue;
            }
            if timer.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            if watch.is_over(shared.crowded.load(Ordering::Relaxed)) {
                return Poll::Ready(());
            }
            timer.as_mut().reset(Instant::now() + tick);
        }
    })
    .await;
}
