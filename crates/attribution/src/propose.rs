//! The door: paragraphs in, proposals with offsets out.

use crate::{
    Cue, Kind, Words, english,
    flags::{Flags, OFFICIAL, PRONOUN, SINGLE, SOCIAL, VAGUE},
    found::Found,
    lexicon::{Build, Sense},
    other,
    passage::Passage,
    phrase::Noun,
    tags::Tag,
    tokens::Mark,
    who,
};

/// A piece of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Span {
    /// Which paragraph, from nought.
    pub paragraph: usize,
    /// Where it begins, in bytes of the paragraph.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where it begins, in characters (Unicode scalar values) of the paragraph.
    pub char_start: usize,
    /// Where it ends.
    pub char_end: usize,
}

/// An attribution that the text seems to make.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Proposal {
    /// Who says it. None: nobody is named, as in "it was reported".
    pub source: Option<Span>,
    /// The word that shows it.
    pub cue: Span,
    /// What is said.
    pub content: Option<Span>,
    /// The quotation that goes on in the sentences after.
    pub continued: Option<Span>,
    /// Whom the source quotes.
    pub via: Option<Span>,
    /// What kind of source that seems to be.
    pub via_kind: Option<Kind>,
    /// The agency, newspaper or website that it was said to: "told Coast Wire", "in an interview with the Courier".
    pub told_to: Option<Span>,
    /// Whom the source stands for, if it is a pronoun and only one can be meant.
    pub stands_for: Option<Span>,
    /// The source is a word that stands for another: "he", "they", "who".
    pub pronoun: bool,
    /// What kind of source it seems to be.
    pub kind: Kind,
    /// What kind of cue it is.
    pub class: Cue,
    /// The source has no name.
    pub unnamed: bool,
    /// The words that say so: "officials who asked not to be named".
    pub vague: Option<Span>,
}

/// A source with a name, to be found again by a pronoun.
struct Named {
    span: Span,
    name: String,
}

/// How many paragraphs back a pronoun's source may stand.
const BACK: usize = 2;

/// Proposes attributions for the paragraphs of a text, in their order.
#[must_use]
pub fn propose(paragraphs: &[&str], words: &Words) -> Vec<Proposal> {
    let mut all = Vec::new();
    let mut named: Vec<Named> = Vec::new();
    for (number, text) in paragraphs.iter().enumerate() {
        let p = Passage::read(text, words);
        // Where the sentence ended that a quotation may go on after.
        let mut ended = None;
        for &(start, end) in &p.sentences {
            let found = match words.build {
                Build::English => english::sentence(&p, start, end),
                Build::Capitals | Build::Plain => other::sentence(&p, start, end),
            };
            if found.is_empty() {
                let last = all.last_mut().filter(|_| ended == Some(start));
                ended = last.is_some_and(|last| go_on(&p, number, last, start)).then_some(end);
                continue;
            }
            ended = None;
            for found in found {
                let quotes = found.content.1.checked_sub(1).is_some_and(|last| p.quotes.holds(last));
                ended = quotes.then_some(end);
                let proposal = offsets(&p, number, &found, &named, start, end);
                if let (Some(span), Some(noun)) = (proposal.source, found.source)
                    && p.tag(noun.head) == Tag::Name
                {
                    named.push(Named { span, name: p.word(noun.head).to_owned() });
                }
                all.push(proposal);
            }
        }
        named.retain(|n| n.span.paragraph + BACK > number);
    }
    all
}

/// Takes a sentence that is a quotation, or is in one, to the attribution before: “…,” Reed said. “…”
fn go_on(p: &Passage<'_>, number: usize, last: &mut Proposal, start: usize) -> bool {
    let goes_on = |q: &crate::quotes::Quote| q.open == start || last.continued.is_some();
    let more = p.quotes.at(start).filter(goes_on).and_then(|q| span(p, number, q.open, q.close + 1));
    last.continued = more.or(last.continued);
    more.is_some()
}

fn span(p: &Passage<'_>, paragraph: usize, start: usize, end: usize) -> Option<Span> {
    let first = p.tokens.get(start)?;
    let last = p.tokens.get(end.checked_sub(1)?.max(start))?;
    Some(Span { paragraph, start: first.start, end: last.end, char_start: first.first, char_end: last.last })
}

