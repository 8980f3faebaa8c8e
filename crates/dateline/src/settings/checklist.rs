//! What an article is looked over for before it is published, as the site wishes.

use serde::{Deserialize, Serialize};

/// What happens when something is missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing: it is not looked at.
    Off,
    /// It is said.
    #[default]
    Warn,
    /// The article is not published.
    Block,
}

impl Level {
    /// As forms name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Warn => "warn",
            Level::Block => "block",
        }
    }

    /// From a form.
    pub fn parse(text: &str) -> Option<Level> {
        [Level::Off, Level::Warn, Level::Block].into_iter().find(|level| level.as_str() == text)
    }
}

/// The checklist: what is looked for, and what happens when it is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Checklist {
    /// Every picture says what it shows.
    pub alt: Level,
    /// Every picture says who made it.
    pub credit: Level,
    /// There is a standfirst.
    pub standfirst: Level,
    /// There is a byline.
    pub byline: Level,
    /// It stands in a section.
    pub section: Level,
    /// An editor has confirmed each of its sources.
    pub sources: Level,
    /// Somebody else than its writers has approved this very text.
    pub second_eyes: Level,
}

impl Default for Checklist {
    fn default() -> Self {
        Checklist {
            alt: Level::Warn,
            credit: Level::Warn,
            standfirst: Level::Warn,
            byline: Level::Warn,
            section: Level::Warn,
            sources: Level::Warn,
            second_eyes: Level::Off,
        }
    }
}

/// Something that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Alternative texts.
    Alt,
    /// Credits.
    Credit,
    /// The standfirst.
    Standfirst,
    /// A byline.
    Byline,
    /// A section.
    Section,
    /// Sources that are confirmed.
    Sources,
    /// A second pair of eyes.
    SecondEyes,
}

/// Everything that is looked for, in order.
pub const POINTS: [Point; 7] = [
    Point::Alt,
    Point::Credit,
    Point::Standfirst,
    Point::Byline,
    Point::Section,
    Point::Sources,
    Point::SecondEyes,
];

impl Point {
    /// As forms and settings name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Point::Alt => "alt",
            Point::Credit => "credit",
            Point::Standfirst => "standfirst",
            Point::Byline => "byline",
            Point::Section => "section",
            Point::Sources => "sources",
            Point::SecondEyes => "second_eyes",
        }
    }

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Point::Alt => "Every picture says what it shows",
            Point::Credit => "Every picture says who made it",
            Point::Standfirst => "There is a standfirst",
            Point::Byline => "There is a byline",
            Point::Section => "It stands in a section",
            Point::Sources => "Every source is confirmed",
            Point::SecondEyes => "Somebody else has approved it",
        }
    }
}

impl Checklist {
    /// What happens when something is missing.
    pub fn level(&self, point: Point) -> Level {
        match point {
            Point::Alt => self.alt,
            Point::Credit => self.credit,
            Point::Standfirst => self.standfirst,
            Point::Byline => self.byline,
            Point::Section => self.section,
            Point::Sources => self.sources,
            Point::SecondEyes => self.second_eyes,
        }
    }

    /// Sets it.
    pub fn set(&mut self, point: Point, level: Level) {
        let place = match point {
            Point::Alt => &mut self.alt,
            Point::Credit => &mut self.credit,
            Point::Standfirst => &mut self.standfirst,
            Point::Byline => &mut self.byline,
            Point::Section => &mut self.section,
            Point::Sources => &mut self.sources,
            Point::SecondEyes => &mut self.second_eyes,
        };
        *place = level;
    }
}
