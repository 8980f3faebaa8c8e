//! Who said it, quoting whom: the sources of an article, as a revision holds them. Values alone; what follows from them
//! is worked out by the feature `sources`.

use crate::values::{Day, HttpUrl};
use serde::{Deserialize, Serialize};

/// The most sources of one article.
pub const MOST: usize = 500;

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What the newsroom saw, counted or measured itself.
    OwnReporting,
    /// What somebody told the newsroom.
    Interview,
    /// A paper, a letter, a record.
    Document,
    /// Numbers, as a file.
    DataSet,
    /// A news agency.
    Agency,
    /// A newspaper, a broadcaster.
    Outlet,
    /// A website that is neither.
    Website,
    /// A post on a social network.
    SocialPost,
    /// What a body had said in its name.
    OfficialStatement,
}

/// All kinds, in the order in which they are offered.
pub const KINDS: [Kind; 9] = [
    Kind::OwnReporting,
    Kind::Interview,
    Kind::Document,
    Kind::DataSet,
    Kind::Agency,
    Kind::Outlet,
    Kind::Website,
    Kind::SocialPost,
    Kind::OfficialStatement,
];

impl Kind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::OwnReporting => "own_reporting",
            Kind::Interview => "interview",
            Kind::Document => "document",
            Kind::DataSet => "data_set",
            Kind::Agency => "agency",
            Kind::Outlet => "outlet",
            Kind::Website => "website",
            Kind::SocialPost => "social_post",
            Kind::OfficialStatement => "official_statement",
        }
    }
}

/// What an unnamed source is called. The list is fixed, and vague on purpose: a text of one's own could name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Called {
    /// A person.
    Person,
    /// Several people.
    People,
    /// A person with knowledge of the matter.
    Knowing,
    /// A person who was there.
    Present,
    /// An official.
    Official,
    /// An employee.
    Employee,
    /// A resident.
    Resident,
    /// A document that the newsroom has seen.
    Document,
}

/// All that unnamed sources may be called.
pub const CALLED: [Called; 8] = [
    Called::Person,
    Called::People,
    Called::Knowing,
    Called::Present,
    Called::Official,
    Called::Employee,
    Called::Resident,
    Called::Document,
];

impl Called {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Called::Person => "person",
            Called::People => "people",
            Called::Knowing => "knowing",
            Called::Present => "present",
            Called::Official => "official",
            Called::Employee => "employee",
            Called::Resident => "resident",
            Called::Document => "document",
        }
    }
}

/// Why a source is not named. A fixed list, for the same reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unnamed {
    /// Their work is at risk.
    Work,
    /// Their safety is at risk.
    Safety,
    /// They may be prosecuted or sued.
    Law,
    /// They were not authorised to speak.
    Unauthorised,
    /// They are a private person whom the story would expose.
    Privacy,
    /// It was agreed before they spoke.
    Agreed,
}

/// All reasons.
pub const UNNAMED: [Unnamed; 6] =
    [Unnamed::Work, Unnamed::Safety, Unnamed::Law, Unnamed::Unauthorised, Unnamed::Privacy, Unnamed::Agreed];

impl Unnamed {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Unnamed::Work => "work",
            Unnamed::Safety => "safety",
            Unnamed::Law => "law",
            Unnamed::Unauthorised => "unauthorised",
            Unnamed::Privacy => "privacy",
            Unnamed::Agreed => "agreed",
        }
    }
}

/// An interest that a source has in what it says, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interest {
    /// What it is: "granted the licence". Never empty.
    pub what: String,
    /// How that is known; may be empty if there is a link.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// Where that can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<HttpUrl>,
}

/// A source that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What it is called. Never empty.
    pub name: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<HttpUrl>,
    /// Who wrote or issued it, if that is not its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Who owns or directs it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub controlled_by: String,
    /// The day it carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Day>,
    /// The day on which the newsroom saw or heard it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Day>,
    /// An interest in the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<Interest>,
}

/// Who a source is. Of an unnamed one there is no field for a name, a link, a day or a word of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// It is named.
    Named(Box<Named>),
    /// It is not, and why.
    Unnamed {
        /// What it is called instead.
        called: Called,
        /// Why it is not named.
        why: Unnamed,
    },
}

/// One source of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its number in the article, from 1, never given to another. Marks in the text name it, and so does `via`.
    pub id: i64,
    /// What kind of source it is.
    pub kind: Kind,
    /// Who it is.
    pub who: Who,
    /// Whom it quotes: numbers of other sources of the article. One that is no longer there is kept, and shown for what it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<i64>,
    /// Besides quoting others it says what it found out itself.
    #[serde(default, skip_serializing_if = "is_false")]
    pub own: bool,
    /// It prints the text of what it quotes, rather than quoting from it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub prints: bool,
}

impl Source {
    /// Its name; empty for one that is not named.
    pub fn name(&self) -> &str {
        match &self.who {
            Who::Named(named) => &named.name,
            Who::Unnamed { .. } => "",
        }
    }

    /// What is known of it by its name.
    pub fn named(&self) -> Option<&Named> {
        match &self.who {
            Who::Named(named) => Some(named),
            Who::Unnamed { .. } => None,
        }
    }
}

/// What an editor says of the number of origins, against the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overruled {
    /// How many known origins there are at most.
    pub at_most: u32,
    /// Why, as readers are told. Never empty.
    pub reason: String,
}

/// The highest number that sources have or name.
pub fn highest(sources: &[Source]) -> i64 {
    sources.iter().flat_map(|source| source.via.iter().copied().chain([source.id])).max().unwrap_or(0)
}

fn is_false(v: &bool) -> bool {
    !*v
}
