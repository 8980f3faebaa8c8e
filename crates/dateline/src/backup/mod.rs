//! Backups.

use crate::{config::Config, error::Result};

/// Makes a backup of an existing site before its tables are changed.
pub fn before_migrating(_config: &Config) -> Result<()> {
    Ok(())
}
