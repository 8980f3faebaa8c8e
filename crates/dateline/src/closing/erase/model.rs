//! What is erased, and where it was found.

use crate::error::{Error, Result};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// What stands where something was erased.
pub const MARK: &str = "[erased]";
/// What stands there in an address, which has no place for brackets.
pub const MARK_IN_ADDRESS: &str = "erased";
/// The fewest characters of a passage: fewer would be found in words that have nothing to do with it.
const SHORTEST: usize = 3;
/// The most bytes of a passage.
const LONGEST: usize = 2_000;

/// A passage that is to be erased, exactly as it is written, in capitals and small letters.
#[derive(Clone, PartialEq, Eq)]
pub struct Passage(String);

impl Passage {
    /// Takes a passage of one line, without the space around it.
    pub fn parse(text: &str) -> Result<Passage> {
        let refused = |why: &str| Err(Error::refused("text", why.to_owned()));
        let text: String = text.trim().nfc().collect();
        if text.chars().count() < SHORTEST {
            return refused(
                "give at least three characters: fewer stand in words that have nothing to do with it",
            );
        }
        if text.len() > LONGEST || text.chars().any(char::is_control) {
            return refused(
                "give one passage of one line, of at most 2,000 bytes; erase longer ones in parts",
            );
        }
        if MARK.contains(text.as_str()) {
            return refused("this stands in the mark that is put where something was erased");
        }
        Ok(Passage(text))
    }

    /// As it is looked for.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// It must not get into a log by a `{:?}`.
impl std::fmt::Debug for Passage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Passage(…)")
    }
}

/// Where it was found: how often in what. Neither the passage nor what stands around it is in here.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// How often, by kinds of places.
    pub places: BTreeMap<&'static str, u64>,
    /// Addresses that have it, which are not changed: links of others lead there.
    pub addresses: Vec<String>,
    /// Files of the store that are to be taken away once this is durable.
    #[serde(skip)]
    pub files: Vec<String>,
}

impl Found {
    /// Adds what was found in a kind of places.
    pub fn add(&mut self, what: &'static str, times: u64) {
        if times > 0 {
            *self.places.entry(what).or_default() += times;
        }
    }

    /// How often in all.
    pub fn total(&self) -> u64 {
        self.places.values().sum()
    }
}
