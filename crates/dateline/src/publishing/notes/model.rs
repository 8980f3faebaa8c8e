//! A note, and who says it.

use crate::values::{line, lines};

/// The longest note, in bytes.
pub const LONGEST: usize = 5_000;
/// The longest passage that is kept with one, in bytes.
pub const LONGEST_QUOTE: usize = 500;
/// How many an article can have.
pub const MOST: i64 = 2_000;

/// What is said: never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The note.
    pub body: String,
    /// The passage that it is about; empty for the whole.
    pub quote: String,
    /// In which block of the text the passage stands, from 0.
    pub block: Option<i64>,
}

impl Said {
    /// Of what was typed; `None` where nothing was.
    pub fn parse(body: &str, quote: &str, block: &str) -> Option<Said> {
        let body = lines(body, LONGEST);
        let quote = line(quote, LONGEST_QUOTE);
        let block =
            block.trim().parse::<i64>().ok().filter(|b| (0..1_000_000).contains(b) && !quote.is_empty());
        (!body.is_empty()).then_some(Said { body, quote, block })
    }
}

/// A note, with its answers.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Note {
    /// Its number.
    pub id: i64,
    /// What it answers.
    pub parent: Option<i64>,
    /// The newest revision when it was written.
    pub revision: i64,
    /// The passage.
    pub quote: String,
    /// Where that stood.
    pub block: Option<i64>,
    /// What it says.
    pub body: String,
    /// When (UTC microseconds); to the day by a private link.
    pub at: i64,
    /// Who at the desk.
    pub by: Option<String>,
    /// For whom the private link was.
    pub label: Option<String>,
    /// When it was settled.
    pub resolved_at: Option<i64>,
    /// By whom.
    pub resolved_by: Option<String>,
    /// What was answered.
    pub answers: Vec<Note>,
}

/// Puts answers below what they answer, in the order in which they came.
pub fn threads(flat: Vec<Note>) -> Vec<Note> {
    let mut threads: Vec<Note> = Vec::new();
    for note in flat {
        match note.parent.and_then(|parent| threads.iter_mut().find(|t| t.id == parent)) {
            Some(thread) => thread.answers.push(note),
            None => threads.push(note),
        }
    }
    threads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_tidied_and_never_empty() {
        let said = Said::parse(" Who says so?\r\n\r\n\r\n\u{0}Check. ", "the\nsurvey", "3").unwrap();
        assert_eq!((said.body.as_str(), said.quote.as_str()), ("Who says so?\n\nCheck.", "the survey"));
        assert_eq!(said.block, Some(3));
        assert_eq!(Said::parse("a", "", "3").unwrap().block, None);
        assert_eq!(Said::parse("a", "b", "-1").unwrap().block, None);
        assert!(Said::parse(" \n\u{0} ", "b", "").is_none());
        assert_eq!(Said::parse(&"é".repeat(9_000), "", "").unwrap().body.len(), LONGEST);
    }
}
