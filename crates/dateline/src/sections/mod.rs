//! Sections: where an article stands. A tree; its trail is the breadcrumb.

pub mod actions;
pub mod model;
pub mod reader;
pub mod store;
