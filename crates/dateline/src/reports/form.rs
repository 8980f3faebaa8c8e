//! The form by which a reader reports an error, as it comes back: taken apart, and each field that is wrong named.

use super::model::Left;
use crate::values::{Email, clip, line, lines};

/// The longest passage, in characters.
pub const PASSAGE: usize = 1_000;
/// The longest text, in characters.
pub const TEXT: usize = 4_000;
/// The longest evidence, in characters.
pub const EVIDENCE: usize = 2_000;
/// The longest name, in characters.
pub const NAME: usize = 80;

/// What a reader typed, as it was typed, so that a refused form can show it again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The article's number; 0 for what is none.
    pub article: i64,
    /// What the form was signed with.
    pub token: String,
    /// The passage.
    pub passage: String,
    /// What is wrong.
    pub text: String,
    /// How they know.
    pub evidence: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// What stands in the field that people do not see.
    pub trap: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The passage.
    Passage,
    /// What is wrong.
    Text,
    /// How they know.
    Evidence,
    /// The name.
    Name,
    /// The e-mail address.
    Email,
}

impl Field {
    /// As the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Passage => "passage",
            Field::Text => "text",
            Field::Evidence => "evidence",
            Field::Name => "name",
            Field::Email => "email",
        }
    }

    /// The most characters that it may have.
    pub fn most(self) -> usize {
        match self {
            Field::Passage => PASSAGE,
            Field::Text => TEXT,
            Field::Evidence => EVIDENCE,
            Field::Name => NAME,
            Field::Email => 254,
        }
    }
}

/// Why a form is not taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is said.
    NoText,
    /// A field of so many characters.
    Long(Field, usize),
    /// No e-mail address that mail can be sent to.
    BadEmail,
    /// The field that people do not see was filled in.
    Trap,
    /// It came back quicker than a person can write.
    Early,
    /// It had been open for too long, or was not made here.
    Stale,
    /// It was sent from a page of another site.
    Elsewhere,
    /// Too many came; to be sent again after so many seconds.
    Often(u64),
    /// The same was said already.
    Repeat,
    /// The article is not shown any more.
    Gone,
}

impl Typed {
    /// Takes a form's body apart (`application/x-www-form-urlencoded`). Fields that are none of ours are ignored, and of a field
    /// that comes twice the last counts.
    pub fn read(body: &[u8]) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            match name.as_ref() {
                "article" => typed.article = value.trim().parse().unwrap_or(0),
                "token" => clip(&value, 200).clone_into(&mut typed.token),
                "passage" => typed.passage = value.into_owned(),
                "text" => typed.text = value.into_owned(),
                "evidence" => typed.evidence = value.into_owned(),
                "name" => typed.name = value.into_owned(),
                "email" => typed.email = value.into_owned(),
                "website" => typed.trap = value.into_owned(),
                _ => {}
            }
        }
        typed
    }

    /// What was reported, or all that is wrong with the form.
    pub fn report(&self) -> Result<Left, Vec<Trouble>> {
        let mut troubles = Vec::new();
        let mut take = |field: Field, text: String| {
            let many = text.chars().count();
            if many > field.most() {
                troubles.push(Trouble::Long(field, many));
            }
            text
        };
        // In bytes a text may have four times as many as it has characters.
        let passage = take(Field::Passage, lines(&self.passage, PASSAGE * 8));
        let text = take(Field::Text, lines(&self.text, TEXT * 8));
        let evidence = take(Field::Evidence, lines(&self.evidence, EVIDENCE * 8));
        let name = take(Field::Name, line(&self.name, NAME * 8));
        if text.chars().all(|c| !c.is_alphanumeric()) {
            troubles.push(Trouble::NoText);
        }
        let email = match self.email.trim() {
            "" => None,
            given => Email::parse(given).map_err(|_| troubles.push(Trouble::BadEmail)).ok(),
        };
        if !troubles.is_empty() {
            return Err(troubles);
        }
        Ok(Left { article: self.article, passage, text, evidence, name, email })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Typed::read(body.as_bytes())
    }

    #[test]
    fn what_is_wrong_is_named() {
        let left =
            typed(&[("article", "7"), ("text", " It is red.\r\n"), ("email", "a@b.co")]).report().unwrap();
        assert_eq!((left.article, left.text.as_str()), (7, "It is red."));
        let long = "x".repeat(TEXT + 1);
        let troubles =
            typed(&[("text", &long), ("email", "nobody"), ("name", &"n".repeat(81))]).report().unwrap_err();
        assert_eq!(
            troubles,
            [Trouble::Long(Field::Text, TEXT + 1), Trouble::Long(Field::Name, 81), Trouble::BadEmail]
        );
        for empty in ["", " \u{200b}\n", "…?!"] {
            assert_eq!(typed(&[("text", empty)]).report(), Err(vec![Trouble::NoText]), "{empty:?}");
        }
    }
}
