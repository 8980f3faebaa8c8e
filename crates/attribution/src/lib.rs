//! Who says what in a text. Reads paragraphs and proposes attributions: a source, the cue that shows it, the passage that
//! rests on it, and whom the source quotes in turn. Proposals are for an editor to confirm; nothing here is asserted.
//!
//! `docs/ATTRIBUTION.md` says how, and how good it is.

mod accept;
mod chain;
mod content;
mod english;
mod flags;
mod found;
mod lexicon;
mod other;
mod passage;
mod phrase;
mod propose;
mod quotes;
mod subject;
mod tags;
#[cfg(test)]
mod tests;
mod tokens;
mod verbs;
mod who;

pub use lexicon::{BadWords, Cue, Words};
pub use propose::{Proposal, Span, propose};
pub use who::Kind;

/// The words files, English first.
const FILES: [&str; 6] = [
    include_str!("../words/en.txt"),
    include_str!("../words/de.txt"),
    include_str!("../words/fr.txt"),
    include_str!("../words/es.txt"),
    include_str!("../words/fa.txt"),
    include_str!("../words/ar.txt"),
];

/// The words of a language, by its BCP 47 name; those of its language alone for a region. None: not known.
#[must_use]
pub fn words(language: &str) -> Option<&'static Words> {
    static ALL: std::sync::OnceLock<Vec<Words>> = std::sync::OnceLock::new();
    let all = ALL.get_or_init(|| FILES.iter().filter_map(|text| Words::read(text).ok()).collect());
    let plain = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    all.iter().find(|w| w.language() == plain)
}
