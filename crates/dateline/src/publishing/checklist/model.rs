//! What was looked for and what was found.

use crate::{
    error::{Error, Result},
    settings::checklist::{Level, Point},
};

/// A point of the list.
#[derive(Debug, Clone)]
pub struct Check {
    /// What was looked for.
    pub point: Point,
    /// What happens if it is missing.
    pub level: Level,
    /// Whether it is there.
    pub good: bool,
    /// Pictures that lack something: where each stands.
    pub places: Vec<Place>,
    /// The revision that was approved, where it is an older one.
    pub approved: Option<i64>,
    /// How many sources nobody has confirmed.
    pub unconfirmed: usize,
}

/// A picture that lacks something.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The lead picture, and not one of the text.
    pub lead: bool,
    /// Its number; none for one that is elsewhere.
    pub media: Option<i64>,
    /// Which picture of the text it is, from 1.
    pub number: usize,
    /// What it is called.
    pub name: String,
}

impl Check {
    /// Whether the article cannot be published because of it.
    pub fn blocks(&self) -> bool {
        !self.good && self.level == Level::Block
    }

    /// Whether it is to be said.
    pub fn warns(&self) -> bool {
        !self.good && self.level == Level::Warn
    }
}

/// Refuses an article of which something is missing that blocks; names everything that does.
pub fn must_be_good(article: i64, checks: &[Check]) -> Result<()> {
    let missing: Vec<&str> = checks.iter().filter(|c| c.blocks()).map(|c| c.point.words()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::refused(
        format!("article {article}"),
        format!("is not published, because this is not so yet: {}", missing.join("; ")),
    ))
}
