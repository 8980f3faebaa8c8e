//! The follower that takes pages out of the cache.
//!
//! What this process writes is evicted in the action itself, before it is answered. What others write — a command beside
//! the server, another node — is read from the log, moments later.

use crate::{
    cache::Cache,
    changes::{self, Fact, Observer, Position},
    db::{Db, Separate},
    error::{Error, Result},
};
use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

/// How often a SQLite file is looked at for writes of other processes.
const LOOK: Duration = Duration::from_millis(25);
/// How many changes are read at once; beyond this many waiting, the whole cache is cheaper to drop.
const AT_ONCE: i64 = 1_000;

/// How far behind the newest change an own one is remembered: on PostgreSQL numbers commit out of order.
const KEPT: i64 = 10_000;

/// Takes pages away when the facts that they were made from change.
pub struct PageFollower {
    cache: Cache<Error>,
    /// Changes of this process, which the log will show again.
    own: Mutex<BTreeSet<i64>>,
    /// The number of the last change that is known to be followed.
    seen: AtomicI64,
    stop: AtomicBool,
}

impl Observer for PageFollower {
    fn committed(&self, change: i64, facts: &[Fact]) {
        self.own.lock().unwrap_or_else(PoisonError::into_inner).insert(change);
        self.cache.evict(facts);
    }
}

impl PageFollower {
    /// A follower for this cache.
    pub fn new(cache: Cache<Error>) -> Self {
        PageFollower { cache, own: Mutex::default(), seen: AtomicI64::new(0), stop: AtomicBool::new(false) }
    }

    /// The number of the last change that it has seen in the log.
    pub fn seen(&self) -> i64 {
        self.seen.load(Ordering::Acquire)
    }

    /// Ends [`PageFollower::run`] soon.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }

    /// Follows the log until it is stopped; each time it has caught up, `seen_file` says how far.
    /// A database that is away is tried again; when it is back, everything is composed anew.
    pub fn run(&self, db: &Db, seen_file: &std::path::Path) {
        while !self.stop.load(Ordering::Acquire) {
            if let Err(error) = self.follow(db, seen_file) {
                tracing::warn!(%error, "following the change log failed; trying again");
                self.cache.evict_all();
                std::thread::sleep(Duration::from_secs(1));
            }
        }
    }

    fn follow(&self, db: &Db, seen_file: &std::path::Path) -> Result<()> {
        let mut watch = db.separate()?;
        // Whatever was composed before this moment is dropped, so nothing before it needs to be read.
        let (mut at, written) = watch.snapshot(|sql| Ok((changes::newest(sql)?, changes::written(sql)?)))?;
        self.cache.evict_all();
        self.caught_up(written, seen_file);
        let mut version = None;
        while !self.stop.load(Ordering::Acquire) {
            let now = watch.data_version()?;
            if now.is_none() || now != version {
                version = now;
                let (after, highest) = self.catch_up(&mut watch, at)?;
                if after != at {
                    at = after;
                    self.caught_up(highest, seen_file);
                }
            }
            watch.wait(LOOK)?;
        }
        Ok(())
    }

    /// Reads on to the end of the log; where that is, and the largest number that was read. On PostgreSQL it need not be
    /// the last.
    fn catch_up(&self, watch: &mut Separate, mut at: Position) -> Result<(Position, i64)> {
        let mut highest = at.number();
        loop {
            let waiting = watch.snapshot(|sql| changes::read_after(sql, at, AT_ONCE))?;
            let many = waiting.len() as i64 == AT_ONCE;
            let mut facts = Vec::new();
            {
                let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
                for change in &waiting {
                    if !own.remove(&change.id) {
                        facts.extend(change.facts.iter().cloned());
                    }
                    at = change.position;
                    highest = highest.max(change.id);
                }
                // One that the log showed before its action was settled is never asked for again.
                *own = own.split_off(&(at.number() - KEPT));
            }
            if many && !facts.is_empty() {
                self.cache.evict_all();
            } else {
                self.cache.evict(&facts);
            }
            if !many {
                return Ok((at, highest));
            }
        }
    }

    fn caught_up(&self, number: i64, seen_file: &std::path::Path) {
        let before = self.seen.fetch_max(number, Ordering::AcqRel);
        let _ = write_seen(seen_file.to_owned(), number.max(before));
    }
}

/// Says in a file how far the server has followed, for commands that wait for it.
fn write_seen(path: PathBuf, number: i64) -> std::io::Result<()> {
    let fresh = path.with_extension("seen.new");
    std::fs::write(&fresh, number.to_string())?;
    std::fs::rename(fresh, path)
}
