//! What part each word plays: a small tagger by hand, from flags, endings and the words before.

use crate::{
    flags::{
        ADJECTIVE, ADVERB, AUX, BASE, BE, CAPITAL, CONJUNCTION, DAY, DETERMINER, DOCUMENT, FEELING, Flags,
        GENITIVE, HANDLE, MODAL, NOMINAL, NOT_ADVERB, NOUN, NUMBER, OBJECT, ORGANISATION, PAST, PERSON,
        POSSESSIVE, PREPOSITION, PRONOUN, RELATIVE, SUBORDINATOR, THING, THIRD, TITLE, VERB,
    },
    lexicon::Build,
    other,
    passage::Passage,
    tokens::Mark,
};

/// The part that a word plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Noun,
    Name,
    Adjective,
    Number,
    Determiner,
    Possessive,
    Genitive,
    Pronoun,
    Object,
    Relative,
    Preposition,
    Conjunction,
    Subordinator,
    Be,
    Aux,
    Modal,
    Adverb,
    /// A finite verb.
    Verb,
    Base,
    Participle,
    Gerund,
    Mark(Mark),
}

impl Tag {
    /// Whether a noun phrase may end with it.
    pub fn ends_phrase(self) -> bool {
        matches!(self, Tag::Noun | Tag::Name | Tag::Number)
    }

    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Verb | Tag::Base | Tag::Participle | Tag::Gerund)
    }

    /// Whether it helps a verb.
    pub fn helps(self) -> bool {
        matches!(self, Tag::Be | Tag::Aux | Tag::Modal)
    }
}

/// What is a noun though a verb has the same form.
pub(crate) const NOUNISH: Flags = PERSON | ORGANISATION | DOCUMENT | NOMINAL | DAY | NOUN;

/// Tags every token of a passage.
pub(crate) fn of(passage: &Passage<'_>) -> Vec<Tag> {
    if passage.words.build != Build::English {
        return (0..passage.tokens.len()).map(|at| other::tag(passage, at)).collect();
    }
    let mut tags = Vec::with_capacity(passage.tokens.len());
    for &(start, end) in &passage.sentences {
        let shouts = is_headline(passage, start, end);
        for at in start..end {
            let tag = match passage.mark(at) {
                Mark::Word => Tagger { passage, tags: &tags, start, shouts }.tag(at),
                mark => Tag::Mark(mark),
            };
            tags.push(tag);
        }
    }
    tags
}

/// Whether a sentence is written with capitals throughout, as headlines are.
fn is_headline(passage: &Passage<'_>, start: usize, end: usize) -> bool {
    let (mut long, mut capital, mut verbs) = (0, 0, 0);
    for at in start..end {
        if passage.mark(at) == Mark::Word && passage.word(at).len() > 3 {
            long += 1;
            capital += usize::from(passage.is(at, CAPITAL));
            verbs += usize::from(passage.is(at, VERB) && !passage.is(at, CAPITAL));
        }
    }
    long >= 4 && capital * 10 >= long * 8 && verbs == 0
}

pub(crate) struct Tagger<'p, 'a> {
    pub(crate) passage: &'p Passage<'a>,
    pub(crate) tags: &'p [Tag],
    pub(crate) start: usize,
    /// The sentence is written in capitals.
    shouts: bool,
}

impl Tagger<'_, '_> {
    /// The nearest token before that is no adverb and no mark of quotation.
    fn before(&self, at: usize) -> Option<usize> {
        (self.start..at)
            .rev()
            .take(4)
            .find(|&b| !matches!(self.tags.get(b), Some(Tag::Adverb | Tag::Mark(Mark::Quote))))
    }

    fn tag(&self, at: usize) -> Tag {
        let p = self.passage;
        let f = p.flags(at);
        let before = self.before(at);
        let previous = before.and_then(|b| self.tags.get(b)).copied().unwrap_or(Tag::Mark(Mark::Stop));
        let first = before.is_none();
        if f & NUMBER != 0 {
            return Tag::Number;
        }
        if f & HANDLE != 0 {
            return Tag::Name;
        }
        if f & GENITIVE != 0 {
            // After a pronoun it is "is" or "has".
            return if matches!(previous, Tag::Pronoun | Tag::Relative) { Tag::Be } else { Tag::Genitive };
        }
        if f & CAPITAL != 0 && !self.shouts {
            if let Some(tag) = self.capital(at, f, first) {
                return tag;
            }
        } else if f & CAPITAL != 0 && p.tokens.get(at).is_some_and(|t| t.entry.is_none()) {
            return Tag::Name;
        }
        self.lower(at, f, before, previous)
    }

