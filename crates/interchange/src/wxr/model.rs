//! What a WXR file holds. Texts are as found, decoded and repaired, never interpreted.

use serde::Serialize;

use super::Repair;

/// The versions of WXR that WordPress has written.
pub const VERSIONS: [&str; 3] = ["1.0", "1.1", "1.2"];

/// One thing found, in the order of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The site, before everything else. It comes again when a later line completes it
    /// (WordPress writes `<generator>` after the terms): the last one holds.
    Site(Site),
    /// `wp:author`.
    Author(Author),
    /// `wp:category`; its taxonomy is `category`.
    Category(Term),
    /// `wp:tag`; its taxonomy is `post_tag`.
    Tag(Term),
    /// `wp:term` of any taxonomy, `category` and `post_tag` included.
    Term(Term),
    /// `item`: a post of any type.
    Item(Box<Item>),
    /// An element beside the items that this reader does not know.
    Unknown(Unknown),
    /// A liberty taken with what the next event, or the file itself, holds.
    Repair(Repair),
}

/// The channel's own elements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // each is the element of its name
pub struct Site {
    pub title: String,
    pub link: String,
    pub description: String,
    pub language: String,
    /// The network's address, where the site is one of several.
    pub base_site_url: String,
    /// The site's address, under which permalinks and uploads stood.
    pub base_blog_url: String,
    pub wxr_version: String,
    pub generator: String,
    /// RFC 2822.
    pub pub_date: String,
}

/// An account that wrote something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // each is the element of its name
pub struct Author {
    pub line: u64,
    /// Negative in some exports that were not written by WordPress.
    pub id: Option<i64>,
    /// What an item's `creator` names.
    pub login: String,
    pub email: String,
    pub display_name: String,
    pub first_name: String,
    pub last_name: String,
    pub unknown: Vec<Unknown>,
}

/// A term of a taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // each is the element of its name
pub struct Term {
    pub line: u64,
    pub term_id: Option<u64>,
    pub taxonomy: String,
    pub slug: String,
    /// The slug (or, in old exports, the name) of the parent; empty at the root.
    pub parent_slug: String,
    pub name: String,
    pub description: String,
    pub meta: Vec<(String, String)>,
    pub unknown: Vec<Unknown>,
}

/// A term as an item names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TermRef {
    /// The taxonomy, "tag" in WXR 1.0; empty where a plain RSS category has none (WordPress
    /// ignores those, since its old exports repeat each with a domain).
    pub domain: String,
    /// The slug.
    pub nicename: String,
    /// The name.
    pub name: String,
}

/// RSS 2.0 `enclosure`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // each is the attribute of its name
pub struct Enclosure {
    pub url: String,
    /// Bytes.
    pub length: Option<u64>,
    pub mime: String,
}

/// An element that this reader does not know, kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// Where it begins.
    pub line: u64,
    /// Its name as written, prefix included.
    pub element: String,
    /// Its attributes, decoded.
    pub attributes: Vec<(String, String)>,
    /// Its text, decoded; with elements inside, its markup as it stood.
    pub text: String,
}

/// A post of any type: article, page, attachment, menu item, revision …
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // each is the element of its name
pub struct Item {
    pub line: u64,
    pub title: String,
    pub link: String,
    pub guid: String,
    /// RSS 2.0: true unless it says otherwise.
    pub guid_is_permalink: bool,
    /// RFC 2822.
    pub pub_date: String,
    /// `dc:creator`, the author's login.
    pub creator: String,
    pub content: String,
    pub excerpt: String,
    pub description: String,
    pub post_id: Option<u64>,
    /// In the site's own zone; see [`Timestamp`].
    pub post_date: String,
    pub post_date_gmt: String,
    pub post_modified: String,
    pub post_modified_gmt: String,
    pub comment_status: String,
    pub ping_status: String,
    /// `wp:post_name`, percent-encoded where it is not ASCII.
    pub slug: String,
    pub status: String,
    pub parent: Option<u64>,
    pub menu_order: Option<i64>,
    /// Empty where the item has none: WordPress refuses such an item.
    pub post_type: String,
    pub password: String,
    pub is_sticky: bool,
    pub attachment_url: String,
    pub terms: Vec<TermRef>,
    pub meta: Vec<(String, String)>,
    pub comments: Vec<Comment>,
    pub enclosures: Vec<Enclosure>,
    pub unknown: Vec<Unknown>,
}

