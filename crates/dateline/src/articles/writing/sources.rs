//! Reads the sources that an editor's page sent. Of an unnamed one nothing is taken but what the fixed lists hold.

use super::fields::Fields;
use crate::{
    articles::sources::{CALLED, Interest, KINDS, MOST, Named, Overruled, Source, UNNAMED, Who},
    values::{Day, HttpUrl},
};
use serde_json::Value;

/// The most that one source quotes.
const MOST_VIA: usize = 500;
/// The most origins that anybody may claim: no more than there can be sources.
const MOST_ORIGINS: i64 = 500;

/// The sources, in their order.
pub(super) fn sources(f: &mut Fields) -> Vec<Source> {
    let Some(value) = f.take("sources") else { return Vec::new() };
    let Value::Array(all) = value else {
        f.say("sources", "This could not be read. Choose it anew.");
        return Vec::new();
    };
    if all.len() > MOST {
        f.say("sources", "These are too many.");
        return Vec::new();
    }
    let mut sources: Vec<Source> = Vec::with_capacity(all.len());
    for (at, entry) in all.into_iter().enumerate() {
        let Value::Object(map) = entry else {
            f.say("sources", "This could not be read. Choose it anew.");
            continue;
        };
        let number = map.get("id").and_then(Value::as_i64).unwrap_or(at as i64 + 1);
        let mut entry = Fields::named(map, format!("sources.{number}"));
        let source = source(&mut entry);
        f.wrong.append(&mut entry.wrong);
        match source {
            Some(source) if sources.iter().any(|other| other.id == source.id) => {
                f.say(&format!("sources.{number}"), "Two sources have this number. Remove one of them.");
            }
            other => sources.extend(other),
        }
    }
    sources
}

/// What an editor says of the number of origins.
pub(super) fn origins(f: &mut Fields) -> Option<Overruled> {
    let mut inner = f.within("origins")?;
    let at_most = inner.number("at_most").filter(|n| (0..=MOST_ORIGINS).contains(n));
    let reason = inner.text("reason", 500, None);
    if at_most.is_none() {
        inner.say("at_most", "A whole number belongs here.");
    }
    if reason.is_empty() {
        inner.say("reason", "Say why: readers are told.");
    }
    f.wrong.append(&mut inner.wrong);
    Some(Overruled { at_most: u32::try_from(at_most?).ok()?, reason })
}

fn source(f: &mut Fields) -> Option<Source> {
    let id = f.id("id");
    let kind = one_of(f, "kind", &KINDS.map(|kind| (kind.as_str(), kind)));
    let who = who(f);
    let via = via(f);
    let (own, prints) = (f.flag("own"), f.flag("prints"));
    if id.is_none() {
        f.say("id", "A whole number belongs here.");
    }
    let id = id?;
    Some(Source { id, kind: kind?, who: who?, via, own, prints })
}

fn who(f: &mut Fields) -> Option<Who> {
    let mut both = f.within("who")?;
    let (unnamed, named) = (both.within("unnamed"), both.within("named"));
    f.wrong.append(&mut both.wrong);
    if let Some(mut inner) = unnamed {
        let called = one_of(&mut inner, "called", &CALLED.map(|called| (called.as_str(), called)));
        let why = one_of(&mut inner, "why", &UNNAMED.map(|why| (why.as_str(), why)));
        f.wrong.append(&mut inner.wrong);
        return Some(Who::Unnamed { called: called?, why: why? });
    }
    let Some(mut inner) = named else {
        f.say("who", "Say who it is, or that it is not named.");
        return None;
    };
    let name = inner.text("name", 300, None);
    if name.is_empty() {
        inner.say("name", "Say what the source is called.");
    }
    let named = Named {
        name,
        link: link(&mut inner, "link"),
        author: inner.text("author", 300, None),
        controlled_by: inner.text("controlled_by", 300, None),
        dated: day(&mut inner, "dated"),
        seen: day(&mut inner, "seen"),
        interest: interest(&mut inner),
    };
    f.wrong.append(&mut inner.wrong);
    Some(Who::Named(Box::new(named)))
}

fn interest(f: &mut Fields) -> Option<Interest> {
    let mut inner = f.within("interest")?;
    let interest = Interest {
        what: inner.text("what", 500, None),
        evidence: inner.text("evidence", 500, None),
        link: link(&mut inner, "link"),
    };
    if interest.what.is_empty() {
        if interest.evidence.is_empty() && interest.link.is_none() {
            return None;
        }
        inner.say("what", "Say what the interest is.");
    } else if interest.evidence.is_empty() && interest.link.is_none() {
        inner.say("evidence", "Say how that is known.");
    }
    f.wrong.append(&mut inner.wrong);
    Some(interest)
}

fn link(f: &mut Fields, name: &str) -> Option<HttpUrl> {
    let text = f.text(name, 4_096, None);
    if text.is_empty() {
        return None;
    }
    let link = HttpUrl::parse(&text).ok();
    if link.is_none() {
        f.say(name, "Write the whole address, beginning with https:// or http://.");
    }
    link
}

fn day(f: &mut Fields, name: &str) -> Option<Day> {
    let text = f.text(name, 20, None);
    if text.is_empty() {
        return None;
    }
    let day = Day::parse(&text).ok();
    if day.is_none() {
        f.say(name, "Write the day as 2026-11-14.");
    }
    day
}

fn via(f: &mut Fields) -> Vec<i64> {
    let Some(value) = f.take("via") else { return Vec::new() };
    let mut via: Vec<i64> = Vec::new();
    for number in value.as_array().into_iter().flatten().take(MOST_VIA) {
        match number.as_i64().filter(|id| *id > 0) {
            Some(id) if via.contains(&id) => {}
            Some(id) => via.push(id),
            None => f.say("via", "This could not be read. Choose it anew."),
        }
    }
    via
}

fn one_of<T: Copy>(f: &mut Fields, name: &str, known: &[(&str, T)]) -> Option<T> {
    let text = f.text(name, 100, None);
    let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if found.is_none() {
        f.say(name, "Choose one of the list.");
    }
    found
}
