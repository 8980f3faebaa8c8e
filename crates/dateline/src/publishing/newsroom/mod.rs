//! Publishing as the newsroom does it by hand: with its checklist, on top of what was seen, and with the schedule that may wait.

pub mod actions;
pub mod store;
