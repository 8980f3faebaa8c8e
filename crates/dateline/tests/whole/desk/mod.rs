//! The desk, as the newsroom uses it.

mod door;
mod roles;
