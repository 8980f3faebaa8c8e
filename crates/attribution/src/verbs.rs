//! Whether a word that may be a verb is one here: by what stands before it.

use crate::{
    flags::{
        ADVERB, AUX, BASE, BE, CAPITAL, CONJUNCTION, DAY, DETERMINER, Flags, GERUND, MODAL, NOMINAL,
        ORGANISATION, PARTICIPLE, PAST, PERSON, POSSESSIVE, PREPOSITION, PRONOUN, RELATIVE, SUBORDINATOR,
        THIRD,
    },
    lexicon::Cue,
    tags::{NOUNISH, Tag, Tagger, noun_follows},
    tokens::Mark,
};

/// Forms of "have", which go before a participle.
const HAVE: [&str; 9] = ["has", "have", "had", "having", "'ve", "'d", "hasn't", "haven't", "hadn't"];

/// A word that may be a verb, and what is known of its place.
struct Here {
    at: usize,
    flags: Flags,
    before: Option<usize>,
    /// The flags of the word after it.
    next: Flags,
}

impl Here {
    fn is(&self, flags: Flags) -> bool {
        self.flags & flags != 0
    }

    /// A noun, unless a list has it as one anyway, with what kind.
    fn noun(&self) -> Option<Tag> {
        (!self.is(NOUNISH)).then_some(Tag::Noun)
    }
}

impl Tagger<'_, '_> {
    /// A word that may be a verb. None: it is something else here.
    pub(crate) fn verb(&self, at: usize, flags: Flags, before: Option<usize>, previous: Tag) -> Option<Tag> {
        let here = Here { at, flags, before, next: self.passage.flags(at + 1) };
        // Words that are prepositions or adverbs far more often than verbs.
        if here.is(PREPOSITION | ADVERB | SUBORDINATOR | CONJUNCTION)
            && !matches!(previous, Tag::Pronoun | Tag::Modal | Tag::Aux)
        {
            return None;
        }
        let gerund = here.is(GERUND).then_some(Tag::Gerund);
        match previous {
            Tag::Determiner | Tag::Possessive | Tag::Genitive | Tag::Adjective | Tag::Number => {
                Some(self.in_phrase(&here, previous))
            }
            Tag::Modal => Some(if here.is(BASE) { Tag::Base } else { Tag::Verb }),
            Tag::Aux => self.after_helper(&here),
            Tag::Be if here.is(PARTICIPLE) => Some(Tag::Participle),
            Tag::Be => gerund,
            Tag::Preposition => self.after_preposition(&here),
            Tag::Pronoun | Tag::Relative => {
                gerund.or_else(|| here.is(PAST | THIRD | BASE).then_some(Tag::Verb))
            }
            Tag::Noun | Tag::Name => gerund.or_else(|| self.after_noun(&here, previous)),
            Tag::Conjunction => gerund.or_else(|| self.after_and(&here)),
            Tag::Verb | Tag::Base | Tag::Gerund | Tag::Participle => {
                if here.is(PAST) && !here.is(BASE | GERUND) {
                    let adjective = noun_follows(self.passage, at);
                    return Some(if adjective { Tag::Adjective } else { Tag::Participle });
                }
                gerund.or_else(|| here.noun())
            }
            Tag::Object if here.is(BASE) => Some(Tag::Base),
            Tag::Object => gerund.or(Some(Tag::Verb)),
            Tag::Subordinator | Tag::Adverb => {
                let past = here.is(PAST) && !here.is(BASE);
                gerund.or_else(|| if past { Some(Tag::Participle) } else { here.noun() })
            }
            Tag::Mark(_) => gerund.or_else(|| Self::after_mark(&here)),
        }
    }

    /// After a determiner or an adjective: a noun, an adjective, seldom a verb.
    fn in_phrase(&self, here: &Here, previous: Tag) -> Tag {
        let noun_next = noun_follows(self.passage, here.at);
        let counted = previous == Tag::Number && here.is(PAST);
        let described =
            previous == Tag::Adjective && here.is(PAST | THIRD) && !here.is(NOUNISH) && !noun_next;
        if counted || described {
            return Tag::Verb;
        }
        let adjective = here.is(PARTICIPLE | PAST | GERUND) && !here.is(BASE | NOUNISH) && noun_next;
        if adjective { Tag::Adjective } else { Tag::Noun }
    }

