//! Addresses: which path leads to what, and which one is the canonical one. No old link is lost.

pub mod model;
pub mod reader;
pub mod store;
