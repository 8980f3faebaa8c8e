//! What is held and what rests on what: every change of the cache's contents passes here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::kept::Kept;
use super::pack::Packed;
use super::shards::Shards;
use super::sieve::{Held, Sieve};

/// A page larger than this part of the budget is not kept: it would cost too many others.
const LARGEST: usize = 8;
/// Answers of 400 and more share this part of the budget, so that a flood of addresses that do not
/// exist drops its own kind and no page.
const ERRORS: usize = 8;
/// More than this part of all pages at once is many.
const MANY: usize = 4;

/// The held pages by fact, and in the order in which they are dropped.
pub(super) struct Ledger {
    budget: usize,
    /// (fact, page): a B-tree is smaller than a map of sets, and a page's removal is exact.
    by_fact: BTreeSet<(u64, u64)>,
    pages: Sieve,
    errors: Sieve,
}

/// What became of a page that was to be kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// It is held; so many others had to go.
    Kept { dropped: u64 },
    /// It is larger than one page may be.
    TooLarge,
}

impl Ledger {
    pub(super) fn new(budget: usize) -> Self {
        Ledger { budget, by_fact: BTreeSet::new(), pages: Sieve::default(), errors: Sieve::default() }
    }

    pub(super) fn pages(&self) -> usize {
        self.pages.len() + self.errors.len()
    }

    pub(super) fn weight(&self) -> usize {
        self.pages.weight() + self.errors.weight()
    }

    /// Holds a page in place of the one under its key.
    pub(super) fn keep(&mut self, packed: &Packed, shards: &Shards) -> Keeping {
        let common = &packed.kept.common;
        let weight = packed.kept.weight(packed.facts.len());
        let error = common.status.as_u16() >= 400;
        if weight > self.budget / LARGEST {
            return Keeping::TooLarge;
        }
        if let Some(before) = shards.held(&common.key) {
            self.remove(before.common.id, true, shards);
        }
        // Before it comes in, or the hand might take the newcomer itself.
        let dropped = self.make_room(weight, if error { weight } else { 0 }, shards);
        self.by_fact.extend(packed.facts.iter().map(|fact| (*fact, common.id)));
        let held = Held { common: Arc::clone(common), facts: packed.facts.clone(), weight };
        if error {
            self.errors.insert(held)
        } else {
            self.pages.insert(held)
        }
        shards.put(Arc::clone(&packed.kept));
        Keeping::Kept { dropped }
    }

    /// Holds a page in another set of codings, unless it is no longer held; gives how many others
    /// had to go.
    pub(super) fn replace(&mut self, kept: Arc<Kept>, shards: &Shards) -> u64 {
        let id = kept.common.id;
        let weigh = |facts| kept.weight(facts);
        if self.pages.reweigh(id, weigh) || self.errors.reweigh(id, weigh) {
            shards.put(kept);
        }
        self.make_room(0, 0, shards)
    }

    /// Lets go of all pages that rest on one of the facts, and hands them over to be freed outside of
    /// the lock.
    pub(super) fn evict(&mut self, facts: &[u64], shards: &Shards) -> Vec<Arc<Kept>> {
        let resting = |fact: &u64| self.by_fact.range((*fact, 0)..=(*fact, u64::MAX)).map(|(_, id)| *id);
        let mut gone: Vec<u64> = facts.iter().flat_map(resting).collect();
        gone.sort_unstable();
        gone.dedup();
        // A changed setting takes nearly every page: one walk through the index is then several
        // times quicker than looking up each of its entries.
        let many = gone.len() > self.pages() / MANY;
        if many {
            self.by_fact.retain(|(_, id)| gone.binary_search(id).is_err());
        }
        gone.into_iter().filter_map(|id| self.remove(id, !many, shards)).collect()
    }

    /// Lets go of everything, and hands it over to be freed outside of the lock.
    pub(super) fn clear(&mut self, shards: &Shards) -> Vec<Arc<Kept>> {
        *self = Ledger::new(self.budget);
        shards.clear()
    }

    fn make_room(&mut self, weight: usize, error_weight: usize, shards: &Shards) -> u64 {
        let mut dropped = 0;
        loop {
            let victim = if self.errors.weight() + error_weight > self.budget / ERRORS {
                self.errors.victim()
            } else if self.weight() + weight > self.budget {
                self.pages.victim().or_else(|| self.errors.victim())
            } else {
                return dropped;
            };
            let Some(victim) = victim else { return dropped };
            self.remove(victim, true, shards);
            dropped += 1;
        }
    }

    fn remove(&mut self, id: u64, indexed: bool, shards: &Shards) -> Option<Arc<Kept>> {
        let held = self.pages.remove(id).or_else(|| self.errors.remove(id))?;
        for fact in held.facts.iter().filter(|_| indexed) {
            self.by_fact.remove(&(*fact, id));
        }
        shards.remove(&held.common.key, id)
    }

    #[cfg(test)]
    pub(super) fn indexed(&self) -> usize {
        self.by_fact.len()
    }
}
