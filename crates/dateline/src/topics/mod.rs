//! Topics: what an article is about.

pub mod model;
pub mod reader;
pub mod store;
