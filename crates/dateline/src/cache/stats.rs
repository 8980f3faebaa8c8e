//! What the cache counts.

use std::sync::atomic::{AtomicU64, Ordering};

/// What the cache has done since it was made, and what it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Requests answered from what was held.
    pub hits: u64,
    /// Compositions started.
    pub misses: u64,
    /// Requests that waited for a composition that somebody else had started. A request whose
    /// first wait gave it a page older than itself counts twice.
    pub joins: u64,
    /// Compositions that ended with an error, or panicked.
    pub failures: u64,
    /// Compositions not kept because something they rest on changed meanwhile.
    pub spoiled: u64,
    /// Pages taken away because something they rest on changed.
    pub evicted: u64,
    /// Pages dropped to make room.
    pub dropped: u64,
    /// Pages not kept because they are larger than one page may be.
    pub too_large: u64,
    /// Better codings made in the background, or a coding that a request asked for.
    pub recoded: u64,
    /// Pages held now.
    pub pages: u64,
    /// The bytes they stand for, bookkeeping included.
    pub bytes: u64,
    /// Compositions running now.
    pub composing: u64,
}

#[derive(Default)]
pub(super) struct Count(AtomicU64);

impl Count {
    pub(super) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// All counts but that of hits, which the shards keep under the locks they take anyway.
#[derive(Default)]
pub(super) struct Counters {
    pub misses: Count,
    pub joins: Count,
    pub failures: Count,
    pub spoiled: Count,
    pub evicted: Count,
    pub dropped: Count,
    pub too_large: Count,
    pub recoded: Count,
}

impl Counters {
    pub(super) fn read(&self, hits: u64, (pages, bytes, composing): (usize, usize, usize)) -> Stats {
        Stats {
            hits,
            misses: self.misses.get(),
            joins: self.joins.get(),
            failures: self.failures.get(),
            spoiled: self.spoiled.get(),
            evicted: self.evicted.get(),
            dropped: self.dropped.get(),
            too_large: self.too_large.get(),
            recoded: self.recoded.get(),
            pages: pages as u64,
            bytes: bytes as u64,
            composing: composing as u64,
        }
    }
}
