//! The evictions that a composition still running has to be held against.

use std::collections::VecDeque;

/// More facts than this are not remembered; compositions older than what was forgotten count as
/// hit. An import evicts thousands a second, and a stuck composition must not make that pile up.
const MOST_FACTS: usize = 1 << 16;

/// The recent evictions, oldest first.
#[derive(Default)]
pub(super) struct Evictions {
    recent: VecDeque<(u64, What)>,
    facts: usize,
    /// The newest number that was forgotten for want of room.
    forgotten: u64,
}

enum What {
    Facts(Box<[u64]>),
    All,
}

impl Evictions {
    /// Remembers eviction number `number`, of facts that are sorted; none for all.
    pub(super) fn remember(&mut self, number: u64, facts: Option<&[u64]>) {
        // An eviction of nothing but two words still takes room.
        self.facts += facts.map_or(1, |facts| facts.len() + 1);
        self.recent.push_back((number, facts.map_or(What::All, |facts| What::Facts(facts.into()))));
        while self.facts > MOST_FACTS {
            match self.drop_oldest() {
                Some(number) => self.forgotten = number,
                None => break,
            }
        }
    }

    /// Forgets what no running composition needs: all up to number `through`.
    pub(super) fn forget(&mut self, through: u64) {
        while self.recent.front().is_some_and(|(number, _)| *number <= through) {
            self.drop_oldest();
        }
    }

    /// The first eviction after number `started` that took one of these facts, which are sorted.
    pub(super) fn first_hit(&self, facts: &[u64], started: u64) -> Option<u64> {
        if started < self.forgotten {
            return Some(started + 1);
        }
        let since = self.recent.partition_point(|(number, _)| *number <= started);
        self.recent.range(since..).find(|(_, what)| what.takes(facts)).map(|(number, _)| *number)
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.recent.is_empty() && self.facts == 0
    }

    fn drop_oldest(&mut self) -> Option<u64> {
        let (number, what) = self.recent.pop_front()?;
        self.facts -= match what {
            What::Facts(facts) => facts.len() + 1,
            What::All => 1,
        };
        Some(number)
    }
}

impl What {
    fn takes(&self, facts: &[u64]) -> bool {
        match self {
            What::All => true,
            What::Facts(gone) => gone.iter().any(|fact| facts.binary_search(fact).is_ok()),
        }
    }
}
