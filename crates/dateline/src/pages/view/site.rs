//! What every page of a site shares: fill it once, use it for all.

use super::shared::LinkView;
use serde::Serialize;

/// The site around a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SiteView {
    /// The paper's name, as on its masthead.
    pub name: String,
    /// One line under the name; may be empty.
    pub tagline: String,
    /// `https://example.org`, without a slash at its end: makes paths absolute in meta data.
    pub base_url: String,
    /// Where the name leads, `/` or `/fa/`; empty is taken as `/`.
    pub home: String,
    /// BCP 47: the words of pages whose own language has no file of words.
    pub language: String,
    /// IANA name of the newsroom's time zone; an unknown one is read as UTC.
    pub zone: String,
    /// The day to print in the masthead, UTC microseconds. Set it only where the page's
    /// `valid until` is the coming midnight, or the masthead shows yesterday.
    pub today: Option<i64>,
    /// The main menu; where it is empty, `sections` stand in for it.
    pub menu: Vec<MenuLink>,
    /// The top sections in their order, with their children.
    pub sections: Vec<MenuLink>,
    /// The last lines of the page: about, contact, imprint.
    pub footer_links: Vec<LinkView>,
    /// Where all corrections are listed; none where the site's own pages say it.
    pub corrections: Option<String>,
    /// Pages that say by what rules the newsroom works: those that are public.
    pub policies: Vec<PolicyView>,
    /// A line of plain text at the very end, such as who publishes; may be empty.
    pub footer_note: String,
    /// Feeds of the whole site.
    pub feeds: Vec<FeedLink>,
    /// Where readers search; none where there is nothing to search in.
    pub search: Option<String>,
    /// The address of a small square picture for browser tabs.
    pub icon: Option<String>,
    /// The publisher's logo for schema.org, not shown on the page.
    pub logo: Option<String>,
}

impl SiteView {
    /// A site of which nothing but this is known: for an error page when the database is away.
    pub fn bare(name: impl Into<String>, language: impl Into<String>) -> Self {
        Self { name: name.into(), language: language.into(), home: "/".into(), ..Self::default() }
    }
}

/// A page that says by what rules the newsroom works.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PolicyView {
    /// The setting's name: `policy_corrections`.
    pub key: &'static str,
    /// schema.org's property of the publisher.
    pub property: &'static str,
    /// What the page calls itself.
    pub name: String,
    /// Where it is.
    pub href: String,
}

/// A step of the menu, with those below it. Which one is current is found from the page's
/// path and breadcrumb, so that one [`SiteView`] serves all pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MenuLink {
    /// Plain text.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Shown in the masthead below the current step, and in the footer; deeper ones are not.
    pub children: Vec<MenuLink>,
}

impl MenuLink {
    /// A step without children.
    pub fn new(title: impl Into<String>, href: impl Into<String>) -> Self {
        Self { title: title.into(), href: href.into(), children: Vec::new() }
    }
}

/// A feed, for `<link rel="alternate">` and the footer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FeedLink {
    /// What it carries.
    pub title: String,
    /// Its format, as readers know it: "RSS".
    pub label: String,
    /// Where it is.
    pub href: String,
    /// `application/rss+xml`, `application/atom+xml` or `application/feed+json`.
    pub media_type: String,
}
