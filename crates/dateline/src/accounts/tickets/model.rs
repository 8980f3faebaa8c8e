//! What a link that works once is for, and the letters that bring one.

use crate::{
    accounts::{model::DAY, roles::Role},
    jobs::model::Work,
    values::Email,
};
use serde::{Deserialize, Serialize};

/// How long an invitation can be taken up, in microseconds. The link of the first start works as long.
pub const INVITATION_FOR: i64 = 7 * DAY;
/// How long a password can be reset by a link, in microseconds.
pub const RESET_FOR: i64 = DAY / 24;

/// What a link is for.
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
    /// For whom, if it is somebody who is known.
    pub person: Option<i64>,
    /// The address that was invited.
    pub email: String,
    /// The name that was invited.
    pub name: String,
    /// The role that was promised.
    pub role: Option<Role>,
}

/// An invitation that nobody has taken up yet.
#[derive(Debug, Clone, Serialize)]
pub struct Open {
    /// Its number.
    pub id: i64,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The role.
    pub role: String,
    /// When it was made (UTC microseconds).
    pub made_at: i64,
    /// When it ends (UTC microseconds).
    pub ends_at: i64,
}

/// Whom to invite.
#[derive(Debug, Clone)]
pub struct Guest {
    /// Somebody who has a byline already.
    pub person: Option<i64>,
    /// The name.
    pub name: String,
    /// What they will sign in with.
    pub email: Email,
    /// What they will be.
    pub role: Role,
}

/// A letter to somebody who was invited. The link is made when it is written, so that it lies nowhere in the meantime.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendInvitation {
    /// The invitation.
    pub ticket: i64,
}

impl Work for SendInvitation {
    const KIND: &'static str = "invitation";
}

/// A letter to somebody who asked for a new password; none if nobody has the address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendReset {
    /// The address, as it was typed.
    pub email: String,
}

impl Work for SendReset {
    const KIND: &'static str = "reset";
}
