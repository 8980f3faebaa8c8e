//! Comments: what readers wrote below an article, what the newsroom decides of it, and what other readers report.

pub mod actions;
pub mod form;
pub mod guard;
pub mod limits;
pub mod model;
pub mod queue;
pub mod reader;
pub mod reports;
pub mod secret;
pub mod store;
pub mod text;
