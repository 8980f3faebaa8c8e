//! Accounts, sessions and links that work once.

use super::roles::Role;

/// How long a session lasts without being used, in microseconds: two weeks.
pub const SESSION_FOR: i64 = 14 * DAY;
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

/// A session that is open.
#[derive(Debug, Clone)]
pub struct Session {
    /// What is kept of its secret: its name among a person's sessions.
    pub hash: String,
    /// Whose.
    pub account: Account,
    /// Whether every factor that is asked for was given.
    pub whole: bool,
    /// The day on which it was last used (UTC microseconds at its beginning).
    pub seen_on: i64,
}

/// What a link that works once is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketKind {
    /// Making the first administrator.
    Setup,
    /// Joining.
    Invitation,
    /// A new password.
    Reset,
}

impl TicketKind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            TicketKind::Setup => "setup",
            TicketKind::Invitation => "invitation",
            TicketKind::Reset => "reset",
        }
    }
}

/// A link that works once.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// What is kept of its secret.
    pub hash: String,
    /// For whom, if they have an account.
    pub person: Option<i64>,
    /// The address that was invited.
    pub email: String,
    /// The name that was invited.
    pub name: String,
    /// The role that was promised.
    pub role: Option<Role>,
}
