//! The site itself: its name, zone, languages, permalink pattern, policies and menu.

pub mod model;
pub mod reader;
pub mod store;
