//! Sources in words, as a comparison shows them: one line each, in the language of whoever looks.

use super::Names;
use crate::articles::{
    model::Manuscript,
    sources::{Called, Interest, Kind, Source, Unnamed, Who},
};

/// The texts that are said of sources, in English: whoever compares translates them first.
pub const SAID: [&str; 34] = [
    "Own reporting",
    "Interview",
    "Document",
    "Data set",
    "News agency",
    "News outlet",
    "Website",
    "Post on a social network",
    "Official statement",
    "a person",
    "several people",
    "a person with knowledge of the matter",
    "a person who was there",
    "an official",
    "an employee",
    "a resident",
    "a document that we have seen",
    "their work is at risk",
    "their safety is at risk",
    "they may be prosecuted or sued",
    "they were not authorised to speak",
    "they are a private person whom the story would expose",
    "it was agreed before they spoke",
    "{called}, not named because {why}",
    "by {name}",
    "controlled by {name}",
    "of {day}",
    "seen {day}",
    "Interest: {what}",
    "quoting {name}",
    "printing the text of {name}",
    "a source that is no longer listed",
    "and says what it found out itself",
    "At most {n}: {reason}",
];

/// What a kind of source is called, in English.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::OwnReporting => "Own reporting",
        Kind::Interview => "Interview",
        Kind::Document => "Document",
        Kind::DataSet => "Data set",
        Kind::Agency => "News agency",
        Kind::Outlet => "News outlet",
        Kind::Website => "Website",
        Kind::SocialPost => "Post on a social network",
        Kind::OfficialStatement => "Official statement",
    }
}

/// What an unnamed source is called, in English.
pub fn called(called: Called) -> &'static str {
    match called {
        Called::Person => "a person",
        Called::People => "several people",
        Called::Knowing => "a person with knowledge of the matter",
        Called::Present => "a person who was there",
        Called::Official => "an official",
        Called::Employee => "an employee",
        Called::Resident => "a resident",
        Called::Document => "a document that we have seen",
    }
}

/// Why a source is not named, in English.
pub fn why(why: Unnamed) -> &'static str {
    match why {
        Unnamed::Work => "their work is at risk",
        Unnamed::Safety => "their safety is at risk",
        Unnamed::Law => "they may be prosecuted or sued",
        Unnamed::Unauthorised => "they were not authorised to speak",
        Unnamed::Privacy => "they are a private person whom the story would expose",
        Unnamed::Agreed => "it was agreed before they spoke",
    }
}

/// All sources of a manuscript, a line each.
pub(super) fn sources(m: &Manuscript, names: &Names) -> String {
    let lines = m.sources.iter().enumerate().map(|(at, source)| line(m, source, at + 1, names));
    lines.collect::<Vec<_>>().join("\n")
}

/// What an editor says of the number of origins.
pub(super) fn origins(m: &Manuscript, names: &Names) -> String {
    m.origins.as_ref().map_or(String::new(), |said| {
        let text = names.say("At most {n}: {reason}");
        text.replace("{n}", &said.at_most.to_string()).replace("{reason}", &said.reason)
    })
}

fn name(source: &Source, names: &Names) -> String {
    match &source.who {
        Who::Named(named) => named.name.clone(),
        Who::Unnamed { called: is, why: because } => names
            .say("{called}, not named because {why}")
            .replace("{called}", names.say(called(*is)))
            .replace("{why}", names.say(why(*because))),
    }
}

fn interest(interest: &Interest, names: &Names) -> String {
    let what = names.say("Interest: {what}").replace("{what}", &interest.what);
    let link = interest.link.as_ref().map(ToString::to_string).unwrap_or_default();
    let parts = [what, interest.evidence.clone(), link];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn line(m: &Manuscript, source: &Source, number: usize, names: &Names) -> String {
    let filled = |text: &str, place: &str, with: &str| names.say(text).replace(place, with);
    let mut parts =
        vec![format!("{number}. {}", name(source, names)), names.say(kind(source.kind)).to_owned()];
    if let Some(named) = source.named() {
        for (text, value) in [("by {name}", &named.author), ("controlled by {name}", &named.controlled_by)] {
            parts.extend((!value.is_empty()).then(|| filled(text, "{name}", value)));
        }
        for (text, day) in [("of {day}", &named.dated), ("seen {day}", &named.seen)] {
            parts.extend(day.as_ref().map(|day| filled(text, "{day}", &day.to_string())));
        }
        parts.extend(named.link.as_ref().map(ToString::to_string));
        parts.extend(named.interest.as_ref().map(|is| interest(is, names)));
    }
    let text = if source.prints { "printing the text of {name}" } else { "quoting {name}" };
    for via in &source.via {
        let quoted = m.sources.iter().enumerate().find(|(_, other)| other.id == *via);
        let quoted = quoted.map_or_else(
            || names.say("a source that is no longer listed").to_owned(),
            |(at, other)| format!("{} ({})", name(other, names), at + 1),
        );
        parts.push(filled(text, "{name}", &quoted));
    }
    if source.own {
        parts.push(names.say("and says what it found out itself").to_owned());
    }
    parts.join(" · ")
}
