//! What may be chosen on an article's page: sections as a tree, people, topics, pages.

pub mod model;
pub mod store;
