//! A fact: a named piece of the truth that a page can be made from, and that an action can change.

use std::fmt;

/// The name of a piece of the truth, such as `article/7`, `path//2026/11/a-report` or `list/section/3`.
///
/// Absent things are facts too: the page that says "not found" rests on a path that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Fact(Box<str>);

impl Fact {
    /// A fact by its name.
    pub fn new(name: impl Into<Box<str>>) -> Self {
        Fact(name.into())
    }

    /// A numbered thing: `Fact::of("article", 7)`.
    pub fn of(kind: &str, number: i64) -> Self {
        Fact(format!("{kind}/{number}").into())
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A stable 64-bit hash of the name (FNV-1a, 64 bits). Two facts with one hash only evict too much.
    pub fn key(&self) -> u64 {
        self.0
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
