//! Dateline: a self-hosted publishing system for newsrooms, NGOs and archives that publish sourced reports.
//!
//! `docs/ARCHITECTURE.md` is the map of this crate.

pub mod accounts;
pub mod app;
pub mod articles;
pub mod backup;
pub mod cache;
pub mod changes;
pub mod check;
pub mod cli;
pub mod closing;
pub mod commands;
pub mod comments;
pub mod config;
pub mod corrections;
pub mod db;
pub mod desk;
pub mod error;
pub mod files;
pub mod finding;
pub mod floods;
pub mod follow;
pub mod import;
pub mod jobs;
pub mod letters;
pub mod mail;
pub mod media;
pub mod networks;
pub mod numbers;
pub mod outbound;
pub mod pages;
pub mod paths;
pub mod people;
pub mod pings;
pub mod publishing;
pub mod rebuild;
pub mod related;
pub mod rights;
pub mod secrets;
pub mod sections;
pub mod serve;
pub mod settings;
pub mod sitemaps;
pub mod sources;
pub mod topics;
pub mod values;
