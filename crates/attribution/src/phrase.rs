//! Noun phrases: from their last word back to the first, or from the first on.

use crate::{
    flags::{CAPITAL, DAY, JOINS, OUTLET, PARTICIPLE, TITLE},
    passage::Passage,
    tags::Tag,
    tokens::Mark,
};

/// A noun phrase: its tokens, and the word that says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun {
    pub start: usize,
    /// The token after its last.
    pub end: usize,
    pub head: usize,
}

/// The words that a noun phrase ends with, back to its determiner.
fn core(p: &Passage<'_>, last: usize, floor: usize) -> Option<Noun> {
    let mut at = last;
    if p.mark(at) == Mark::Close {
        // A party, a place, an age in brackets.
        at = (floor..at).rev().take(8).find(|&b| p.mark(b) == Mark::Open)?.checked_sub(1)?;
    }
    if at < floor {
        return None;
    }
    if p.tag(at) == Tag::Genitive {
        at = at.checked_sub(1)?;
    }
    let head = at;
    let fits = p.tag(at).ends_phrase()
        || p.tag(at) == Tag::Adjective && at > floor && matches!(p.tag(at - 1), Tag::Determiner);
    if !fits {
        return None;
    }
    let mut start = at;
    while start > floor {
        let b = start - 1;
        let takes = match p.tag(b) {
            Tag::Name | Tag::Noun => {
                // "On Monday Reed": a time beside a name is not part of it.
                !p.is(b, DAY) || p.is(start, OUTLET | TITLE) || !p.is(start, CAPITAL) && p.is(start, DAY)
            }
            Tag::Adjective | Tag::Number | Tag::Determiner | Tag::Possessive => true,
            Tag::Genitive => b > floor && (p.tag(b - 1).ends_phrase() || p.tag(b - 1) == Tag::Adjective),
            Tag::Adverb => p.tag(start) == Tag::Adjective && b > floor && p.tag(b - 1) == Tag::Determiner,
            Tag::Gerund => {
                b > floor && matches!(p.tag(b - 1), Tag::Determiner | Tag::Adjective | Tag::Possessive)
            }
            Tag::Mark(Mark::Comma) => {
                p.tag(start) == Tag::Adjective && b > floor && p.tag(b - 1) == Tag::Adjective
            }
            Tag::Mark(Mark::Quote) => {
                p.quotes.at(b).is_some_and(|q| b - q.open < 6 && q.open > floor && q.close == b)
            }
            Tag::Mark(Mark::Other) => p.word(b) == "&" || p.word(b) == "/",
            _ => false,
        };
        if !takes {
            break;
        }
        if p.tag(b) == Tag::Mark(Mark::Quote) {
            let open = p.quotes.at(b).map_or(b, |q| q.open);
            if !matches!(
                p.tag(open.saturating_sub(1)),
                Tag::Determiner | Tag::Adjective | Tag::Noun | Tag::Name | Tag::Possessive
            ) {
                break;
            }
            start = open;
            continue;
        }
        start = b;
        let whole = matches!(p.tag(b), Tag::Determiner | Tag::Possessive);
        if whole && !(b > floor && p.tag(b - 1) == Tag::Determiner) {
            break;
        }
    }
    Some(Noun { start, end: last + 1, head })
}

/// The noun phrase that ends with a token, with what hangs on it: "the head of the board", "residents who live there".
pub(crate) fn back(p: &Passage<'_>, last: usize, floor: usize) -> Option<Noun> {
    let mut found = core(p, last, floor)?;
    for _ in 0..5 {
        let Some(b) = found.start.checked_sub(1).filter(|b| *b >= floor) else { break };
        let further =
            joined(p, b, floor).or_else(|| restricted(p, b, floor)).or_else(|| paired(p, b, found, floor));
        let Some(further) = further else { break };
        found = Noun { start: further.start, end: found.end, head: further.head };
    }
    Some(found)
}

