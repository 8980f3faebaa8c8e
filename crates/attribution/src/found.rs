//! An attribution while it is worked out: in tokens, not yet in offsets.

use crate::{lexicon::Cue, phrase::Noun, subject::How};

/// Where the content stands, seen from the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Left,
    Right,
    /// Before and after.
    Both,
    /// Beside, in no clause of its own: it holds no other attributions.
    None,
}

#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub source: Option<Noun>,
    pub cue: (usize, usize),
    pub class: Cue,
    pub content: (usize, usize),
    pub reach: Reach,
    pub how: How,
    pub via: Option<Noun>,
    /// The medium that it was said to.
    pub to: Option<Noun>,
}

impl Found {
    pub fn new(
        source: Noun,
        cue: (usize, usize),
        class: Cue,
        content: (usize, usize),
        reach: Reach,
        how: How,
    ) -> Self {
        Self { source: Some(source), cue, class, content, reach, how, via: None, to: None }
    }

    pub fn without_source(cue: (usize, usize), class: Cue, content: (usize, usize)) -> Self {
        Self { source: None, cue, class, content, reach: Reach::Right, how: How::After, via: None, to: None }
    }

    /// Where it begins to be seen.
    pub fn anchor(&self) -> usize {
        self.source.map_or(self.cue.0, |s| s.start)
    }
}
