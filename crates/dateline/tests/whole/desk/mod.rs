//! The desk, as the newsroom uses it.

mod accounts;
mod door;
mod factors;
mod library;
mod limits;
mod listing;
mod newsroom;
mod publishing;
mod roles;
mod scheduling;
mod uploads;
mod writing;
