//! Processes that a benchmark starts, and how it talks to them.

pub mod binary;
pub mod desk;
pub mod guard;
pub mod http;
pub mod memory;
pub mod nginx;
pub mod postgres;
pub mod process;
pub mod server;
pub mod wrk;
