//! What is said: how far the clause or the quotation reaches.

use crate::{
    flags::{PAST, PRONOUN, SUBORDINATOR},
    lexicon::{Cue, Sense},
    passage::Passage,
    phrase,
    tags::Tag,
    tokens::Mark,
};

/// The first cue that a token is as a verb, if it is one.
pub(crate) fn cue_of(p: &Passage<'_>, at: usize) -> Option<Cue> {
    cues_of(p, at).next()
}

/// The cues that a token is as a verb, with whether the words that must come next do.
pub(crate) fn cues_of<'p>(p: &'p Passage<'_>, at: usize) -> impl Iterator<Item = Cue> + 'p {
    let uses = p.tokens.get(at).and_then(|t| t.entry).map_or(&[][..], |e| e.uses.as_slice());
    uses.iter().filter_map(move |u| {
        let cue = u.cue?;
        let comes = |n: usize| u.particles.iter().any(|w| p.says(n, w));
        let near = || comes(at + 1) || p.tag(at + 1) != Tag::Preposition && comes(at + 2);
        (u.particles.is_empty() || near()).then_some(cue)
    })
}

/// Where the clause that begins at `from` ends: at the sentence's end, or where another attribution takes over.
pub(crate) fn clause_end(p: &Passage<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        if let Some(q) = p.quotes.at(at) {
            at = q.close.max(at) + 1;
            continue;
        }
        let comma = p.mark(at) == Mark::Comma;
        if p.mark(at) == Mark::Semicolon {
            return at;
        }
        let joins = matches!(p.tag(at), Tag::Conjunction) || p.says_any(at, &["while", "although", "though"]);
        if comma && at > from + 1 && p.phrase(at + 1, &[Sense::According]).is_some() {
            return at;
        }
        if (comma || joins) && at > from && takes_over(p, at, comma) {
            return at;
        }
        at += 1;
    }
    end
}

/// Whether another attribution begins after a comma.
pub(crate) fn another_begins(p: &Passage<'_>, comma: usize) -> bool {
    takes_over(p, comma, true)
}

/// Whether another attribution begins after a comma or a conjunction.
fn takes_over(p: &Passage<'_>, at: usize, comma: bool) -> bool {
    let mut next = at + 1;
    let mut contrast = p.says_any(at, &["but", "while", "although", "though"]);
    let mut joined = !comma;
    if comma && (p.tag(next) == Tag::Conjunction || p.is(next, SUBORDINATOR)) {
        contrast |= p.says_any(next, &["but", "while", "although", "though", "as", "even"]);
        joined = p.tag(next) == Tag::Conjunction;
        next += 1;
    }
    while p.tag(next) == Tag::Adverb {
        next += 1;
    }
    match p.tag(next) {
        Tag::Gerund => comma && cue_of(p, next).is_some_and(|c| c != Cue::Stance),
        Tag::Verb => joined && cue_of(p, next).is_some(),
        Tag::Pronoun | Tag::Name | Tag::Noun | Tag::Determiner | Tag::Possessive if comma || contrast => {
            let Some(noun) = phrase::ahead(p, next, next + 12) else { return false };
            let verb = (noun.end..noun.end + 4).find(|&v| !(p.tag(v) == Tag::Adverb || p.tag(v).helps()));
            let cue = verb.filter(|v| p.tag(*v).is_verb()).and_then(|v| cue_of(p, v));
            let strong = matches!(cue, Some(Cue::Speech | Cue::Report | Cue::Judgement));
            let pronoun = p.is(noun.head, PRONOUN);
            strong && (contrast || pronoun || joined && comma) || contrast && cue.is_some()
        }
        _ => false,
    }
}

/// Where an object ends: at the first mark, or where another clause begins.
pub(crate) fn object_end(p: &Passage<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        if let Some(q) = p.quotes.at(at) {
            at = q.close.max(at) + 1;
            continue;
        }
        let stops = match p.tag(at) {
            Tag::Mark(Mark::Comma | Mark::Semicolon | Mark::Dash | Mark::Stop | Mark::Open) => true,
            Tag::Subordinator | Tag::Relative => at > from + 1,
            Tag::Conjunction => p.tag(at + 1).is_verb() || p.tag(at + 1) == Tag::Pronoun,
            Tag::Preposition => {
                p.is(at, SUBORDINATOR) && (p.tag(at + 1) == Tag::Pronoun || p.is(at + 1, PAST))
            }
            _ => false,
        };
        if stops && at > from {
            return at;
        }
        at += 1;
    }
    end
}

/// Whether what begins here is a clause or a quotation: "that", a colon, a mark, or a subject with its verb.
pub(crate) fn is_clause(p: &Passage<'_>, from: usize, end: usize) -> bool {
    let mut at = from;
    while at < end && p.tag(at) == Tag::Adverb {
        at += 1;
    }
    if at >= end {
        return false;
    }
    if matches!(p.mark(at), Mark::Comma | Mark::Colon) && p.mark(at + 1) == Mark::Quote {
        return true;
    }
    if matches!(p.mark(at), Mark::Quote | Mark::Colon) {
        return true;
    }
    if p.says_any(at, &["that", "whether", "how", "why", "what", "if", "where", "who", "when"]) {
        return p.tag(at) != Tag::Determiner || p.tag(at + 1) == Tag::Noun;
    }
    if matches!(p.tag(at), Tag::Pronoun) {
        return p.tag(at + 1).helps() || p.tag(at + 1).is_verb() || p.tag(at + 1) == Tag::Adverb;
    }
    let Some(noun) = phrase::ahead(p, at, end) else { return false };
    let mut next = noun.end;
    for _ in 0..3 {
        // "the head of the board", "Reed on Monday".
        if p.tag(next) == Tag::Preposition && !p.is(next, SUBORDINATOR) && next < end {
            match phrase::ahead(p, next + 1, end) {
                Some(more) => next = more.end,
                None => break,
            }
        }
    }
    while p.tag(next) == Tag::Adverb {
        next += 1;
    }
    next < end && (p.tag(next).helps() || p.tag(next) == Tag::Verb)
}
