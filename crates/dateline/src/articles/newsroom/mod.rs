//! Articles as the newsroom has them: whose they are, who may find them, what lists say of them.

pub mod actions;
pub mod model;
pub mod store;
