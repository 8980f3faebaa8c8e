//! What stands below an article's own address: its versions, its citation, what machines read of it, the form to report
//! an error. One place finds the article; each ending names the method that makes the answer.
//!
//! A page of the site that has such an address itself is found before, and wins.

use super::{Ask, Work, api, ask::same_spelling};
use crate::{
    articles::reader::{self as articles, Shown},
    cache::Page,
    error::Result,
    paths::{
        self,
        model::{Kind, PathKey},
    },
};

/// What is asked for below an article's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// The list of its public versions.
    Versions,
    /// One of them.
    Version(i64),
    /// Two of them beside each other, the earlier first.
    Comparison(i64, i64),
    /// The list of them for machines (RFC 7089, section 5).
    TimeMap,
    /// The version of a moment (RFC 7089, section 4).
    TimeGate,
    /// How to cite it, of the version that readers see, or of an earlier one.
    Citation(Citation, Option<i64>),
    /// Where it comes from, as W3C PROV-O.
    Provenance,
    /// The article as IPTC ninjs.
    Ninjs,
    /// The form with which a reader reports an error.
    Report,
}

/// The formats in which citations are given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Citation {
    /// For LaTeX and the programs that keep references.
    BibTex,
    /// CSL-JSON, for the same programs.
    Csl,
}

impl Citation {
    /// The name of its file.
    pub(super) fn file(self) -> &'static str {
        match self {
            Citation::BibTex => "cite.bib",
            Citation::Csl => "cite.json",
        }
    }

    fn of(name: &str) -> Option<Citation> {
        [Citation::BibTex, Citation::Csl].into_iter().find(|citation| citation.file() == name)
    }
}

/// Endings that are always the same.
const FIXED: [(&str, Tail); 6] = [
    ("versions", Tail::Versions),
    ("timemap", Tail::TimeMap),
    ("timegate", Tail::TimeGate),
    ("prov.jsonld", Tail::Provenance),
    ("ninjs.json", Tail::Ninjs),
    ("report-an-error", Tail::Report),
];

/// Where an address below an article's leads.
enum Stands {
    Here(Box<Shown>),
    Elsewhere(i64, String),
    Nowhere,
}

impl Work<'_, '_> {
    /// What stands below an article's address, if this is such an address.
    pub(super) fn below(&mut self, ask: &Ask, key: &PathKey) -> Result<Option<Page>> {
        let Some((above, tail)) = taken_apart(key.as_str()) else { return Ok(None) };
        let shown = match self.article_above(ask, above, tail)? {
            Stands::Here(shown) => *shown,
            Stands::Elsewhere(code, to) => return Ok(Some(self.moved_with(code, &to))),
            Stands::Nowhere => return Ok(None),
        };
        if !shown.live {
            return match tail {
                Tail::Provenance => Ok(Some(self.fault(&api::Fault::withdrawn(&shown)))),
                Tail::Ninjs => Ok(Some(self.ninjs_gone(&shown))),
                _ => self.gone(ask, &shown).map(Some),
            };
        }
        let page = match tail {
            Tail::Provenance => self.provenance(&shown),
            Tail::Ninjs => self.ninjs(&shown),
            Tail::Versions
            | Tail::Version(_)
            | Tail::Comparison(..)
            | Tail::TimeMap
            | Tail::TimeGate
            | Tail::Citation(..) => self.history(ask, shown, tail),
            Tail::Report => self.report_page(shown),
        };
        page.map(Some)
    }

    /// The article at the address above a tail, by the same rules as articles themselves: one spelling, others lead to it.
    fn article_above(&mut self, ask: &Ask, above: &str, tail: Tail) -> Result<Stands> {
        let Some(key) = PathKey::of(above) else { return Ok(Stands::Nowhere) };
        self.rests_on(paths::store::fact(&key));
        let Some(found) = paths::reader::find(self.sql, &key)? else { return Ok(Stands::Nowhere) };
        if let Some(destination) = &found.destination {
            // Below an address elsewhere nothing is known of what stands there.
            let here = destination.starts_with('/') && !destination.contains(['?', '#']);
            return Ok(match here {
                true => Stands::Elsewhere(found.code, tail.below(destination)),
                false => Stands::Nowhere,
            });
        }
        if found.kind != Kind::Article {
            return Ok(Stands::Nowhere);
        }
        self.rests_on(crate::publishing::store::fact(found.target));
        let Some(shown) = articles::article(self.sql, found.target)? else { return Ok(Stands::Nowhere) };
        let address = tail.below(&shown.path);
        Ok(match found.canonical && same_spelling(&ask.path, &address) {
            true => Stands::Here(Box::new(shown)),
            false => Stands::Elsewhere(301, address),
        })
    }
}

