//! Who is told elsewhere that something changed, and what still is to be told.

pub mod model;
pub mod store;
