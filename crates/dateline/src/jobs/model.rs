//! A job, and when it is tried again.

use crate::error::{Error, Result};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

/// Work of one kind: what it needs, as a value that can be stored as text.
///
/// A payload is read back by later versions of the program: give new fields defaults.
pub trait Work: Serialize + DeserializeOwned + Send + 'static {
    /// Its name in the table, such as `mail`. Never changed.
    const KIND: &'static str;
    /// Whether it waits for others, or computes.
    const LANE: Lane = Lane::Quick;
}

/// Two queues, so that a mail does not wait for a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Work that waits for other machines: several at once.
    Quick,
    /// Work that keeps a core busy: one at a time, behind everything that readers ask for.
    Heavy,
}

impl Lane {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Lane::Quick => "quick",
            Lane::Heavy => "heavy",
        }
    }

    /// How long whoever takes a job has for it before another may take it over (microseconds). What is computed behind
    /// everything else may take long on a machine that is always busy.
    pub fn lease(self) -> i64 {
        let minutes = match self {
            Lane::Quick => 5,
            Lane::Heavy => 60,
        };
        minutes * 60 * 1_000_000
    }

    /// The longest that a job may take: less than its lease, or another would take it over meanwhile.
    pub fn patience(self) -> Duration {
        Duration::from_micros(u64::try_from(self.lease()).unwrap_or_default()) / 2
    }
}

/// A job that was taken to be done.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its row.
    pub id: i64,
    /// Which work it is.
    pub kind: String,
    /// What the work needs, JSON.
    pub payload: String,
    /// Which try this is, from 1.
    pub tries: i64,
}

impl Taken {
    /// The work, read back.
    pub fn work<W: Work>(&self) -> Result<W> {
        serde_json::from_str(&self.payload)
            .map_err(|error| Error::Damaged(format!("job {} ({}): {error}", self.id, self.kind)))
    }
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done; its row goes.
    Done,
    /// It did not succeed this time: a server was away. The text says why.
    Later(String),
    /// It will never succeed: an address that does not exist. The text says why.
    Never(String),
}

/// Seconds until a job is tried again, by how often it was tried. After the last of them it has failed.
const PAUSES: [i64; 8] = [10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400];

/// When a job that was tried `tries` times is due again, in microseconds from now; nothing if that was the last time.
pub fn pause(tries: i64) -> Option<i64> {
    let at = usize::try_from(tries.max(1) - 1).ok()?;
    PAUSES.get(at).map(|seconds| seconds * 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let all: Vec<i64> = (1..).map_while(pause).collect();
        assert_eq!(all.len(), PAUSES.len());
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(pause(0), pause(1));
        assert_eq!(pause(i64::MAX), None);
    }
}
