//! Where the index is asked: by pages, by whoever computes what is related, and by those who want to know how far it is.

use search::Index;
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
};

/// The index in use, and its state.
#[derive(Default)]
pub struct Desk {
    index: RwLock<Option<Arc<Index>>>,
    seen: AtomicI64,
    making: AtomicBool,
    made: AtomicU64,
    to_make: AtomicU64,
    times: AtomicU64,
    anew: AtomicBool,
    /// Articles that came, changed or went, for whoever computes what is related; `None` while nobody wants to know.
    changed: Mutex<Option<BTreeSet<i64>>>,
}

/// How far the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The last change of the log that it has seen.
    pub seen: i64,
    /// Articles, pages and names in it.
    pub documents: u64,
    /// Whether a new one is being made.
    pub making: bool,
    /// How many articles of that are done.
    pub made: u64,
    /// And of how many.
    pub to_make: u64,
    /// How often one was made since the server started.
    pub times: u64,
}

/// More changed articles than this are not remembered one by one: all are gone through instead.
const MANY: usize = 5_000;

impl Desk {
    /// The index in use; `None` until the first one is made.
    pub fn index(&self) -> Option<Arc<Index>> {
        self.index.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How far it is.
    pub fn state(&self) -> State {
        let number = |of: &AtomicU64| of.load(Ordering::Relaxed);
        State {
            seen: self.seen.load(Ordering::Acquire),
            documents: self.index().map_or(0, |index| index.count()),
            making: self.making.load(Ordering::Acquire),
            made: number(&self.made),
            to_make: number(&self.to_make),
            times: number(&self.times),
        }
    }

    /// The index failed a search. Whoever follows the log makes a new one.
    pub fn suspect(&self, why: &str) {
        tracing::error!(why, "the index is damaged; it is made anew");
        self.ask_anew();
    }

    /// From now on the articles that change are noted for [`Desk::take_changed`].
    pub fn note_changed(&self) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.get_or_insert_default();
    }

    /// The articles that changed since it was asked last; `None` if they were too many to remember.
    pub fn take_changed(&self) -> Option<BTreeSet<i64>> {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = changed.replace(BTreeSet::new()).unwrap_or_default();
        (taken.len() <= MANY).then_some(taken)
    }

    pub(super) fn ask_anew(&self) {
        self.anew.store(true, Ordering::Release);
    }

    pub(super) fn wants_anew(&self) -> bool {
        self.anew.swap(false, Ordering::AcqRel)
    }

    pub(super) fn show(&self, index: &Arc<Index>) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(index));
    }

    pub(super) fn seen(&self, number: i64, articles: &BTreeSet<i64>) {
        self.seen.store(number, Ordering::Release);
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(changed) = changed.as_mut().filter(|changed| changed.len() <= MANY) {
            changed.extend(articles);
        }
    }

    pub(super) fn begin(&self, articles: i64) {
        self.made.store(0, Ordering::Relaxed);
        self.to_make.store(u64::try_from(articles).unwrap_or(0), Ordering::Relaxed);
        self.making.store(true, Ordering::Release);
    }

    pub(super) fn progress(&self, articles: usize) {
        self.made.fetch_add(articles as u64, Ordering::Relaxed);
    }

    pub(super) fn end(&self, number: i64) {
        self.seen.store(number, Ordering::Release);
        self.times.fetch_add(1, Ordering::Relaxed);
        self.making.store(false, Ordering::Release);
    }
}
