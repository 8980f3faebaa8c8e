//! The public history of an article, as pages show it.

use super::shared::LinkView;
use serde::Serialize;

/// What stands at the head of the page of one version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VersionView {
    /// "Version 3".
    pub name: String,
    /// A sentence about when it stood.
    pub text: String,
    /// The article as it stands now.
    pub latest: String,
    /// What changed since; none for the version that readers see now.
    pub comparison: Option<String>,
    /// All versions.
    pub versions: String,
}

/// How to cite an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CiteView {
    /// Who, what, where and when, without the address.
    pub text: String,
    /// The lasting address of the version: its path here.
    pub href: String,
    /// The same, absolute.
    pub address: String,
    /// As BibTeX.
    pub bibtex: String,
    /// As CSL-JSON.
    pub csl: String,
}

/// The list of an article's versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VersionsView {
    /// The article's headline.
    pub title: String,
    /// The article.
    pub article: String,
    /// The path of the list.
    pub path: String,
    /// BCP 47.
    pub language: String,
    /// The versions of this page, the newest first.
    pub items: Vec<PastView>,
    /// How many there are.
    pub newest: u64,
    /// The newest of them, from a page further on.
    pub newer: Option<String>,
    /// Those before the ones of this page.
    pub older: Option<String>,
}

/// A version in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PastView {
    /// "Version 3".
    pub name: String,
    /// Its page.
    pub href: String,
    /// From when to when it stood.
    pub said: String,
    /// Whether readers see it now.
    pub now: bool,
    /// What readers are told in place of one that was taken down.
    pub closed: Option<String>,
    /// What changed from the one before.
    pub comparison: Option<String>,
    /// What was corrected of it.
    pub corrections: Vec<LinkView>,
}

/// Two versions beside each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ComparisonView {
    /// The later version's headline.
    pub title: String,
    /// The article.
    pub article: String,
    /// The path of the comparison.
    pub path: String,
    /// BCP 47, of the later version.
    pub language: String,
    /// The earlier version.
    pub old: SideView,
    /// The later one.
    pub new: SideView,
    /// What differs around the text: its name, and safe HTML.
    pub fields: Vec<(String, String)>,
    /// What differs in the text: safe HTML.
    pub body_html: String,
    /// Whether nothing differs that is compared.
    pub nothing: bool,
    /// All versions.
    pub versions: String,
}

/// One of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SideView {
    /// Its name and page.
    pub link: LinkView,
    /// From when to when it stood.
    pub said: String,
}
