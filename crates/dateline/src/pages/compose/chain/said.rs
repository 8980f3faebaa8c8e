//! The sentence that counts, and why it counts so.

use super::Listed;
use crate::{
    pages::view::{CountView, OverruledView},
    sources::model::{By, Origin, Origins},
};
use std::collections::{BTreeMap, HashSet};

/// More reasons than these are left to the list.
const REASONS: usize = 6;
/// Of more sources than this it is not said what each goes back to.
const FOLLOWED: usize = 60;

/// What readers are told of the number of origins.
pub(super) fn count(shown: &Listed<'_>, origins: &Origins) -> CountView {
    let l = shown.locale;
    let mut why = Vec::new();
    why.extend(origins.origins.iter().filter_map(|origin| one_origin(shown, origin)));
    why.extend(back(shown, origins));
    why.extend(own_besides(shown));
    if why.len() > REASONS {
        why.truncate(REASONS);
        why.push(l.text("chain_more").to_owned());
    }
    let quoting = shown.sources.iter().any(|source| !source.via.is_empty());
    if why.is_empty() && !quoting && shown.sources.len() > 1 {
        why.push(l.text("chain_each").to_owned());
    }
    why.extend(circles(shown, origins));
    let at_most = origins.said() as u64;
    if at_most == 1 {
        why.push(l.text("chain_single").to_owned());
    }
    CountView {
        sources: shown.sources.len() as u64,
        at_most,
        overruled: origins
            .overruled
            .as_ref()
            .map(|said| OverruledView { by_rule: origins.at_most as u64, reason: whole(&said.reason) }),
        why,
    }
}

/// A reason as a sentence among others: people leave out the full stop of a single one.
fn whole(reason: &str) -> String {
    let stop =
        if reason.ends_with(['.', '!', '?', '…', '؟', '۔', '。', ')', '”', '»']) { "" } else { "." };
    format!("{reason}{stop}")
}

/// A sentence about one source, or about several.
fn say(shown: &Listed<'_>, key: &str, places: &[usize], more: &[(&str, &str)]) -> String {
    let end = if places.len() == 1 { "one" } else { "more" };
    let who = shown.numbers(places);
    let places: Vec<(&str, &str)> =
        std::iter::once(("who", who.as_str())).chain(more.iter().copied()).collect();
    shown.locale.say(&format!("{key}_{end}"), &places)
}

/// Why several sources are one origin.
fn one_origin(shown: &Listed<'_>, origin: &Origin) -> Option<String> {
    let places = places(shown, &origin.sources);
    if places.len() < 2 {
        return None;
    }
    let l = shown.locale;
    let reasons: Vec<String> = origin
        .by
        .iter()
        .map(|by| match by {
            By::Author(name) => l.say("chain_by_author", &[("name", name)]),
            By::Control(name) => l.say("chain_by_control", &[("name", name)]),
            By::Name(_) => l.text("chain_by_name").to_owned(),
            By::Link => l.text("chain_by_link").to_owned(),
            By::Text => l.text("chain_by_text").to_owned(),
            By::Own => l.text("chain_by_own").to_owned(),
        })
        .collect();
    let reasons: Vec<&str> = reasons.iter().map(String::as_str).take(REASONS).collect();
    let who = shown.numbers(&places);
    Some(match reasons.as_slice() {
        [] => l.say("chain_one_origin", &[("who", &who)]),
        reasons => l.say("chain_one_origin_why", &[("who", &who), ("why", &l.join(reasons))]),
    })
}

/// What goes back to what.
fn back(shown: &Listed<'_>, origins: &Origins) -> Vec<String> {
    if shown.sources.len() > FOLLOWED {
        return Vec::new();
    }
    let first: HashSet<usize> =
        origins.origins.iter().flat_map(|origin| places(shown, &origin.sources)).collect();
    // Those that go back to the same are said together, in the order of what they go back to.
    let mut together: BTreeMap<(Vec<usize>, bool), Vec<usize>> = BTreeMap::new();
    for (at, _) in shown.sources.iter().enumerate().filter(|(_, source)| !source.via.is_empty()) {
        let (reached, gone) = reach(shown, at, &first);
        let targets: Vec<usize> = reached.into_iter().filter(|place| *place != at).collect();
        if !targets.is_empty() || gone {
            together.entry((targets, gone)).or_default().push(at);
        }
    }
    let mut said = Vec::new();
    for ((targets, gone), who) in together {
        if !targets.is_empty() {
            said.push(say(shown, "chain_back", &who, &[("whom", &shown.numbers(&targets))]));
        }
        if gone {
            said.push(say(shown, "chain_gone", &who, &[]));
        }
    }
    said
}

/// The places in `first` that a source leads to, each once and in order; and whether it leads to one that is not listed.
fn reach(shown: &Listed<'_>, from: usize, first: &HashSet<usize>) -> (Vec<usize>, bool) {
    let (mut seen, mut open) = (HashSet::from([from]), vec![from]);
    let (mut reached, mut gone) = (Vec::new(), false);
    while let Some(at) = open.pop() {
        if first.contains(&at) {
            reached.push(at);
        }
        for id in shown.sources.get(at).map(|source| source.via.as_slice()).unwrap_or_default() {
            match shown.places.get(id) {
                Some(next) if seen.insert(*next) => open.push(*next),
                Some(_) => {}
                None => gone = true,
            }
        }
    }
    reached.sort_unstable();
    (reached, gone)
}

fn own_besides(shown: &Listed<'_>) -> Option<String> {
    let who: Vec<usize> = shown
        .sources
        .iter()
        .enumerate()
        .filter(|(_, source)| source.own && !source.via.is_empty())
        .map(|(at, _)| at)
        .collect();
    (!who.is_empty() && shown.sources.len() <= FOLLOWED).then(|| say(shown, "chain_own", &who, &[]))
}

/// Sources that rest on each other, or on this very report.
fn circles(shown: &Listed<'_>, origins: &Origins) -> Vec<String> {
    let mut said: Vec<String> = origins
        .circles
        .iter()
        .take(REASONS)
        .filter_map(|circle| {
            let places = places(shown, &circle.sources);
            let key = if circle.ours { "chain_ours" } else { "chain_round" };
            (!places.is_empty()).then(|| say(shown, key, &places, &[]))
        })
        .collect();
    if origins.circles.len() > REASONS {
        said.push(shown.locale.text("chain_more").to_owned());
    }
    said
}

/// Where sources stand in the list, by their numbers in the manuscript.
fn places(shown: &Listed<'_>, ids: &[i64]) -> Vec<usize> {
    let mut found: Vec<usize> = ids.iter().filter_map(|id| shown.places.get(id).copied()).collect();
    found.sort_unstable();
    found.dedup();
    found
}
