//! Accounts and sessions.

use super::roles::Role;

/// How long a session lasts without being used, in microseconds: two weeks.
pub const SESSION_FOR: i64 = 14 * DAY;
/// How long somebody has for the second step, in microseconds: a quarter of an hour.
pub const HALF_FOR: i64 = DAY / 96;
/// A day, in microseconds.
pub const DAY: i64 = 86_400_000_000;

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Whose.
    pub person: i64,
    /// The name as bylines have it.
    pub name: String,
    /// What one signs in with.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The desk's language; empty for the site's.
    pub language: String,
    /// When it was closed.
    pub closed_at: Option<i64>,
}

/// An account, for whoever looks after them.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The account.
    pub account: Account,
    /// The day on which it was last used.
    pub seen_on: Option<i64>,
    /// Whether more than a password is needed.
    pub second_factor: bool,
}

/// Somebody who has a byline and no account.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Byline {
    /// The person.
    pub person: i64,
    /// The name.
    pub name: String,
    /// The part of the address.
    pub slug: String,
}

/// A session that is open.
#[derive(Debug, Clone)]
pub struct Session {
    /// What is kept of its secret: its name among a person's sessions.
    pub hash: String,
    /// Whose.
    pub account: Account,
    /// Whether every factor that the account has was given.
    pub whole: bool,
    /// Whether the account has a second factor.
    pub second_factor: bool,
    /// The day on which it was last used (UTC microseconds at its beginning).
    pub seen_on: i64,
}

/// One of one's sessions.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Opened {
    /// Its name among them.
    pub hash: String,
    /// Browser and system.
    pub device: String,
    /// When it was begun (UTC microseconds).
    pub started_at: i64,
    /// The day on which it was last used.
    pub seen_on: i64,
}
