//! Whose verb it is: looks to the left of a verb, between commas, at what was the subject before, or to its right.

use crate::{
    flags::{ADVERB, DAY, PARTICIPLE, PAST, SUBORDINATOR},
    lexicon::Cue,
    passage::Passage,
    phrase::{self, Noun},
    tags::Tag,
    tokens::Mark,
    who::{self, Life},
};

/// The subject of a verb.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject {
    pub noun: Noun,
    /// The first word of the verb with its helpers.
    pub from: usize,
    /// The verb says what is done to the subject.
    pub passive: bool,
    pub how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Beside,
    /// "who", with what it stands for.
    Relative,
    /// Something stands between commas between subject and verb.
    Parted,
    /// It is the subject of an earlier verb: "and said", ", adding".
    Shared,
    /// "said Reed".
    After,
}

/// Subjects that were found in a sentence so far.
#[derive(Debug, Default)]
pub(crate) struct Known {
    all: Vec<(Noun, bool)>,
}

impl Known {
    pub fn add(&mut self, noun: Noun, source: bool) {
        if let Some(same) = self.all.iter_mut().find(|(n, _)| n.start == noun.start) {
            same.1 |= source;
        } else if self.all.len() < 24 {
            self.all.push((noun, source));
        }
    }

    /// Whose verb follows "and" or a comma: the last source, else the last somebody.
    fn shared(&self, p: &Passage<'_>) -> Option<Noun> {
        let last =
            |wanted: &dyn Fn(&(Noun, bool)) -> bool| self.all.iter().rev().find(|k| wanted(k)).map(|k| k.0);
        last(&|k| k.1).or_else(|| last(&|k| who::life(p, &k.0) == Life::Somebody))
    }
}

/// Finds the subject to the left of a verb.
pub(crate) fn left(p: &Passage<'_>, verb: usize, floor: usize, known: &Known) -> Option<Subject> {
    let mut at = verb;
    let mut form = p.tag(verb);
    let (mut passive, mut helped, mut timed) = (false, false, false);
    let mut from = verb;
    for _ in 0..14 {
        let b = at.checked_sub(1).filter(|b| *b >= floor)?;
        match p.tag(b) {
            Tag::Adverb => at = b,
            Tag::Be => {
                passive |= form == Tag::Participle && !helped;
                helped = true;
                at = b;
            }
            Tag::Aux | Tag::Modal => {
                helped = true;
                at = b;
            }
            Tag::Preposition if form == Tag::Base && !helped && p.says(b, "to") => {
                let g = governor(p, b, floor)?;
                at = g;
                form = p.tag(g);
                passive = false;
            }
            _ => match over_time(p, b, floor) {
                Some(further) => {
                    at = further;
                    timed = true;
                }
                None => break,
            },
        }
        if !timed {
            from = at;
        }
    }
    let b = at.checked_sub(1).filter(|b| *b >= floor)?;
    let subject = |noun, how| Some(Subject { noun, from, passive, how });
    let lone = form == Tag::Gerund && !helped;
    match p.tag(b) {
        Tag::Pronoun => subject(single_or_joined(p, b, floor), How::Beside),
        Tag::Relative => {
            let noun = antecedent(p, b, floor)?;
            subject(noun, How::Relative)
        }
        Tag::Conjunction if !p.quotes.holds(b) => subject(known.shared(p)?, How::Shared),
        Tag::Mark(Mark::Comma | Mark::Dash) if lone => subject(known.shared(p)?, How::Shared),
        Tag::Preposition if lone && !p.says_any(b, &["of", "with", "from", "for"]) => {
            subject(known.shared(p)?, How::Shared)
        }
        Tag::Subordinator if lone => subject(known.shared(p)?, How::Shared),
        Tag::Noun | Tag::Name | Tag::Number | Tag::Mark(Mark::Close) | Tag::Genitive | Tag::Adjective => {
            let noun = phrase::back(p, b, floor)?;
            let before = noun.start.checked_sub(1).filter(|b| *b >= floor);
            let in_phrase = before.is_some_and(|b| p.tag(b) == Tag::Preposition && !p.is(b, SUBORDINATOR));
            if lone && !before.is_some_and(|b| p.says(b, "with")) {
                return None;
            }
            if in_phrase && !lone && !before.is_some_and(|b| p.says_any(b, &["of", "about", "than", "in"])) {
                return None;
            }
            subject(noun, How::Beside)
        }
        Tag::Mark(Mark::Comma | Mark::Dash) => {
            let noun = parted(p, b, floor)?;
            subject(noun, How::Parted)
        }
        Tag::Verb if b > floor + 1 && matches!(p.tag(b - 1), Tag::Pronoun) && p.tag(b - 2) == Tag::Noun => {
            // "the people I met said".
            subject(phrase::back(p, b - 2, floor)?, How::Beside)
        }
        Tag::Verb | Tag::Participle
            if at < verb && p.is(b, PARTICIPLE) && b > floor && p.tag(b - 1).ends_phrase() =>
        {
            // "a report released last year found".
            subject(phrase::back(p, b - 1, floor)?, How::Beside)
        }
        Tag::Mark(Mark::Quote) => {
            let q = p.quotes.at(b).filter(|q| q.close == b && b - q.open < 7 && q.open > floor)?;
            let det = matches!(p.tag(q.open - 1), Tag::Determiner | Tag::Noun | Tag::Name | Tag::Adjective);
            let noun = Noun { start: q.open - 1, end: b + 1, head: b - 1 };
            det.then_some(noun).and_then(|n| subject(n, How::Beside))
        }
        Tag::Verb | Tag::Participle | Tag::Base | Tag::Object => {
            // "officials who asked not to be named said".
            let relative = (floor + 1..b)
                .rev()
                .take(10)
                .take_while(|&r| !matches!(p.tag(r), Tag::Mark(_) | Tag::Conjunction))
                .find(|&r| p.tag(r) == Tag::Relative)?;
            subject(phrase::back(p, relative - 1, floor)?, How::Beside)
        }
        _ => None,
    }
}

