//! Articles and pages: their lasting identity, and the revisions that hold all that was written.

pub mod actions;
pub mod model;
pub mod reader;
pub mod store;
