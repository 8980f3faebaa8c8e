//! What stands at the desk's door while the server runs.

use super::limits::Limits;
use crate::error::Result;

/// What is counted against guessing.
pub struct Gate {
    /// Counts.
    pub limits: Limits,
}

impl Gate {
    /// Opens it.
    pub fn open() -> Result<Gate> {
        Ok(Gate { limits: Limits::new()? })
    }
}
