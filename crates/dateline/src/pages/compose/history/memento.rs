//! Public versions for programs (RFC 7089, "Memento"): a version says when it stood and what stands around it, a TimeGate leads
//! to the version of a moment, a TimeMap lists them all. Relations between versions are those of RFC 5829.
//!
//! HTTP's dates have whole seconds. A version counts from the second in which it began; of two that began in one second, that
//! second's is the later one.

use super::{Ask, Standing, Tail, Work};
use crate::{articles::reader::Shown, cache::Page, error::Result, publishing::versions::reader};
use http::{HeaderName, HeaderValue, StatusCode, header};
use jiff::{
    Timestamp,
    fmt::rfc2822::{DateTimeParser, DateTimePrinter},
};

/// RFC 7089, section 2.1.1.
const MEMENTO_DATETIME: HeaderName = HeaderName::from_static("memento-datetime");
/// Versions in one TimeMap; older ones stand in the next.
const IN_A_MAP: i64 = 500;

/// What a TimeGate is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The newest version.
    Newest,
    /// The version of this second (Unix time).
    At(i64),
    /// What cannot be understood.
    Unreadable,
}

impl Asked {
    /// From the values of `Accept-Datetime`: one date in the form of RFC 1123, in GMT, or none (RFC 7089, section 2.1.1).
    pub fn of<'a>(mut values: impl Iterator<Item = &'a HeaderValue>) -> Asked {
        let Some(value) = values.next() else { return Asked::Newest };
        let read = value.to_str().ok().map(str::trim).and_then(|text| {
            let moment = DateTimeParser::new().parse_timestamp(text).ok()?;
            // Other forms that the parser takes are none of this header's.
            (written(moment.as_microsecond())? == text).then_some(moment.as_second())
        });
        match (read, values.next()) {
            (Some(second), None) => Asked::At(second),
            _ => Asked::Unreadable,
        }
    }
}

/// A moment (UTC microseconds) as HTTP writes it.
fn written(micros: i64) -> Option<String> {
    let moment = Timestamp::from_second(micros.div_euclid(1_000_000)).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).ok()
}

/// A list of links, for a header or a TimeMap.
#[derive(Default)]
struct Links(Vec<String>);

impl Links {
    fn add(&mut self, href: &str, rel: &str, more: &[(&str, &str)]) {
        let mut link = format!("<{href}>; rel=\"{rel}\"");
        for (name, value) in more {
            link.push_str(&format!("; {name}=\"{value}\""));
        }
        self.0.push(link);
    }

    fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        Some((header::LINK, HeaderValue::try_from(self.0.join(", ")).ok()?))
    }
}

const FORMAT: (&str, &str) = ("type", "application/link-format");

/// An article's versions that can be read, as far as links name them: number and beginning.
#[derive(Clone, Copy)]
struct Ends {
    first: (i64, i64),
    last: (i64, i64),
}

/// What an article's own page says: where its earlier versions are asked for. In the short form, since it goes along with each.
pub fn of_original(path: &str) -> Option<(HeaderName, HeaderValue)> {
    let (gate, map) = (Tail::TimeGate.below(path), Tail::TimeMap.below(path));
    let links =
        format!("<{gate}>; rel=\"timegate\", <{map}>; rel=\"timemap\"; type=\"application/link-format\"");
    Some((header::LINK, HeaderValue::try_from(links).ok()?))
}

impl Work<'_, '_> {
    fn ends(&mut self, shown: &Shown) -> Result<Ends> {
        let now = (shown.version, shown.version_from);
        let first = reader::above(self.sql, shown.id, 0)?.map_or(now, |span| (span.version, span.from));
        Ok(Ends { first, last: now })
    }

    fn link(&self, shown: &Shown, tail: Tail) -> String {
        self.composer.absolute(&tail.below(&shown.path))
    }