impl Tail {
    /// Its address below that of an article.
    pub(super) fn below(self, article: &str) -> String {
        let article = article.trim_end_matches('/');
        match self {
            Tail::Versions => format!("{article}/versions/"),
            Tail::Version(number) => format!("{article}/versions/{number}/"),
            Tail::Comparison(one, other) => format!("{article}/versions/{one}..{other}/"),
            Tail::TimeMap => format!("{article}/timemap"),
            Tail::TimeGate => format!("{article}/timegate"),
            Tail::Citation(format, None) => format!("{article}/{}", format.file()),
            Tail::Citation(format, Some(number)) => format!("{article}/versions/{number}/{}", format.file()),
            Tail::Provenance => format!("{article}/prov.jsonld"),
            Tail::Ninjs => format!("{article}/ninjs.json"),
            Tail::Report => format!("{article}/report-an-error/"),
        }
    }
}

/// `/2026/11/a-report/versions/3` → `/2026/11/a-report` and that version. The text is that of a [`PathKey`].
fn taken_apart(path: &str) -> Option<(&str, Tail)> {
    let (above, last) = path.rsplit_once('/')?;
    let found = if let Some((_, tail)) = FIXED.iter().find(|(name, _)| *name == last) {
        (above, *tail)
    } else if let Some(above) = above.strip_suffix("/versions") {
        let tail = match last.split_once("..") {
            None => Tail::Version(number(last)?),
            Some((one, other)) => match (number(one)?, number(other)?) {
                (one, other) if one == other => Tail::Version(one),
                (one, other) => Tail::Comparison(one.min(other), one.max(other)),
            },
        };
        (above, tail)
    } else {
        let citation = Citation::of(last)?;
        let of_a_version = above.rsplit_once('/').and_then(|(above, last)| {
            Some((above.strip_suffix("/versions")?, Tail::Citation(citation, Some(number(last)?))))
        });
        of_a_version.unwrap_or((above, Tail::Citation(citation, None)))
    };
    // Below the front page there is no article.
    (!found.0.is_empty()).then_some(found)
}

/// Versions are counted from 1.
fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_known_and_written_as_they_are_read() {
        for (path, expected) in [
            ("/a/versions", Some(("/a", Tail::Versions))),
            ("/a/versions/3", Some(("/a", Tail::Version(3)))),
            ("/a/versions/1..3", Some(("/a", Tail::Comparison(1, 3)))),
            ("/a/versions/3..1", Some(("/a", Tail::Comparison(1, 3)))),
            ("/a/versions/2..2", Some(("/a", Tail::Version(2)))),
            ("/a/b/timemap", Some(("/a/b", Tail::TimeMap))),
            ("/a/timegate", Some(("/a", Tail::TimeGate))),
            ("/a/cite.bib", Some(("/a", Tail::Citation(Citation::BibTex, None)))),
            ("/a/versions/3/cite.json", Some(("/a", Tail::Citation(Citation::Csl, Some(3))))),
            ("/a/prov.jsonld", Some(("/a", Tail::Provenance))),
            ("/a/ninjs.json", Some(("/a", Tail::Ninjs))),
            ("/a/report-an-error", Some(("/a", Tail::Report))),
        ] {
            assert_eq!(taken_apart(path), expected, "{path}");
            let Some((above, tail)) = expected else { continue };
            let written = tail.below(above);
            assert_eq!(taken_apart(written.trim_end_matches('/')), Some((above, tail)), "{written}");
        }
    }

    #[test]
    fn what_is_no_tail_is_left_to_others() {
        for path in [
            "/",
            "/a",
            "/versions",
            "/versions/3",
            "/cite.bib",
            "/a/versions/0",
            "/a/versions/-1",
            "/a/versions/+1",
            "/a/versions/x",
            "/a/versions/1..",
            "/a/versions/..",
            "/a/versions/1...2",
            "/a/versions/99999999999999999999",
            "/a/versions/1..2..3",
            "/a/versions/٣",
            "/a/version/3",
        ] {
            assert_eq!(taken_apart(path), None, "{path}");
        }
    }
}
