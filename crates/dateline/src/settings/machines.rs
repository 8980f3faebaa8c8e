//! What the site says to machines: feed readers, search engines, crawlers.

use crate::values::HttpUrl;
use serde::{Deserialize, Serialize};

/// Settings for feeds, robots and pings. What is not set is off, or as most sites have it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Machines {
    /// How many of the newest a feed holds, 1 to [`Machines::MOST_ITEMS`].
    pub feed_items: i64,
    /// Further lines of `robots.txt`, for all robots unless they name others: `Disallow: /archive/`.
    pub robots: Vec<String>,
    /// Whether crawlers that gather texts for the training of models are asked to stay away.
    pub refuse_training: bool,
    /// Where holes in the site's security are told (RFC 9116): `mailto:` or `https:`.
    pub security_contact: Option<String>,
    /// Where search engines are told of changed addresses (indexnow.org).
    pub indexnow: Option<HttpUrl>,
    /// What proves there that this site tells it: the name and the content of a file at its root.
    pub indexnow_key: Option<String>,
    /// The hub that tells those who follow a feed of what is new in it (W3C WebSub).
    pub websub: Option<HttpUrl>,
}

/// Crawlers that gather texts for the training of models, by the names that their operators say they obey.
/// None of them is how people search or read.
pub const TRAINING: [&str; 16] = [
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "ImagesiftBot",
    "meta-externalagent",
    "omgili",
    "PanguBot",
];

impl Machines {
    /// The longest that a feed may be set to be: each entry is an article in full.
    pub const MOST_ITEMS: i64 = 100;
    /// Where IndexNow's search engines share what one of them is told.
    pub const INDEXNOW: &str = "https://api.indexnow.org/indexnow";
}

impl Default for Machines {
    fn default() -> Self {
        Machines {
            feed_items: 20,
            robots: Vec::new(),
            refuse_training: false,
            security_contact: None,
            indexnow: None,
            indexnow_key: None,
            websub: None,
        }
    }
}
