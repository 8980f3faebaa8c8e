//! Articles and pages: their lasting identity, and the revisions that hold all that was written.

pub mod actions;
pub mod choices;
pub mod comparison;
mod fair_copy;
pub mod listing;
pub mod model;
pub mod newsroom;
pub mod reader;
pub mod sources;
pub mod stages;
pub mod store;
pub mod writing;

pub use fair_copy::FairCopy;
