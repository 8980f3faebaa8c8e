//! A search as it is asked for: the fields of the form, and what is wrong with them.

use search::question::LONGEST;
use std::fmt::Write;

/// Articles on a page.
pub const ON_A_PAGE: usize = 10;
/// Pages that are shown. Whoever turned more would do better to narrow the question.
pub const PAGES: usize = 50;
/// Longer values of other fields are no dates, names or numbers.
const LONGEST_FIELD: usize = 200;

/// The fields of the form as they were sent, without control characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchAsk {
    /// What was typed.
    pub q: String,
    /// The number of a section.
    pub section: String,
    /// A topic's name or slug.
    pub topic: String,
    /// A person's name or slug.
    pub person: String,
    /// A date.
    pub from: String,
    /// A date.
    pub to: String,
    /// A language tag.
    pub language: String,
    /// Newest first.
    pub newest: bool,
    /// From 1.
    pub page: usize,
    /// What could not be understood, as keys of the theme's words.
    pub wrong: Vec<&'static str>,
}

impl SearchAsk {
    /// Reads a query string. Parameters that mean nothing here are left out.
    pub fn of(query: Option<&str>) -> SearchAsk {
        let mut ask = SearchAsk { page: 1, ..SearchAsk::default() };
        for pair in query.unwrap_or_default().split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(value) = decoded(value) else {
                ask.refuse("search_wrong_encoding");
                continue;
            };
            let field = match name {
                "q" => {
                    // One more than is read, so that it is seen that something was cut.
                    ask.q = value.chars().take(LONGEST + 1).collect();
                    continue;
                }
                "sort" => {
                    ask.newest = value == "newest";
                    if !matches!(value.as_str(), "newest" | "fit" | "") {
                        ask.refuse("search_wrong_sort");
                    }
                    continue;
                }
                "page" => {
                    match value.parse::<usize>() {
                        Ok(page) if (1..=PAGES).contains(&page) => ask.page = page,
                        _ => ask.refuse("search_wrong_page"),
                    }
                    continue;
                }
                "section" => &mut ask.section,
                "topic" => &mut ask.topic,
                "person" => &mut ask.person,
                "from" => &mut ask.from,
                "to" => &mut ask.to,
                "language" => &mut ask.language,
                _ => continue,
            };
            *field = value.trim().chars().take(LONGEST_FIELD).collect();
        }
        ask
    }

    /// Says that something could not be understood.
    pub fn refuse(&mut self, what: &'static str) {
        if !self.wrong.contains(&what) {
            self.wrong.push(what);
        }
    }

    /// Whether a filter is set.
    pub fn narrows(&self) -> bool {
        [&self.section, &self.topic, &self.person, &self.from, &self.to, &self.language]
            .iter()
            .any(|f| !f.is_empty())
    }

    /// The address of a page of the same search, or of another question with the same filters.
    pub fn address(&self, q: &str, page: usize) -> String {
        let mut out = url::form_urlencoded::Serializer::new("/search?".to_owned());
        let _ = out.append_pair("q", q);
        for (name, value) in [
            ("section", &self.section),
            ("topic", &self.topic),
            ("person", &self.person),
            ("from", &self.from),
            ("to", &self.to),
            ("language", &self.language),
        ] {
            if !value.is_empty() {
                out.append_pair(name, value);
            }
        }
        if self.newest {
            out.append_pair("sort", "newest");
        }
        if page > 1 {
            out.append_pair("page", &page.to_string());
        }
        // The first `?` is the address's own; the serializer divides pairs from what it found there.
        out.finish().replacen("?&", "?", 1)
    }

    /// One text for everything that the answer depends on.
    pub fn key(&self) -> String {
        let mut key = self.address(&self.q, self.page);
        for wrong in &self.wrong {
            let _ = write!(key, " {wrong}");
        }
        key
    }
}

/// A value of a query string as text, without control characters; `None` if it is no UTF-8.
fn decoded(value: &str) -> Option<String> {
    let spaced = value.replace('+', " ");
    let text = percent_encoding::percent_decode_str(&spaced).decode_utf8().ok()?;
    Some(text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_what_is_wrong_is_told() {
        let ask = SearchAsk::of(Some("q=a+%22b%22%00&section=3&sort=newest&page=2&utm=x&to=%20"));
        assert_eq!((ask.q.as_str(), ask.section.as_str(), ask.newest, ask.page), ("a \"b\" ", "3", true, 2));
        assert!(ask.wrong.is_empty() && ask.to.is_empty());
        assert_eq!(ask.address("é & b", 1), "/search?q=%C3%A9+%26+b&section=3&sort=newest");
        let bad = SearchAsk::of(Some("q=%ff&page=0&page=x&sort=price&page=99999999999999999999"));
        assert_eq!(bad.wrong, ["search_wrong_encoding", "search_wrong_page", "search_wrong_sort"]);
        assert_eq!(SearchAsk::of(Some("q=100%&q=%zz")).q, "%zz");
        assert!(!SearchAsk::of(None).narrows() && SearchAsk::of(Some("from=x")).narrows());
        assert_eq!(SearchAsk::of(Some(&format!("q={}", "a".repeat(9_000)))).q.len(), LONGEST + 1);
    }
}
