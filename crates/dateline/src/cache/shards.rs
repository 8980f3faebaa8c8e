//! Where hits look: the held pages by key, in parts with a lock each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::accept::AcceptEncoding;
use super::answer::Answer;
use super::kept::Kept;
use super::key::{Hashed, PageKey};

/// Far more than there are processors, so that two hits rarely meet.
const SHARDS: usize = 64;

/// The parts.
pub(super) struct Shards([Mutex<Shard>; SHARDS]);

/// Two cache lines apart, so that the locks of two parts never share one.
#[repr(align(128))]
#[derive(Default)]
struct Shard {
    pages: HashMap<PageKey<'static>, Arc<Kept>, Hashed>,
    hits: u64,
}

/// What a look-up gave.
pub(super) enum Found {
    /// An answer to send.
    Ready(Answer),
    /// A page, but in no coding that the request takes.
    Unready(Arc<Kept>),
    /// No page, or one whose time is over.
    Nothing,
}

impl Shards {
    pub(super) fn new() -> Self {
        Shards(std::array::from_fn(|_| Mutex::default()))
    }

    /// The hot path: no allocation, no clock unless the page has a last moment.
    pub(super) fn find(&self, key: &PageKey<'_>, accept: AcceptEncoding, clock: fn() -> i64) -> Found {
        let mut shard = self.of(key);
        // Maps are covariant in their keys: seen through a shared reference, owned keys can be
        // looked up by a borrowed one.
        let pages: &HashMap<PageKey<'_>, Arc<Kept>, Hashed> = &shard.pages;
        let Some(kept) = pages.get(key) else { return Found::Nothing };
        if kept.common.valid_until != i64::MAX && clock() >= kept.common.valid_until {
            return Found::Nothing;
        }
        kept.common.visit();
        let found = match kept.choose(accept) {
            Some(variant) => Found::Ready(Answer::new(Arc::clone(variant))),
            None => Found::Unready(Arc::clone(kept)),
        };
        shard.hits += 1;
        found
    }

    /// What is held, whatever the hour.
    pub(super) fn held(&self, key: &PageKey<'_>) -> Option<Arc<Kept>> {
        let shard = self.of(key);
        let pages: &HashMap<PageKey<'_>, Arc<Kept>, Hashed> = &shard.pages;
        pages.get(key).map(Arc::clone)
    }

    /// Holds a page; gives back the one it stands in for.
    pub(super) fn put(&self, kept: Arc<Kept>) -> Option<Arc<Kept>> {
        let key = kept.common.key.clone();
        self.of(&key).pages.insert(key.clone(), kept)
    }

    /// Lets go of a page, but of no other that stands under the same key.
    pub(super) fn remove(&self, key: &PageKey<'static>, id: u64) -> Option<Arc<Kept>> {
        let mut shard = self.of(key);
        let same = shard.pages.get(key).is_some_and(|kept| kept.common.id == id);
        if same { shard.pages.remove(key) } else { None }
    }

    /// Lets go of everything, and hands it over so that it is freed outside of all locks.
    pub(super) fn clear(&self) -> Vec<Arc<Kept>> {
        let mut gone = Vec::new();
        for shard in &self.0 {
            let pages = std::mem::take(&mut lock(shard).pages);
            gone.extend(pages.into_values());
        }
        gone
    }

    pub(super) fn hits(&self) -> u64 {
        self.0.iter().map(|shard| lock(shard).hits).sum()
    }

    fn of(&self, key: &PageKey<'_>) -> MutexGuard<'_, Shard> {
        // Bits from the middle: the map uses the highest seven and the lowest.
        lock(&self.0[(key.hash() >> 32) as usize % SHARDS])
    }
}

/// A shard is whole between any two statements, so a poisoned lock tells nothing.
fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}
