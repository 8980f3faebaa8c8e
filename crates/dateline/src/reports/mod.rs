//! Readers' reports of errors: what they say is wrong in an article, and how the newsroom answers: by a correction, or with a reason.
//!
//! Of whoever sends one nothing is kept but what they typed, and an address only until they were answered.

pub mod actions;
pub mod form;
pub mod model;
pub mod store;
