//! Writing at the desk: what somebody types between revisions, the door at which it becomes a manuscript, who else is in it.

pub mod actions;
mod fields;
pub mod lenient;
pub mod model;
pub mod references;
mod sources;
pub mod store;
pub mod typed;
