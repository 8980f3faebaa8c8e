//! Signs of life of one connection: who sends half a request, or takes no answer, holds nobody up for long.
//!
//! hyper's own timer for a request's head is made anew for each request; this is one timer a connection, and a hit on the
//! page cache costs two stores.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// What a connection has done so far. One thread writes it, so a load and a store are enough for counts.
#[derive(Debug, Default)]
pub struct Pulse {
    /// Whole requests that came, and writes that went out: both are progress. Bytes that came are not, or a request
    /// could be sent letter by letter for ever.
    progress: AtomicU64,
    /// Handlers at work; they have a time limit of their own.
    working: AtomicUsize,
    /// Whether the client has begun a request, or has not finished its first.
    begun: AtomicBool,
    /// Whether HTTP/2 is spoken, where bytes may come that begin no request.
    frames: AtomicBool,
}

impl Pulse {
    /// A new connection's: its first request is awaited.
    pub fn new() -> Arc<Pulse> {
        Arc::new(Pulse { begun: AtomicBool::new(true), ..Pulse::default() })
    }

    /// A whole request has come.
    pub fn asked(&self, version: http::Version) {
        self.advance();
        self.begun.store(false, Relaxed);
        if version == http::Version::HTTP_2 && !self.frames.load(Relaxed) {
            self.frames.store(true, Relaxed);
        }
    }

    /// A handler works until this is dropped.
    pub fn work(self: &Arc<Self>) -> Working {
        self.working.fetch_add(1, Relaxed);
        Working(Arc::clone(self))
    }

    fn advance(&self) {
        self.progress.store(self.progress.load(Relaxed).wrapping_add(1), Relaxed);
    }
}

/// Says that a handler is at work.
pub struct Working(Arc<Pulse>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.advance();
        // What came meanwhile was the request's body.
        self.0.begun.store(false, Relaxed);
        self.0.working.fetch_sub(1, Relaxed);
    }
}

/// How long a connection may stand still.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Between two requests, and while an answer is not taken.
    pub idle: Duration,
    /// Until a request that was begun has come whole.
    pub head: Duration,
}

impl Patience {
    /// From the time between two requests.
    pub fn of(idle: Duration) -> Patience {
        Patience { idle, head: (idle / 5).max(Duration::from_millis(200)) }
    }

    /// How often it is looked whether anything moved.
    pub fn tick(self) -> Duration {
        self.head / 4
    }
}

/// Holds a pulse against what may be expected.
#[derive(Debug)]
pub struct Watch {
    pulse: Arc<Pulse>,
    patience: Patience,
    seen: u64,
    still: u32,
}

impl Watch {
    /// Begins to watch.
    pub fn new(pulse: Arc<Pulse>, patience: Patience) -> Watch {
        Watch { pulse, patience, seen: 0, still: 0 }
    }

    /// Called at each tick: whether the connection has stood still for too long. If `crowded`, who asks for nothing makes room.
    pub fn is_over(&mut self, crowded: bool) -> bool {
        let progress = self.pulse.progress.load(Relaxed);
        if progress != self.seen || self.pulse.working.load(Relaxed) > 0 {
            self.seen = progress;
            self.still = 0;
            return false;
        }
        self.still += 1;
        let awaited = self.pulse.begun.load(Relaxed) && !self.pulse.frames.load(Relaxed);
        let patience = if awaited || crowded { self.patience.head } else { self.patience.idle };
        self.patience.tick() * self.still >= patience
    }
}

/// A connection's bytes, with their pulse taken.
pub struct Felt<S> {
    stream: S,
    pulse: Arc<Pulse>,
}

impl<S> Felt<S> {
    /// Takes the pulse of a stream.
    pub fn new(stream: S, pulse: Arc<Pulse>) -> Felt<S> {
        Felt { stream, pulse }
    }

    fn wrote(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(written, Poll::Ready(Ok(_))) {
            self.pulse.advance();
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Felt<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(cx, buf);
        if read.is_ready() {
            self.pulse.begun.store(true, Relaxed);
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Felt<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.wrote(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.wrote(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
