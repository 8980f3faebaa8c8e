//! Pictures made in code, and what hostile files there are at hand.

mod bombs;
mod made;
mod metadata;
mod sizes;
