//! Who may work at the desk, for administrators: accounts, invitations, and how people get in.

pub mod access;
pub mod invite;
pub mod list;
pub mod one;

use super::{fault::Fault, form::Errors, frame::Frame};
use crate::{accounts::roles::ROLES, error::Error};

/// The roles with their names, for a choice.
fn roles(frame: &Frame) -> Vec<(&'static str, String)> {
    ROLES.map(|role| (role.as_str(), frame.say(role.as_str()).to_owned())).to_vec()
}

/// Keeps what an action refused as the error of a field; anything else is handed on.
pub fn refused(frame: &Frame, errors: &mut Errors, field: &'static str, error: Error) -> Result<(), Fault> {
    match error {
        Error::Refused { why, .. } => {
            errors.add(field, frame.say(&why));
            Ok(())
        }
        other => Err(other.into()),
    }
}
