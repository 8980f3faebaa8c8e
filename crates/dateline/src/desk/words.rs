//! What the desk says, in the language of whoever works at it. English stands in the templates themselves; a file a language
//! (`desk/words/fa.toml`) has the rest, English text to translation. What a file does not have stands in English.

use super::page::WORDS;
use crate::pages::{
    escape,
    locale::Locale,
    words::{fill, primary},
};
use minijinja::{
    Error, State,
    value::{Kwargs, Object, Value, from_args},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

type Book = BTreeMap<String, String>;

fn books() -> &'static BTreeMap<String, Book> {
    static BOOKS: OnceLock<BTreeMap<String, Book>> = OnceLock::new();
    BOOKS.get_or_init(|| {
        let read = |(name, text): &(&str, &str)| {
            // A test reads every file, so that none of them is passed over here.
            Some((name.strip_suffix(".toml")?.to_owned(), toml::from_str(text).ok()?))
        };
        WORDS.iter().filter_map(read).collect()
    })
}

/// The languages that the desk speaks: tags.
pub fn languages() -> impl Iterator<Item = &'static str> {
    std::iter::once("en").chain(books().keys().map(String::as_str))
}

/// What a text is in a language.
pub fn say<'a>(language: &str, english: &'a str) -> &'a str {
    let book = books().get(language).or_else(|| books().get(&primary(language)));
    book.and_then(|book| book.get(english)).map_or(english, String::as_str)
}

/// Every text of a language, for the editor.
pub fn all(language: &str) -> Option<&'static BTreeMap<String, String>> {
    books().get(language).or_else(|| books().get(&primary(language)))
}

/// `t("Saved by {name}", name=…)` in templates. Numbers come in the language's digits; what is HTML already (`l.date`) stays so,
/// and then the rest is made harmless here.
#[derive(Debug)]
pub struct Say {
    /// The language.
    pub language: String,
    /// For numbers.
    pub locale: Locale,
}

impl Object for Say {
    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let (english, places): (&str, Kwargs) = from_args(args)?;
        let text = say(&self.language, english);
        let mut values: Vec<(&str, String, bool)> = Vec::new();
        for name in places.args() {
            let value: Value = places.get(name)?;
            let shown = match u64::try_from(value.clone()) {
                Ok(number) if value.is_number() => self.locale.digits(number),
                _ => value.to_string(),
            };
            values.push((name, shown, value.is_safe()));
        }
        places.assert_all_used()?;
        if values.iter().any(|(.., is_html)| *is_html) {
            for (_, value, _) in values.iter_mut().filter(|(.., is_html)| !is_html) {
                *value = harmless(value)?;
            }
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value, _)| (*name, value.as_str())).collect();
            return Ok(Value::from_safe_string(fill(&harmless(text)?, &values)));
        }
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, value, _)| (*name, value.as_str())).collect();
        Ok(Value::from(fill(text, &values)))
    }
}

fn harmless(text: &str) -> Result<String, Error> {
    let mut out = String::with_capacity(text.len());
    escape::html(&mut out, text)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_words_can_be_read_and_keeps_its_places() {
        for (name, text) in WORDS {
            let book: Book = toml::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            for (english, other) in &book {
                let places = |text: &str| {
                    let mut all: Vec<String> = text
                        .split('{')
                        .skip(1)
                        .filter_map(|p| p.split_once('}'))
                        .map(|(p, _)| p.to_owned())
                        .collect();
                    all.sort();
                    all
                };
                assert_eq!(places(english), places(other), "{name}: {english}");
            }
        }
        assert_eq!(say("xx", "Sign in"), "Sign in");
    }
}
