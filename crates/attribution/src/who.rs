//! What somebody or something is: whether it can say and think, and which kind of source it looks like.

use crate::{
    flags::{
        AGENCY, CAPITAL, DAY, DOCUMENT, Flags, HANDLE, OFFICIAL, ORGANISATION, OUTLET, PERSON, PRONOUN, SITE,
        SOCIAL, THING, TITLE, VAGUE,
    },
    lexicon::Build,
    passage::Passage,
    phrase::Noun,
    tags::Tag,
};

/// What kind of source a passage seems to name: a guess, for an editor to confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A news agency.
    Agency,
    /// A newspaper, a station.
    Outlet,
    /// A website that is neither.
    Website,
    /// A post on a social network.
    SocialPost,
    /// A statement by a body.
    OfficialStatement,
    /// A report, a letter, a poll, a court's paper.
    Document,
    /// A body of people.
    Organisation,
    /// Somebody with a name, or a pronoun for somebody.
    Person,
    /// People or papers without a name.
    Unnamed,
}

/// What a word is that names somebody or something that says things.
pub(crate) const SAYS: Flags =
    PERSON | ORGANISATION | DOCUMENT | AGENCY | TITLE | SITE | SOCIAL | OFFICIAL | VAGUE | OUTLET;

/// What can be the subject of which cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Life {
    Somebody,
    Document,
    Unknown,
    /// A time, an "it": not what says or thinks.
    Nothing,
}

pub(crate) fn life(p: &Passage<'_>, noun: &Noun) -> Life {
    let f = p.flags(noun.head);
    let word = p.word(noun.head);
    match p.tag(noun.head) {
        Tag::Pronoun | Tag::Relative | Tag::Object | Tag::Determiner => {
            let some = f & PRONOUN != 0 || p.says(noun.head, "who");
            return if some {
                Life::Somebody
            } else if f & THING != 0 {
                Life::Nothing
            } else {
                Life::Unknown
            };
        }
        _ => {}
    }
    if f & (PERSON | ORGANISATION | AGENCY | TITLE) != 0 {
        return Life::Somebody;
    }
    if f & DAY != 0 && f & CAPITAL == 0 {
        return Life::Nothing;
    }
    if f & DOCUMENT != 0 {
        return Life::Document;
    }
    if p.tag(noun.head) == Tag::Name || f & (HANDLE | OUTLET) != 0 {
        return if f & DAY != 0 { Life::Nothing } else { Life::Somebody };
    }
    let ends = |e: &[&str]| word.len() > 5 && e.iter().any(|e| word.ends_with(e));
    if ends(&[
        "ist", "ists", "ian", "ians", "eer", "eers", "woman", "women", "man", "men", "person", "people",
    ]) || ends(&["maker", "makers", "holder", "holders", "goer", "goers", "worker", "workers", "ologist"])
    {
        return Life::Somebody;
    }
    Life::Unknown
}

/// Whether a phrase names a medium: an agency, a newspaper, a station, a website.
pub(crate) fn is_medium(p: &Passage<'_>, noun: &Noun) -> bool {
    matches!(kind(p, noun, 0), Kind::Agency | Kind::Outlet | Kind::Website)
}

/// The flags of all words of a phrase together.
fn all(p: &Passage<'_>, noun: &Noun) -> Flags {
    (noun.start..noun.end).fold(0, |f, at| f | p.flags(at))
}

/// Guesses the kind. `nearby` are the flags of words that stand beside the cue: "in a statement".
pub(crate) fn kind(p: &Passage<'_>, noun: &Noun, nearby: Flags) -> Kind {
    let f = p.flags(noun.head);
    let all = all(p, noun);
    let names =
        (noun.start..noun.end).any(|at| p.is(at, CAPITAL) && p.tag(at) == Tag::Name && !p.is(at, SAYS));
    let plain = p.words.build == Build::Plain;
    let dotted = (noun.start..noun.end).any(|at| is_site(p.word(at)));
    if all & HANDLE != 0 || f & SOCIAL != 0 || nearby & SOCIAL != 0 {
        return Kind::SocialPost;
    }
    if last_two(p, noun) & AGENCY != 0 {
        return Kind::Agency;
    }
    let definite = p.says_any(noun.start, &["the", "this", "that", "his", "her", "their", "its", "our"]);
    if f & VAGUE != 0 && !names && !definite || p.tag(noun.head) == Tag::Pronoun && f & VAGUE != 0 {
        return Kind::Unnamed;
    }
    if f & AGENCY != 0 && p.is(noun.head, CAPITAL)
        || all & AGENCY != 0 && f & (PERSON | DOCUMENT) == 0 && (names || plain)
    {
        return Kind::Agency;
    }
    if dotted || all & SITE != 0 && f & PERSON == 0 {
        return Kind::Website;
    }
    if f & OFFICIAL != 0 || nearby & OFFICIAL != 0 && f & (ORGANISATION | TITLE) != 0 {
        return Kind::OfficialStatement;
    }
    if f & DOCUMENT != 0 && p.tag(noun.head) != Tag::Name {
        return Kind::Document;
    }
    if f & OUTLET != 0 && (p.is(noun.head, CAPITAL) || plain) && f & PERSON == 0 {
        return Kind::Outlet;
    }
    if f & ORGANISATION != 0 && f & PERSON == 0 {
        let paper = p.says_any(
            noun.head,
            &["newspaper", "paper", "magazine", "broadcaster", "station", "channel", "tabloid", "network"],
        );
        return if paper { Kind::Outlet } else { Kind::Organisation };
    }
    if p.says(noun.head, "it") { Kind::Organisation } else { Kind::Person }
}

/// The flags of the last two words as one: "Associated Press".
fn last_two(p: &Passage<'_>, noun: &Noun) -> Flags {
    let Some(first) = noun.head.checked_sub(1).filter(|f| *f >= noun.start) else { return 0 };
    let both = format!("{} {}", p.word(first), p.word(noun.head)).to_lowercase();
    p.words.look_up(&both).map_or(0, |entry| entry.flags)
}

fn is_site(word: &str) -> bool {
    let Some((name, end)) = word.rsplit_once('.') else { return false };
    name.len() > 1
        && (2..=7).contains(&end.len())
        && end.chars().all(|c| c.is_ascii_lowercase())
        && !word.contains("..")
}
