//! Which page to drop when room is needed: SIEVE (Zhang et al., "SIEVE is Simpler than LRU", NSDI 2024).
//!
//! Pages stand in the order they came. A hand goes from the oldest to the newest and around again;
//! it spares a page that was asked for since it last came by, and drops the first that was not.
//! A hit therefore only sets a bit, where LRU would move the page under a lock; and a crawler's
//! walk through the archive drops its own pages, not the front page. S3-FIFO keeps a little more
//! under some loads, at the price of a second queue and a memory of what was dropped.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::kept::Common;

/// A page's place in the queue.
pub(super) struct Held {
    pub common: Arc<Common>,
    pub facts: Box<[u64]>,
    pub weight: usize,
}

/// One queue. Pages are numbered as they come, so the map by number is the queue.
#[derive(Default)]
pub(super) struct Sieve {
    pages: BTreeMap<u64, Held>,
    hand: u64,
    weight: usize,
}

impl Sieve {
    pub(super) fn len(&self) -> usize {
        self.pages.len()
    }

    /// The bytes of all pages.
    pub(super) fn weight(&self) -> usize {
        self.weight
    }

    pub(super) fn insert(&mut self, held: Held) {
        self.weight += held.weight;
        if let Some(before) = self.pages.insert(held.common.id, held) {
            self.weight -= before.weight;
        }
    }

    pub(super) fn remove(&mut self, id: u64) -> Option<Held> {
        let held = self.pages.remove(&id)?;
        self.weight -= held.weight;
        Some(held)
    }

    /// Corrects a page's weight; false if it is not here.
    pub(super) fn reweigh(&mut self, id: u64, weigh: impl FnOnce(usize) -> usize) -> bool {
        let Some(held) = self.pages.get_mut(&id) else { return false };
        let weight = weigh(held.facts.len());
        self.weight = self.weight - held.weight + weight;
        held.weight = weight;
        true
    }

    /// The page to drop next; none if there are none. Readers may set bits as fast as they are
    /// cleared, so one round is the most that is walked.
    pub(super) fn victim(&mut self) -> Option<u64> {
        let around = || self.pages.range(self.hand..).chain(self.pages.range(..self.hand));
        let (victim, _) = around()
            .find(|(_, held)| !held.common.visited.swap(false, Ordering::Relaxed))
            .or_else(|| around().next())?;
        let victim = *victim;
        self.hand = victim + 1;
        Some(victim)
    }
}
