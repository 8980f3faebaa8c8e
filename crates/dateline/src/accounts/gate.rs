//! What stands at the desk's door while the server runs.

use super::{limits::Limits, passkeys::ceremony::Passkeys};
use crate::error::Result;

/// What is counted against guessing, and who the site is to passkeys.
pub struct Gate {
    /// Counts.
    pub limits: Limits,
    /// Passkeys.
    pub passkeys: Passkeys,
}

impl Gate {
    /// Opens it, for the site's own address.
    pub fn open(public_url: &str) -> Result<Gate> {
        Ok(Gate { limits: Limits::new()?, passkeys: Passkeys::of(public_url) })
    }
}
