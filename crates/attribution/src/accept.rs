//! Whether what stands around a verb makes it a cue, and where its content is.

use crate::{
    content,
    english::Reader,
    flags::{DAY, NOUN, WHOM},
    found::Reach,
    lexicon::{Cue, Use},
    phrase,
    subject::{How, Subject},
    tags::Tag,
    tokens::Mark,
    who::{self, Life},
};

/// What stands around a cue.
struct Around {
    /// The token after the cue.
    after: usize,
    /// Where the clause or quotation that follows begins.
    clause: Option<usize>,
    /// What is said stands before.
    before: Option<(usize, usize)>,
    /// Something follows that the verb may be about.
    object: bool,
}

impl Reader<'_, '_> {
    /// Whether what stands around a cue makes it one; where its content is.
    pub(crate) fn accepts(&self, at: usize, cue: Cue, subject: &Subject) -> Option<((usize, usize), Reach)> {
        let p = self.p;
        let after = self.after(at, cue);
        if p.says(after, "by") && matches!(p.tag(at), Tag::Verb | Tag::Participle) && subject.from == at {
            // "the letter published by": a participle.
            return None;
        }
        let clause = match content::is_clause(p, after, self.end) {
            true => Some(after),
            false if matches!(cue, Cue::Thought | Cue::Stance) => None,
            false => self.clause_after_object(at, after),
        };
        let around =
            Around { after, clause, before: self.content_before(subject, after), object: self.object(after) };
        let asked = subject.noun.start > self.start && p.tag(subject.noun.start - 1).helps()
            || p.says(subject.noun.head, "you")
            || subject.noun.start > self.start
                && p.says_any(subject.noun.start - 1, &["if", "unless", "whether"]);
        let supposed = (subject.from..at).any(|m| p.tag(m) == Tag::Modal);
        if asked || supposed && !(cue == Cue::Speech && around.clause.is_some()) {
            return None;
        }
        let reach = self.reach(at, cue, subject, &around)?;
        let content = match reach {
            Reach::Left => around.before?,
            Reach::Right | Reach::None => match clause {
                Some(from) => {
                    let end = content::clause_end(p, from, self.end);
                    (from, if subject.how == How::Relative { self.relative_end(from, end) } else { end })
                }
                None => (after, content::object_end(p, after, self.end)),
            },
            Reach::Both => (self.start, content::clause_end(p, after + 1, self.end)),
        };
        // Said is something, or what comes after a colon.
        let nothing = reach == Reach::Right && (content.0 >= content.1 || p.mark(content.0) == Mark::Stop);
        (!nothing || p.mark(after) == Mark::Colon).then_some((content, reach))
    }

    /// The token after a verb, the words that belong to it and its adverbs.
    fn after(&self, at: usize, cue: Cue) -> usize {
        let mut after = self.with_particle(at, cue);
        while self.p.tag(after) == Tag::Adverb && after < self.end {
            after += 1;
        }
        after
    }

    /// The token after a verb and the word that makes another verb of it: "point out".
    pub(crate) fn with_particle(&self, at: usize, cue: Cue) -> usize {
        let uses = self.p.tokens.get(at).and_then(|t| t.entry).map_or(&[][..], |e| e.uses.as_slice());
        let particle = |u: &Use| u.cue == Some(cue) && u.particles.iter().any(|w| self.p.says(at + 1, w));
        at + 1 + usize::from(uses.iter().any(particle))
    }

    /// On which side of a cue its content stands, if the cue is one.
    fn reach(&self, at: usize, cue: Cue, subject: &Subject, around: &Around) -> Option<Reach> {
        let p = self.p;
        let life = who::life(p, &subject.noun);
        let it = p.says(subject.noun.head, "it");
        let first = subject.noun.start;
        let as_said = first > self.start && p.says(first - 1, "as") && subject.how == How::Beside;
        let told = matches!(cue, Cue::Speech | Cue::Report | Cue::Judgement);
        if told && life != Life::Nothing && self.in_the_middle(subject, around) {
            return Some(Reach::Both);
        }
        let left = around.before.map(|_| Reach::Left);
        match (cue, life) {
            (Cue::Speech | Cue::Report, Life::Nothing) if it && left.is_some() => left,
            (_, Life::Nothing) => {
                (around.clause.is_some() && cue == Cue::Speech && it).then_some(Reach::Right)
            }
            (Cue::Speech | Cue::Report, _) if as_said => Some(Reach::Right),
            _ if told && left.is_some() && around.clause.is_none() => left,
            (Cue::Report, Life::Unknown) => {
                (around.clause.is_some() && subject.how == How::Beside).then_some(Reach::Right)
            }
            (Cue::Speech, Life::Unknown) => around.clause.is_some().then_some(Reach::Right),
            (Cue::Speech, _)
                if around.clause.is_none() && p.is(at, NOUN) && p.tag(around.after) == Tag::Preposition =>
            {
                None
            }
            (Cue::Speech, _) => Some(Reach::Right),
            (Cue::Report, Life::Document) if around.object => Some(Reach::Right),
            (Cue::Report, _) => around.clause.is_some().then_some(Reach::Right),
            (Cue::Thought, Life::Somebody) => {
                (around.clause.is_some() || p.says(around.after, "to")).then_some(Reach::Right)
            }
            (Cue::Judgement, Life::Somebody | Life::Document) => {
                let object = around.object && !self.led_away(at, around.after);
                (around.clause.is_some() || object).then_some(Reach::Right)
            }
            (Cue::Stance, Life::Somebody) => around.object.then_some(Reach::Right),
            _ => None,
        }
    }

