//! Nodes that show something which is kept elsewhere.
//!
//! Each names its file in up to three ways: `media` is its number here, `original` its number in the
//! system it was imported from, `src` the address it had there. An import fills in `media` where it can.

use serde::{Deserialize, Serialize};

use super::Inline;

/// A picture with its caption.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// Its number among this site's media.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<i64>,
    /// Its number in the system it was imported from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<i64>,
    /// Its address, if it is none of this site's media.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src: Option<String>,
    /// Pixels across, as the page was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels down, as the page was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// What it shows, for those who cannot see it. HTML's empty `alt` (decoration) is read as `None`
    /// and `None` is written as such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Where a click on it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The caption.
    #[serde(skip)]
    pub content: Vec<Inline>,
}

/// Pictures shown together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gallery {
    /// The pictures.
    pub content: Vec<Figure>,
}

/// Something on another site: a link with a title and a still, never the site's script.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Embed {
    /// The page a reader would open.
    pub url: String,
    /// The site, by the short name in [`crate::providers`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A still from it, among this site's media.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<i64>,
    /// The caption.
    #[serde(skip)]
    pub content: Vec<Inline>,
}

/// A chart or document viewer that loads on a click, sandboxed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frame {
    /// What it loads: http or https.
    pub url: String,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// CSS pixels down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// The caption.
    #[serde(skip)]
    pub content: Vec<Inline>,
}

/// Sound, or moving pictures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recording {
    /// Its number among this site's media.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<i64>,
    /// Its number in the system it was imported from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<i64>,
    /// Its address, if it is none of this site's media.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src: Option<String>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The address of its captions (WebVTT).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captions: Option<String>,
    /// The address of the picture shown before a video plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poster: Option<String>,
    /// What is said in it; paragraphs divided by a blank line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// The caption.
    #[serde(skip)]
    pub content: Vec<Inline>,
}

/// A titled download inside the body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct File {
    /// Its number among this site's media.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<i64>,
    /// Its number in the system it was imported from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<i64>,
    /// Its address, if it is none of this site's media.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src: Option<String>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}