/// The first token of a time that ends at `last`: "on Monday", "in 2010", "this week".
fn over_time(p: &Passage<'_>, last: usize, floor: usize) -> Option<usize> {
    let year = p.tag(last) == Tag::Number && p.word(last).len() == 4;
    if !(p.is(last, DAY) || year) || !p.tag(last).ends_phrase() {
        return None;
    }
    let mut at = last;
    while at > floor
        && (p.is(at - 1, DAY)
            || p.tag(at - 1) == Tag::Number
            || p.says_any(at - 1, &["this", "last", "next", "late", "early", "earlier", "the"]))
    {
        at -= 1;
    }
    if at > floor
        && p.tag(at - 1) == Tag::Preposition
        && p.says_any(at - 1, &["on", "in", "at", "during", "since"])
    {
        return Some(at - 1).filter(|a| *a > floor);
    }
    (p.is(last, DAY) && at > floor).then_some(at)
}

/// The verb or adjective that "to" hangs on: "went on to", "is ready to", "declined to".
fn governor(p: &Passage<'_>, to: usize, floor: usize) -> Option<usize> {
    let mut g = to.checked_sub(1)?;
    while g > floor && (p.tag(g) == Tag::Adverb || p.tag(g) == Tag::Preposition && p.tag(g - 1).is_verb()) {
        g -= 1;
    }
    let fits = p.tag(g).is_verb() || matches!(p.tag(g), Tag::Adjective | Tag::Aux | Tag::Be);
    (g >= floor && fits).then_some(g)
}

/// A pronoun with what goes with it: "many of them", "she and Reed".
fn single_or_joined(p: &Passage<'_>, at: usize, floor: usize) -> Noun {
    let alone = Noun { start: at, end: at + 1, head: at };
    if at > floor + 1
        && p.says(at - 1, "of")
        && matches!(p.tag(at - 2), Tag::Pronoun | Tag::Determiner | Tag::Number)
    {
        return Noun { start: at - 2, ..alone };
    }
    alone
}

/// What "who" stands for, up to "who" itself.
fn antecedent(p: &Passage<'_>, relative: usize, floor: usize) -> Option<Noun> {
    let itself = Noun { start: relative, end: relative + 1, head: relative };
    let mut b = relative.checked_sub(1).filter(|b| *b >= floor)?;
    if matches!(p.mark(b), Mark::Comma | Mark::Dash) {
        b = b.checked_sub(1).filter(|b| *b >= floor)?;
    }
    if matches!(p.tag(b), Tag::Pronoun | Tag::Determiner) {
        return Some(Noun { start: b, end: relative + 1, head: b });
    }
    if p.tag(b) == Tag::Preposition {
        return None;
    }
    let who = p.says(relative, "who");
    match phrase::back(p, b, floor) {
        Some(noun) => Some(Noun { end: relative + 1, ..noun }),
        None => who.then_some(itself),
    }
}

