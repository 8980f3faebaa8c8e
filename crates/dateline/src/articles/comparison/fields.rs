//! The fields of two manuscripts, each as a text that can be compared.

use super::{
    sources,
    words::{Piece, compare as words},
};
use crate::articles::model::{Kind, Lead, Manuscript};
use serde::Serialize;
use std::{collections::BTreeMap, time::Instant};

/// A field that differs.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    /// What it is called, in English.
    pub name: &'static str,
    /// What differs in it.
    pub pieces: Vec<Piece>,
    /// The pictures before and after, where it is about one.
    pub pictures: Option<(Option<i64>, Option<i64>)>,
}

/// What things that a manuscript holds by number are called.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Sections.
    pub sections: BTreeMap<i64, String>,
    /// Topics.
    pub topics: BTreeMap<i64, String>,
    /// People.
    pub people: BTreeMap<i64, String>,
    /// Pictures and files.
    pub media: BTreeMap<i64, String>,
    /// Pages.
    pub pages: BTreeMap<i64, String>,
    /// Moments of these manuscripts (UTC microseconds), as they are written in the newsroom.
    pub moments: BTreeMap<i64, String>,
    /// "Yes" and "No" in the reader's language.
    pub yes_no: (String, String),
    /// What is said of sources ([`sources::SAID`]) in the reader's language.
    pub said: BTreeMap<&'static str, String>,
}

impl Names {
    /// A text in the reader's language; in English if nobody translated it.
    pub(super) fn say<'a>(&'a self, english: &'a str) -> &'a str {
        self.said.get(english).map_or(english, String::as_str)
    }
}

fn name(names: &BTreeMap<i64, String>, id: i64) -> String {
    names.get(&id).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| format!("№ {id}"))
}

fn list(names: &BTreeMap<i64, String>, ids: &[i64]) -> String {
    ids.iter().map(|id| name(names, *id)).collect::<Vec<_>>().join(" · ")
}

/// The fields of a manuscript with their names, in the order of the page.
fn all(m: &Manuscript, kind: Kind, names: &Names) -> Vec<(&'static str, String, Option<i64>)> {
    let flag = |on: bool| if on { names.yes_no.0.clone() } else { names.yes_no.1.clone() };
    let one =
        |names: &BTreeMap<i64, String>, id: Option<i64>| id.map(|id| name(names, id)).unwrap_or_default();
    let time = |at: Option<i64>| one(&names.moments, at);
    let bylines = m.bylines.iter().map(|b| {
        let person = name(&names.people, b.person);
        if b.role.is_empty() { person } else { format!("{person} ({})", b.role) }
    });
    let downloads = m.downloads.iter().map(|d| {
        let file = name(&names.media, d.media);
        if d.title.is_empty() || d.title == file { file } else { format!("{} ({file})", d.title) }
    });
    let lead = |part: fn(&Lead) -> &str| m.lead.as_ref().map(|l| part(l).to_owned()).unwrap_or_default();
    let lead_id = m.lead.as_ref().map(|l| l.media);
    let mut out = vec![
        ("Kicker", m.kicker.clone(), None),
        ("Headline", m.headline.clone(), None),
        ("Standfirst", m.standfirst.clone(), None),
        ("Bylines", bylines.collect::<Vec<_>>().join(" · "), None),
        ("Section", one(&names.sections, m.section), None),
        ("Also in", list(&names.sections, &m.also_in), None),
        ("Topics", list(&names.topics, &m.topics), None),
        ("Place", m.place.clone(), None),
        ("Picture at the head", one(&names.media, lead_id), lead_id),
        ("Alternative text of the picture at the head", lead(|l| &l.alt), None),
        ("Caption of the picture at the head", lead(|l| &l.caption), None),
        ("Credit of the picture at the head", lead(|l| &l.credit), None),
        ("Downloads", downloads.collect::<Vec<_>>().join(" · "), None),
        ("Sources", sources::sources(m, names), None),
        ("Known origins", sources::origins(m, names), None),
        ("Slug", m.slug.to_string(), None),
        ("Address it had elsewhere", m.path.clone().unwrap_or_default(), None),
        ("Language", m.language.to_string(), None),
        ("Date it carries", time(m.published_on), None),
        ("Date of its last change elsewhere", time(m.modified_on), None),
        ("Readers may comment", flag(m.comments_open), None),
        ("Kept at the top of the front page", flag(m.sticky), None),
        ("Title for search engines", m.search.title.clone(), None),
        ("Description", m.search.description.clone(), None),
        ("Picture when it is shared", one(&names.media, m.search.picture), m.search.picture),
        (
            "Address of the original",
            m.search.canonical.as_ref().map(ToString::to_string).unwrap_or_default(),
            None,
        ),
        ("Not to be listed by search engines", flag(m.search.noindex), None),
    ];
    if kind == Kind::Page {
        out.push(("Below the page", one(&names.pages, m.parent), None));
        out.push(("Place among its pages", m.position.to_string(), None));
    }
    out
}

