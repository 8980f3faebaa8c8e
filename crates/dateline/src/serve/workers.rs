//! Threads that serve, one a core but for one core, each with a runtime and connections of its own.
//!
//! A connection stays with its thread: nothing of a hit crosses from one core to another but the cache's own words. A
//! connection goes to the thread that has the fewest. One core is left to compositions, compression, the database and the
//! kernel's side of the network. `docs/decisions/0007` has what that gave.

use super::connection::{self, Shared};
use crate::error::{Error, Result};
use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{
    net::TcpStream,
    sync::{mpsc, oneshot},
    time::timeout,
};

/// A connection that was accepted.
pub type Accepted = (std::net::TcpStream, SocketAddr);

/// How long requests that are under way may take when the server stops.
const FINISHING: Duration = Duration::from_secs(30);

/// The threads.
pub struct Workers(Vec<Worker>);

struct Worker {
    hand_over: mpsc::UnboundedSender<Accepted>,
    open: Arc<AtomicUsize>,
    ended: oneshot::Receiver<()>,
}

impl Workers {
    /// Starts one a core, but for one core.
    pub fn start(shared: &Arc<Shared>) -> Result<Workers> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let count = cores.saturating_sub(1).max(1);
        (0..count).map(|number| Worker::start(number, Arc::clone(shared))).collect::<Result<_>>().map(Workers)
    }

    /// Connections that are open.
    pub fn open(&self) -> usize {
        self.0.iter().map(|worker| worker.open.load(Ordering::Relaxed)).sum()
    }

    /// Hands a connection to the thread that has the fewest.
    pub fn serve(&self, accepted: Accepted) {
        if let Some(worker) = self.0.iter().min_by_key(|worker| worker.open.load(Ordering::Relaxed)) {
            // Counted here, so that a crowd that comes at once is spread.
            worker.open.fetch_add(1, Ordering::Relaxed);
            if worker.hand_over.send(accepted).is_err() {
                worker.open.fetch_sub(1, Ordering::Relaxed);
            }
        }
    }

    /// Stops: requests that are under way are finished, connections that wait are closed.
    pub async fn stop(self) {
        let ended: Vec<_> = self.0.into_iter().map(|worker| worker.ended).collect();
        for ended in ended {
            let _ = ended.await;
        }
    }
}

impl Worker {
    fn start(number: usize, shared: Arc<Shared>) -> Result<Worker> {
        let failed = |error: std::io::Error| Error::Internal(format!("no thread to serve with: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let (hand_over, accepted) = mpsc::unbounded_channel();
        let open = Arc::new(AtomicUsize::new(0));
        let connections = Connections { shared, open: Arc::clone(&open), stops: Arc::default() };
        let (end, ended) = oneshot::channel();
        let work = move || {
            runtime.block_on(connections.serve(accepted));
            // What still blocks, blocks nobody: its connection is closed.
            runtime.shutdown_background();
            let _ = end.send(());
        };
        thread::Builder::new().name(format!("serve-{number}")).spawn(work).map_err(failed)?;
        Ok(Worker { hand_over, open, ended })
    }
}

/// The connections of one thread, and how each is told to stop.
#[derive(Clone)]
struct Connections {
    shared: Arc<Shared>,
    open: Arc<AtomicUsize>,
    stops: Arc<Mutex<HashMap<u64, oneshot::Sender<()>>>>,
}

impl Connections {
    /// Serves what is handed over, until nothing more can come; then finishes.
    async fn serve(self, mut accepted: mpsc::UnboundedReceiver<Accepted>) {
        let (alive, mut all_ended) = mpsc::channel::<()>(1);
        let mut number = 0;
        while let Some((stream, peer)) = accepted.recv().await {
            number += 1;
            let (stop, stopped) = oneshot::channel();
            let entry = Open { connections: self.clone(), number, _alive: alive.clone() };
            let Ok(stream) = TcpStream::from_std(stream) else { continue };
            self.stops().insert(number, stop);
            tokio::spawn(async move {
                connection::serve(&entry.connections.shared, stream, peer, stopped).await;
            });
        }
        drop(alive);
        for (_, stop) in self.stops().drain() {
            let _ = stop.send(());
        }
        if timeout(FINISHING, all_ended.recv()).await.is_err() {
            tracing::warn!("some requests were not finished within {} s", FINISHING.as_secs());
        }
    }

    fn stops(&self) -> MutexGuard<'_, HashMap<u64, oneshot::Sender<()>>> {
        self.stops.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open connection's entry: gone when the connection is, however it ends.
struct Open {
    connections: Connections,
    number: u64,
    _alive: mpsc::Sender<()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.connections.open.fetch_sub(1, Ordering::Relaxed);
        self.connections.stops().remove(&self.number);
    }
}
