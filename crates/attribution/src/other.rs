//! The grammar for languages that have a words file and no more: a cue, and the noun phrase on one of its sides.
//! It asks for more than the English one before it proposes: a clause, a quotation or a comma where content should be.

use crate::{
    content::cue_of,
    flags::{
        ADVERB, AUX, BE, CAPITAL, CONJUNCTION, DAY, DETERMINER, Flags, JOINS, MODAL, NUMBER, OBJECT, PERSON,
        POSSESSIVE, PREPOSITION, PRONOUN, RELATIVE, SUBORDINATOR, TITLE,
    },
    found::{Found, Reach},
    lexicon::{Build, Cue, Sense},
    passage::Passage,
    phrase::Noun,
    subject::How,
    tags::Tag,
    tokens::Mark,
};

/// The longest noun phrase, in tokens.
const LONGEST: usize = 14;
/// What no noun phrase goes over.
const ENDS: Flags = AUX | BE | MODAL | ADVERB | SUBORDINATOR | RELATIVE | PREPOSITION | CONJUNCTION | OBJECT;

/// Tags by flags alone.
pub(crate) fn tag(p: &Passage<'_>, at: usize) -> Tag {
    let f = p.flags(at);
    let has = |flag: Flags| f & flag != 0;
    if p.mark(at) != Mark::Word {
        Tag::Mark(p.mark(at))
    } else if cue_of(p, at).is_some() {
        Tag::Verb
    } else if has(AUX | BE | MODAL) {
        Tag::Aux
    } else if has(SUBORDINATOR | RELATIVE) {
        Tag::Subordinator
    } else if has(PRONOUN) {
        Tag::Pronoun
    } else if has(DETERMINER | POSSESSIVE) {
        Tag::Determiner
    } else if has(PREPOSITION) {
        Tag::Preposition
    } else if has(CONJUNCTION) {
        Tag::Conjunction
    } else if has(ADVERB | OBJECT) {
        Tag::Adverb
    } else if has(NUMBER) {
        Tag::Number
    } else if has(CAPITAL) && !has(PERSON | TITLE) {
        Tag::Name
    } else {
        Tag::Noun
    }
}

/// Finds the attributions of a sentence.
pub(crate) fn sentence(p: &Passage<'_>, start: usize, end: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        at = if p.quotes.holds(at) || p.mark(at) != Mark::Word {
            at + 1
        } else {
            phrases(p, at, (start, end), &mut found)
                .or_else(|| cue(p, at, (start, end), &mut found))
                .unwrap_or(at + 1)
        };
    }
    crate::chain::settle(p, found, (start, end))
}

/// Set phrases: according to, a cue of several words, it was reported. Gives the token after.
fn phrases(
    p: &Passage<'_>,
    at: usize,
    (start, end): (usize, usize),
    found: &mut Vec<Found>,
) -> Option<usize> {
    let senses = [Sense::According, Sense::After, Sense::Hearsay, Sense::Cue, Sense::Apart];
    let (phrase, after) = p.phrase_of(at, &senses).filter(|(_, after)| *after <= end)?;
    match phrase.sense {
        Sense::Hearsay => {
            found.push(Found::without_source((at, after), Cue::Report, (after, end)));
            Some(after)
        }
        Sense::Cue => verb(p, (at, after), Cue::Speech, (start, end), found),
        Sense::After => {
            // "Reed zufolge": the source stands before.
            let from = clause_start(p, at, start);
            let noun = ahead(p, from, at).filter(|n| n.end == at)?;
            let leads = from == start;
            let content = if leads { (after, end) } else { (start, from) };
            let reach = if leads { Reach::Right } else { Reach::Left };
            found.push(Found::new(noun, (at, after), Cue::Speech, content, reach, How::Beside));
            Some(after)
        }
        Sense::Apart
            if !at.checked_sub(1).is_some_and(|b| matches!(p.mark(b), Mark::Comma | Mark::Quote)) =>
        {
            None
        }
        // What may stand before whom a source quotes: only first of all, or after a comma, is it the source itself.
        _ if p.phrase(at, &[Sense::Via]).is_some()
            && (!found.is_empty() || at > start + 1 && p.mark(at - 1) != Mark::Comma) =>
        {
            Some(after)
        }
        _ => {
            let noun = ahead(p, after, end)?;
            let leads = at <= start + 1;
            // "Selon un rapport publié lundi, …": what is said begins after the comma.
            let comma = (noun.end..end.min(noun.end + 8)).find(|&c| p.mark(c) == Mark::Comma);
            let amid = p.mark(noun.end) == Mark::Comma
                && noun.end + 2 < end
                && at > start
                && p.mark(at - 1) == Mark::Comma;
            let content =
                if leads { (comma.unwrap_or(noun.end), end) } else { (start, if amid { end } else { at }) };
            let reach = if leads { Reach::Right } else { Reach::Left };
            found.push(Found::new(noun, (at, after), Cue::Speech, content, reach, How::After));
            Some(noun.end)
        }
    }
}

