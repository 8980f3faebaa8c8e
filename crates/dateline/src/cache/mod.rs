//! The page cache: answers as bytes, already compressed, each with the facts it was made from.
//!
//! It knows no page, no database and no request. Its promise is one sentence: **a request that
//! starts after [`Cache::evict`] has returned is never answered from a page that was read before the
//! change.** That holds because
//!
//! * evictions are numbered; a composition notes the number at which it started, before it opens
//!   its snapshot, and when it ends its facts are held against every eviction since;
//! * that check, the keeping of the page and the eviction itself exclude each other (one lock,
//!   that of `State`), so no change fits between the check and the keeping;
//! * a request that joined somebody else's composition takes its result only if it asked before
//!   the first eviction that hit it; otherwise it composes again.
//!
//! A hit takes the lock of one shard for one look-up and clones one `Arc`; it never waits for a
//! composition, an eviction's bookkeeping or a compression.

mod accept;
mod answer;
mod codec;
mod etag;
mod evictions;
mod flight;
mod http_date;
mod kept;
mod key;
mod ledger;
mod pack;
mod page;
mod recode;
mod shards;
mod sieve;
mod state;
mod stats;
mod upgrade;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use accept::{AcceptEncoding, Encoding};
pub use answer::Answer;
pub use flight::Abandoned;
pub use key::PageKey;
pub use page::Page;
pub use stats::Stats;

use crate::changes::Fact;
use kept::Kept;
use shards::{Found, Shards};
use state::State;
use stats::Counters;
use upgrade::Upgrades;

/// The page cache of one server. A clone is another handle on the same cache.
///
/// `E` is the error of a composition. It is shared between all who waited, hence the `Arc`.
pub struct Cache<E> {
    inner: Arc<Inner<E>>,
}

impl<E> Clone for Cache<E> {
    fn clone(&self) -> Self {
        Cache { inner: Arc::clone(&self.inner) }
    }
}

struct Inner<E> {
    shards: Shards,
    /// Always taken before a shard's lock, never while one is held.
    state: Mutex<State<E>>,
    counters: Counters,
    upgrades: Upgrades,
    clock: fn() -> i64,
}

impl<E> Inner<E> {
    /// Nothing that runs under this lock can panic half-way through a change, so a poisoned lock
    /// holds a whole state.
    fn state(&self) -> MutexGuard<'_, State<E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E: From<Abandoned> + Send + Sync + 'static> Cache<E> {
    /// A cache that holds at most `budget` bytes, bookkeeping included, and asks `clock` for the
    /// time in UTC microseconds. It starts one thread for better compression; the thread ends with
    /// the last handle.
    pub fn new(budget: usize, clock: fn() -> i64) -> Self {
        let (upgrades, orders) = Upgrades::new();
        let inner = Arc::new(Inner {
            shards: Shards::new(),
            state: Mutex::new(State::new(budget)),
            counters: Counters::default(),
            upgrades,
            clock,
        });
        upgrade::start(Arc::downgrade(&inner), orders);
        Cache { inner }
    }

    /// The answer if it is held and needs no work: what [`Cache::get_or_compose`] tries first.
    pub fn get(&self, key: &PageKey<'_>, accept: AcceptEncoding) -> Option<Answer> {
        match self.find(key, accept) {
            Found::Ready(answer) => Some(answer),
            Found::Unready(_) | Found::Nothing => None,
        }
    }

    /// The held answer, or the one that `compose` makes. However many ask for a page that is not
    /// held, one composition runs; it runs as a task of its own, so it ends (and is kept) even if
    /// whoever asked first hangs up. Must be called inside a tokio runtime.
    ///
    /// `compose` must open its database snapshot after it was called, not before: the evictions
    /// that count against the page are those from its call on.
    ///
    /// # Errors
    /// What the composition failed with, shared by all who waited for it. A composition that
    /// panicked, or that the runtime dropped, is an error made from [`Abandoned`]. Neither is kept.
    pub async fn get_or_compose<F, Fut>(
        &self,
        key: &PageKey<'_>,
        accept: AcceptEncoding,
        compose: F,
    ) -> Result<Answer, Arc<E>>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<Page, E>> + Send + 'static,
    {
        match self.find(key, accept) {
            Found::Ready(answer) => Ok(answer),
            Found::Unready(kept) => self.fit(kept, None, accept).await,
            Found::Nothing => {
                let landed = self.board(key, accept, compose).await?;
                self.fit(landed.kept, landed.identity, accept).await
            }
        }
    }

    /// Takes away every page made from one of these facts. Call it after the change is committed
    /// and before whoever made the change is answered.
    pub fn evict(&self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        let facts = page::keys_of(facts);
        let gone = self.inner.state().evict(&facts, &self.inner.shards);
        self.count_evicted(gone);
    }

    /// Takes away everything: after a rebuild, or when a follower fell behind the change log.
    pub fn evict_all(&self) {
        let gone = self.inner.state().evict_all(&self.inner.shards);
        self.count_evicted(gone);
    }

    /// What the cache has done and holds, for `/metrics`.
    pub fn stats(&self) -> Stats {
        let holds = self.inner.state().holds();
        self.inner.counters.read(self.inner.shards.hits(), holds)
    }

    /// Counts the pages, and frees them: after the lock, since of a full cache that takes a while.
    fn count_evicted(&self, gone: Vec<Arc<Kept>>) {
        self.inner.counters.evicted.add(gone.len() as u64);
    }

    fn find(&self, key: &PageKey<'_>, accept: AcceptEncoding) -> Found {
        let found = self.inner.shards.find(key, accept, self.inner.clock);
        if let Found::Ready(answer) = &found {
            self.inner.upgrades.want(answer.common());
        }
        found
    }

    /// An answer in a coding that the request takes.
    async fn fit(
        &self,
        kept: Arc<Kept>,
        identity: Option<bytes::Bytes>,
        accept: AcceptEncoding,
    ) -> Result<Answer, Arc<E>> {
        match kept.choose(accept) {
            Some(variant) => Ok(Answer::new(Arc::clone(variant))),
            None => recode::another(&self.inner, kept, identity, accept)
                .await
                .map_err(|lost| Arc::new(lost.into())),
        }
    }
}
