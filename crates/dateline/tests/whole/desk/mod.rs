//! The desk, as the newsroom uses it.

mod door;
mod newsroom;
mod roles;
mod uploads;
