//! A picture or a file.

use crate::{
    error::{Error, Result},
    jobs::model::{Lane, Work},
    values::line,
};
use serde::{Deserialize, Serialize};

/// The point of a picture that a crop keeps in sight, in thousandths of its width from the left and of its height from the
/// top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    x: i64,
    y: i64,
}

impl Focus {
    /// Takes thousandths, 0 to 1000 each.
    pub fn new(x: i64, y: i64) -> Result<Focus> {
        let within = 0..=1000;
        if within.contains(&x) && within.contains(&y) {
            Ok(Focus { x, y })
        } else {
            Err(Error::refused("focus", "lies outside of the picture"))
        }
    }

    /// Takes parts of one, 0 to 1 each.
    pub fn of_parts(x: f64, y: f64) -> Result<Focus> {
        let thousandths = |part: f64| (0.0..=1.0).contains(&part).then(|| (part * 1000.0).round() as i64);
        match (thousandths(x), thousandths(y)) {
            (Some(x), Some(y)) => Focus::new(x, y),
            _ => Err(Error::refused("focus", "lies outside of the picture: x and y are parts of one")),
        }
    }

    /// From what is stored; what cannot be read is the middle.
    pub fn of_stored(x: Option<i64>, y: Option<i64>) -> Option<Focus> {
        Focus::new(x?, y?).ok()
    }

    /// Thousandths from the left.
    pub fn x(self) -> i64 {
        self.x
    }

    /// Thousandths from the top.
    pub fn y(self) -> i64 {
        self.y
    }
}

/// What the newsroom says of a picture or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What a download is called.
    pub title: String,
    /// What a picture shows, for those who cannot see it.
    pub alt: String,
    /// The line below a picture.
    pub caption: String,
    /// Who made it.
    pub credit: String,
    /// What a crop keeps in sight; the middle if nothing is said.
    pub focus: Option<Focus>,
}

/// The longest that each of them may be, in bytes.
pub const LONGEST: [(&str, usize); 4] = [("title", 300), ("alt", 1_000), ("caption", 2_000), ("credit", 300)];

/// A line of [`Said`]; refused if it is too long, rather than cut.
pub fn said(field: &'static str, text: &str) -> Result<String> {
    let most = LONGEST.iter().find(|(name, _)| *name == field).map_or(300, |(_, most)| *most);
    let whole = line(text, text.len().saturating_mul(4));
    if whole.len() > most {
        return Err(Error::refused(field, format!("is too long; {most} bytes are the most")));
    }
    Ok(whole)
}

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
#[derive(Debug, Clone, PartialEq, Default)]
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
