//! Pages that list articles: the front, sections, topics, people, dates.

use super::shared::{LinkView, PictureView, TranslationView};
use super::site::FeedLink;
use serde::Serialize;

/// An article as a list shows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ListItem {
    /// Where it is read.
    pub href: String,
    /// May be empty.
    pub kicker: String,
    /// Plain text; an empty one is shown as its date.
    pub headline: String,
    /// May be empty.
    pub standfirst: String,
    /// Names only, joined as [`crate::pages::locale::Locale::join`] does; may be empty.
    pub byline: String,
    /// The section that places it.
    pub section: Option<LinkView>,
    /// UTC microseconds.
    pub published_on: i64,
    /// Its lead picture, in a size for lists.
    pub picture: Option<PictureView>,
    /// Kept on top by the editors.
    pub sticky: bool,
    /// BCP 47, if it may differ from the page's.
    pub language: Option<String>,
}

/// The front page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FrontView {
    /// Its path, `/` or `/fa/`.
    pub path: String,
    /// BCP 47.
    pub language: String,
    /// The first story of the day.
    pub lead: Option<ListItem>,
    /// The stories next to it, two to six.
    pub seconds: Vec<ListItem>,
    /// The newest ones, headline and time only.
    pub latest: Vec<ListItem>,
    /// Where the rest of the newest is listed.
    pub latest_href: Option<String>,
    /// A band for each section.
    pub groups: Vec<FrontGroup>,
    /// The front page in other languages.
    pub translations: Vec<TranslationView>,
    /// Replaces the site's name in `<title>`.
    pub search_title: Option<String>,
    /// Replaces the tagline in search results.
    pub search_description: Option<String>,
    /// Asks search engines to leave it out.
    pub noindex: bool,
}

/// A section's band on the front page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FrontGroup {
    /// The section.
    pub section: LinkView,
    /// Its stories; the first one is shown larger.
    pub items: Vec<ListItem>,
}

/// What a list is a list of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "is")]
pub enum ListKind {
    /// A section with those below it: its first page leads with a story.
    #[default]
    Section,
    /// A topic.
    Topic,
    /// A person's articles; the description is what is told about them.
    Person,
    /// A year, month or day of the Gregorian calendar, as the path has it.
    Archive {
        /// Year.
        year: i16,
        /// 1 to 12.
        month: Option<i8>,
        /// 1 to 31.
        day: Option<i8>,
    },
    /// The newest of the whole site.
    Latest,
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ListView {
    /// What is listed.
    pub kind: ListKind,
    /// The section's, topic's or person's name. Not used for dates and the newest, which
    /// name themselves in the page's language.
    pub name: String,
    /// Plain text, blank lines between paragraphs; may be empty.
    pub description: String,
    /// A person's picture, or a section's.
    pub picture: Option<PictureView>,
    /// Its path on this site, of this very page of the list.
    pub path: String,
    /// As for an article.
    pub canonical: String,
    /// BCP 47.
    pub language: String,
    /// The steps above it, without home and itself.
    pub breadcrumb: Vec<LinkView>,
    /// Child sections, or the months of a year, the days of a month.
    pub children: Vec<LinkView>,
    /// The articles of this page, in order.
    pub items: Vec<ListItem>,
    /// How many there are on all pages, if it is counted.
    pub total: Option<u64>,
    /// The page before this one; none on the first.
    pub newer: Option<String>,
    /// The page after this one.
    pub older: Option<String>,
    /// A feed of this list.
    pub feed: Option<FeedLink>,
    /// The same list in other languages.
    pub translations: Vec<TranslationView>,
    /// Replaces the name in `<title>`.
    pub search_title: Option<String>,
    /// Replaces the description in search results.
    pub search_description: Option<String>,
    /// Asks search engines to leave it out.
    pub noindex: bool,
}
