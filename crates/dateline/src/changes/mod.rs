//! The change log: what every action changed, in order. It knows no follower.
//!
//! An action runs in a transaction, names the facts it changed, and leaves one row here in that same transaction.
//! Whatever is derived from the truth follows this log and can be rebuilt.

mod action;
pub mod audit;
mod fact;
mod log;

pub use action::{Actions, Actor, Observer, Pending, Tx, Via};
pub use fact::Fact;
pub use log::{Change, Position, newest, noted, prune, read_after, read_back, written};
