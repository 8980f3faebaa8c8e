//! The index as its users know it: entries in, numbers out.

mod alike;
mod asked;
mod folder;
mod languages;

use crate::{Entry, Filters, Found, Index, Key, Kind, Name, Order, Question, Window};
use tempfile::TempDir;

/// 24 November 2026, in microseconds.
pub const NOW: i64 = 1_795_478_400_000_000;
/// A day.
pub const DAY: i64 = 86_400_000_000;

/// An index with these entries, and its folder.
pub fn index(entries: &[Entry]) -> (Index, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path(), 0).unwrap();
    for entry in entries {
        index.put(entry).unwrap();
    }
    for (kind, id, name) in
        [(Kind::Section, 2, "Harbour"), (Kind::Topic, 5, "Old Basin"), (Kind::Person, 1, "Ines Calloway")]
    {
        index.put_name(&Name { key: Key { kind, id }, name: name.into() }).unwrap();
    }
    index.commit("7").unwrap();
    (index, folder)
}

/// An article in English of today.
pub fn entry(id: i64, headline: &str, body: &str) -> Entry {
    Entry {
        id,
        language: "en-GB".into(),
        headline: headline.into(),
        body: body.into(),
        published_on: NOW,
        ..Entry::default()
    }
}

pub fn ask(index: &Index, typed: &str) -> Found {
    narrow(index, typed, &Filters::default())
}

pub fn narrow(index: &Index, typed: &str, filters: &Filters) -> Found {
    index.search(&Question::parse(typed), filters, Order::Fit(NOW), Window { skip: 0, take: 20 }).unwrap()
}

/// The numbers that were found, in their order.
pub fn ids(found: &Found) -> Vec<i64> {
    found.hits.iter().map(|hit| hit.key.id).collect()
}

/// Asserts what a question finds.
pub fn check(index: &Index, typed: &str, expected: &[i64]) {
    let mut got = ids(&ask(index, typed));
    got.sort_unstable();
    assert_eq!(got, expected, "{typed}");
}
