//! What can be taken down, and how its address answers from then on.

use crate::{
    error::{Error, Result},
    values::lines,
};

/// The longest note and reason, in bytes.
pub const LONGEST: usize = 2_000;

/// What is taken down. Versions are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A version of the article.
    Version(i64),
    /// What two versions differ in, the earlier one first.
    Comparison(i64, i64),
    /// The text of a correction, by its number.
    Correction(i64),
}

impl What {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            What::Version(_) => "version",
            What::Comparison(..) => "comparison",
            What::Correction(_) => "correction",
        }
    }

    /// From a form's or a command's word and numbers: `2` of a version or correction, `1..3` of a comparison.
    pub fn parse(kind: &str, numbers: &str) -> Result<What> {
        let number = |text: &str| text.trim().parse::<i64>().ok().filter(|n| *n > 0);
        let bad = |why: &str| Error::refused(kind.to_owned(), format!("{numbers:?} {why}"));
        match kind {
            "version" => number(numbers)
                .map(What::Version)
                .ok_or_else(|| bad("is no version; give its number, such as 2")),
            "correction" => {
                number(numbers).map(What::Correction).ok_or_else(|| bad("is no correction; give its number"))
            }
            "comparison" => {
                let two =
                    numbers.split_once("..").and_then(|(one, other)| Some((number(one)?, number(other)?)));
                match two {
                    Some((one, other)) if one != other => {
                        Ok(What::Comparison(one.min(other), one.max(other)))
                    }
                    _ => Err(bad("are no two versions; write them as 1..3")),
                }
            }
            _ => Err(Error::refused("what", "choose what is taken down: version, comparison or correction")),
        }
    }

    /// In a few words, for the log.
    pub fn named(self) -> String {
        match self {
            What::Version(n) => format!("version {n}"),
            What::Comparison(one, other) => format!("comparison {one}..{other}"),
            What::Correction(n) => format!("correction {n}"),
        }
    }
}

/// A takedown as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// What.
    pub what: What,
    /// 451 where the law demands it (RFC 7725), else 410 (RFC 9110, 15.5.11).
    pub status: i64,
    /// What readers are told in its place; may be empty.
    pub note: String,
    /// Why, for the newsroom.
    pub reason: String,
}

impl New {
    /// Puts the texts in order, or says what is wrong.
    pub fn of(what: What, status: &str, note: &str, reason: &str) -> Result<New> {
        let status = match status.trim() {
            "451" => 451,
            "410" => 410,
            other => {
                return Err(Error::refused(
                    "status",
                    format!("{other:?} is no status for this; choose 451 if the law demands it, else 410"),
                ));
            }
        };
        let reason = lines(reason, LONGEST);
        if reason.is_empty() {
            return Err(Error::refused("reason", "say why; the newsroom will want to know later"));
        }
        Ok(New { what, status, note: lines(note, LONGEST), reason })
    }
}

/// A takedown as the desk lists it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Listed {
    /// Its number.
    pub id: i64,
    /// Its article.
    pub article: i64,
    /// `version`, `comparison`, `correction`.
    pub what: String,
    /// Of a version its number, of a comparison the first, of a correction its number.
    pub number: i64,
    /// Of a comparison the second version.
    pub other: Option<i64>,
    /// 451 or 410.
    pub status: i64,
    /// What readers are told.
    pub note: String,
    /// Why.
    pub reason: String,
    /// Who, if it was somebody.
    pub by: Option<String>,
    /// When (UTC microseconds).
    pub at: i64,
    /// When it was opened again.
    pub ended_at: Option<i64>,
    /// Who did that.
    pub ended_by: Option<String>,
    /// Why.
    pub ended_reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_down_is_named_or_refused() {
        assert_eq!(What::parse("version", " 2 ").unwrap(), What::Version(2));
        assert_eq!(What::parse("comparison", "3..1").unwrap(), What::Comparison(1, 3));
        assert_eq!(What::parse("correction", "7").unwrap(), What::Correction(7));
        for (kind, numbers) in [
            ("version", ""),
            ("version", "0"),
            ("version", "-1"),
            ("version", "99999999999999999999"),
            ("comparison", "1"),
            ("comparison", "1..1"),
            ("comparison", "1..x"),
            ("correction", "a"),
            ("article", "1"),
        ] {
            assert!(What::parse(kind, numbers).is_err(), "{kind} {numbers}");
        }
        assert!(New::of(What::Version(1), "404", "", "x").is_err());
        assert!(New::of(What::Version(1), "451", "", " \n").is_err());
    }
}
