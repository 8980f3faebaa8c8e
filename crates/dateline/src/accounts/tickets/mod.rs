//! Links that work once: the first start, an invitation, a forgotten password. The database keeps a hash of each.

pub mod actions;
pub mod model;
pub mod store;
