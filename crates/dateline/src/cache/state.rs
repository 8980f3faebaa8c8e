//! The one lock that orders evictions, compositions and the keeping of their pages.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tokio::sync::watch;

use super::evictions::Evictions;
use super::flight::{Landed, Waiting};
use super::kept::{Kept, Variant};
use super::key::{Hashed, PageKey};
use super::ledger::{Keeping, Ledger};
use super::pack::Packed;
use super::shards::Shards;

/// Who is composing what, since which eviction; and all that is held.
pub(super) struct State<E> {
    ledger: Ledger,
    /// The number of the newest eviction.
    evictions: u64,
    recent: Evictions,
    /// What is being composed now: at most one composition a key.
    flights: HashMap<PageKey<'static>, Waiting<E>, Hashed>,
    /// Each running composition with the newest eviction at its start. Both grow together, so the
    /// first entry is the oldest by either.
    running: BTreeMap<u64, u64>,
    compositions: u64,
}

/// What somebody who found nothing held is to do.
pub(super) enum Boarding<E> {
    /// It has been kept in the meantime.
    Held(Arc<Kept>),
    /// Wait for the composition that runs; asked when so many evictions had been.
    Join { waiting: Waiting<E>, asked: u64 },
    /// Compose it, under this number.
    Lead { number: u64, sender: watch::Sender<Option<Landed<E>>>, waiting: Waiting<E> },
}

/// What became of a composition that ended.
pub(super) struct Landing {
    /// The first eviction since its start that took one of its facts: who asked from then on may
    /// not have it.
    pub spoiled: Option<u64>,
    /// None if it was not to be kept.
    pub keeping: Option<Keeping>,
}

impl<E> State<E> {
    pub(super) fn new(budget: usize) -> Self {
        State {
            ledger: Ledger::new(budget),
            evictions: 0,
            recent: Evictions::default(),
            flights: HashMap::default(),
            running: BTreeMap::new(),
            compositions: 0,
        }
    }

    /// Pages, bytes, running compositions.
    pub(super) fn holds(&self) -> (usize, usize, usize) {
        (self.ledger.pages(), self.ledger.weight(), self.running.len())
    }

    /// Finds a place on the composition of `key`. The caller looked before without this lock; what
    /// was kept since is found here, so that no second composition starts.
    pub(super) fn board(&mut self, key: &PageKey<'_>, shards: &Shards, now: i64) -> Boarding<E> {
        if let Some(kept) = shards.held(key).filter(|kept| now < kept.common.valid_until) {
            return Boarding::Held(kept);
        }
        let flights: &HashMap<PageKey<'_>, Waiting<E>, Hashed> = &self.flights;
        if let Some(waiting) = flights.get(key) {
            return Boarding::Join { waiting: waiting.clone(), asked: self.evictions };
        }
        let (sender, waiting) = watch::channel(None);
        self.compositions += 1;
        self.running.insert(self.compositions, self.evictions);
        self.flights.insert(key.shared(), waiting.clone());
        Boarding::Lead { number: self.compositions, sender, waiting }
    }

    /// Ends a composition, and keeps its page if no eviction hit it and its time is not over.
    ///
    /// Nothing can be evicted between the check and the keeping: an eviction needs this lock.
    pub(super) fn land(&mut self, packed: &Packed, shards: &Shards, now: i64) -> Landing {
        let common = &packed.kept.common;
        let started = self.end(common.id, &common.key);
        // A composition that is not on the list never happens; it counts as hit from the start.
        let spoiled = started.map_or(Some(0), |started| self.recent.first_hit(&packed.facts, started));
        let keep = packed.keep && spoiled.is_none() && now < common.valid_until;
        let keeping = keep.then(|| self.ledger.keep(packed, shards));
        self.forget();
        Landing { spoiled, keeping }
    }

    /// Ends a composition that made nothing; false if it had ended before.
    pub(super) fn abandon(&mut self, number: u64, key: &PageKey<'static>) -> bool {
        let ended = self.end(number, key).is_some();
        self.forget();
        ended
    }

    /// Evicts all that rests on the facts, which are sorted.
    pub(super) fn evict(&mut self, facts: &[u64], shards: &Shards) -> Vec<Arc<Kept>> {
        self.count(Some(facts));
        self.ledger.evict(facts, shards)
    }

    /// Evicts everything.
    pub(super) fn evict_all(&mut self, shards: &Shards) -> Vec<Arc<Kept>> {
        self.count(None);
        self.ledger.clear(shards)
    }

    /// Holds a page with one more coding, if it is still held.
    pub(super) fn add(&mut self, kept: &Kept, variant: Arc<Variant>, shards: &Shards) -> u64 {
        let Some(newest) = shards.held(&kept.common.key).filter(|held| held.common.id == kept.common.id)
        else {
            return 0;
        };
        self.ledger.replace(Arc::new(newest.with(variant)), shards)
    }

    fn count(&mut self, facts: Option<&[u64]>) {
        self.evictions += 1;
        if !self.running.is_empty() {
            self.recent.remember(self.evictions, facts);
        }
    }

    fn end(&mut self, number: u64, key: &PageKey<'static>) -> Option<u64> {
        let started = self.running.remove(&number);
        if started.is_some() {
            self.flights.remove(key);
        }
        started
    }

    /// Forgets the evictions that were before all running compositions.
    fn forget(&mut self) {
        let oldest = self.running.first_key_value().map_or(self.evictions, |(_, started)| *started);
        self.recent.forget(oldest);
    }

    #[cfg(test)]
    pub(super) fn is_idle(&self) -> bool {
        self.flights.is_empty() && self.running.is_empty() && self.recent.is_empty()
    }

    #[cfg(test)]
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}
