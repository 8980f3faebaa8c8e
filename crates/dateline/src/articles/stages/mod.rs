//! Stages: how an article goes from draft to approved, and who moved it there.

pub mod actions;
pub mod model;
pub mod store;