/// What stands before a preposition: "the head" of "of the board".
fn joined(p: &Passage<'_>, b: usize, floor: usize) -> Option<Noun> {
    if p.tag(b) != Tag::Preposition || !p.is(b, JOINS) || b <= floor {
        return None;
    }
    let before = b - 1;
    match p.tag(before) {
        Tag::Noun | Tag::Name | Tag::Number | Tag::Mark(Mark::Close) => core(p, before, floor),
        Tag::Pronoun | Tag::Determiner if !p.says(before, "it") => {
            Some(Noun { start: before, end: b, head: before })
        }
        Tag::Adjective | Tag::Participle | Tag::Verb if before > floor => {
            // "people familiar with it", "officials briefed on it".
            let past = p.tag(before) == Tag::Adjective || p.is(before, PARTICIPLE);
            (past && p.tag(before - 1) == Tag::Noun).then(|| core(p, before - 1, floor)).flatten()
        }
        _ => None,
    }
}

/// What a clause with "who" hangs on: "residents" of "who live near the pier".
fn restricted(p: &Passage<'_>, b: usize, floor: usize) -> Option<Noun> {
    if !(p.tag(b).is_verb() || matches!(p.tag(b), Tag::Preposition | Tag::Be)) {
        return None;
    }
    for at in (floor..=b).rev().take(9) {
        match p.tag(at) {
            Tag::Mark(_) | Tag::Subordinator | Tag::Conjunction => return None,
            Tag::Relative if at > floor && p.says_any(at, &["who", "that", "which"]) => {
                let before = at - 1;
                if matches!(p.tag(before), Tag::Pronoun | Tag::Determiner) {
                    return Some(Noun { start: before, end: at, head: before });
                }
                return core(p, before, floor);
            }
            _ => {}
        }
    }
    None
}

/// The first of two that are joined: "the skipper" of "and the mate".
fn paired(p: &Passage<'_>, b: usize, second: Noun, floor: usize) -> Option<Noun> {
    let and = p.tag(b) == Tag::Conjunction && p.says_any(b, &["and", "or", "&"]);
    if !and || b <= floor {
        return None;
    }
    let mut before = b - 1;
    if p.mark(before) == Mark::Comma && before > floor {
        before -= 1;
    }
    let first = core(p, before, floor)?;
    let alike = p.is(first.head, CAPITAL) == p.is(second.head, CAPITAL) || p.tag(first.head) == Tag::Name;
    let begins = match first.start.checked_sub(1).filter(|b| *b >= floor) {
        None => true,
        Some(b) => {
            matches!(p.tag(b), Tag::Mark(_) | Tag::Subordinator | Tag::Conjunction)
                || p.tag(b) == Tag::Preposition && p.is(b, JOINS) && b > floor && p.tag(b - 1).ends_phrase()
                || p.says(b, "both")
        }
    };
    (alike && begins).then_some(first)
}

/// The noun phrase that begins with a token, without what hangs on it.
pub(crate) fn ahead(p: &Passage<'_>, from: usize, ceiling: usize) -> Option<Noun> {
    let mut at = from;
    let mut last = None;
    while at < ceiling {
        match p.tag(at) {
            Tag::Pronoun if at == from => return Some(Noun { start: at, end: at + 1, head: at }),
            Tag::Object if at == from => return Some(Noun { start: at, end: at + 1, head: at }),
            Tag::Noun | Tag::Name | Tag::Number => {
                let time = last.is_some() && p.is(at, DAY) && p.tag(at - 1) != Tag::Determiner;
                if time && !p.is(at + 1, OUTLET) {
                    break;
                }
                last = Some(at);
            }
            Tag::Determiner | Tag::Possessive if last.is_none() => {}
            Tag::Adjective => {}
            Tag::Adverb | Tag::Gerund | Tag::Participle if last.is_none() && at > from => {}
            Tag::Gerund if last.is_none() && noun_after(p, at) => {}
            Tag::Genitive if last.is_some() => {}
            Tag::Mark(Mark::Quote) => {
                let short = p.quotes.at(at).filter(|q| q.open == at && q.close - q.open < 6 && at > from);
                match short {
                    Some(q) => {
                        at = q.close + 1;
                        continue;
                    }
                    None => break,
                }
            }
            Tag::Mark(Mark::Other) if p.word(at) == "&" => {}
            Tag::Mark(Mark::Open) if last == Some(at.wrapping_sub(1)) => {
                let close = (at..ceiling).take(8).find(|&c| p.mark(c) == Mark::Close);
                match close {
                    Some(c) => {
                        last = Some(c);
                        at = c;
                    }
                    None => break,
                }
            }
            _ => break,
        }
        at += 1;
    }
    let last = last?;
    let head = if p.mark(last) == Mark::Close { last_word(p, from, last) } else { last };
    Some(Noun { start: from, end: last + 1, head })
}

