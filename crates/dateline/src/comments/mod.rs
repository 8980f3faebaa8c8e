//! Comments: what readers wrote below an article.

pub mod model;
pub mod reader;
pub mod store;
