//! Reads the sources that an editor's page sent. Of an unnamed one nothing is taken but what the fixed lists hold.

use super::fields::Fields;
use crate::{
    articles::sources::{CALLED, Interest, KINDS, MOST, Named, Overruled, Source, UNNAMED, Who},
    values::{Day, HttpUrl},
};
use serde_json::Value;
use std::collections::HashSet;

/// The most that one source quotes.
const MOST_VIA: usize = 500;
/// The most that all of them quote, and the most of these that are not listed any more: what follows from them is worked out
/// for every source, and shown.
const MOST_LINKS: (usize, usize) = (10_000, 500);
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
    let mut gone: Vec<i64> = sources.iter().flat_map(|source| &source.via).copied().collect();
    let links = gone.len();
    let listed: HashSet<i64> = sources.iter().map(|source| source.id).collect();
    gone.retain(|id| !listed.contains(id));
    gone.sort_unstable();
    gone.dedup();
    if links > MOST_LINKS.0 || gone.len() > MOST_LINKS.1 {
        f.say("sources", "They quote too many others. Say of each only whom it quotes itself.");
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
    let Value::Array(all) = value else {
        f.say("via", "This could not be read. Choose it anew.");
        return Vec::new();
    };
    if all.len() > MOST_VIA {
        f.say("via", "These are too many.");
        return Vec::new();
    }
    let mut via: Vec<i64> = Vec::new();
    for number in &all {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, json};

    fn read(value: Value) -> Result<Vec<Source>, Vec<(String, String)>> {
        let mut map = Map::new();
        map.insert("sources".to_owned(), value);
        let mut f = Fields::new(map);
        let sources = sources(&mut f);
        if f.wrong.is_empty() {
            return Ok(sources);
        }
        Err(f.wrong.into_iter().map(|w| (w.field, w.why.to_string())).collect())
    }

    fn named(id: i64, via: &[i64]) -> Value {
        json!({"id": id, "kind": "agency", "who": {"named": {"name": "Coast Wire"}}, "via": via})
    }

    #[test]
    fn what_is_stored_is_read_as_it_is() {
        let all = json!([
            {"id": 4, "kind": "official_statement", "who": {"named": {
                "name": "Notice of 8 September", "link": "https://board.example/notice", "author": "Harbour board",
                "controlled_by": "Town of Port Merrow", "dated": "2026-09-08", "seen": "2026-11-10",
                "interest": {"what": "granted the licence", "evidence": "Licence file", "link": "https://board.example/114"}}},
             "own": true},
            {"id": 2, "kind": "agency", "who": {"named": {"name": "Coast Wire"}}, "via": [4, 9], "prints": true},
            {"id": 3, "kind": "interview", "who": {"unnamed": {"called": "knowing", "why": "work"}}},
        ]);
        let sources = read(all.clone()).unwrap();
        assert_eq!(serde_json::to_value(&sources).unwrap(), all);
    }

    #[test]
    fn of_an_unnamed_source_nothing_is_kept_but_the_fixed_words() {
        let sent = json!([{"id": 1, "kind": "interview", "name": "Nell Ashby", "who": {
            "unnamed": {"called": "employee", "why": "work", "name": "Nell Ashby", "link": "https://nell.example/"},
            "named": {"name": "Nell Ashby", "dated": "2026-11-10"}}, "note": "Nell Ashby, at the lock"}]);
        let sources = read(sent).unwrap();
        assert!(!serde_json::to_string(&sources).unwrap().contains("Nell"));
        let own_words = json!([{"id": 1, "kind": "interview", "who": {"unnamed": {"called": "Nell Ashby", "why": "work"}}}]);
        assert_eq!(
            read(own_words).unwrap_err(),
            [("sources.1.who.unnamed.called".into(), "Choose one of the list.".into())]
        );
    }

    #[test]
    fn what_is_wrong_is_named_where_it_stands() {
        let sent = json!([
            {"id": 7, "kind": "agency", "who": {"named": {"name": " ", "link": "javascript:alert(1)", "dated": "2026-02-30",
                "interest": {"what": "", "evidence": "minutes"}}}},
            {"id": 8, "kind": "rumour", "who": {}},
            named(9, &[]), named(9, &[]),
        ]);
        let fields: Vec<String> = read(sent).unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [
                "sources.7.who.named.link",
                "sources.7.who.named.dated",
                "sources.7.who.named.interest.what",
                "sources.8.kind",
                "sources.8.who",
                "sources.9"
            ]
            .into_iter()
            .fold(vec!["sources.7.who.named.name".to_owned()], |mut all, one| {
                all.push(one.to_owned());
                all
            })
        );
        for link in ["ftp://x.example/", "data:text/html,x", "//x.example/", "file:///etc/passwd", "https://"]
        {
            let sent = json!([{"id": 1, "kind": "website", "who": {"named": {"name": "X", "link": link}}}]);
            assert!(read(sent).is_err(), "{link}");
        }
    }

    #[test]
    fn circles_and_sources_that_are_gone_are_kept_for_what_they_are() {
        let sources = read(json!([named(1, &[2, 1, 99]), named(2, &[1, 1])])).unwrap();
        assert_eq!((sources[0].via.as_slice(), sources[1].via.as_slice()), (&[2, 1, 99][..], &[1][..]));
        let many: Vec<Value> = (1..=MOST as i64 + 1).map(|id| named(id, &[])).collect();
        assert!(read(json!(many)).is_err());
        let every: Vec<i64> = (1..=2_000).collect();
        assert!(read(json!([named(1, &every)])).is_err());
        assert_eq!(read(json!([named(1, &every[..MOST_VIA])])).unwrap()[0].via.len(), MOST_VIA);
    }

    fn anything() -> impl Strategy<Value = Value> {
        let words = prop::sample::select(vec![
            "id",
            "kind",
            "who",
            "named",
            "unnamed",
            "via",
            "agency",
            "person",
            "work",
            "name",
            "link",
            "2026-11-14",
            "https://x.example/",
            "javascript:x",
            "",
            "\u{0}\u{202e}",
        ]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (0i64..4).prop_map(Value::from),
            words.clone().prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((words.clone(), inner), 0..6).prop_map(|pairs| Value::Object(
                    pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
                )),
            ]
        })
    }

    proptest! {
        /// Whatever is sent, it is read or refused; and what is read is read again as it is.
        #[test]
        fn anything_is_read_or_refused(value in anything()) {
            if let Ok(sources) = read(value) {
                let stored = serde_json::to_value(&sources).unwrap();
                prop_assert_eq!(read(stored).unwrap(), sources);
            }
        }
    }
}
