//! The follower that keeps the full-text index: each server has its own, in `data/index`.
//!
//! It goes on from the last change that its index has seen. Without an index, with one of another version or a damaged one, or
//! when the log no longer holds that change, it makes a new one beside the old, which answers until the new one is whole.

mod desk;
mod shelf;
mod take;

pub use desk::{Desk, State};

use crate::{
    changes::{self, Position},
    db::{Db, Separate},
    error::{Error, Result},
    finding::reader::{self as finding, Names},
};
use search::{Index, Kind};
use shelf::Shelf;
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use take::Taken;

/// How often a SQLite file is looked at for what was written.
const LOOK: Duration = Duration::from_millis(50);
/// The least time from one commit of the index to the next: each costs some twenty milliseconds, and an import makes a
/// thousand changes a second.
const PACE: Duration = Duration::from_millis(200);
/// How many changes are read at once.
const AT_ONCE: i64 = 1_000;
/// How many articles are read in one snapshot while an index is made.
const BATCH: i64 = 100;
/// After so long without a change the writer gives its threads and memory back.
const IDLE: Duration = Duration::from_secs(20);

/// Follows the log into the index.
pub struct IndexFollower {
    db: Db,
    desk: Arc<Desk>,
    shelf: Shelf,
    stop: AtomicBool,
}

/// An index and how far it has come.
struct Following {
    index: Arc<Index>,
    at: Position,
}

impl IndexFollower {
    /// A follower with its indexes below `folder`; writing may take `memory` bytes.
    pub fn new(db: Db, folder: PathBuf, memory: usize) -> Self {
        IndexFollower {
            db,
            desk: Arc::default(),
            shelf: Shelf::new(folder, memory),
            stop: AtomicBool::new(false),
        }
    }

    /// Where the index is asked.
    pub fn desk(&self) -> &Arc<Desk> {
        &self.desk
    }

    /// Ends [`IndexFollower::run`] soon.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }

    /// Follows until it is stopped. What fails is tried again; an index that fails is made anew.
    pub fn run(&self) {
        while !self.stopping() {
            if let Err(error) = self.follow()
                && !self.stopping()
            {
                tracing::warn!(%error, "following the change log into the index failed; trying again");
                std::thread::sleep(Duration::from_secs(1));
            }
            // Gives back the lock on the folder, and drops what was written and not committed.
            if let Some(index) = self.desk.index() {
                let _ = index.rest();
            }
        }
    }

