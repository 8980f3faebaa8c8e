//! The desk, as the newsroom uses it.

mod accounts;
mod arranging;
mod correcting;
mod door;
mod factors;
mod letters;
mod library;
mod limits;
mod listing;
mod newsroom;
mod notes;
mod passkeys;
mod private;
mod publishing;
mod queue;
mod roles;
mod scheduling;
mod sources;
mod uploads;
mod versions;
mod writing;
