//! The desk, as the newsroom uses it.

mod accounts;
mod door;
mod limits;
mod newsroom;
mod roles;
mod uploads;
mod writing;
