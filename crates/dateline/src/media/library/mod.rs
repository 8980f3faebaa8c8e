//! The library: every picture and file that the newsroom has, newest first or found by its words.

pub mod store;

use super::model::{Focus, Medium};

/// A picture or file as the desk sees it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The number.
    pub id: i64,
    /// What is written down of it.
    pub medium: Medium,
    /// What a crop keeps in sight.
    pub focus: Option<Focus>,
    /// When it came (UTC microseconds).
    pub at: i64,
    /// Whether it was taken out of the library.
    pub retired: bool,
    /// Whether readers may see it.
    pub shown: bool,
}

impl Kept {
    /// Whether it is a picture.
    pub fn is_picture(&self) -> bool {
        self.medium.media_type.starts_with("image/")
    }
}

/// Which of them are asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Who asks: what belongs to confidential articles is found by those who find these.
    pub person: i64,
    /// Words that are in its name or in what is said of it.
    pub text: String,
    /// Pictures alone, or files alone.
    pub pictures: Option<bool>,
    /// With smaller numbers than this.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: i64,
}
