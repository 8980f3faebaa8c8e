//! The grammar for English: goes through a sentence and finds its attributions.

use crate::{
    content::{self, cue_of, cues_of},
    flags::{
        AGENCY, CAPITAL, DOCUMENT, FEELING, LABEL, NOMINAL, ORGANISATION, OUTLET, PAST, PERSON, QUOTES, WHOM,
    },
    found::{Found, Reach},
    lexicon::{Cue, Sense},
    passage::Passage,
    phrase::{self, Noun},
    subject::{self, How, Known, Subject},
    tags::Tag,
    tokens::Mark,
    who::{self, Life},
};

/// Finds the attributions of a sentence.
pub(crate) fn sentence(p: &Passage<'_>, start: usize, end: usize) -> Vec<Found> {
    let mut reader = Reader { p, start, end, known: Known::default(), found: Vec::new() };
    let mut at = reader.speaker();
    while at < end {
        at = if p.quotes.holds(at) { at + 1 } else { reader.step(at) };
    }
    crate::chain::settle(p, reader.found, (start, end))
}

pub(crate) struct Reader<'p, 'a> {
    pub(crate) p: &'p Passage<'a>,
    pub(crate) start: usize,
    pub(crate) end: usize,
    known: Known,
    found: Vec<Found>,
}

impl Reader<'_, '_> {
    /// "REED: The pier is safe." at the beginning of a sentence.
    fn speaker(&mut self) -> usize {
        let p = self.p;
        let from = self.start + usize::from(p.mark(self.start) == Mark::Quote);
        let colon = (from..self.end.min(from + 7)).find(|&c| p.mark(c) == Mark::Colon);
        let Some(colon) = colon.filter(|c| *c > from && c + 3 < self.end) else { return self.start };
        let Some(noun) = phrase::ahead(p, from, colon).filter(|n| n.end == colon) else { return self.start };
        let capital = |at: usize| p.is(at, CAPITAL) || p.mark(at) != Mark::Word;
        let names = (from..colon).all(capital)
            && who::life(p, &noun) != Life::Unknown
            && p.tokens.get(colon + 1).is_some_and(|t| t.spaced);
        let someone = p.tag(noun.head) == Tag::Name
            || p.is(noun.head, PERSON | DOCUMENT | ORGANISATION | OUTLET | AGENCY);
        let speaks = p.is(colon + 1, CAPITAL) || p.mark(colon + 1) == Mark::Quote;
        if !(names && someone && speaks) || p.is(noun.head, LABEL) || matches!(p.tag(from), Tag::Determiner) {
            return self.start;
        }
        self.known.add(noun, true);
        self.found.push(Found::new(
            noun,
            (colon, colon + 1),
            Cue::Speech,
            (colon + 1, self.end),
            Reach::Right,
            How::Beside,
        ));
        colon + 1
    }

    /// Looks at one token; gives the next to look at.
    fn step(&mut self, at: usize) -> usize {
        let p = self.p;
        if p.mark(at) != Mark::Word {
            return at + 1;
        }
        if let Some(next) = self.phrases(at) {
            return next;
        }
        if let Some(after) = p.phrase(at, &[Sense::Vague]) {
            return after;
        }
        if p.tag(at).is_verb() {
            self.verb(at);
            return p.phrase(at, &[Sense::AsSaid]).unwrap_or(at + 1);
        } else if p.tag(at) == Tag::Noun && p.is(at, NOMINAL) {
            self.nominal(at);
        } else if p.tag(at) == Tag::Adjective && p.is(at, FEELING) {
            self.feeling(at);
        }
        at + 1
    }

    fn phrases(&mut self, at: usize) -> Option<usize> {
        let p = self.p;
        let (phrase, after) = p.phrase_of(at, &[Sense::According, Sense::Hearsay])?;
        if phrase.sense == Sense::Hearsay {
            // "it was reported that" governs what follows; "is said to" stands within what is said.
            let within = at > self.start && !p.says(at, "it");
            let from = if within { self.start } else { after };
            let content = (from, content::clause_end(p, after, self.end));
            let mut found = Found::without_source((at, after), Cue::Report, content);
            found.reach = if within { Reach::None } else { Reach::Right };
            self.found.push(found);
            return Some(after);
        }
        let source = phrase::ahead_whole(p, after, self.end)?;
        if p.tag(source.start) == Tag::Number && who::life(p, &source) == Life::Unknown {
            return Some(after);
        }
        let leads =
            at == self.start || at == self.start + 1 && !matches!(p.tag(at - 1), Tag::Noun | Tag::Name);
        let amid = !leads
            && p.mark(source.end) == Mark::Comma
            && source.end + 2 < self.end
            && at.checked_sub(2).is_some_and(|b| p.says(b, "that"));
        let leads = leads || amid;
        let content = if leads {
            let from = if p.mark(source.end) == Mark::Comma { source.end + 1 } else { source.end };
            (from, content::clause_end(p, from, self.end))
        } else if at > self.start
            && p.mark(at - 1) == Mark::Comma
            && p.mark(source.end) == Mark::Comma
            && source.end + 2 < self.end
            && !content::another_begins(p, source.end)
        {
            // "The crane, according to Reed, is old".
            (self.start, content::clause_end(p, source.end + 1, self.end))
        } else {
            (self.start, at)
        };
        let reach = if leads { Reach::Right } else { Reach::Left };
        self.found.push(Found::new(source, (at, after), Cue::Speech, content, reach, How::After));
        Some(source.end.max(after))
    }

