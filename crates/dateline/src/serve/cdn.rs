//! What a page says to a CDN: how long it may be held without asking, and by which names it can be dropped.

use crate::{cache::Page, config::Serving, pages::compose::MAY_BE_HELD};
use http::{HeaderName, HeaderValue, header};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Addressed to CDNs alone (RFC 9213): browsers would take `stale-while-revalidate` to heart too.
const CDN_CACHE_CONTROL: HeaderName = HeaderName::from_static("cdn-cache-control");

/// Bytes of all names: CDNs take some 16 KB of headers.
const MOST_NAMES: usize = 8 << 10;

/// What would end a name, or the header.
const ENDS: &AsciiSet = &CONTROLS.add(b' ').add(b',').add(b'%').add(b'"');

/// Addresses a page, composed `now` (UTC microseconds), to the CDN that the settings speak of.
pub fn address(page: &mut Page, settings: &Serving, now: i64) {
    let names = settings.cdn_tags.as_ref().map(|header| (header, names(page, separator(header))));
    let nameable = names.as_ref().is_none_or(|(_, names)| names.is_some());
    if let Some((header, Some(names))) = names
        && let Ok(names) = HeaderValue::try_from(names)
    {
        page.headers.push((header.clone(), names));
    }
    // What cannot be dropped by its names is asked for each time; what ends at some hour is not held for long after it.
    let left = page.valid_until.map_or(i64::MAX, |until| until.saturating_sub(now) / 1_000_000);
    let seconds = settings.cdn.map_or(0, |time| time.as_secs()).min(u64::try_from(left).unwrap_or(0));
    if seconds == 0 || !nameable {
        return;
    }
    for (name, value) in &mut page.headers {
        if *name == header::CACHE_CONTROL && *value == MAY_BE_HELD {
            if let Ok(held) = HeaderValue::try_from(format!("public, max-age=0, s-maxage={seconds}")) {
                *value = held;
            }
            let stale = seconds.min(60);
            if let Ok(held) =
                HeaderValue::try_from(format!("max-age={seconds}, stale-while-revalidate={stale}"))
            {
                page.headers.push((CDN_CACHE_CONTROL, held));
            }
            return;
        }
    }
}

/// Fastly's list is one of words, Cloudflare's and Akamai's has commas.
fn separator(header: &HeaderName) -> char {
    if header.as_str() == "surrogate-key" { ' ' } else { ',' }
}

/// The facts that the page rests on; none if they are too many to say.
fn names(page: &Page, separator: char) -> Option<String> {
    let mut names = String::new();
    for fact in &page.facts {
        if !names.is_empty() {
            names.push(separator);
        }
        names.extend(utf8_percent_encode(fact.as_str(), ENDS));
    }
    (names.len() <= MOST_NAMES).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{changes::Fact, config::Config};
    use http::StatusCode;
    use std::collections::BTreeMap;

    fn said(
        facts: Vec<Fact>,
        valid_until: Option<i64>,
        set: &[(&'static str, &str)],
    ) -> Vec<(String, String)> {
        let flags: BTreeMap<_, _> = set.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let mut page = Page::html(StatusCode::OK, "x").made_from(facts);
        page.headers.push((header::CACHE_CONTROL, HeaderValue::from_static(MAY_BE_HELD)));
        page.valid_until = valid_until;
        address(&mut page, &Config::load(&flags, None).unwrap().serving, 1_000_000);
        page.headers.iter().map(|(n, v)| (n.to_string(), v.to_str().unwrap().to_owned())).collect()
    }

    #[test]
    fn a_cdn_is_told_what_it_may_hold_and_how_to_drop_it() {
        let facts = || vec![Fact::of("article", 7), Fact::new("path//دریا, a")];
        let asked = ("cache-control".to_owned(), MAY_BE_HELD.to_owned());
        assert_eq!(said(facts(), None, &[]), std::slice::from_ref(&asked));
        assert_eq!(
            said(facts(), None, &[("cdn_seconds", "600"), ("cdn_tags", "Cache-Tag")]),
            [
                ("cache-control".to_owned(), "public, max-age=0, s-maxage=600".to_owned()),
                ("cache-tag".to_owned(), "article/7,path//%D8%AF%D8%B1%DB%8C%D8%A7%2C%20a".to_owned()),
                ("cdn-cache-control".to_owned(), "max-age=600, stale-while-revalidate=60".to_owned()),
            ]
        );
        let words = said(facts(), None, &[("cdn_tags", "Surrogate-Key")]);
        assert!(words[1].1.starts_with("article/7 path/"), "{words:?}");
        // A page with a last moment is held no longer than to it, one with more names than can be said not at all.
        let on = [("cdn_seconds", "600"), ("cdn_tags", "Cache-Tag")];
        assert_eq!(said(facts(), Some(1_900_000), &on)[0], asked);
        assert_eq!(said(facts(), Some(8_000_000), &on)[0].1, "public, max-age=0, s-maxage=7");
        let many = (0..2_000).map(|number| Fact::of("article", number)).collect();
        assert_eq!(said(many, None, &on), [asked]);
    }
}