/// The fields in which two manuscripts differ.
pub fn compare(old: &Manuscript, new: &Manuscript, kind: Kind, names: &Names, until: Instant) -> Vec<Field> {
    let both = all(old, kind, names).into_iter().zip(all(new, kind, names));
    both.filter(|((_, a, x), (_, b, y))| a != b || x != y)
        .map(|((name, a, x), (_, b, y))| Field {
            name,
            pieces: words(&a, &b, until).0,
            pictures: (x != y).then_some((x, y)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_compared_in_words() {
        let mut old = Manuscript::from_text(1, include_str!("../../../cases/manuscript-v1.json")).unwrap();
        old.sources = serde_json::from_value(serde_json::json!([
            {"id": 1, "kind": "document", "who": {"named": {"name": "Licence file", "dated": "2026-09-03"}}},
            {"id": 4, "kind": "agency", "who": {"named": {"name": "Coast Wire"}}, "via": [1, 9]},
        ]))
        .unwrap();
        let mut new = old.clone();
        new.sources[0].who = crate::articles::sources::Who::Unnamed {
            called: crate::articles::sources::Called::Resident,
            why: crate::articles::sources::Unnamed::Work,
        };
        let names = Names::default();
        let line = sources::sources(&old, &names);
        assert_eq!(
            line,
            "1. Licence file · Document · of 2026-09-03\n2. Coast Wire · News agency · quoting Licence file (1) · quoting a source that is no longer listed"
        );
        let found = compare(&old, &new, Kind::Article, &names, super::super::deadline());
        let named: Vec<&str> = found.iter().map(|field| field.name).collect();
        assert_eq!(named, ["Sources"]);
        assert!(
            sources::sources(&new, &names)
                .starts_with("1. a resident, not named because their work is at risk")
        );
        // Every text that is said can be translated.
        for kind in crate::articles::sources::KINDS {
            assert!(sources::SAID.contains(&sources::kind(kind)));
        }
        for called in crate::articles::sources::CALLED {
            assert!(sources::SAID.contains(&sources::called(called)));
        }
        for why in crate::articles::sources::UNNAMED {
            assert!(sources::SAID.contains(&sources::why(why)));
        }
    }

    #[test]
    fn what_differs_is_named() {
        let old = Manuscript::from_text(1, include_str!("../../../cases/manuscript-v1.json")).unwrap();
        let mut new = old.clone();
        assert!(compare(&old, &new, Kind::Article, &Names::default(), super::super::deadline()).is_empty());
        new.headline = "Dredging was signed off".into();
        new.topics.push(99);
        new.sticky = !old.sticky;
        let yes_no = ("Yes".to_owned(), "No".to_owned());
        let names =
            Names { topics: BTreeMap::from([(99, "Harbour".to_owned())]), yes_no, ..Names::default() };
        let found = compare(&old, &new, Kind::Article, &names, super::super::deadline());
        let named: Vec<&str> = found.iter().map(|field| field.name).collect();
        assert_eq!(named, ["Headline", "Topics", "Kept at the top of the front page"]);
        let second = found.iter().find(|field| field.name == "Topics").unwrap();
        assert!(second.pieces.iter().any(|piece| piece.kind == "new" && piece.text.contains("Harbour")));
    }
}
