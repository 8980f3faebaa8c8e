//! Readers and writers at random: no request that starts after a write was acknowledged may see
//! anything older.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use http::StatusCode;

use super::support::{Pages, Trouble, assert_idle, browser, text};
use crate::cache::{Cache, Page, PageKey};
use crate::changes::Fact;

const ROWS: usize = 6;
const PAGES: usize = 9;
const WRITES: usize = 4_000;

/// The truth: a version a row. A composition reads it under the lock, as from one snapshot.
struct Truth {
    rows: Mutex<[u64; ROWS]>,
    /// What writers were told is done and visible.
    acknowledged: [AtomicU64; ROWS],
}

impl Truth {
    fn read(&self) -> [u64; ROWS] {
        *self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, row: usize) -> u64 {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows[row] += 1;
        rows[row]
    }
}

/// A small generator (xorshift64): the same numbers in every run, for each seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }

    async fn pause(&mut self) {
        for _ in 0..self.below(6) {
            tokio::task::yield_now().await;
        }
    }
}

fn fact(row: usize) -> Fact {
    Fact::new(format!("row/{row}").as_str())
}

/// The rows that a page shows.
fn shown(page: usize) -> [usize; 2] {
    [page % ROWS, (page * 5 + 2) % ROWS]
}

async fn writer(cache: Pages, truth: Arc<Truth>, seed: u64) {
    let mut chance = Chance(seed);
    for number in 0..WRITES {
        let row = chance.below(ROWS);
        let version = truth.write(row);
        chance.pause().await;
        if number % 97 == 0 {
            cache.evict_all();
        } else {
            cache.evict(&[fact(row)]);
        }
        truth.acknowledged[row].fetch_max(version, Ordering::SeqCst);
        chance.pause().await;
    }
}

async fn reader(cache: Pages, truth: Arc<Truth>, seed: u64, done: Arc<AtomicU64>) -> usize {
    let mut chance = Chance(seed);
    let mut reads = 0;
    while done.load(Ordering::SeqCst) == 0 {
        let page = chance.below(PAGES);
        let rows = shown(page);
        let least = rows.map(|row| truth.acknowledged[row].load(Ordering::SeqCst));
        let mut within = Chance(chance.0 | 1);
        let source = Arc::clone(&truth);
        let compose = || async move {
            within.pause().await;
            let versions = source.read();
            within.pause().await;
            let body = rows.map(|row| versions[row].to_string()).join(" ");
            // One page is never found, and rests on absences in just the same way.
            let status = if page == 0 { StatusCode::NOT_FOUND } else { StatusCode::OK };
            Ok::<_, Trouble>(Page::html(status, body).made_from(rows.map(fact).to_vec()))
        };
        let key = format!("/{page}");
        let answer = cache.get_or_compose(&PageKey::new(&key), browser(), compose).await;
        let seen: Vec<u64> = text(&answer).split(' ').filter_map(|version| version.parse().ok()).collect();
        assert_eq!(seen.len(), 2, "{}", text(&answer));
        for (seen, least) in seen.iter().zip(least) {
            assert!(
                *seen >= least,
                "page {page} shows version {seen}; {least} was acknowledged before it was asked"
            );
        }
        reads += 1;
        if chance.below(4) == 0 {
            tokio::task::yield_now().await;
        }
    }
    reads
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_read_sees_less_than_what_was_acknowledged_before_it() {
    // Room for about six of the nine pages, so that dropping takes part as well.
    let cache: Pages = Cache::new(10_000, || 0);
    let truth = Arc::new(Truth { rows: Mutex::new([0; ROWS]), acknowledged: Default::default() });
    let done = Arc::new(AtomicU64::new(0));
    let readers: Vec<_> = (1..=6)
        .map(|seed| tokio::spawn(reader(cache.clone(), Arc::clone(&truth), seed * 7919, Arc::clone(&done))))
        .collect();
    let writers: Vec<_> =
        (1..=2).map(|seed| tokio::spawn(writer(cache.clone(), Arc::clone(&truth), seed * 104_729))).collect();
    for writer in writers {
        assert!(writer.await.is_ok());
    }
    done.store(1, Ordering::SeqCst);
    let mut reads = 0;
    for reader in readers {
        match reader.await {
            Ok(count) => reads += count,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    let stats = cache.stats();
    assert!(
        reads > 1000 && stats.hits > 0 && stats.joins > 0 && stats.spoiled > 0,
        "{reads} reads, {stats:?}"
    );
    assert_idle(&cache);
}
