//! The tests of the whole: the app as users get it, over HTTP, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "../common/mod.rs"]
mod common;

mod addresses;
mod again;
mod attacks;
mod beside;
mod bodies;
mod broken;
mod closing;
mod comment_attacks;
mod comment_rights;
mod commenting;
mod comments;
mod connections;
mod corrections;
mod desk;
mod downloads;
mod durable;
mod feeds;
mod history;
mod injection;
mod jobs;
mod known;
mod lists;
mod pictures;
mod pings;
mod programs;
mod protocol;
mod proxies;
mod related;
mod reporting;
mod search;
mod search_shown;
mod secrets;
mod sharing;
mod sitemaps;
mod slow;
mod spellings;
mod stale;
mod themes;
mod tls;
