//! Pictures and files, by content, and what readers may fetch of them.

pub mod model;
pub mod reader;
pub mod store;