fn cue(p: &Passage<'_>, at: usize, bounds: (usize, usize), found: &mut Vec<Found>) -> Option<usize> {
    verb(p, (at, at + 1), cue_of(p, at)?, bounds, found)
}

/// A verb with its source on one side and its content on the other.
fn verb(
    p: &Passage<'_>,
    cue: (usize, usize),
    class: Cue,
    (start, end): (usize, usize),
    found: &mut Vec<Found>,
) -> Option<usize> {
    let from = clause_start(p, cue.0, start);
    let before = ahead(p, from, cue.0).filter(|n| only_helpers(p, n.end, cue.0));
    let comma = from == cue.0 || only_helpers(p, from, cue.0);
    let after = skip(p, cue.1, end);
    let next = ahead(p, after, end).filter(|n| !p.is(n.start, DAY) && !p.is(n.start, OBJECT));
    let bare = (from..cue.0).all(|b| p.is(b, DETERMINER | AUX | BE | OBJECT | ADVERB));
    let turned = comma || bare || p.is(from, PREPOSITION | DAY | ADVERB | CONJUNCTION) || p.words.verb_first;
    let (noun, how) = match (before, next) {
        (Some(noun), _) => (noun, How::Beside),
        (None, Some(noun)) if turned => (noun, How::After),
        _ => (parted(p, cue.0, start).filter(|_| comma)?, How::Parted),
    };
    let rest = if how == How::After { noun.end } else { cue.1 };
    let (content, reach) = content(p, (rest, from), how, (start, end))?;
    found.push(Found::new(noun, cue, class, content, reach, how));
    Some(rest.max(cue.1))
}

/// Where the content is: after "that", a colon or a quotation; else before.
fn content(
    p: &Passage<'_>,
    (rest, from): (usize, usize),
    how: How,
    (start, end): (usize, usize),
) -> Option<((usize, usize), Reach)> {
    let opens = |at: usize| {
        matches!(p.mark(at), Mark::Colon | Mark::Quote)
            || p.is(at, SUBORDINATOR)
            || p.mark(at) == Mark::Comma && (p.is(at + 1, SUBORDINATOR) || p.mark(at + 1) == Mark::Quote)
    };
    if let Some(at) = (rest..end.min(rest + LONGEST)).find(|&at| opens(at)) {
        let quoted = from.checked_sub(1).is_some_and(|b| b > start && p.quotes.holds(b - 1));
        if quoted && how == How::After && p.mark(at) == Mark::Comma {
            // „…“, sagte Hahn, „…“.
            return Some(((start, end), Reach::Both));
        }
        return Some(((at, end), Reach::Right));
    }
    // German leaves "that" out: a comma, and a clause with its verb.
    let comma = (rest..end.min(rest + LONGEST)).find(|&at| p.mark(at) == Mark::Comma);
    let comma = comma.filter(|comma| p.words.build == Build::Capitals && comma + 2 < end);
    if how == How::Parted {
        return Some(((comma.unwrap_or(rest), end), Reach::Right));
    }
    let marks = |m: &usize| *m > start && matches!(p.mark(*m), Mark::Comma | Mark::Quote | Mark::Dash);
    if let Some(mark) = from.checked_sub(1).filter(marks) {
        return Some(((start, mark + usize::from(p.mark(mark) == Mark::Quote)), Reach::Left));
    }
    if let Some(comma) = comma {
        return Some(((comma, end), Reach::Right));
    }
    // The quotation was a sentence of its own.
    let quote = start.checked_sub(1).filter(|b| from == start && p.mark(*b) == Mark::Quote)?;
    p.quotes.at(quote).map(|quote| ((quote.open, quote.close + 1), Reach::Left))
}

