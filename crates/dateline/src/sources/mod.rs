//! How we know this: which sources an editor has confirmed, what follows from who quotes whom, and what readers see of it.

pub mod actions;
pub mod exchange;
pub mod model;
pub mod origins;
pub mod proposals;
pub mod reader;
pub mod store;