    /// A word with a capital letter. None: as in lower case.
    fn capital(&self, at: usize, f: Flags, first: bool) -> Option<Tag> {
        let p = self.passage;
        let grammar = DETERMINER
            | PRONOUN
            | THING
            | PREPOSITION
            | CONJUNCTION
            | SUBORDINATOR
            | POSSESSIVE
            | RELATIVE
            | OBJECT;
        let opening = first
            || at
                .checked_sub(1)
                .is_some_and(|b| matches!(p.mark(b), Mark::Quote | Mark::Colon | Mark::Dash | Mark::Stop));
        if f & grammar != 0 && (opening || f & (DETERMINER | PRONOUN | POSSESSIVE) != 0) {
            return None;
        }
        if opening && p.tokens.get(at).is_some_and(|t| t.entry.is_some()) && f & TITLE == 0 {
            // A name that is also a word: followed by another name or a verb, it is the name.
            let next = p.flags(at + 1);
            let verb = f & VERB != 0 && f & NOUNISH == 0 && f & (ADVERB | AUX | BE | MODAL) == 0;
            let named = next & CAPITAL != 0 && f & (ADVERB | ADJECTIVE) == 0
                || verb && next & (PAST | THIRD) != 0 && next & (NOUNISH | PREPOSITION) == 0;
            return named.then_some(Tag::Name);
        }
        if opening && suffix(p.word(at)).is_some_and(|t| matches!(t, Tag::Adverb)) {
            return Some(Tag::Adverb);
        }
        if opening && p.word(at).ends_with("ing") && p.flags(at + 1) & CAPITAL == 0 {
            return Some(Tag::Gerund);
        }
        Some(Tag::Name)
    }

    fn lower(&self, at: usize, f: Flags, before: Option<usize>, previous: Tag) -> Tag {
        let p = self.passage;
        if f & BE != 0 {
            return Tag::Be;
        }
        if f & AUX != 0 {
            return Tag::Aux;
        }
        if f & MODAL != 0 && !matches!(previous, Tag::Determiner | Tag::Possessive) {
            return Tag::Modal;
        }
        if f & VERB != 0
            && let Some(tag) = self.verb(at, f, before, previous)
        {
            return tag;
        }
        if f & CONJUNCTION != 0 {
            return Tag::Conjunction;
        }
        if f & POSSESSIVE != 0 && f & OBJECT == 0 {
            return Tag::Possessive;
        }
        if f & OBJECT != 0 && f & POSSESSIVE != 0 {
            // "her": before a noun it is whose, else whom.
            let next = p.flags(at + 1);
            let noun = p.mark(at + 1) == Mark::Word
                && next
                    & (PREPOSITION | CONJUNCTION | SUBORDINATOR | DETERMINER | ADVERB | RELATIVE | BE | AUX)
                    == 0;
            return if noun { Tag::Possessive } else { Tag::Object };
        }
        if f & RELATIVE != 0 {
            let relates =
                matches!(previous, Tag::Noun | Tag::Name | Tag::Mark(Mark::Comma) | Tag::Preposition);
            if !p.says(at, "that") || relates && self.verb_follows(at) {
                return if f & SUBORDINATOR != 0 && !p.says(at, "that") {
                    Tag::Subordinator
                } else {
                    Tag::Relative
                };
            }
            // "that" after a verb begins a clause.
            let clause = p.flags(at + 1) & (DETERMINER | POSSESSIVE | PRONOUN | CAPITAL) != 0;
            if clause
                || previous.is_verb()
                || matches!(previous, Tag::Noun | Tag::Name | Tag::Adjective | Tag::Object)
            {
                return Tag::Subordinator;
            }
        }
        if f & (PRONOUN | THING) != 0 && (f & DETERMINER == 0 || self.stands_alone(at)) {
            return Tag::Pronoun;
        }
        if f & DETERMINER != 0 {
            return Tag::Determiner;
        }
        if f & OBJECT != 0 {
            return Tag::Object;
        }
        if f & PREPOSITION != 0 {
            return Tag::Preposition;
        }
        if f & SUBORDINATOR != 0 {
            return Tag::Subordinator;
        }
        if f & ADVERB != 0 {
            return Tag::Adverb;
        }
        if f & NOUNISH != 0 {
            return if f & ADJECTIVE != 0 && noun_follows(p, at) { Tag::Adjective } else { Tag::Noun };
        }
        if f & (ADJECTIVE | FEELING) != 0 {
            return Tag::Adjective;
        }
        match suffix(p.word(at)) {
            Some(Tag::Adverb) if f & NOT_ADVERB != 0 => Tag::Noun,
            Some(Tag::Participle) => {
                if matches!(previous, Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Relative) {
                    Tag::Verb
                } else if matches!(previous, Tag::Determiner | Tag::Possessive | Tag::Adjective) {
                    Tag::Adjective
                } else {
                    Tag::Participle
                }
            }
            Some(Tag::Gerund) if matches!(previous, Tag::Determiner | Tag::Possessive | Tag::Adjective) => {
                Tag::Noun
            }
            Some(tag) => tag,
            None => Tag::Noun,
        }
    }