/// The first token of the clause that a token is in: after a comma, a colon, a quotation.
fn clause_start(p: &Passage<'_>, at: usize, start: usize) -> usize {
    let ends = |b: usize| {
        p.quotes.holds(b)
            || matches!(
                p.mark(b),
                Mark::Comma | Mark::Colon | Mark::Semicolon | Mark::Dash | Mark::Close | Mark::Stop
            )
            || p.is(b, SUBORDINATOR) && p.phrase(b, &[Sense::Vague]).is_none()
    };
    (start..at).rev().take(30).find(|&b| ends(b)).map_or(start, |b| b + 1)
}

/// Steps over helpers, adverbs and pronouns as objects: "a également déclaré".
fn skip(p: &Passage<'_>, mut at: usize, end: usize) -> usize {
    while at < end && p.is(at, ADVERB | AUX | BE | OBJECT) && !p.is(at, PRONOUN) {
        at += 1;
    }
    at
}

/// Whether nothing but helpers, adverbs, times and what hangs on a preposition stands between.
fn only_helpers(p: &Passage<'_>, from: usize, to: usize) -> bool {
    let (mut within, mut at) = (false, from);
    while at < to {
        if let Some(after) = p.phrase(at, &[Sense::Vague]) {
            at = after;
            continue;
        }
        within |= p.is(at, PREPOSITION);
        if !within && !p.is(at, ADVERB | AUX | BE | MODAL | OBJECT | DAY | NUMBER) {
            return false;
        }
        at += 1;
    }
    true
}

/// The noun phrase that begins at a token.
pub(crate) fn ahead(p: &Passage<'_>, from: usize, end: usize) -> Option<Noun> {
    if p.is(from, PRONOUN) && from < end {
        return Some(Noun { start: from, end: from + 1, head: from });
    }
    let plain = p.words.build == Build::Plain;
    let (mut at, mut head, mut sure) = (from, None, plain);
    while at < end.min(from + LONGEST) {
        let f = p.flags(at);
        let known = f & (PERSON | TITLE) != 0;
        if p.quotes.holds(at)
            || p.mark(at) != Mark::Word
            || cue_of(p, at).is_some() && f & (CAPITAL | PERSON) == 0
        {
            break;
        }
        let article = at == from && f & DETERMINER != 0;
        let joins = f & JOINS != 0 && head.is_some();
        let and = f & CONJUNCTION != 0 && head.is_some() && p.is(at + 1, CAPITAL) && p.is(at - 1, CAPITAL);
        if f & ENDS != 0 && !joins && !and && !known && !article || f & DAY != 0 {
            break;
        }
        if f & (DETERMINER | POSSESSIVE | JOINS | CONJUNCTION) == 0 {
            // The first noun says what it is: "der Sprecher der Hafenbehörde".
            head = head.filter(|&h| p.is(h, crate::who::SAYS)).or(Some(at));
            sure |= f & CAPITAL != 0 || f & crate::who::SAYS != 0;
        }
        at += 1;
    }
    while at > from && p.is(at - 1, DETERMINER | JOINS | CONJUNCTION | POSSESSIVE) {
        at -= 1;
    }
    let head = head.filter(|h| *h < at && sure)?;
    Some(Noun { start: from, end: at, head })
}

/// The source before what stands between commas: "Jean Roux, maire de Port-Merrow, a déclaré".
fn parted(p: &Passage<'_>, verb: usize, start: usize) -> Option<Noun> {
    let begins = (start..verb).rev().take(40).find(|&b| p.quotes.holds(b)).map_or(start, |b| b + 1);
    let begins = begins + usize::from(p.mark(begins) == Mark::Comma);
    let noun = ahead(p, begins, verb)?;
    (p.mark(noun.end) == Mark::Comma).then_some(noun)
}
