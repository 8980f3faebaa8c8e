//! Backup, restore, verify and check, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "../common/mod.rs"]
mod common;

mod backups;
mod damaged;
mod findings;
mod killed;
mod site;
