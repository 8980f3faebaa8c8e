//! Closing a public version, a comparison of two, or a correction to readers. Who may read the desk reads it there as before.

pub mod actions;
pub mod model;
pub mod store;
