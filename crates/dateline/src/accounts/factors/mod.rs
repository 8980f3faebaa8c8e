//! What is asked for besides a password: codes of an app, codes for a rainy day.

pub mod actions;
pub mod codes;
pub mod recovery;
pub mod store;
