//! Pictures and files, by content, and what readers may fetch of them.

pub mod actions;
pub mod intake;
pub mod library;
pub mod model;
pub mod reader;
pub mod store;
pub mod uploads;
pub mod words;
