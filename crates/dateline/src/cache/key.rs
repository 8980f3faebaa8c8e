//! What a page is kept under.

use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::{Arc, OnceLock};

/// Everything of a request that its answer depends on, as one text: host, path, the query
/// parameters that count, language. The coding of the body is not part of it.
///
/// Whoever makes the key must leave out parameters that change nothing (`utm_source`), or one page
/// is held many times. It borrows, so that a hit allocates nothing.
#[derive(Clone, Debug)]
pub struct PageKey<'a> {
    hash: u64,
    text: Text<'a>,
}

#[derive(Clone, Debug)]
enum Text<'a> {
    Lent(&'a str),
    Shared(Arc<str>),
}

impl<'a> PageKey<'a> {
    /// A key that borrows its text.
    pub fn new(text: &'a str) -> Self {
        // Seeded once a process: whoever knew the seed could fill one bucket from outside.
        static SEED: OnceLock<RandomState> = OnceLock::new();
        PageKey { hash: SEED.get_or_init(RandomState::new).hash_one(text), text: Text::Lent(text) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        match &self.text {
            Text::Lent(text) => text,
            Text::Shared(text) => text,
        }
    }

    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    /// The key that the cache keeps; its clones share one text.
    pub(super) fn shared(&self) -> PageKey<'static> {
        let text = match &self.text {
            Text::Lent(text) => Arc::from(*text),
            Text::Shared(text) => Arc::clone(text),
        };
        PageKey { hash: self.hash, text: Text::Shared(text) }
    }
}

impl PartialEq for PageKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.as_str() == other.as_str()
    }
}

impl Eq for PageKey<'_> {}

impl Hash for PageKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// For maps by [`PageKey`], which was hashed when it was made.
pub(super) type Hashed = BuildHasherDefault<Ready>;

/// Hands on the hash that a [`PageKey`] brings along.
#[derive(Default)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Not reached by PageKey; still a hash for whatever else is put in.
        for byte in bytes {
            self.0 = self.0.rotate_left(8).wrapping_mul(0x0100_0000_01b3) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
