//! The form below an article, as it comes back: taken apart, and each field that is wrong named.

use super::{
    model::{Complaint, Left},
    text,
};
use crate::values::{Email, clip, line};
use sha2::{Digest, Sha256};

/// The longest name, in characters.
pub const NAME: usize = 80;
/// The longest comment, in characters as typed.
pub const TEXT: usize = 5_000;
/// The longest addition to a report, in characters.
pub const DETAILS: usize = 1_000;

/// What a reader typed, as it was typed, so that a refused form can show it again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The article's number; 0 for what is none.
    pub article: i64,
    /// The comment that is answered.
    pub parent: Option<i64>,
    /// What the form was signed with.
    pub token: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The text.
    pub text: String,
    /// What stands in the field that people do not see.
    pub trap: String,
    /// Why a comment is reported.
    pub reason: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// The e-mail address.
    Email,
    /// The text.
    Text,
    /// Why a comment is reported.
    Reason,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No name.
    NoName,
    /// A name of so many characters.
    LongName(usize),
    /// No e-mail address that mail can be sent to.
    BadEmail,
    /// No text.
    NoText,
    /// A text of so many characters.
    LongText(usize),
    /// No reason.
    NoReason,
}

/// Why a form is not taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A field is wrong.
    Field(Field, Fault),
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
    /// The article takes no comments, or not any more.
    Closed,
    /// The same was said there already.
    Repeat,
    /// What it answers, or reports, is not shown any more.
    Gone,
}

/// A report, found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Why.
    pub reason: Complaint,
    /// What else was said.
    pub details: String,
}

impl Typed {
    /// Takes a form's body apart (`application/x-www-form-urlencoded`). Fields that are none of ours are ignored, and of a field
    /// that comes twice the last counts.
    pub fn read(body: &[u8]) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            match name.as_ref() {
                "article" => typed.article = value.trim().parse().unwrap_or(0),
                "parent" => typed.parent = value.trim().parse().ok(),
                "token" => clip(&value, 200).clone_into(&mut typed.token),
                "name" => typed.name = value.into_owned(),
                "email" => typed.email = value.into_owned(),
                "text" => typed.text = value.into_owned(),
                "website" => typed.trap = value.into_owned(),
                "reason" => typed.reason = value.into_owned(),
                _ => {}
            }
        }
        typed
    }

    /// What was left, or every field that is wrong.
    pub fn comment(&self) -> Result<Left, Vec<(Field, Fault)>> {
        let mut faults = Vec::new();
        // In bytes `line` may keep four times as many as there are characters.
        let author = line(&self.name, NAME * 8);
        match author.chars().count() {
            0 => faults.push((Field::Name, Fault::NoName)),
            many if many > NAME => faults.push((Field::Name, Fault::LongName(many))),
            _ => {}
        }
        let email = match self.email.trim() {
            "" => None,
            given => Email::parse(given).map_err(|_| faults.push((Field::Email, Fault::BadEmail))).ok(),
        };
        let many = self.text.trim().chars().count();
        let mut body = document::Document::default();
        if many > TEXT {
            faults.push((Field::Text, Fault::LongText(many)));
        } else {
            body = text::read(self.text.trim());
            if document::text::write(&body).chars().all(is_blank) {
                faults.push((Field::Text, Fault::NoText));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let (links, digest) = (text::links(&body), digest(&author, &text::essence(&body)));
        Ok(Left { article: self.article, parent: self.parent, author, email, body, links, digest })
    }

    /// What is reported, or what is wrong with the report.
    pub fn report(&self) -> Result<Report, Vec<(Field, Fault)>> {
        let details: String = self.text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
        let many = details.chars().count();
        match Complaint::parse(&self.reason) {
            None => Err(vec![(Field::Reason, Fault::NoReason)]),
            Some(_) if many > DETAILS => Err(vec![(Field::Text, Fault::LongText(many))]),
            Some(reason) => Ok(Report { reason, details }),
        }
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Tells the same text sent twice. Of a short one the name counts, too: two readers may both say "Thank you". Never 0.
fn digest(author: &str, essence: &str) -> i64 {
    let mut hash = Sha256::new();
    if essence.chars().count() < 40 {
        hash.update(author.to_lowercase());
    }
    hash.update([0]);
    hash.update(essence);
    let bytes = hash.finalize();
    let first = bytes.first_chunk::<8>().copied().unwrap_or_default();
    match i64::from_be_bytes(first) {
        0 => 1,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, email: &str, text: &str) -> Typed {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("article", "7"), ("name", name), ("email", email), ("text", text), ("x", "y")])
            .finish();
        Typed::read(body.as_bytes())
    }

    #[test]
    fn good_ones() {
        let left = typed(" Ada\r\n ", "", "Well *said*.").comment().unwrap();
        assert_eq!((left.article, left.author.as_str(), left.email, left.links), (7, "Ada", None, 0));
        assert!(typed(&"م".repeat(NAME), "a@b.co", &"😀".repeat(TEXT)).comment().is_ok());
    }

    #[test]
    fn every_wrong_field_is_named() {
        let faults = typed("\u{202e}", "nobody", " \u{200b} ").comment().unwrap_err();
        assert_eq!(
            faults,
            [(Field::Name, Fault::NoName), (Field::Email, Fault::BadEmail), (Field::Text, Fault::NoText)]
        );
        let faults = typed(&"n".repeat(NAME + 1), "", &"t".repeat(TEXT + 1)).comment().unwrap_err();
        assert_eq!(
            faults,
            [(Field::Name, Fault::LongName(NAME + 1)), (Field::Text, Fault::LongText(TEXT + 1))]
        );
    }

    #[test]
    fn what_is_the_same() {
        let of = |name, text: &str| typed(name, "", text).comment().unwrap().digest;
        assert_ne!(of("Ada", "Thank you"), of("Bo", "Thank you"));
        assert_eq!(of("Ada", "Thank you!"), of("ada", "thank YOU"));
        let long = "The harbour office has said the very opposite of this in March.";
        assert_eq!(of("Ada", long), of("Bo", long));
    }

    #[test]
    fn any_bytes_are_read() {
        for body in [&b"\xff=%ff&&=&name"[..], b"article=99999999999999999999&parent=x", b"", b"%"] {
            let _ = Typed::read(body).comment();
            let _ = Typed::read(body).report();
        }
        assert_eq!(Typed::read(b"reason=insult&text=a%00b").report().unwrap().details, "ab");
    }
}
