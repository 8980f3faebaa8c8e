//! Looks an article over before it is published, for what the site asks for.

pub mod model;
pub mod store;
