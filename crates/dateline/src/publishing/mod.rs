//! The verbs that make things public, and the ones that end it.

pub mod actions;
pub mod address;
pub mod schedule;
pub mod store;