    fn verb_follows(&self, at: usize) -> bool {
        (at + 1..at + 4).map(|n| self.passage.flags(n)).find(|f| f & ADVERB == 0).is_some_and(|f| {
            f & (BE | AUX | MODAL | PAST | THIRD) != 0 && f & (NOUNISH | PRONOUN) & !BE == 0 || f & PAST != 0
        })
    }

    /// Whether a word like "many" or "this" has no noun after it.
    fn stands_alone(&self, at: usize) -> bool {
        let p = self.passage;
        let next = (at + 1..at + 4).find(|&n| !p.is(n, ADVERB)).unwrap_or(at + 1);
        let f = p.flags(next);
        let plural =
            p.says_any(at, &["many", "some", "several", "most", "both", "all", "few", "these", "those"]);
        if p.mark(next) != Mark::Word {
            return true;
        }
        f & (BE | AUX | MODAL) != 0
            || f & PAST != 0 && f & ADJECTIVE == 0
            || plural && f & BASE != 0 && f & NOUNISH & !(DOCUMENT | NOMINAL) == 0
            || !plural && f & THIRD != 0 && f & NOUNISH == 0
            || p.says(next, "of") && f & PREPOSITION != 0
            || f & (PREPOSITION | RELATIVE) != 0
    }
}

/// Whether a noun comes next, as far as its form shows.
pub(crate) fn noun_follows(p: &Passage<'_>, at: usize) -> bool {
    let f = p.flags(at + 1);
    p.mark(at + 1) == Mark::Word
        && f & (BE
            | AUX
            | MODAL
            | PREPOSITION
            | CONJUNCTION
            | SUBORDINATOR
            | DETERMINER
            | ADVERB
            | RELATIVE
            | PRONOUN
            | POSSESSIVE
            | OBJECT
            | THING)
            == 0
        && (f & VERB == 0 || f & NOUNISH != 0 || f & CAPITAL != 0 || f & (BASE | THIRD) != 0)
        && !p.word(at + 1).ends_with("ly")
}

/// What an ending shows of a word that no list has.
fn suffix(word: &str) -> Option<Tag> {
    let ends = |endings: &[&str]| word.len() > 4 && endings.iter().any(|e| word.ends_with(e));
    if ends(&["ly"]) {
        Some(Tag::Adverb)
    } else if ends(&["ing"]) {
        Some(Tag::Gerund)
    } else if ends(&["ed"]) {
        Some(Tag::Participle)
    } else if ends(&["al", "ive", "ous", "ful", "less", "able", "ible", "ic", "ish", "ary", "ent"])
        && !ends(&["ment", "ival"])
    {
        Some(Tag::Adjective)
    } else {
        None
    }
}
