//! Followers of the change log. Only the server runs them; each remembers where it is, and can be rebuilt.

mod account_letters;
mod desk_letters;
pub mod index;
pub mod jobs;
mod letters;
pub mod library;
pub mod newsroom;
pub mod pages;
mod pictures;
pub mod pings;
pub mod prune;
pub mod related;
mod relist;
pub mod schedules;
pub mod versions;
