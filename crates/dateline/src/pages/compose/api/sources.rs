//! Where an article comes from: its sources as far as an editor has confirmed them, and how many known origins that makes.

use super::super::Work;
use crate::{
    articles::{
        reader::Shown,
        sources::{Interest, Source, Who},
    },
    error::Result,
    pages::locale::Locale,
    sources::model::{By, Chain, Circle, Origin, Origins},
};
use serde_json::{Map, Value, json};

/// The page that says how origins are counted.
pub(in super::super) const RULE: &str = "/how-we-count/";

/// What an unnamed source is called, in the words of a fixed list; the name of the list's entry where a theme has no words for it.
pub(in super::super) fn called(locale: &Locale, source: &Source) -> String {
    let Who::Unnamed { called, .. } = &source.who else { return source.name().to_owned() };
    match locale.text(&format!("source_called_{}", called.as_str())) {
        "" => called.as_str().to_owned(),
        words => words.to_owned(),
    }
}

impl Work<'_, '_> {
    /// The sources of a public article.
    pub(super) fn api_sources(&mut self, shown: &Shown) -> Result<Value> {
        let none = Chain::default();
        let chain = shown.view.chain.as_ref().unwrap_or(&none);
        let rests = chain.origins.as_ref().map(|origins| origins.rests.as_slice()).unwrap_or_default();
        let sources: Vec<Value> = chain
            .sources
            .iter()
            .enumerate()
            .map(|(place, source)| source_json(place, source, rests.get(place).map(Vec::as_slice)))
            .collect();
        Ok(json!({
            "article": self.api_article(shown),
            "rule": self.full(RULE),
            "known_origins": chain.origins.as_ref().map(origins_json),
            "sources": sources,
        }))
    }
}

/// What was counted, by the rule and by the editor who confirmed it.
fn origins_json(origins: &Origins) -> Value {
    let overruled = origins.overruled.as_ref();
    json!({
        "at_most": origins.at_most,
        "said": origins.said(),
        "overruled": overruled.map(|said| json!({ "at_most": said.at_most, "reason": said.reason })),
        "hops": origins.hops,
        "groups": origins.origins.iter().map(group_json).collect::<Vec<_>>(),
        "circles": origins.circles.iter().map(circle_json).collect::<Vec<_>>(),
    })
}

fn group_json(origin: &Origin) -> Value {
    json!({
        "sources": origin.sources,
        "by": origin.by.iter().map(by_json).collect::<Vec<_>>(),
        "gone": origin.gone,
    })
}

fn by_json(by: &By) -> Value {
    let (why, what) = match by {
        By::Author(name) => ("author", Some(name)),
        By::Control(name) => ("control", Some(name)),
        By::Name(name) => ("name", Some(name)),
        By::Link => ("link", None),
        By::Text => ("text", None),
        By::Own => ("own", None),
    };
    json!({ "why": why, "what": what })
}

fn circle_json(circle: &Circle) -> Value {
    json!({ "sources": circle.sources, "through_this_article": circle.ours })
}

/// One source. What is not known of it is left out; of an unnamed one there is nothing but two words of fixed lists.
fn source_json(place: usize, source: &Source, rests: Option<&[usize]>) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), json!(source.id));
    out.insert("number".into(), json!(place + 1));
    out.insert("kind".into(), json!(source.kind.as_str()));
    match &source.who {
        Who::Unnamed { called, why } => {
            out.insert("unnamed".into(), json!({ "called": called.as_str(), "why": why.as_str() }));
        }
        Who::Named(named) => {
            out.insert("name".into(), json!(named.name));
            let mut put = |key: &str, text: Option<&str>| {
                if let Some(text) = text.filter(|text| !text.is_empty()) {
                    out.insert(key.into(), json!(text));
                }
            };
            put("link", named.link.as_ref().map(|link| link.as_str()));
            put("author", Some(&named.author));
            put("controlled_by", Some(&named.controlled_by));
            put("dated", named.dated.as_ref().map(|day| day.as_str()));
            put("seen", named.seen.as_ref().map(|day| day.as_str()));
            if let Some(interest) = &named.interest {
                out.insert("interest".into(), interest_json(interest));
            }
        }
    }
    out.insert("quotes".into(), json!(source.via));
    out.insert("own_reporting_too".into(), json!(source.own));
    out.insert("prints_what_it_quotes".into(), json!(source.prints));
    if let Some(rests) = rests {
        out.insert("rests_on_groups".into(), json!(rests));
    }
    Value::Object(out)
}

fn interest_json(interest: &Interest) -> Value {
    json!({
        "what": interest.what,
        "evidence": interest.evidence,
        "link": interest.link.as_ref().map(|link| link.as_str()),
    })
}