fn offsets(
    p: &Passage<'_>,
    number: usize,
    found: &Found,
    earlier: &[Named],
    start: usize,
    end: usize,
) -> Proposal {
    let of = |noun: Noun| span(p, number, noun.start, noun.end);
    let nearby: Flags = nearby(p, found);
    let kind = found.source.map_or(Kind::Unnamed, |noun| who::kind(p, &noun, nearby));
    let vague = found.source.and_then(|noun| vague(p, number, &noun, kind, start, end));
    let named = found.source.is_some_and(|noun| p.tag(noun.head) == Tag::Name);
    let kind = if vague.is_some() && !named { Kind::Unnamed } else { kind };
    let content = trimmed(p, found.content);
    let none = Span { paragraph: number, start: 0, end: 0, char_start: 0, char_end: 0 };
    Proposal {
        source: found.source.and_then(of),
        cue: span(p, number, found.cue.0, found.cue.1).unwrap_or(none),
        content: (content.0 < content.1).then(|| span(p, number, content.0, content.1)).flatten(),
        continued: None,
        via: found.via.and_then(of),
        via_kind: found.via.map(|noun| who::kind(p, &noun, 0)),
        told_to: found.to.and_then(of),
        pronoun: found.source.is_some_and(|noun| {
            matches!(p.tag(noun.head), Tag::Pronoun | Tag::Relative | Tag::Object | Tag::Determiner)
        }),
        stands_for: found.source.and_then(|noun| stands_for(p, &noun, earlier)),
        kind,
        class: found.class,
        unnamed: kind == Kind::Unnamed || vague.is_some(),
        vague,
    }
}

/// Takes marks off the ends of a content: commas, dashes, a colon, the full stop outside a quotation.
fn trimmed(p: &Passage<'_>, (mut start, mut end): (usize, usize)) -> (usize, usize) {
    while start < end && matches!(p.mark(start), Mark::Comma | Mark::Dash | Mark::Colon | Mark::Semicolon) {
        start += 1;
    }
    let ends = |m: Mark| matches!(m, Mark::Comma | Mark::Dash | Mark::Colon | Mark::Semicolon | Mark::Stop);
    while end > start && ends(p.mark(end - 1)) && !p.quotes.holds(end - 1) {
        end -= 1;
    }
    (start, end)
}

/// What stands just after a cue: "said in a statement", "wrote on Twitter".
fn nearby(p: &Passage<'_>, found: &Found) -> Flags {
    let from = found.cue.1;
    let to = (from..from + 5)
        .find(|&at| {
            !matches!(
                p.tag(at),
                Tag::Preposition | Tag::Determiner | Tag::Noun | Tag::Name | Tag::Adjective | Tag::Possessive
            )
        })
        .unwrap_or(from + 5);
    let in_it = p.says_any(from, &["in", "on", "via", "by"]);
    let verb = (found.cue.0..found.cue.1).fold(0, |f, at| f | p.flags(at)) & SOCIAL;
    if in_it { (from..to).fold(verb, |f, at| f | p.flags(at)) & (OFFICIAL | SOCIAL) } else { verb }
}

fn vague(p: &Passage<'_>, number: usize, noun: &Noun, kind: Kind, start: usize, end: usize) -> Option<Span> {
    let phrase = (start..end).filter(|&at| !p.quotes.holds(at)).find_map(|at| {
        let after = p.phrase(at, &[Sense::Vague])?;
        (at.abs_diff(noun.end) < 25).then_some((at, after))
    });
    match phrase {
        Some((from, after)) if p.tag(noun.head) != Tag::Name => {
            let beside = |at: usize| !matches!(p.tag(at), Tag::Verb | Tag::Aux | Tag::Be | Tag::Participle);
            let from = if from >= noun.end && from - noun.end < 5 && (noun.end..from).all(beside) {
                noun.start
            } else {
                from
            };
            span(p, number, from, after.max(if from == noun.start { noun.end } else { after }))
        }
        _ if kind == Kind::Unnamed && p.is(noun.head, VAGUE) => span(p, number, noun.start, noun.end),
        _ => None,
    }
}

/// The one named source that a pronoun can mean.
fn stands_for(p: &Passage<'_>, noun: &Noun, named: &[Named]) -> Option<Span> {
    let alone = p.tag(noun.head) == Tag::Pronoun && noun.end - noun.start == 1;
    if !alone || !p.is(noun.head, PRONOUN) || !p.is(noun.head, SINGLE) {
        return None;
    }
    let last = named.last()?;
    named.iter().all(|n| n.name == last.name).then_some(last.span)
}
