//! Two revisions beside each other: every field that differs, and the text block by block, words and not lines.
//!
//! It knows no database; names of what a manuscript holds by number come in from outside. It ends in time whatever it is given:
//! what could not be compared to the end is shown whole, as taken out and put in.

mod blocks;
mod fields;
pub mod sources;
mod words;

pub use blocks::{Picture, Row, compare as blocks};
pub use fields::{Field, Names, compare as fields};
pub use words::{Piece, compare as words};

use std::time::{Duration, Instant};

/// How long two texts may be compared.
const PATIENCE: Duration = Duration::from_millis(400);

/// When to stop looking for the best answer, and take the one there is.
pub fn deadline() -> Instant {
    Instant::now() + PATIENCE
}