/// The subject before what stands between commas (or dashes, or brackets), the last of which is `close`.
fn parted(p: &Passage<'_>, close: usize, floor: usize) -> Option<Noun> {
    let mut best: Option<Noun> = None;
    let mut commas = 0;
    for k in (floor + 1..close).rev().take(45) {
        if p.quotes.holds(k) && p.quotes.at(k).is_some_and(|q| q.close - q.open > 8) {
            break;
        }
        if !matches!(p.mark(k), Mark::Comma | Mark::Dash) || p.quotes.holds(k) {
            continue;
        }
        commas += 1;
        if commas > 5 {
            break;
        }
        let b = k - 1;
        if p.tag(b) == Tag::Pronoun && p.tag(k + 1) != Tag::Conjunction {
            return best.or(Some(Noun { start: b, end: k, head: b }));
        }
        let Some(noun) = phrase::back(p, b, floor) else { continue };
        let before = noun.start.checked_sub(1).filter(|b| *b >= floor);
        let begins = before.is_none_or(|b| {
            matches!(p.tag(b), Tag::Mark(_) | Tag::Subordinator | Tag::Conjunction | Tag::Adverb)
                || p.is(b, SUBORDINATOR) && p.tag(b) == Tag::Preposition
                || p.is(b, ADVERB)
        });
        if !begins || p.is(noun.head, DAY) {
            continue;
        }
        let life = who::life(p, &noun);
        let number = p.tag(noun.head) == Tag::Number;
        if best.is_none() && !number && has_clause(p, k + 1, close) {
            return None;
        }
        if life == Life::Somebody && !number {
            let named = p.tag(noun.head) == Tag::Name;
            let known = best.is_some_and(|b| p.tag(b.head) == Tag::Name);
            if best.is_none() || named && !known {
                best = Some(noun);
            }
            if named {
                break;
            }
        } else if best.is_none() && !number && before.is_none_or(|b| p.mark(b) != Mark::Comma) {
            best = Some(noun);
        }
    }
    // What is said of somebody between the commas belongs to the source.
    best.map(|noun| Noun { end: phrase::beside(p, noun.end, close + 1).unwrap_or(noun.end), ..noun })
}

/// Whether there is a finite verb of its own, not one of "who", between two places.
fn has_clause(p: &Passage<'_>, from: usize, to: usize) -> bool {
    let finite = |t: Tag| matches!(t, Tag::Verb | Tag::Be | Tag::Modal);
    let sure = |at: usize| {
        p.tag(at) != Tag::Verb || p.is(at, PAST) || matches!(p.tag(at - 1), Tag::Pronoun | Tag::Name)
    };
    let first = (from.max(1)..to).find(|&at| finite(p.tag(at)) && sure(at));
    let hangs = |at: usize| matches!(p.tag(at), Tag::Relative | Tag::Subordinator) || p.is(at, SUBORDINATOR);
    first.is_some_and(|v| !(from..v).any(hangs) && (v > from || !p.is(v, PARTICIPLE)))
}

/// The subject after its verb: "said Reed, the harbour master".
pub(crate) fn right(p: &Passage<'_>, verb: usize, floor: usize, ceiling: usize) -> Option<Subject> {
    let mut b = verb;
    while b > floor && p.tag(b - 1) == Tag::Adverb {
        b -= 1;
    }
    let before = b.checked_sub(1)?;
    let quoted = p.mark(before) == Mark::Quote
        || p.mark(before) == Mark::Comma && before > 0 && p.mark(before - 1) == Mark::Quote;
    if !quoted && (b == floor || p.mark(before) != Mark::Comma) {
        return None;
    }
    if !quoted && !(floor..before).any(|at| matches!(p.tag(at), Tag::Verb | Tag::Be | Tag::Modal | Tag::Aux))
    {
        return None;
    }
    let noun = phrase::ahead_whole(p, verb + 1, ceiling)?;
    if who::life(p, &noun) == Life::Nothing || p.is(noun.start, DAY) {
        return None;
    }
    let object = p.tag(noun.head) == Tag::Object;
    if object || !quoted && who::life(p, &noun) == Life::Unknown {
        return None;
    }
    // "…, found four men in the porch": with a report it is the object, unless it ends the sentence.
    let report = crate::content::cue_of(p, verb) == Some(Cue::Report);
    if report && !quoted && p.mark(noun.end) != Mark::Stop {
        return None;
    }
    // "said Reed was late": a clause, not a subject.
    if p.tag(noun.end).helps() || p.tag(noun.end) == Tag::Verb && !quoted {
        return None;
    }
    Some(Subject { noun, from: verb, passive: false, how: How::After })
}