    fn stopping(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    fn follow(&self) -> Result<()> {
        let mut watch = self.db.separate()?;
        let mut kept = self.opened(&mut watch)?;
        if let Some(kept) = &kept {
            self.catch_up(&mut watch, kept.at, &kept.index).map(drop)?;
            // Read once while it already answers: files that a disk has spoilt are found here, and not by a reader.
            if let Err(error) = kept.index.verify() {
                self.desk.suspect(&error.to_string());
            }
        }
        let (mut version, mut idle) = (None, Instant::now());
        while !self.stopping() {
            if kept.is_none() || self.desk.wants_anew() {
                let made = self.made_anew(&mut watch, kept.take());
                kept = Some(made.inspect_err(|_| self.desk.ask_anew())?);
            }
            let Some(following) = &mut kept else { continue };
            let now = watch.data_version()?;
            if now.is_none() || now != version {
                version = now;
                let before = following.at;
                let begun = Instant::now();
                following.at = self.catch_up(&mut watch, before, &following.index)?;
                if following.at != before {
                    idle = Instant::now();
                    std::thread::sleep(PACE.saturating_sub(begun.elapsed()));
                }
            }
            if idle.elapsed() > IDLE {
                following.index.rest().map_err(engine)?;
                idle = Instant::now();
            }
            watch.wait(LOOK)?;
        }
        Ok(())
    }

    /// The index that is there, if it can be gone on with.
    fn opened(&self, watch: &mut Separate) -> Result<Option<Following>> {
        let opened = self.shelf.open().and_then(|index| Ok((index.position()?, index)));
        let (position, index) = match opened {
            Ok(opened) => opened,
            Err(search::Error::Missing) => return Ok(None),
            Err(error) => {
                tracing::warn!(%error, "the index cannot be used; it is made anew");
                return Ok(None);
            }
        };
        let index = Arc::new(index);
        // It answers from now on, also while a new one is made: what it finds is looked up among what is public.
        self.desk.show(&index);
        match watch.snapshot(|sql| changes::read_back(sql, &position))? {
            _ if self.shelf.was_begun() => {
                tracing::info!("an index was being made when the server stopped; it is made now");
                Ok(None)
            }
            Some(at) => Ok(Some(Following { index, at })),
            None => {
                tracing::info!(
                    "the change log no longer holds what the index has seen last; it is made anew"
                );
                Ok(None)
            }
        }
    }

    /// Brings an index up to date, and says how far it is then.
    fn catch_up(&self, watch: &mut Separate, mut at: Position, index: &Index) -> Result<Position> {
        while !self.stopping() {
            let waiting = watch.snapshot(|sql| changes::read_after(sql, at, AT_ONCE))?;
            let Some(last) = waiting.last() else { break };
            at = last.position;
            let mut taken = Taken::of(waiting.iter().flat_map(|change| &change.facts));
            let mut names = Names::default();
            watch.snapshot(|sql| {
                taken.write(sql, index, &mut names)?;
                let written = changes::noted(sql, at)?;
                index.commit(&written).map_err(engine)
            })?;
            self.desk.seen(at.number(), taken.changed());
            if taken.anew {
                self.desk.ask_anew();
            }
        }
        Ok(at)
    }

    /// Makes an index of everything that is public, while the one before answers and follows.
    fn made_anew(&self, watch: &mut Separate, mut old: Option<Following>) -> Result<Following> {
        let begun = Instant::now();
        // Whatever changes from here on is followed into the new one afterwards.
        let at = watch.snapshot(changes::newest)?;
        let total = watch.snapshot(finding::count)?;
        self.desk.begin(total);
        tracing::info!(articles = total, "making the index");
        let fresh = self.shelf.begin().map_err(engine)?;
        let mut names = Names::default();
        for kind in [Kind::Section, Kind::Topic, Kind::Person] {
            let mut after = i64::MIN;
            loop {
                let some = watch.snapshot(|sql| finding::names_after(sql, kind, after, BATCH))?;
                let Some(last) = some.last() else { break };
                after = last.key.id;
                some.iter().try_for_each(|name| fresh.index.put_name(name)).map_err(engine)?;
            }
        }
        let (mut after, mut paced) = (i64::MIN, Instant::now());
        loop {
            if self.stopping() {
                return Err(Error::Stopping);
            }
            let entries = watch.snapshot(|sql| {
                let ids = finding::after(sql, after, BATCH)?;
                ids.into_iter()
                    .map(|id| Ok((id, finding::entry(sql, id, &mut names)?)))
                    .collect::<Result<Vec<_>>>()
            })?;
            let Some((last, _)) = entries.last() else { break };
            after = *last;
            for entry in entries.iter().filter_map(|(_, entry)| entry.as_ref()) {
                fresh.index.put(entry).map_err(engine)?;
            }
            self.desk.progress(entries.len());
            if paced.elapsed() > PACE
                && let Some(old) = &mut old
            {
                old.at = self.catch_up(watch, old.at, &old.index)?;
                paced = Instant::now();
            }
        }
        let written = watch.snapshot(|sql| changes::noted(sql, at))?;
        fresh.index.commit(&written).map_err(engine)?;
        let at = self.catch_up(watch, at, &fresh.index)?;
        let index = self.shelf.keep(fresh).map_err(engine)?;
        let index = Arc::new(index);
        self.desk.show(&index);
        self.desk.end(at.number());
        tracing::info!(articles = total, seconds = begun.elapsed().as_secs_f64(), "the index is made");
        Ok(Following { index, at })
    }
}

/// What the index says when it fails.
fn engine(error: search::Error) -> Error {
    Error::Internal(format!("the index: {error}"))
}
