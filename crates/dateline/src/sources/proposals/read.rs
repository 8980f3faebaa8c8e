//! From what a text seems to say to proposals for an editor.

use super::{
    model::{Link, Place, Proposal},
    passages::{self, Passage},
    who::{self, Known},
};
use crate::{
    articles::sources::{Kind, Source, Who},
    sources::origins::name_key,
    values::hex,
};
use attribution::{Kind as Seems, Span};
use document::Document;
use sha2::{Digest, Sha256};

/// The most proposals for one article: an editor can look at no more.
const MOST: usize = 500;

/// Reads a text for what it seems to say of its sources. `sources` are those that the article lists, `paper` is what the
/// newsroom calls itself. `None`: there are no words for this language.
pub fn propose(body: &Document, sources: &[Source], language: &str, paper: &str) -> Option<Vec<Proposal>> {
    let words = attribution::words(language)?;
    let passages = passages::of(body);
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let mut known = Known::new(sources, language);
    let mut found: Vec<Proposal> = Vec::new();
    for seen in attribution::propose(&texts, words) {
        let reading = Reading { passages: &passages, seen: &seen, paper };
        let Some(proposal) = reading.proposal(&mut known) else { continue };
        if !reading.is_marked(&proposal, sources) && found.iter().all(|other| other.digest != proposal.digest)
        {
            found.push(proposal);
        }
        if found.len() >= MOST {
            break;
        }
    }
    Some(found)
}

struct Reading<'a> {
    passages: &'a [Passage],
    seen: &'a attribution::Proposal,
    paper: &'a str,
}

impl Reading<'_> {
    fn passage(&self, span: &Span) -> Option<&Passage> {
        self.passages.get(span.paragraph)
    }

    fn text(&self, span: &Span) -> &str {
        self.passage(span).and_then(|passage| passage.text.get(span.start..span.end)).unwrap_or_default()
    }

    fn place(&self, span: &Span) -> Option<Place> {
        let passage = self.passage(span)?;
        Some(Place { start: passage.place(span.start, false), end: passage.place(span.end, true) })
    }

    /// What is said, with the quotation that goes on; else the words that say who said it.
    fn rests(&self) -> Span {
        let seen = self.seen;
        let mut span = seen.content.or(seen.source).unwrap_or(seen.cue);
        let more = if seen.content.is_some() { seen.continued } else { Some(seen.cue) };
        if let Some(more) = more.filter(|more| more.paragraph == span.paragraph) {
            span.start = span.start.min(more.start);
            span.end = span.end.max(more.end);
        }
        span
    }

    fn proposal(&self, known: &mut Known<'_>) -> Option<Proposal> {
        let seen = self.seen;
        let source = seen.source?;
        let span = self.rests();
        let passage = self.passage(&span)?;
        let (start, end) = (passage.place(span.start, false), passage.place(span.end, true));
        let chain = self.chain(known, &source)?;
        let shown = |span: &Span| line(self.text(span));
        let via = seen.via.or(seen.told_to);
        let digest = [self.text(&span), self.text(&source), self.text(&seen.cue)];
        let digest = digest.into_iter().chain(via.iter().map(|via| self.text(via)));
        let mut hash = Sha256::new();
        for part in digest {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        Some(Proposal {
            digest: hex(&hash.finalize()),
            paragraph: passage.number,
            start,
            end,
            text: passage.shown(start, end),
            cue: shown(&seen.cue),
            cue_at: self.place(&seen.cue)?,
            source: shown(&source),
            source_at: self.place(&source)?,
            via: via.as_ref().map(shown).unwrap_or_default(),
            via_at: via.as_ref().and_then(|via| self.place(via)),
            chain,
            open: true,
        })
    }

    /// Who told whom: the one that the passage rests on, then whom that one quotes.
    fn chain(&self, known: &mut Known<'_>, source: &Span) -> Option<Vec<Link>> {
        let seen = self.seen;
        let mut chain = Vec::new();
        // What somebody told an agency reached the newsroom by the agency. What they told the newsroom itself did not.
        if let Some(to) = &seen.told_to {
            let name = known.name(self.text(to))?;
            let paper = who::name(self.paper, "en").unwrap_or_default();
            if name_key(&name) != name_key(&paper) {
                let kind = if name.contains('.') { Kind::Website } else { medium(&name) };
                chain.push(link(known, kind, name));
            }
        }
        if seen.unnamed && seen.stands_for.is_none() {
            let vague = seen.vague.as_ref().map(|span| self.text(span)).unwrap_or_default();
            let (kind, who) = who::unnamed(&format!("{} {vague}", self.text(source)));
            chain.push(Link { kind, who, same_as: None, quotes_next: false });
        } else {
            let meant = match (&seen.stands_for, seen.pronoun) {
                (Some(meant), _) => meant,
                // Nobody can say who "they" are.
                (None, true) => return None,
                (None, false) => source,
            };
            let name = known.name(self.text(meant))?;
            chain.push(link(known, who::kind(seen.kind), name));
        }
        if let Some(via) = &seen.via {
            let kind = seen.via_kind.unwrap_or(Seems::Person);
            if kind == Seems::Unnamed {
                let (kind, who) = who::unnamed(self.text(via));
                chain.push(Link { kind, who, same_as: None, quotes_next: false });
            } else {
                let name = known.name(self.text(via))?;
                chain.push(link(known, who::kind(kind), name));
            }
        }
        let last = chain.len().saturating_sub(1);
        for link in chain.iter_mut().take(last) {
            link.quotes_next = true;
        }
        Some(chain)
    }

    /// Whether somebody has marked the passage already: as resting on this source, or all of it on others.
    fn is_marked(&self, proposal: &Proposal, sources: &[Source]) -> bool {
        let Some(passage) = self.passage(&self.rests()) else { return false };
        let on = passage.rests_on(proposal.start, proposal.end);
        let Some(first) = proposal.chain.first() else { return false };
        let the_same = match (&first.who, first.same_as) {
            (_, Some(id)) => on.contains(&id),
            (Who::Unnamed { .. }, None) => {
                sources.iter().any(|source| source.named().is_none() && on.contains(&source.id))
            }
            (Who::Named(_), None) => false,
        };
        the_same || passage.is_covered(proposal.start, proposal.end)
    }
}

fn link(known: &Known<'_>, kind: Kind, name: String) -> Link {
    let same_as = known.same_as(kind, &name);
    Link { kind, who: who::named(name), same_as, quotes_next: false }
}

/// Whether a medium that somebody spoke to calls itself an agency.
fn medium(name: &str) -> Kind {
    let name = name.to_lowercase();
    if ["agency", "wire", "agentur", "agence", "agencia", "خبرگزاری", "وكالة"]
        .iter()
        .any(|word| name.contains(word))
    {
        Kind::Agency
    } else {
        Kind::Outlet
    }
}

fn line(text: &str) -> String {
    crate::values::line(text, 1_000)
}
