//! One composition and all who wait for it.

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::watch;

use super::accept::AcceptEncoding;
use super::kept::Kept;
use super::key::PageKey;
use super::ledger::Keeping;
use super::pack::{Packed, pack};
use super::page::Page;
use super::state::Boarding;
use super::{Cache, Inner};

/// A composition that ended without an answer: it panicked, or the server is stopping.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the page could not be composed: {0}")]
pub struct Abandoned(pub(super) &'static str);

/// Where the end of a composition is told.
pub(super) type Waiting<E> = watch::Receiver<Option<Landed<E>>>;

/// How a composition ended.
pub(super) enum Landed<E> {
    /// With a page.
    Page(Served),
    /// With an error, for all who waited.
    Failed(Arc<E>),
}

impl<E> Clone for Landed<E> {
    fn clone(&self) -> Self {
        match self {
            Landed::Page(served) => Landed::Page(served.clone()),
            Landed::Failed(error) => Landed::Failed(Arc::clone(error)),
        }
    }
}

/// A composed page, whether it was kept or not.
#[derive(Clone)]
pub(super) struct Served {
    pub kept: Arc<Kept>,
    /// The body in no coding, if it is at hand.
    pub identity: Option<Bytes>,
    spoiled: Option<u64>,
}

/// A body of fewer bytes is compressed where it is: handing it over costs as much.
const AT_ONCE: usize = 2048;

impl<E: From<Abandoned> + Send + Sync + 'static> Cache<E> {
    /// Composes the page, or waits for who does.
    ///
    /// Who joined somebody else's composition takes it only if no eviction hit it before they
    /// asked, and if it was still good when they asked. Otherwise they go round once more: the
    /// composition they then lead or join began after they asked, so it is good for them.
    pub(super) async fn board<F, Fut>(
        &self,
        key: &PageKey<'_>,
        accept: AcceptEncoding,
        compose: F,
    ) -> Result<Served, Arc<E>>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<Page, E>> + Send + 'static,
    {
        let inner = &self.inner;
        let now = (inner.clock)();
        let mut first: Option<u64> = None;
        loop {
            let boarding = inner.state().board(key, &inner.shards, (inner.clock)());
            match boarding {
                Boarding::Held(kept) => {
                    inner.counters.joins.add(1);
                    return Ok(Served { kept, identity: None, spoiled: None });
                }
                Boarding::Lead { number, sender, waiting } => {
                    inner.counters.misses.add(1);
                    let flight = Flight { inner: Arc::clone(inner), key: key.shared(), number, sender };
                    tokio::spawn(flight.fly(accept, compose()));
                    return landing(waiting).await;
                }
                Boarding::Join { waiting, asked } => {
                    inner.counters.joins.add(1);
                    let again = first.is_some();
                    let asked = *first.get_or_insert(asked);
                    let served = landing(waiting).await?;
                    let stale = served.spoiled.is_some_and(|spoiled| spoiled <= asked);
                    if !stale && (again || now < served.kept.common.valid_until) {
                        return Ok(served);
                    }
                }
            }
        }
    }
}

async fn landing<E: From<Abandoned>>(mut waiting: Waiting<E>) -> Result<Served, Arc<E>> {
    match waiting.wait_for(Option::is_some).await.as_deref() {
        Ok(Some(Landed::Page(served))) => Ok(served.clone()),
        Ok(Some(Landed::Failed(error))) => Err(Arc::clone(error)),
        // The sender is gone without a word.
        Ok(None) | Err(_) => Err(Arc::new(Abandoned("its composition was broken off").into())),
    }
}

/// A running composition. Dropped before its end (a panic, a runtime that stops), it takes itself
/// off the list, and who waits is told.
struct Flight<E> {
    inner: Arc<Inner<E>>,
    key: PageKey<'static>,
    number: u64,
    sender: watch::Sender<Option<Landed<E>>>,
}

impl<E: Send + Sync + 'static> Flight<E> {
    async fn fly(self, accept: AcceptEncoding, composing: impl Future<Output = Result<Page, E>>) {
        let page = match composing.await {
            Ok(page) => page,
            Err(error) => {
                // Off the list first: who is told may ask again at once.
                self.abandon();
                self.sender.send_replace(Some(Landed::Failed(Arc::new(error))));
                return;
            }
        };
        let (number, key) = (self.number, self.key.clone());
        let packed = if page.body.len() < AT_ONCE {
            pack(page, number, key, accept)
        } else {
            match tokio::task::spawn_blocking(move || pack(page, number, key, accept)).await {
                Ok(packed) => packed,
                Err(_) => return,
            }
        };
        let spoiled = self.land(&packed);
        let served = Served { kept: packed.kept, identity: Some(packed.identity), spoiled };
        self.sender.send_replace(Some(Landed::Page(served)));
    }

    fn land(&self, packed: &Packed) -> Option<u64> {
        let counters = &self.inner.counters;
        let landing = self.inner.state().land(packed, &self.inner.shards, (self.inner.clock)());
        if landing.spoiled.is_some() {
            counters.spoiled.add(1);
        }
        match landing.keeping {
            Some(Keeping::Kept { dropped }) => counters.dropped.add(dropped),
            Some(Keeping::TooLarge) => counters.too_large.add(1),
            None => {}
        }
        landing.spoiled
    }
}

impl<E> Flight<E> {
    fn abandon(&self) {
        if self.inner.state().abandon(self.number, &self.key) {
            self.inner.counters.failures.add(1);
        }
    }
}

impl<E> Drop for Flight<E> {
    fn drop(&mut self) {
        // Does nothing after a proper end. The sender goes right after this, and wakes who waits.
        self.abandon();
    }
}