    fn common(&self, shown: &Shown, ends: Ends) -> Links {
        let mut links = Links::default();
        links.add(&self.composer.absolute(&shown.path), "original latest-version", &[]);
        links.add(&self.link(shown, Tail::TimeGate), "timegate", &[]);
        let (from, until) = (written(ends.first.1), written(ends.last.1));
        let mut about = vec![FORMAT];
        about.extend(from.as_deref().map(|from| ("from", from)));
        about.extend(until.as_deref().map(|until| ("until", until)));
        links.add(&self.link(shown, Tail::TimeMap), "timemap", &about);
        links.add(&self.link(shown, Tail::Versions), "version-history", &[]);
        links
    }

    /// What the page of a version says of itself, and of what stands around it.
    pub(super) fn of_version(
        &mut self,
        shown: &Shown,
        one: &Standing,
    ) -> Result<Vec<(HeaderName, HeaderValue)>> {
        let ends = self.ends(shown)?;
        let mut links = self.common(shown, ends);
        let before = reader::under(self.sql, shown.id, one.number)?.map(|span| (span.version, span.from));
        let after = match reader::above(self.sql, shown.id, one.number)? {
            Some(span) => Some((span.version, span.from)),
            None => Some(ends.last).filter(|(number, _)| *number > one.number),
        };
        // One link a version, with all that it is.
        let mut named: Vec<(i64, i64, Vec<&str>)> = Vec::new();
        let mut name = |(number, from): (i64, i64), rels: &[&'static str]| match named
            .iter_mut()
            .find(|(known, ..)| *known == number)
        {
            Some((.., all)) => all.extend(rels),
            None => named.push((number, from, rels.to_vec())),
        };
        name(ends.first, &["first"]);
        if let Some(before) = before {
            name(before, &["prev", "predecessor-version"]);
        }
        if one.closed.is_none() {
            name((one.number, one.from), &[]);
        }
        if let Some(after) = after {
            name(after, &["next", "successor-version"]);
        }
        name(ends.last, &["last"]);
        for (number, from, mut rels) in named {
            let Some(datetime) = written(from) else { continue };
            rels.push("memento");
            links.add(&self.link(shown, Tail::Version(number)), &rels.join(" "), &[("datetime", &datetime)]);
        }
        let mut headers: Vec<_> = links.header().into_iter().collect();
        // What was taken down is no memento: what answers is not what stood then (RFC 7089, section 4.5.5).
        if let (None, Some(at)) =
            (&one.closed, written(one.from).and_then(|at| HeaderValue::try_from(at).ok()))
        {
            headers.push((MEMENTO_DATETIME, at));
        }
        Ok(headers)
    }

    /// Leads to the version of the moment that was asked for. Its answer depends on a header, so it comes from no cache.
    pub(super) fn timegate(&mut self, ask: &Ask, shown: &Shown) -> Result<Page> {
        let ends = self.ends(shown)?;
        let chosen = match self.asked {
            Asked::Newest => ends.last.0,
            Asked::At(second) => {
                let end = second.saturating_add(1).saturating_mul(1_000_000);
                match shown.version_from < end {
                    true => ends.last.0,
                    false => reader::begun_before(self.sql, shown.id, end)?
                        .map_or(ends.first.0, |span| span.version),
                }
            }
            Asked::Unreadable => 0,
        };
        let mut page = match chosen {
            0 => self.notice(StatusCode::BAD_REQUEST, ask, None, None)?,
            number => {
                let mut page = Page::redirect(StatusCode::FOUND, &self.link(shown, Tail::Version(number)));
                page.headers.push(super::cache_control("no-cache"));
                page
            }
        };
        let mut links = self.common(shown, ends);
        for (rel, (number, from)) in [("first memento", ends.first), ("last memento", ends.last)] {
            if let Some(datetime) = written(from) {
                links.add(&self.link(shown, Tail::Version(number)), rel, &[("datetime", &datetime)]);
            }
        }
        page.headers.extend(links.header());
        page.headers.push((header::VARY, HeaderValue::from_static("accept-datetime")));
        page.keep = false;
        Ok(page)
    }

    /// All versions that can be read, the oldest first; of an article with very many, the newest, and where the older ones are listed.
    pub(super) fn timemap(&mut self, ask: &Ask, shown: &Shown) -> Result<Page> {
        let ends = self.ends(shown)?;
        let newest = ask.before.is_none();
        let below = ask.before.map_or(i64::MAX, |(_, number)| number);
        let mut spans = reader::below(self.sql, shown.id, below, IN_A_MAP + 1)?;
        let more = spans.len() as i64 > IN_A_MAP;
        spans.truncate(IN_A_MAP as usize);
        let oldest = spans.last().map(|span| (span.version, span.from));
        let mut listed: Vec<(i64, i64)> =
            spans.iter().rev().filter(|s| s.is_open()).map(|s| (s.version, s.from)).collect();
        if newest {
            listed.push(ends.last);
        }
        let mut links = Links::default();
        links.add(&self.composer.absolute(&shown.path), "original", &[]);
        links.add(&self.link(shown, Tail::TimeGate), "timegate", &[]);
        let map = self.link(shown, Tail::TimeMap);
        let own = match ask.before {
            Some((on, number)) => format!("{map}?before={on}-{number}"),
            None => map.clone(),
        };
        let times = (
            listed.first().and_then(|(_, from)| written(*from)),
            listed.last().and_then(|(_, from)| written(*from)),
        );
        let mut about = vec![FORMAT];
        about.extend(times.0.as_deref().map(|from| ("from", from)));
        about.extend(times.1.as_deref().map(|until| ("until", until)));
        links.add(&own, "self", &about);
        if let (true, Some((number, from))) = (more, oldest) {
            links.add(&format!("{map}?before={from}-{number}"), "timemap", &[FORMAT]);
        }
        if !newest {
            links.add(&map, "timemap", &[FORMAT]);
        }
        for (number, from) in listed {
            let Some(datetime) = written(from) else { continue };
            let rel = match (number == ends.first.0, number == ends.last.0) {
                (true, true) => "first last memento",
                (true, false) => "first memento",
                (false, true) => "last memento",
                (false, false) => "memento",
            };
            links.add(&self.link(shown, Tail::Version(number)), rel, &[("datetime", &datetime)]);
        }
        let body = links.0.join(",\n") + "\n";
        let mut page = Page::new(StatusCode::OK, HeaderValue::from_static("application/link-format"), body);
        page.headers.push(super::cache_control(super::MAY_BE_HELD));
        page.headers.push(super::UNLISTED);
        page.headers.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
        Ok(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_in_one_form_is_understood() {
        let asked = |values: &[&str]| {
            let values: Vec<HeaderValue> = values.iter().map(|v| HeaderValue::from_str(v).unwrap()).collect();
            Asked::of(values.iter())
        };
        assert_eq!(asked(&[]), Asked::Newest);
        assert_eq!(asked(&["Thu, 31 May 2007 20:35:00 GMT"]), Asked::At(1_180_643_700));
        assert_eq!(asked(&[" Thu, 31 May 2007 20:35:00 GMT "]), Asked::At(1_180_643_700));
        for wrong in [
            "",
            "now",
            "2007-05-31T20:35:00Z",
            "Thu, 31 May 2007 20:35:00 +0200",
            "Thu, 31 May 2007 20:35:00 +0000",
            "Fri, 31 May 2007 20:35:00 GMT",
            "Thu, 31 Jun 2007 20:35:00 GMT",
            "Thu, 31 May 2007 25:35:00 GMT",
            "31 May 2007 20:35:00 GMT",
            "Thursday, 31-May-07 20:35:00 GMT",
            "1180643700",
        ] {
            assert_eq!(asked(&[wrong]), Asked::Unreadable, "{wrong:?}");
        }
        let twice = ["Thu, 31 May 2007 20:35:00 GMT", "Thu, 31 May 2007 20:35:00 GMT"];
        assert_eq!(asked(&twice), Asked::Unreadable);
    }
}
