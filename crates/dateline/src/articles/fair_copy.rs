//! A manuscript made ready for the writer: its stored text is written once, wherever there is time for it, and not while the
//! one writer waits.

use super::model::Manuscript;
use crate::error::{Error, Result};
use document::Document;
use std::ops::{Deref, Range};

/// A manuscript with the text that is stored of it. It reads as the manuscript.
#[derive(Debug, Clone)]
pub struct FairCopy {
    manuscript: Manuscript,
    text: String,
    body: Range<usize>,
    words: i64,
}

impl FairCopy {
    /// Writes the text of a manuscript.
    pub fn of(mut manuscript: Manuscript) -> Result<FairCopy> {
        // The body is the last field and by far the longest: it is written once and serves both as itself and within the whole.
        let words = document::text::word_count(&manuscript.body) as i64;
        let body = serde_json::to_string(&manuscript.body)?;
        let kept = std::mem::take(&mut manuscript.body);
        let (around, empty) = (manuscript.to_text()?, serde_json::to_string(&Document::default())?);
        manuscript.body = kept;
        let head = around
            .strip_suffix('}')
            .and_then(|text| text.strip_suffix(empty.as_str()))
            .ok_or_else(|| Error::Internal("a manuscript's text does not end with its body".into()))?;
        let start = head.len();
        let text = format!("{head}{body}}}");
        Ok(FairCopy { manuscript, body: start..start + body.len(), text, words })
    }

    /// What a revision stores: as [`Manuscript::to_text`] writes it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The body's part of it.
    pub fn body_text(&self) -> &str {
        self.text.get(self.body.clone()).unwrap_or_default()
    }

    /// How many words the body has.
    pub fn words(&self) -> i64 {
        self.words
    }
}

impl Deref for FairCopy {
    type Target = Manuscript;
    fn deref(&self) -> &Manuscript {
        &self.manuscript
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_the_manuscripts() {
        let manuscript = Manuscript::from_text(1, include_str!("../../cases/manuscript-v1.json")).unwrap();
        let copy = FairCopy::of(manuscript.clone()).unwrap();
        assert_eq!(copy.text(), manuscript.to_text().unwrap());
        assert_eq!(copy.body_text(), serde_json::to_string(&manuscript.body).unwrap());
        assert_eq!(copy.words(), 5);
        let empty = FairCopy::of(Manuscript { body: Document::default(), ..manuscript }).unwrap();
        assert_eq!(empty.text(), empty.to_text().unwrap());
    }
}
