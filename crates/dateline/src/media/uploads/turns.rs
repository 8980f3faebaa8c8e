//! Who writes to an upload: whoever came last. A connection that hangs must not keep out the one that goes on.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// The uploads that somebody writes to at this moment, on this node.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<String, Arc<Turn>>>);

/// One upload's.
#[derive(Debug, Default)]
pub struct Turn {
    newest: AtomicU64,
    /// Held while something is written, or while a file is made of what has come.
    pub writing: tokio::sync::Mutex<()>,
}

impl Turns {
    /// Takes the turn: whoever had it stops at the next piece.
    pub fn take(&self, upload: &str) -> (Arc<Turn>, u64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Those that nobody holds any more.
        all.retain(|name, turn| name == upload || Arc::strong_count(turn) > 1);
        let turn = Arc::clone(all.entry(upload.to_owned()).or_default());
        let mine = turn.newest.fetch_add(1, Ordering::Relaxed) + 1;
        (turn, mine)
    }
}

impl Turn {
    /// Whether nobody came later.
    pub fn is(&self, mine: u64) -> bool {
        self.newest.load(Ordering::Relaxed) == mine
    }
}
