//! What a reader could not keep, and where it stood.

use serde::Serialize;

use crate::Document;
use crate::chars;

/// More losses than this are of no use to a reader of the report; the rest is counted in the last one.
const MAX_LOSSES: usize = 200;
/// Characters of a sample.
const MAX_SAMPLE: usize = 120;

/// What a reader made of a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reading {
    /// The body.
    pub document: Document,
    /// What it could not keep, in the order of the text.
    pub losses: Vec<Loss>,
}

/// Something that could not be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Where it stood: `line 12`, or `reusable block 7, line 2`.
    pub place: String,
    /// The element, shortcode, attribute or address.
    pub what: String,
    /// The beginning of it, at most 120 characters.
    pub sample: String,
}

/// Collects losses: the same thing with the same sample is said once.
#[derive(Debug, Default)]
pub(crate) struct Losses {
    /// Each with its line.
    list: Vec<(u32, Loss)>,
    prefix: String,
}

impl Losses {
    pub(crate) fn within(prefix: String) -> Self {
        Self { list: Vec::new(), prefix }
    }

    pub(crate) fn add(&mut self, line: u32, what: impl Into<String>, sample: &str) {
        let what = chars::shorten(&chars::collapse(&what.into()), MAX_SAMPLE);
        // A sample can be a whole script: only its beginning is looked at.
        let end = sample.char_indices().nth(MAX_SAMPLE * 4).map_or(sample.len(), |(i, _)| i);
        let sample = chars::shorten(&chars::collapse(sample.get(..end).unwrap_or("")), MAX_SAMPLE);
        if self.list.len() > MAX_LOSSES || self.list.iter().any(|(_, l)| l.what == what && l.sample == sample)
        {
            return;
        }
        let place = format!("{}line {line}", self.prefix);
        if self.list.len() == MAX_LOSSES {
            let sample = String::new();
            self.list
                .push((u32::MAX, Loss { place, what: "further losses, from here on".to_owned(), sample }));
        } else {
            self.list.push((line, Loss { place, what, sample }));
        }
    }

    /// Adds those of a text that was put in at a line.
    pub(crate) fn extend(&mut self, line: u32, more: Vec<Loss>) {
        let room = MAX_LOSSES.saturating_sub(self.list.len());
        self.list.extend(more.into_iter().take(room).map(|l| (line, l)));
    }

    /// In the order of the text: some are found before others that stand earlier.
    pub(crate) fn into_vec(mut self) -> Vec<Loss> {
        self.list.sort_by_key(|(line, _)| *line);
        self.list.into_iter().map(|(_, l)| l).collect()
    }
}
