//! What a correction is, as the newsroom says it.

use crate::{
    error::{Error, Result},
    values::lines,
};

/// The longest text of a correction, and the longest quotation of what was wrong, in characters.
pub const LONGEST: usize = 2_000;

/// What kind of correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A fact was wrong.
    Correction,
    /// What was said was right, and could be misunderstood.
    Clarification,
    /// What was right then has changed or become known since.
    Update,
    /// The whole report does not hold. Its page stays, with the notice at its head.
    Retraction,
}

impl Kind {
    /// All of them, in the order of the form.
    pub const ALL: [Kind; 4] = [Kind::Correction, Kind::Clarification, Kind::Update, Kind::Retraction];

    /// As it is stored, and as addresses and programs have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Correction => "correction",
            Kind::Clarification => "clarification",
            Kind::Update => "update",
            Kind::Retraction => "retraction",
        }
    }

    /// From a form, or from what is stored.
    pub fn parse(text: &str) -> Result<Kind> {
        let none =
            || Error::refused("kind", "choose what it is: correction, clarification, update or retraction");
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(none)
    }

    /// Whether something was wrong, so that readers want to know for how long.
    pub fn was_wrong(self) -> bool {
        matches!(self, Kind::Correction | Kind::Retraction)
    }
}

/// A correction as it is issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// What kind.
    pub kind: Kind,
    /// What readers are told.
    pub text: String,
    /// What was wrong, as it stood; may be empty.
    pub was: String,
    /// The first public version in which it stood.
    pub since: i64,
    /// The last one; without it, the one that readers see now.
    pub until: Option<i64>,
    /// The correction that this one corrects.
    pub corrects: Option<i64>,
    /// Whether the newest revision becomes public with it, if readers do not see it yet.
    pub publish: bool,
}

impl New {
    /// A correction with both texts in order, or what is wrong with one of them.
    pub fn of(kind: Kind, text: &str, was: &str, since: i64) -> Result<New> {
        let text = told("text", text)?;
        if text.is_empty() {
            return Err(Error::refused("text", "say what is right, in a sentence that readers can follow"));
        }
        let was = told("was", was)?;
        Ok(New { kind, text, was, since, until: None, corrects: None, publish: false })
    }
}

/// Lines of plain text. What is too long is refused, not cut.
fn told(field: &str, text: &str) -> Result<String> {
    // In bytes a text may have four times as many as it has characters.
    let text = lines(text, LONGEST * 8);
    let many = text.chars().count();
    if many > LONGEST {
        return Err(Error::refused(field, format!("has {many} characters; {LONGEST} are the most")));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_put_in_order_or_refused() {
        let new = New::of(Kind::Correction, " The barge\r\n\r\n\r\nis red.\u{202e} ", "blue", 1).unwrap();
        assert_eq!((new.text.as_str(), new.was.as_str()), ("The barge\n\nis red.", "blue"));
        assert!(New::of(Kind::Update, &"م".repeat(LONGEST), &"😀".repeat(LONGEST), 1).is_ok());
        for (text, was) in
            [(" \u{0}\n", ""), ("", "x"), (&*"a".repeat(LONGEST + 1), ""), ("a", &*"a".repeat(LONGEST + 1))]
        {
            assert!(New::of(Kind::Update, text, was, 1).is_err(), "{text:.9?} {was:.9?}");
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()).unwrap(), kind);
        }
        assert!(Kind::parse("deletion").is_err());
    }
}