    /// "The lighthouse, Reed said, is dark": what is said goes on after the cue.
    fn in_the_middle(&self, subject: &Subject, around: &Around) -> bool {
        let p = self.p;
        let first = subject.noun.start;
        let first = if first > self.start && p.says(first - 1, "as") { first - 1 } else { first };
        let Some(mark) = first.checked_sub(1).filter(|m| *m > self.start) else { return false };
        let quoted = p.mark(mark) == Mark::Quote;
        let (before, after) = (p.mark(mark), p.mark(around.after));
        let parted = matches!(before, Mark::Comma | Mark::Dash) || quoted;
        let goes_on =
            p.mark(around.after + 1) == Mark::Quote || !quoted && p.tag(around.after + 1) != Tag::Gerund;
        subject.how == How::Beside
            && parted
            && matches!(after, Mark::Comma | Mark::Dash)
            && around.after + 2 < self.end
            && goes_on
            && !content::another_begins(p, around.after)
    }

    /// "called into a programme": the preposition makes another verb of it.
    fn led_away(&self, at: usize, after: usize) -> bool {
        after == at + 1
            && self.p.tag(after) == Tag::Preposition
            && !self.p.says_any(after, &["for", "on", "of", "about", "against", "to", "with", "as"])
    }

    /// "told the board that", "asked Reed whether".
    fn clause_after_object(&self, at: usize, after: usize) -> Option<usize> {
        let p = self.p;
        let mut next = phrase::ahead(p, after, self.end).map_or(after, |n| n.end);
        for _ in 0..2 {
            if p.tag(next) == Tag::Preposition && next < self.end {
                next = phrase::ahead(p, next + 1, self.end).map_or(next, |n| n.end);
            }
        }
        if next == after && p.mark(next) != Mark::Comma {
            return None;
        }
        let mark = matches!(p.mark(next), Mark::Comma | Mark::Colon) && p.mark(next + 1) == Mark::Quote;
        if p.mark(next) == Mark::Comma
            && let Some(that) = self.after_aside(next)
        {
            return Some(that);
        }
        let told = p.is(at, WHOM) && p.mark(next) == Mark::Word && content::is_clause(p, next, self.end);
        let begins = p.says_any(next, &["that", "whether", "how"])
            || matches!(p.mark(next), Mark::Quote | Mark::Colon) && next < self.end;
        (mark || told || begins).then_some(next)
    }

    /// "Ann Doe, who said she was late, left": where the clause with "who" ends and the verb of the sentence follows.
    fn relative_end(&self, from: usize, end: usize) -> usize {
        let p = self.p;
        let ends = |c: &usize| {
            p.mark(*c) == Mark::Comma
                && !p.quotes.holds(*c)
                && (p.tag(c + 1) == Tag::Verb || p.tag(c + 1).helps())
        };
        (from..end).find(ends).unwrap_or(end)
    }

    /// "said, quoting a website, that": the clause after what stands between commas.
    fn after_aside(&self, comma: usize) -> Option<usize> {
        let p = self.p;
        let short = self.end.min(comma + 30);
        (comma + 1..short)
            .take_while(|&c| !matches!(p.mark(c), Mark::Quote | Mark::Colon | Mark::Semicolon))
            .find(|&c| {
                p.mark(c) == Mark::Comma
                    && (p.says(c + 1, "that") || p.mark(c + 1) == Mark::Quote)
                    && c > comma + 1
            })
            .map(|c| c + 1)
    }

    fn object(&self, after: usize) -> bool {
        let p = self.p;
        after < self.end
            && (p.mark(after) == Mark::Quote
                || matches!(
                    p.tag(after),
                    Tag::Determiner
                        | Tag::Possessive
                        | Tag::Name
                        | Tag::Noun
                        | Tag::Adjective
                        | Tag::Number
                        | Tag::Object
                        | Tag::Pronoun
                        | Tag::Gerund
                        | Tag::Preposition
                        | Tag::Participle
                        | Tag::Base
                ))
    }

    /// The content that stands before: "The pier is safe, Reed said".
    fn content_before(&self, subject: &Subject, after: usize) -> Option<(usize, usize)> {
        let p = self.p;
        if matches!(subject.how, How::Shared | How::Relative) || p.says(after, "that") {
            return None;
        }
        let first = subject.noun.start;
        let mark = first.checked_sub(1)?;
        let quoted = p.mark(mark) == Mark::Quote
            || p.mark(mark) == Mark::Comma && mark > 0 && p.mark(mark - 1) == Mark::Quote;
        if first == self.start {
            // The quotation was a sentence of its own.
            let (open, close) = p.quotes.at(mark).map(|q| (q.open, q.close + 1))?;
            return (p.mark(mark) == Mark::Quote && !content::is_clause(p, after, self.end))
                .then_some((open, close));
        }
        if quoted {
            return Some((self.start, mark + usize::from(p.mark(mark) == Mark::Quote)));
        }
        let whom = phrase::ahead(p, after, self.end).map_or(after, |n| n.end);
        let ends = !p.says(after, "to")
            && (whom >= self.end
                || matches!(p.mark(whom), Mark::Stop)
                || matches!(p.tag(whom), Tag::Preposition) && !p.says(whom, "to")
                || matches!(p.tag(after), Tag::Mark(_) | Tag::Preposition | Tag::Conjunction | Tag::Name)
                || after >= self.end
                || p.is(after, DAY));
        let clause =
            (self.start..mark).any(|v| matches!(p.tag(v), Tag::Verb | Tag::Be | Tag::Modal | Tag::Aux));
        (matches!(p.mark(mark), Mark::Comma | Mark::Dash)
            && ends
            && clause
            && !matches!(p.tag(self.start), Tag::Subordinator))
        .then_some((self.start, mark))
    }
}
