//! The verbs that make things public, and the ones that end it.

pub mod actions;
pub mod address;
pub mod checklist;
pub mod corrected;
pub mod embargo;
pub mod links;
pub mod moment;
pub mod newsroom;
pub mod notes;
pub mod schedule;
pub mod store;
pub mod versions;