    fn verb(&mut self, at: usize) {
        let p = self.p;
        let cue = cue_of(p, at);
        if let Some(Cue::Speech | Cue::Report) = cue
            && p.tag(at) == Tag::Verb
            && !p.is(at, WHOM)
            && let Some(subject) = subject::right(p, at, self.start, self.end)
            && !content::is_clause(p, subject.noun.end, self.end.min(subject.noun.end + 1))
        {
            return self.inverted(at, &subject);
        }
        let Some(mut subject) = subject::left(p, at, self.start, &self.known) else {
            return self.led_by(at, cue);
        };
        let finite = p.tag(at) == Tag::Verb || subject.from < at;
        if finite && subject.how != How::Shared {
            self.known.add(subject.noun, false);
        }
        let as_said = p.phrase(at, &[Sense::AsSaid]);
        if let Some(after) = as_said {
            let content = (after, content::clause_end(p, after, self.end));
            self.known.add(subject.noun, true);
            let found = Found::new(
                subject.noun,
                (subject.from, after),
                Cue::Speech,
                content,
                Reach::Right,
                subject.how,
            );
            return self.found.push(found);
        }
        let Some(cue) = cue else { return };
        if p.is(at, QUOTES)
            && let Some(found) = self.quotes_another(at, &subject)
        {
            self.known.add(found.source.unwrap_or(subject.noun), true);
            return self.found.push(found);
        }
        if subject.passive {
            let cue = cues_of(p, at).find(|c| matches!(c, Cue::Speech | Cue::Judgement)).unwrap_or(cue);
            return self.passive(at, cue);
        }
        if subject.how == How::Shared && p.tag(at) == Tag::Participle && p.is(at, PAST) && subject.from == at
        {
            // ", known as": a participle that hangs on a noun.
            subject.how = How::Parted;
        }
        let accepted =
            cues_of(p, at).find_map(|cue| self.accepts(at, cue, &subject).map(|(c, r)| (cue, c, r)));
        let Some((cue, content, reach)) = accepted else { return };
        self.known.add(subject.noun, true);
        let cue_span = (subject.from, self.with_particle(at, cue));
        let mut found = Found::new(subject.noun, cue_span, cue, content, reach, subject.how);
        if p.is(at, WHOM) {
            found.to = phrase::ahead(p, at + 1, self.end).filter(|noun| who::is_medium(p, noun));
        }
        self.found.push(found);
    }

    /// "Coast Wire quoted Reed as saying", "Reed was quoted by Coast Wire as saying".
    fn quotes_another(&self, at: usize, subject: &Subject) -> Option<Found> {
        let p = self.p;
        let from = at + 1 + usize::from(subject.passive && p.says(at + 1, "by"));
        if subject.passive && from == at + 1 {
            return None;
        }
        let other = phrase::ahead_whole(p, from, self.end)?;
        if !(p.says(other.end, "as") && p.says(other.end + 1, "saying")) {
            return None;
        }
        let (source, quoted) = if subject.passive { (other, subject.noun) } else { (subject.noun, other) };
        let after = other.end + 2;
        let content = (after, content::clause_end(p, after, self.end));
        let mut found =
            Found::new(source, (subject.from, at + 1), Cue::Speech, content, Reach::Right, subject.how);
        found.via = Some(quoted);
        Some(found)
    }

    /// "…," said Reed.
    fn inverted(&mut self, at: usize, subject: &Subject) {
        self.known.add(subject.noun, true);
        let content = (self.start, self.before_mark(at));
        self.found.push(Found::new(
            subject.noun,
            (at, at + 1),
            cue_of(self.p, at).unwrap_or(Cue::Speech),
            content,
            Reach::Left,
            How::After,
        ));
    }

    /// The end of what stands before a cue, without the comma.
    fn before_mark(&self, mut at: usize) -> usize {
        while at > self.start
            && matches!(self.p.tag(at - 1), Tag::Mark(Mark::Comma | Mark::Dash) | Tag::Adverb)
        {
            at -= 1;
        }
        at
    }

