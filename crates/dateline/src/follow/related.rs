//! The follower that finds out which articles are related, from the index.
//!
//! What was just published comes first, with those that should now name it; an archive follows behind, the newest first, at
//! half of one core's time at most. Where it stands is in the table itself: what has no row there is to do. Of several
//! nodes one does the work, the one that holds the lock; when it goes, another goes on.

use super::index::Desk;
use crate::{
    app::now,
    articles::reader::Place,
    changes::{Actions, Actor, Via},
    db::{Db, Separate},
    error::{Error, Result},
    finding::reader::{self as finding, Names},
    related::{reader, store},
};
use search::Index;
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// A number that no other program uses for its advisory lock.
const LOCK: i64 = 7_305_814_202;
/// How often it looks for work.
const LOOK: Duration = Duration::from_millis(200);
/// How many are kept of each: a page shows half of them, and those of the rest that are public fill a gap.
const KEPT: usize = 8;
/// So many of those that a new article is related to are looked at again: it may be related to them.
const NEIGHBOURS: usize = 6;
/// From so many changed articles on they are part of an archive: each is looked at once, in its turn.
const MANY: usize = 40;
/// Articles of an archive in one action.
const BATCH: i64 = 20;

/// Finds out what is related.
pub struct RelatedFollower {
    db: Db,
    actions: Actions,
    desk: Arc<Desk>,
    stop: AtomicBool,
    made: AtomicU64,
}

/// What was found out of an article.
struct Made {
    article: i64,
    publication: i64,
    others: Vec<i64>,
}

impl RelatedFollower {
    /// A follower that asks the index at this desk.
    pub fn new(db: Db, actions: Actions, desk: Arc<Desk>) -> Self {
        RelatedFollower { db, actions, desk, stop: AtomicBool::new(false), made: AtomicU64::new(0) }
    }

    /// Of how many articles it was found out since the server started.
    pub fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    /// Ends [`RelatedFollower::run`] soon.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }

    fn stopping(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    /// Works until it is stopped; what fails is tried again.
    pub fn run(&self) {
        self.desk.note_changed();
        while !self.stopping() {
            if let Err(error) = self.work()
                && !self.stopping()
            {
                tracing::warn!(%error, "finding out what is related failed; trying again");
                std::thread::sleep(Duration::from_secs(1));
            }
        }
    }

    fn work(&self) -> Result<()> {
        let mut own = self.db.separate()?;
        while !own.alone(LOCK)? {
            if self.stopping() {
                return Ok(());
            }
            let _ = self.desk.take_changed();
            std::thread::sleep(Duration::from_secs(1));
        }
        // Whatever was missed before is found by going through all once.
        let (mut archive, mut times) = (Some(Place::TOP), 0);
        while !self.stopping() {
            let state = self.desk.state();
            let Some(index) = self.desk.index().filter(|_| !state.making) else {
                std::thread::sleep(LOOK);
                continue;
            };
            if state.times != times {
                (archive, times) = (Some(Place::TOP), state.times);
            }
            let begun = Instant::now();
            match self.desk.take_changed() {
                Some(changed) if changed.is_empty() => {}
                Some(changed) if changed.len() <= MANY => self.fresh(&mut own, &index, &changed)?,
                _ => archive = Some(Place::TOP),
            }
            archive = match archive {
                Some(from) => self.archive(&mut own, &index, from)?,
                None => None,
            };
            // As long as it worked it rests.
            std::thread::sleep(if archive.is_some() { begun.elapsed() } else { LOOK });
            // A connection that is gone has lost the lock, and another node may hold it.
            own.answers()?;
        }
        Ok(())
    }

    /// What was just published or withdrawn, and those that this concerns.
    fn fresh(&self, own: &mut Separate, index: &Index, changed: &BTreeSet<i64>) -> Result<()> {
        let (mut made, mut gone, mut concerned) = (Vec::new(), Vec::new(), BTreeSet::new());
        for id in changed {
            concerned.extend(own.snapshot(|sql| reader::naming(sql, *id))?);
            match self.find(own, index, *id)? {
                Some(found) => {
                    concerned.extend(found.others.iter().take(NEIGHBOURS));
                    made.push(found);
                }
                None => gone.push(*id),
            }
        }
        for id in concerned.difference(changed) {
            made.extend(self.find(own, index, *id)?);
        }
        self.write(made, gone)
    }

    /// The next few of an archive; where to go on, if there is more.
    fn archive(&self, own: &mut Separate, index: &Index, from: Place) -> Result<Option<Place>> {
        let waiting = own.snapshot(|sql| reader::waiting(sql, from, BATCH))?;
        let Some((_, last)) = waiting.last() else { return Ok(None) };
        let next = *last;
        let mut made = Vec::new();
        for (id, _) in &waiting {
            made.extend(self.find(own, index, *id)?);
        }
        self.write(made, Vec::new())?;
        Ok(Some(next))
    }

    fn find(&self, own: &mut Separate, index: &Index, id: i64) -> Result<Option<Made>> {
        let read = own.snapshot(|sql| {
            let Some(publication) = reader::publication(sql, id)? else { return Ok(None) };
            Ok(finding::entry(sql, id, &mut Names::default())?.map(|entry| (publication, entry)))
        })?;
        let Some((publication, entry)) = read else { return Ok(None) };
        let found =
            index.related(&entry, now(), KEPT).map_err(|e| Error::Internal(format!("the index: {e}")))?;
        Ok(Some(Made { article: id, publication, others: found.iter().map(|hit| hit.key.id).collect() }))
    }

    fn write(&self, made: Vec<Made>, gone: Vec<i64>) -> Result<()> {
        let count = made.len() as u64;
        self.actions
            .act("relate", Actor::unnamed(Via::Server), move |tx| {
                made.iter().try_for_each(|one| store::set(tx, one.article, one.publication, &one.others))?;
                gone.iter().try_for_each(|id| store::forget(tx, *id))
            })
            .wait()?;
        self.made.fetch_add(count, Ordering::Relaxed);
        Ok(())
    }
}
