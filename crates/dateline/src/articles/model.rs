//! The whole article as it is written: what a revision holds.

use super::sources::{Overruled, Source};
use crate::{
    error::{Error, Result},
    values::{HttpUrl, Language, Slug},
};
use document::Document;
use serde::{Deserialize, Serialize};

/// An article stands in the river of news; a page stands outside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A report.
    Article,
    /// A static page: about, contact.
    Page,
}

impl Kind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Page => "page",
        }
    }
    /// From what is stored.
    pub fn parse(text: &str) -> Result<Kind> {
        match text {
            "article" => Ok(Kind::Article),
            "page" => Ok(Kind::Page),
            other => Err(Error::Damaged(format!("{other:?} is no kind of article"))),
        }
    }
}

/// How far an article has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Being written.
    Draft,
    /// Waiting for an editor.
    InReview,
    /// An editor has found it good; it waits to be published.
    Approved,
    /// Waiting for its time.
    Scheduled,
    /// Readers see it.
    Published,
    /// Readers saw it once; they are told that it was withdrawn.
    Withdrawn,
    /// Put away; it can be brought back.
    Trashed,
}

impl Stage {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::InReview => "in_review",
            Stage::Approved => "approved",
            Stage::Scheduled => "scheduled",
            Stage::Published => "published",
            Stage::Withdrawn => "withdrawn",
            Stage::Trashed => "trashed",
        }
    }
    /// From what is stored.
    pub fn parse(text: &str) -> Result<Stage> {
        STAGES
            .into_iter()
            .find(|stage| stage.as_str() == text)
            .ok_or_else(|| Error::Damaged(format!("{text:?} is no stage of an article")))
    }
}

/// All stages, in the order in which an article goes through them.
pub const STAGES: [Stage; 7] = [
    Stage::Draft,
    Stage::InReview,
    Stage::Approved,
    Stage::Scheduled,
    Stage::Published,
    Stage::Withdrawn,
    Stage::Trashed,
];

/// Who may ever see an article, whatever its stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone, once it is published.
    Public,
    /// The newsroom alone.
    Private,
    /// It had a password where it came from: kept closed, shown to nobody.
    Closed,
}

impl Visibility {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Visibility::Public => "public",
            Visibility::Private => "private",
            Visibility::Closed => "closed",
        }
    }
}

/// A byline: a person, and what they did for the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Byline {
    /// The person's number.
    pub person: i64,
    /// "photographs", "reporting"; empty for the author.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// The picture at the head of an article. Empty texts mean: as the picture itself has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// The picture's number.
    pub media: i64,
    /// What it shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// The line below it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Who made it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
}

/// A file that readers can take home: "Download {title}".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Download {
    /// The file's number.
    pub media: i64,
    /// What it is called.
    pub title: String,
}

/// What search engines and networks are told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Instead of the headline.
    pub title: String,
    /// Instead of the standfirst.
    pub description: String,
    /// Not to be listed by search engines.
    pub noindex: bool,
    /// The original of a text that was taken over (RFC 6596).
    pub canonical: Option<HttpUrl>,
    /// The picture that is shown when the article is shared.
    pub picture: Option<i64>,
}

/// The version of the stored form that this program writes.
pub const VERSION: i64 = 1;

/// The whole article: one value, stored as one text with a version number beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manuscript {
    /// The language it is written in.
    pub language: Language,
    /// The part of the address.
    pub slug: Slug,
    /// The word or two above the headline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kicker: String,
    /// One line.
    pub headline: String,
    /// What the article says, in a sentence or two below the headline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub standfirst: String,
    /// The dateline's place: where it was reported from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The date that it carries (UTC microseconds), apart from when it was first shown here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<i64>,
    /// The date of its last change that it brought from where it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified_on: Option<i64>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<i64>,
    /// Other sections that list it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_in: Vec<i64>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<i64>,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<Byline>,
    /// The picture at its head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Lead>,
    /// Files to take home.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub downloads: Vec<Download>,
    /// The page above a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<i64>,
    /// The order among pages.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub position: i64,
    /// Kept at the top of the front page.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sticky: bool,
    /// Whether readers may comment.
    #[serde(default, skip_serializing_if = "is_false")]
    pub comments_open: bool,
    /// The address it had elsewhere, kept as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What search engines and networks are told.
    #[serde(default, skip_serializing_if = "is_default")]
    pub search: Search,
    /// Who said it, quoting whom. Readers see those that an editor has confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// What an editor says of the number of origins, against the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origins: Option<Overruled>,
    /// The text.
    pub body: Document,
}

fn is_zero(v: &i64) -> bool {
    *v == 0
}
fn is_false(v: &bool) -> bool {
    !*v
}
fn is_default(v: &Search) -> bool {
    *v == Search::default()
}

impl Manuscript {
    /// The numbers of all pictures and files that it shows, each once.
    pub fn media(&self) -> Vec<i64> {
        let mut all: Vec<i64> = self.body.media().iter().filter_map(|used| used.media).collect();
        all.extend(self.lead.iter().map(|l| l.media));
        all.extend(self.downloads.iter().map(|d| d.media));
        all.extend(self.search.picture);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// As it is stored, in the form of [`VERSION`].
    pub fn to_text(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    /// Reads any stored form. A newer one than this program knows is refused, not guessed at.
    pub fn from_text(version: i64, text: &str) -> Result<Manuscript> {
        match version {
            VERSION => Ok(serde_json::from_str(text)?),
            newer => Err(Error::Damaged(format!(
                "a revision has the form {newer}, and this program knows forms up to {VERSION}; run a newer Dateline"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every stored form that ever was must be readable for good: never change these texts.
    #[test]
    fn older_forms_are_read() {
        let text = include_str!("../../cases/manuscript-v1.json");
        let read = Manuscript::from_text(1, text).unwrap();
        assert_eq!(read.headline, "Dredging was signed off before the survey was done");
        assert_eq!(read.bylines[0].person, 3);
        let again = Manuscript::from_text(1, &read.to_text().unwrap()).unwrap();
        assert_eq!(again, read);
        assert!(Manuscript::from_text(99, text).is_err());
    }
}
