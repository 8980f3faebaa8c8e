//! Pictures made in code, and what hostile files there are at hand.

mod bombs;
pub(super) mod made;
mod metadata;
mod sizes;
