//! The site itself: its name, zone, languages, permalink pattern, policies and menu.

pub mod access;
pub mod checklist;
pub mod machines;
pub mod model;
pub mod policies;
pub mod reader;
pub mod said;
pub mod store;
pub mod trust;
