//! What a site can be told about itself. Kept in the database, so that all nodes share it; what belongs to one machine
//! (folders, ports, budgets) is in `config`.

use super::{access::Access, checklist::Checklist, machines::Machines, policies::Policies, trust::Trust};
use crate::values::Language;
use serde::{Deserialize, Serialize};

/// The site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Site {
    /// Its name, as the masthead shows it.
    pub name: String,
    /// One line below the name.
    pub tagline: String,
    /// The language of articles that do not say another.
    pub language: Language,
    /// The newsroom's time zone, an IANA name.
    pub zone: String,
    /// How addresses are made.
    pub permalinks: Permalinks,
    /// The site that content was imported from, for links in bodies that still name it.
    pub origin: Option<String>,
    /// Hosts whose frames (charts, document viewers) may be loaded by a click.
    pub frame_hosts: Vec<String>,
    /// What it says to feed readers, search engines and crawlers.
    pub machines: Machines,
    /// Pages that say by what rules the newsroom works.
    pub policies: Policies,
    /// To whom it belongs, for `trust.txt`.
    pub trust: Trust,
    /// What becomes of comments.
    pub comments: Comments,
    /// Where corrections stand.
    pub corrections: Corrections,
    /// Who must prove more to get in.
    pub access: Access,
    /// What articles are looked over for before they are published.
    pub checklist: Checklist,
}

impl Default for Site {
    fn default() -> Self {
        Site {
            name: "Dateline".into(),
            tagline: String::new(),
            language: Language::english(),
            zone: "UTC".into(),
            permalinks: Permalinks::default(),
            origin: None,
            frame_hosts: Vec::new(),
            machines: Machines::default(),
            policies: Policies::default(),
            trust: Trust::default(),
            comments: Comments::default(),
            corrections: Corrections::default(),
            access: Access::default(),
            checklist: Checklist::default(),
        }
    }
}

/// Whether readers' comments are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Taken {
    /// They wait until the newsroom has approved them.
    Held,
    /// They are shown at once.
    Open,
    /// None are taken.
    Closed,
}

/// What becomes of comments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Comments {
    /// Whether they are taken.
    pub taken: Taken,
    /// So many days after the date that an article carries it takes no more; 0 for never.
    pub close_days: i64,
    /// After so many days a writer's e-mail address is deleted.
    pub email_days: i64,
    /// One with more links than this waits for the newsroom, even where others are shown at once.
    pub links: i64,
    /// Whether one reader, and all readers of one article, are slowed down.
    pub limits: bool,
}

impl Default for Comments {
    fn default() -> Self {
        Comments { taken: Taken::Held, close_days: 0, email_days: 90, links: 2, limits: true }
    }
}

/// Where corrections stand. Below the article all of them do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Corrections {
    /// Which of them stand at its head as well.
    pub top: Top,
}

/// Which corrections stand at the head of an article. A retraction always does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Top {
    /// All of them.
    All,
    /// Corrections and retractions: where something was wrong.
    #[default]
    Mistakes,
    /// Retractions alone.
    Retractions,
}

impl Top {
    /// All choices.
    pub const ALL: [Top; 3] = [Top::All, Top::Mistakes, Top::Retractions];

    /// As it is said in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Top::All => "all",
            Top::Mistakes => "mistakes",
            Top::Retractions => "retractions",
        }
    }

    /// Whether a correction of a kind, as it is stored, stands at the head.
    pub fn has(self, kind: &str) -> bool {
        match self {
            Top::All => true,
            Top::Mistakes => matches!(kind, "correction" | "retraction"),
            Top::Retractions => kind == "retraction",
        }
    }
}

/// How addresses are made. An address that was made stays: changing a pattern concerns new ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Permalinks {
    /// For articles, of `{year}`, `{month}`, `{day}`, `{slug}`, `{id}` and `{section}`.
    pub article: String,
    /// What section addresses begin with.
    pub section_base: String,
    /// What topic addresses begin with.
    pub topic_base: String,
    /// What people's addresses begin with.
    pub person_base: String,
}

impl Default for Permalinks {
    fn default() -> Self {
        Permalinks {
            article: "/{year}/{month}/{slug}/".into(),
            section_base: "category".into(),
            topic_base: "tag".into(),
            person_base: "author".into(),
        }
    }
}

/// An entry of the navigation menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MenuEntry {
    /// What it says.
    pub title: String,
    /// Where it leads: an address of this site, or an absolute one.
    pub href: String,
    /// Entries below it.
    #[serde(default)]
    pub children: Vec<MenuEntry>,
}
