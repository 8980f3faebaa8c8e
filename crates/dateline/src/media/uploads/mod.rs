//! Files that come in pieces from the desk. What has come is in the file store's folder of unfinished files, how far it has
//! come in the database, so that an upload goes on after a restart.

pub mod actions;
pub mod model;
pub mod store;
pub mod turns;