impl Item {
    /// The first custom field of that name.
    pub fn meta(&self, key: &str) -> Option<&str> {
        self.meta.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }

    /// Every custom field of that name, in order.
    pub fn meta_all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.meta.iter().filter(move |(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

/// A reader's comment, a pingback or a trackback.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // each is the element of its name
pub struct Comment {
    pub line: u64,
    pub id: Option<u64>,
    pub author: String,
    pub author_email: String,
    pub author_url: String,
    pub author_ip: String,
    pub date: String,
    pub date_gmt: String,
    pub content: String,
    /// "1", "0", "spam", "trash", "post-trashed".
    pub approved: String,
    /// `comment_type`: empty or "comment", "pingback", "trackback".
    pub kind: String,
    pub parent: Option<u64>,
    pub user_id: Option<u64>,
    pub meta: Vec<(String, String)>,
    pub unknown: Vec<Unknown>,
}

/// A moment as WordPress's database writes it, `YYYY-MM-DD HH:MM:SS`, without a zone: a
/// field named `…_gmt` is UTC, its sibling is in the site's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[allow(missing_docs)] // calendar fields
pub struct Timestamp {
    pub year: i16,
    pub month: i8,
    pub day: i8,
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
}

impl Timestamp {
    /// None for the zero date (WordPress's "not yet") and for what is no moment of the
    /// Gregorian calendar. A `T` between date and time, a missing time and fractions of a second are
    /// accepted.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
        let mut date = date.splitn(3, '-');
        let (year, month, day) = (date.next()?, date.next()?, date.next()?);
        let time = time.trim().trim_end_matches('Z');
        let time = time.split_once('.').map_or(time, |(whole, _)| whole);
        let mut time = time.splitn(3, ':');
        let (hour, minute, second) = (time.next()?, time.next()?, time.next().unwrap_or("0"));
        let at = Self {
            year: digits(year, 4)?,
            month: digits(month, 2)? as i8,
            day: digits(day, 2)? as i8,
            hour: digits(hour, 2)? as i8,
            minute: digits(minute, 2)? as i8,
            second: digits(second, 2)? as i8,
        };
        let leap = at.year % 4 == 0 && (at.year % 100 != 0 || at.year % 400 == 0);
        let days = match at.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let valid =
            at.year > 0 && (1..=days).contains(&at.day) && at.hour < 24 && at.minute < 60 && at.second < 60;
        valid.then_some(at)
    }
}

/// At most `most` digits and nothing else: `parse` alone would take a sign.
fn digits(text: &str, most: usize) -> Option<i16> {
    let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_and_what_is_none_is_not() {
        let at = Timestamp::parse(" 2024-02-29 08:30:05 ").unwrap();
        assert_eq!((at.year, at.month, at.day, at.hour, at.minute, at.second), (2024, 2, 29, 8, 30, 5));
        assert_eq!(Timestamp::parse("2024-02-29T08:30:05.123Z"), Some(at));
        assert_eq!(Timestamp::parse("2024-02-29").map(|at| at.hour), Some(0));
        for none in [
            "",
            "0000-00-00 00:00:00",
            "2023-02-29 00:00:00",
            "2024-13-01",
            "2024-01-01 24:00:00",
            "yesterday",
        ] {
            assert_eq!(Timestamp::parse(none), None, "{none}");
        }
        assert_eq!(Timestamp::parse("+024-01--1 00:00"), None);
    }
}
