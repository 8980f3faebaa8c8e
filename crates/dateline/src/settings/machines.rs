//! What the site says to machines: feed readers, search engines, crawlers.

use serde::{Deserialize, Serialize};

/// Settings for feeds, robots and pings. What is not set is off, or as most sites have it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Machines {
    /// How many of the newest a feed holds, 1 to [`Machines::MOST_ITEMS`].
    pub feed_items: i64,
}

impl Machines {
    /// The longest that a feed may be set to be: each entry is an article in full.
    pub const MOST_ITEMS: i64 = 100;
}

impl Default for Machines {
    fn default() -> Self {
        Machines { feed_items: 20 }
    }
}
