//! What articles are arranged by: sections, topics, people with a byline. Plain forms.

pub mod people;
pub mod sections;
pub mod topics;

use super::form::Errors;
use crate::{
    error::Error,
    values::{Language, Slug, line},
};
use std::collections::BTreeMap;

/// How many stand on a page.
const PAGE: usize = 60;
/// The longest name, and the longest description, in bytes.
const NAME: usize = 200;
const DESCRIPTION: usize = 2_000;

/// Which are asked for by name: what was typed, and behind which.
struct Asked {
    text: String,
    name: String,
    slug: String,
    behind: (String, i64),
}

impl Asked {
    fn of(asked: &BTreeMap<String, String>) -> Asked {
        let get = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
        let text = line(get("q"), NAME);
        // The signs of LIKE mean nothing in a name.
        let escaped = |text: &str| text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let slug = Slug::from_text(&text).map(|slug| escaped(slug.as_str()));
        Asked {
            name: escaped(&text.to_lowercase()),
            // What makes no slug is in none.
            slug: slug.unwrap_or_else(|| "\u{1}".to_owned()),
            behind: (get("behind").to_owned(), get("id").parse().unwrap_or(0)),
            text,
        }
    }
}

/// What an error says of a field, for a form that is shown again; other errors stay what they are.
fn refused(errors: &mut Errors, fields: &[&'static str], error: Error) -> Result<(), Error> {
    match error {
        Error::Refused { what, why } => {
            match fields.iter().find(|field| **field == what) {
                Some(field) => errors.add(field, why),
                None => errors.add("form", format!("{what} {why}")),
            }
            Ok(())
        }
        other => Err(other),
    }
}

/// A name that must be there, a slug that may be left to be made of it, a language that may be left out, a description.
struct Named {
    name: String,
    slug: Option<Slug>,
    description: String,
    language: Option<Language>,
}

fn named(form: &super::form::Form, say: &dyn Fn(&str) -> String, errors: &mut Errors) -> Named {
    let name = line(form.text("name"), NAME + 1);
    if name.is_empty() {
        errors.add("name", say("Give it a name."));
    } else if name.len() > NAME {
        errors.add("name", say("This is too long."));
    }
    let slug = match form.text("slug") {
        "" => Slug::from_text(&name),
        typed => match Slug::parse(typed) {
            Ok(slug) => Some(slug),
            Err(Error::Refused { why, .. }) => {
                errors.add("slug", why);
                None
            }
            Err(_) => None,
        },
    };
    if slug.is_none() && !name.is_empty() {
        errors.add("slug", say("Give it a letter or a digit."));
    }
    let description: String =
        form.text("description").chars().filter(|c| !c.is_control() || *c == '\n').collect();
    if description.len() > DESCRIPTION {
        errors.add("description", say("This is too long."));
    }
    let language = match form.text("language") {
        "" => None,
        typed => errors.take("language", Language::parse(typed).map_err(why)),
    };
    Named { name, slug, description, language }
}

/// The reason alone: the field's name stands beside it.
fn why(error: Error) -> String {
    match error {
        Error::Refused { why, .. } => why,
        other => other.to_string(),
    }
}

/// The number in a path's place; whatever is none leads nowhere.
fn number(what: &str, place: &str) -> Result<i64, Error> {
    place.parse().map_err(|_| Error::NotFound(format!("{what} {place}")))
}
