//! The page that answers a question, and the form that asks it.

use super::shared::{LinkView, PictureView};
use serde::Serialize;

/// A search and what it found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SearchView {
    /// BCP 47.
    pub language: String,
    /// What was typed, shown back in the field.
    pub q: String,
    /// Whether anything was asked: words, or a filter alone.
    pub asked: bool,
    /// The form's filters as they were set.
    pub filters: FiltersView,
    /// What could not be understood, each as a key of the theme's words.
    pub wrong: Vec<&'static str>,
    /// There is no index yet.
    pub preparing: bool,
    /// The end of a long question was left out.
    pub cut: bool,
    /// Nothing has a word as it was typed; this was searched for instead.
    pub instead: Option<String>,
    /// What may have been meant.
    pub perhaps: Option<LinkView>,
    /// Nothing has all the words; these have some of them.
    pub some: bool,
    /// What was found, on this page.
    pub items: Vec<ResultView>,
    /// How many there are in all.
    pub total: u64,
    /// The number of this page, from 1.
    pub number: u64,
    /// How many pages are shown; more are not.
    pub pages: u64,
    /// Whether there is more than these.
    pub more: bool,
    /// The page before this one.
    pub newer: Option<String>,
    /// The page after this one.
    pub older: Option<String>,
    /// The address of the script that suggests while somebody types.
    pub script: String,
    /// Its hash, as `integrity` wants it.
    pub integrity: String,
}

/// The filters of the form.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FiltersView {
    /// Whether any is set.
    pub set: bool,
    /// All sections in the order of their tree.
    pub sections: Vec<OptionView>,
    /// A topic's name or slug, as it was typed.
    pub topic: String,
    /// A person's name or slug.
    pub person: String,
    /// A date, YYYY-MM-DD.
    pub from: String,
    /// A date.
    pub to: String,
    /// The languages of the site; empty where there is only one.
    pub languages: Vec<OptionView>,
    /// Newest first.
    pub newest: bool,
}

/// One of several things to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// How deep it stands in a tree.
    pub depth: usize,
}

/// An article that was found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ResultView {
    /// Where it is read.
    pub href: String,
    /// May be empty.
    pub kicker: String,
    /// With what was asked for marked.
    pub headline: Vec<PieceView>,
    /// The place of its text that answers best.
    pub snippet: Vec<PieceView>,
    /// The section that places it; a page has none.
    pub section: Option<LinkView>,
    /// UTC microseconds; 0 for a page, which carries no date.
    pub published_on: i64,
    /// Its lead picture.
    pub picture: Option<PictureView>,
    /// BCP 47.
    pub language: String,
}

/// A piece of plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PieceView {
    /// As it stands there.
    pub text: String,
    /// Whether it was asked for.
    pub marked: bool,
}