fn noun_after(p: &Passage<'_>, at: usize) -> bool {
    matches!(p.tag(at + 1), Tag::Noun)
}

/// The last word before a bracket.
fn last_word(p: &Passage<'_>, from: usize, close: usize) -> usize {
    (from..close).rev().find(|&a| p.mark(a) == Mark::Open).map_or(from, |o| o.saturating_sub(1).max(from))
}

/// The noun phrase ahead with what hangs on it: of-phrases, a second one, what is said of it between commas.
pub(crate) fn ahead_whole(p: &Passage<'_>, from: usize, ceiling: usize) -> Option<Noun> {
    let mut found = ahead(p, from, ceiling)?;
    if matches!(p.tag(found.head), Tag::Pronoun | Tag::Object) && !p.says(found.end, "of") {
        return Some(found);
    }
    for _ in 0..4 {
        let name = p.is(found.head, CAPITAL);
        let ties = if name {
            &["of"][..]
        } else {
            &["of", "by", "for", "at", "from", "with", "in", "close", "familiar"][..]
        };
        let tie = found.end;
        let two = p.says_any(tie, &["close", "familiar"]) as usize;
        if tie < ceiling && p.says_any(tie, ties) && !p.is(tie + 1, DAY) {
            let from = tie + 1 + two;
            let Some(next) = ahead(p, from, ceiling) else { break };
            found.end = next.end;
        } else if tie < ceiling && p.says_any(tie, &["and", "&"]) {
            match ahead(p, tie + 1, ceiling) {
                Some(next)
                    if p.is(next.head, CAPITAL) == name
                        && !p.tag(next.end).helps()
                        && p.tag(next.end) != Tag::Verb
                        && p.tag(next.head) != Tag::Pronoun =>
                {
                    found.end = next.end
                }
                _ => break,
            }
        } else {
            break;
        }
    }
    if p.says(found.end, "who") {
        // "people who have seen the letter," up to the comma.
        let ends = |at: &usize| matches!(p.tag(*at), Tag::Mark(_));
        let end = (found.end..ceiling.min(found.end + 20)).find(ends).filter(|e| p.mark(*e) != Mark::Quote);
        found.end = end.unwrap_or(found.end);
    }
    found.end = beside(p, found.end, ceiling).unwrap_or(found.end);
    Some(found)
}

/// The end of what is said of somebody between commas: ", the harbour master,".
pub(crate) fn beside(p: &Passage<'_>, comma: usize, ceiling: usize) -> Option<usize> {
    if p.mark(comma) != Mark::Comma || comma >= ceiling {
        return None;
    }
    let begins = matches!(
        p.tag(comma + 1),
        Tag::Determiner | Tag::Number | Tag::Possessive | Tag::Noun | Tag::Adjective
    ) || p.says_any(comma + 1, &["who", "which"])
        || p.tag(comma + 1) == Tag::Name && p.is(comma + 1, TITLE)
        || p.tag(comma + 1) == Tag::Name
            && ahead(p, comma + 1, ceiling)
                .is_some_and(|n| matches!(p.mark(n.end), Mark::Comma | Mark::Stop) && n.end > comma + 2);
    if !begins || p.is(comma + 1, DAY) {
        return None;
    }
    let who = p.says_any(comma + 1, &["who", "which"]);
    for at in comma + 2..ceiling.min(comma + 26) {
        match p.tag(at) {
            Tag::Mark(Mark::Comma) if p.tag(at - 1) == Tag::Number && at == comma + 2 => {
                return beside(p, at, ceiling).or(Some(at));
            }
            Tag::Mark(Mark::Comma | Mark::Stop | Mark::Semicolon | Mark::Dash) => return Some(at),
            Tag::Mark(Mark::Quote | Mark::Colon) => return None,
            Tag::Verb | Tag::Modal | Tag::Be | Tag::Aux
                if !who && !(comma + 2..at).any(|r| p.tag(r) == Tag::Relative) =>
            {
                return None;
            }
            _ => {}
        }
    }
    None
}