    /// After "has", "did" and their like.
    fn after_helper(&self, here: &Here) -> Option<Tag> {
        let has = here.before.is_some_and(|b| self.passage.says_any(b, &HAVE));
        if has && here.is(PARTICIPLE) {
            Some(Tag::Participle)
        } else if here.is(BASE) && !has {
            Some(Tag::Base)
        } else if here.is(GERUND) {
            Some(Tag::Gerund)
        } else {
            here.is(PARTICIPLE).then_some(Tag::Participle)
        }
    }

    fn after_preposition(&self, here: &Here) -> Option<Tag> {
        let to = here.before.is_some_and(|b| self.passage.says(b, "to"));
        if to && here.is(BASE) && !here.is(PERSON | ORGANISATION | DAY) {
            Some(Tag::Base)
        } else if here.is(GERUND) {
            Some(Tag::Gerund)
        } else if here.is(PAST | PARTICIPLE) && !here.is(BASE) {
            Some(if noun_follows(self.passage, here.at) { Tag::Adjective } else { Tag::Participle })
        } else {
            here.noun()
        }
    }

    /// After a noun: a verb, if its form goes with the noun's number and what follows does not show a noun.
    fn after_noun(&self, here: &Here, previous: Tag) -> Option<Tag> {
        if here.is(PAST) {
            return Some(Tag::Verb);
        }
        if here.is(PARTICIPLE) && !here.is(BASE) {
            return Some(Tag::Participle);
        }
        let p = self.passage;
        let last = here.before.map(|b| p.word(b).to_ascii_lowercase()).unwrap_or_default();
        let plural = last.ends_with('s') && !last.ends_with("ss")
            || last == "people"
            || last.ends_with("men")
            || here.before.is_some_and(|b| self.two_before(b));
        let entry = p.tokens.get(here.at).and_then(|t| t.entry);
        let says =
            !here.is(NOUNISH) && entry.is_some_and(|e| e.uses.iter().any(|u| u.cue == Some(Cue::Speech)));
        let number = if here.is(THIRD) { !last.ends_with('s') || previous == Tag::Name } else { plural };
        // "shows that the pier": not "rules that bind".
        let relative = p.flags(here.at + 2) & (BE | AUX | MODAL | PAST | THIRD) != 0;
        let clause = (here.is(THIRD) || previous == Tag::Name)
            && p.says_any(here.at + 1, &["that", "how", "whether"])
            && !here.is(NOMINAL)
            && !relative;
        let at_end = here.is(THIRD)
            && p.mark(here.at + 1) == Mark::Stop
            && p.says_any(here.at, &["shows", "says", "finds", "suggests", "reveals"]);
        // What comes after a noun of the same form: "of" and "are", hardly ever after the verb.
        let noun = here.next & (BE | AUX | MODAL) != 0 && here.is(NOUNISH)
            || p.says(here.at + 1, "of") && here.is(NOUNISH)
            || here.next & (PAST | THIRD) != 0 && here.next & NOUNISH == 0;
        if here.is(BASE | THIRD) && (number || says || clause || at_end) && !noun {
            return Some(Tag::Verb);
        }
        here.noun()
    }

    /// After "and": what stands before "and" has a twin here.
    fn after_and(&self, here: &Here) -> Option<Tag> {
        if here.is(PAST) && !here.is(BASE) {
            return Some(Tag::Verb);
        }
        let twin = here.before.and_then(|b| b.checked_sub(1)).and_then(|b| self.tags.get(b)).copied();
        match twin {
            Some(Tag::Base) => Some(Tag::Base),
            Some(Tag::Noun | Tag::Adjective) if here.is(NOUNISH) => None,
            _ => {
                let object = here.next & (DETERMINER | POSSESSIVE | PRONOUN | RELATIVE) != 0;
                (object || !here.is(NOUNISH)).then_some(Tag::Verb)
            }
        }
    }

    fn after_mark(here: &Here) -> Option<Tag> {
        if here.is(PAST | THIRD) && !(here.is(NOUNISH) && here.next & CAPITAL == 0) {
            return Some(Tag::Verb);
        }
        (!here.is(NOUNISH)).then_some(if here.is(BASE) { Tag::Base } else { Tag::Noun })
    }

    /// Whether what stands before is two nouns joined by "and": a plural.
    fn two_before(&self, last: usize) -> bool {
        (self.start..last).rev().take(4).any(|b| self.tags.get(b) == Some(&Tag::Conjunction))
    }
}
