//! A picture or a file.

use crate::jobs::model::{Lane, Work};
use serde::{Deserialize, Serialize};

/// A picture made smaller, or in another format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// SHA-256 of its bytes, in hex; also its place in the file store.
    pub hash: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Such as `image/webp`.
    pub media_type: String,
    /// Length in bytes.
    pub bytes: i64,
}

/// A picture or a file as it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Medium {
    /// SHA-256 of what is stored, in hex; `None` when the file was left at its old address.
    pub hash: Option<String>,
    /// A readable name, safe in an address.
    pub name: String,
    /// Judged by content where we hold it.
    pub media_type: String,
    /// Length in bytes; 0 when it is not here.
    pub bytes: i64,
    /// Pixels.
    pub width: Option<i64>,
    /// Pixels.
    pub height: Option<i64>,
    /// What a download is called.
    pub title: String,
    /// What a picture shows, for those who cannot see it.
    pub alt: String,
    /// The line below a picture.
    pub caption: String,
    /// Who made it.
    pub credit: String,
    /// A longer text, kept and not shown.
    pub description: String,
    /// The colour that stands in its place until it has come, `#rrggbb`; empty where it is not known.
    pub tint: String,
    /// Smaller versions.
    pub variants: Vec<Variant>,
    /// Where it still is, when it was not brought along.
    pub remote: Option<String>,
    /// The article that it was uploaded to.
    pub attached_to: Option<i64>,
}

/// Work: a picture's sizes as AVIF, which take seconds each and are worth it for readers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AvifSizes {
    /// The picture's number.
    pub media: i64,
}

impl AvifSizes {
    /// What is made.
    pub const MEDIA_TYPE: &'static str = "image/avif";
}

impl Work for AvifSizes {
    const KIND: &'static str = "avif";
    const LANE: Lane = Lane::Heavy;
}
