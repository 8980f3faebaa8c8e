//! The interface's words, one file a language in `theme/words`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a file of words holds. Every language has every key; `{n}` and the like are places
/// to be filled, see [`fill`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// BCP 47, as in the file's name.
    pub language: String,
    /// The language's name in itself.
    pub name: String,
    /// The ten digits from nought, or empty for 0–9.
    pub digits: String,
    /// Between ones and tenths.
    pub decimal: String,
    /// Between thousands.
    pub group: String,
    /// Of the Gregorian calendar.
    pub months: [String; 12],
    /// Of the Solar Hijri calendar; empty where dates are Gregorian.
    pub solar_months: Vec<String>,
    /// From Monday.
    pub weekdays: [String; 7],
    /// How the first of a month is written, or empty for a plain 1.
    pub first_day: String,
    /// From `{day}`, `{month}`, `{year}`.
    pub date: String,
    /// From `{weekday}` and `{date}`.
    pub weekday_date: String,
    /// From `{date}` and `{time}`.
    pub moment: String,
    /// From `{month}` and `{year}`.
    pub month_year: String,
    /// Bytes, thousands of them, millions …
    pub units: [String; 5],
    /// Between the names of a list.
    pub comma: String,
    /// Before its last name.
    pub and: String,
    /// Single words and sentences.
    pub text: BTreeMap<String, String>,
    /// Phrases with a number, by CLDR's plural category.
    pub counts: BTreeMap<String, BTreeMap<String, String>>,
    /// What pages without a page say, by HTTP status.
    pub notices: BTreeMap<String, NoticeWords>,
}

/// The words of a notice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWords {
    /// Its headline.
    pub title: String,
    /// What happened and what to do.
    pub text: String,
}

impl Words {
    /// A phrase with a number in its right plural, `None` if there is no such phrase.
    pub fn count(&self, key: &str, n: u64) -> Option<&str> {
        let forms = self.counts.get(key)?;
        forms.get(plural(&self.language, n)).or_else(|| forms.get("other")).map(String::as_str)
    }

    /// The words for a status, or those for its class.
    pub fn notice(&self, status: u16) -> Option<&NoticeWords> {
        let class = if status >= 500 { "500" } else { "400" };
        self.notices.get(&status.to_string()).or_else(|| self.notices.get(class))
    }
}

/// All languages that there are words for.
#[derive(Debug, Clone)]
pub struct WordBook {
    by_language: BTreeMap<String, Arc<Words>>,
}

impl WordBook {
    /// Reads files of words, given as name and JSON.
    ///
    /// # Errors
    /// Names the file that cannot be read, with line and column.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, String> {
        let mut by_language = BTreeMap::new();
        for (name, json) in files {
            let words: Words =
                serde_json::from_str(json).map_err(|error| format!("words/{name}: {error}"))?;
            by_language.insert(words.language.clone(), Arc::new(words));
        }
        Ok(Self { by_language })
    }

    /// The words for a language tag: its own, or those of its primary subtag (RFC 5646).
    pub fn find(&self, tag: &str) -> Option<&Arc<Words>> {
        self.by_language.get(tag).or_else(|| self.by_language.get(&primary(tag)))
    }
}

/// The first subtag in lower case: `fa` of `fa-IR`.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// `rtl` or `ltr` for a language tag: by its script subtag if it has one, else by the script
/// that the language is mostly written in.
pub fn direction(tag: &str) -> &'static str {
    const SCRIPTS: [&str; 7] = ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"];
    const LANGUAGES: [&str; 13] =
        ["ar", "fa", "he", "ur", "ps", "ckb", "dv", "ug", "yi", "sd", "prs", "azb", "syr"];
    let script = tag.split(['-', '_']).skip(1).find(|part| part.len() == 4);
    let rtl = match script {
        Some(script) => SCRIPTS.contains(&script.to_ascii_lowercase().as_str()),
        None => LANGUAGES.contains(&primary(tag).as_str()),
    };
    if rtl { "rtl" } else { "ltr" }
}

/// CLDR's plural category of a whole number in a language we have words for.
fn plural(language: &str, n: u64) -> &'static str {
    match primary(language).as_str() {
        "fr" | "fa" if n <= 1 => "one",
        "ar" => match (n, n % 100) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        _ if n == 1 => "one",
        _ => "other",
    }
}

/// Fills `{name}` places of a phrase in one pass, so that what is filled in is never read as
/// a place itself; an unknown place is left as it stands.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, tail))
        });
        match known {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::theme::WORDS;
    use std::collections::BTreeSet;

    /// Every path of keys in a file; below a phrase with a number, plurals differ by language.
    fn keys(json: &str) -> BTreeSet<String> {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        let mut found = BTreeSet::new();
        for (key, inner) in value.as_object().unwrap() {
            found.insert(key.clone());
            for (sub, deeper) in inner.as_object().into_iter().flatten() {
                found.insert(format!("{key}.{sub}"));
                if key == "notices" {
                    found
                        .extend(deeper.as_object().unwrap().keys().map(|last| format!("{key}.{sub}.{last}")));
                }
            }
        }
        found
    }

    #[test]
    fn every_language_has_every_word() {
        let (_, english) = WORDS.iter().find(|(name, _)| *name == "en.json").unwrap();
        for (name, json) in WORDS {
            assert_eq!(keys(json), keys(english), "{name} differs from en.json");
        }
    }

    #[test]
    fn files_can_be_read_and_are_whole() {
        let book = WordBook::read(WORDS).unwrap();
        for (name, _) in WORDS {
            let words = book.find(name.trim_end_matches(".json")).unwrap();
            assert!(words.digits.is_empty() || words.digits.chars().count() == 10, "{name}");
            assert!(words.solar_months.is_empty() || words.solar_months.len() == 12, "{name}");
            assert!(words.text.values().all(|text| !text.is_empty()), "{name}");
            for (key, forms) in &words.counts {
                for n in [0, 1, 2, 3, 11, 100] {
                    assert!(forms.contains_key(plural(&words.language, n)), "{name}: {key} for {n}");
                }
                assert!(forms.get("other").is_some_and(|form| form.contains("{n}")), "{name}: {key}");
            }
        }
    }

    #[test]
    fn phrases_are_filled_once() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
        assert_eq!(fill("{ {b {c} {", &[("c", "y")]), "{ {b y {");
    }

    #[test]
    fn directions() {
        let rtl = ["ar", "fa-IR", "he", "ur", "az-Arab", "pa-Arab-PK"];
        let ltr = ["en", "de", "az", "fa-Latn", "ar-Latn", "", "x"];
        assert!(rtl.iter().all(|tag| direction(tag) == "rtl"));
        assert!(ltr.iter().all(|tag| direction(tag) == "ltr"));
    }

    #[test]
    fn a_broken_file_is_named() {
        let error = WordBook::read(&[("xx.json", "{\"language\": 1}")]).unwrap_err();
        assert!(error.starts_with("words/xx.json:") && error.contains("line 1"), "{error}");
    }
}