    /// "Citing the weather, Reed closed the pier": the subject comes after the comma.
    fn led_by(&mut self, at: usize, cue: Option<Cue>) {
        let p = self.p;
        let Some(cue) = cue.filter(|_| p.tag(at) == Tag::Gerund) else { return };
        let leads = at == self.start || at == self.start + 1 && p.tag(self.start) == Tag::Preposition;
        if !leads {
            return;
        }
        let Some(comma) = (at + 2..self.end).find(|&c| p.mark(c) == Mark::Comma && !p.quotes.holds(c)) else {
            return;
        };
        let Some(noun) = phrase::ahead(p, comma + 1, self.end) else { return };
        let verb = p.tag(noun.end).helps() || p.tag(noun.end) == Tag::Verb || p.tag(noun.end) == Tag::Adverb;
        if verb && who::life(p, &noun) == Life::Somebody {
            self.found.push(Found::new(noun, (at, at + 1), cue, (at + 1, comma), Reach::Right, How::Shared));
        }
    }

    /// "was criticised by Reed".
    fn passive(&mut self, at: usize, cue: Cue) {
        let p = self.p;
        if !matches!(cue, Cue::Speech | Cue::Judgement) {
            return;
        }
        let by = (at + 1..self.end.min(at + 12))
            .take_while(|&b| !matches!(p.tag(b), Tag::Mark(_) | Tag::Verb))
            .find(|&b| p.says(b, "by"));
        let Some(by) = by else { return };
        let Some(noun) = phrase::ahead_whole(p, by + 1, self.end) else { return };
        if who::life(p, &noun) == Life::Somebody {
            self.found.push(Found::new(noun, (at, by + 1), cue, (self.start, at), Reach::None, How::After));
        }
    }

    /// "Reed's claim that", "their hope of".
    fn nominal(&mut self, at: usize) {
        let p = self.p;
        let Some(mut b) = at.checked_sub(1).filter(|b| *b >= self.start) else { return };
        while b > self.start && matches!(p.tag(b), Tag::Adjective | Tag::Number) {
            b -= 1;
        }
        let source = match p.tag(b) {
            Tag::Possessive if p.says_any(b, &["his", "her", "their"]) => {
                Noun { start: b, end: b + 1, head: b }
            }
            Tag::Genitive if b > self.start => match phrase::back(p, b, self.start) {
                Some(noun) => noun,
                None => return,
            },
            _ => return self.nominal_of(at),
        };
        if p.tag(b) == Tag::Genitive && who::life(p, &source) != Life::Somebody {
            return;
        }
        let that = p.says(at + 1, "that") && p.tag(at + 1) != Tag::Relative
            || p.says(at + 1, "that") && p.tag(at + 2) != Tag::Verb;
        let about = p.says_any(at + 1, &["about", "against", "to", "of", "on", "for"]);
        if !(that || about) {
            return;
        }
        let after = at + 1;
        let content = (after, content::object_end(p, after + 1, self.end));
        self.found.push(Found::new(source, (b + 1, at + 1), Cue::Report, content, Reach::None, How::Beside));
    }

    /// "a warning from Reed that".
    fn nominal_of(&mut self, at: usize) {
        let p = self.p;
        if !p.says_any(at + 1, &["from", "by"]) {
            return;
        }
        let Some(noun) = phrase::ahead_whole(p, at + 2, self.end) else { return };
        if who::life(p, &noun) != Life::Somebody || !p.says(noun.end, "that") {
            return;
        }
        let content = (noun.end, content::object_end(p, noun.end + 1, self.end));
        self.found.push(Found::new(noun, (at, at + 2), Cue::Report, content, Reach::None, How::After));
    }

    /// "Reed is confident that".
    fn feeling(&mut self, at: usize) {
        let p = self.p;
        let Some(subject) = subject::left(p, at, self.start, &self.known) else { return };
        let linked = (subject.from..at).any(|b| matches!(p.tag(b), Tag::Be));
        let supposed = (subject.from..at).any(|m| p.tag(m) == Tag::Modal);
        if !linked || supposed || who::life(p, &subject.noun) != Life::Somebody {
            return;
        }
        let that = content::is_clause(p, at + 1, self.end);
        let about = p.says_any(at + 1, &["about", "of", "with", "at", "to", "by"]);
        if that || about {
            let end = if that {
                content::clause_end(p, at + 1, self.end)
            } else {
                content::object_end(p, at + 2, self.end)
            };
            self.known.add(subject.noun, true);
            self.found.push(Found::new(
                subject.noun,
                (subject.from, at + 1),
                Cue::Thought,
                (at + 1, end),
                Reach::Right,
                subject.how,
            ));
        }
    }
}
