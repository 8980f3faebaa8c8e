//! Who must prove more to get into the desk, and how long it is known where somebody acted from.

use serde::{Deserialize, Serialize};

/// Settings for getting in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Access {
    /// The least role that must have a second factor, as roles are stored; empty where nobody must.
    pub second_factor: String,
    /// For so many days the audit keeps the address that somebody at the desk acted from; 0: it is never written down.
    pub address_days: i64,
}

impl Default for Access {
    fn default() -> Self {
        Access { second_factor: String::new(), address_days: 30 }
    }
}

impl Access {
    /// The longest that an address may be kept, in days.
    pub const MOST_DAYS: i64 = 3_650;
}
