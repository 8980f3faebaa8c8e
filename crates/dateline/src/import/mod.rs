//! Bringing content in: an adapter a format, onto the same verbs that the desk uses. None has a second way in.

pub mod redirects;
pub mod store;
pub mod summary;
pub mod wordpress;
