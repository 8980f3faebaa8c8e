//! A paragraph with all that is known of it: tokens, tags, quotations, sentences. Asks beyond its ends find nothing.

use crate::{
    flags::Flags,
    lexicon::{Phrase, Sense, Words},
    quotes::{self, Quotes},
    tags::{self, Tag},
    tokens::{self, Mark, Token},
};

/// A paragraph that was read.
pub(crate) struct Passage<'a> {
    pub text: &'a str,
    pub words: &'a Words,
    pub tokens: Vec<Token<'a>>,
    pub tags: Vec<Tag>,
    pub quotes: Quotes,
    pub sentences: Vec<(usize, usize)>,
}

impl<'a> Passage<'a> {
    pub fn read(text: &'a str, words: &'a Words) -> Self {
        let tokens = tokens::cut(text, words);
        let quotes = quotes::find(text, &tokens);
        let sentences = tokens::sentences(text, &tokens);
        let mut passage = Self { text, words, tokens, tags: Vec::new(), quotes, sentences };
        passage.tags = tags::of(&passage);
        passage
    }

    /// Counts what is looked at, for the test that work grows with the text and no faster.
    #[inline]
    fn step() {
        #[cfg(test)]
        crate::tests::STEPS.with(|steps| steps.set(steps.get() + 1));
    }

    /// The tag of a token; beyond the ends, a full stop's.
    pub fn tag(&self, at: usize) -> Tag {
        Self::step();
        self.tags.get(at).copied().unwrap_or(Tag::Mark(Mark::Stop))
    }

    pub fn flags(&self, at: usize) -> Flags {
        Self::step();
        self.tokens.get(at).map_or(0, |t| t.flags)
    }

    pub fn is(&self, at: usize, flags: Flags) -> bool {
        self.flags(at) & flags != 0
    }

    pub fn mark(&self, at: usize) -> Mark {
        Self::step();
        self.tokens.get(at).map_or(Mark::Stop, |t| t.mark)
    }

    /// The word as it stands.
    pub fn word(&self, at: usize) -> &'a str {
        Self::step();
        self.tokens.get(at).and_then(|t| self.text.get(t.start..t.end)).unwrap_or_default()
    }

    /// Whether a token is this word, given in lower case.
    pub fn says(&self, at: usize, word: &str) -> bool {
        let found = self.word(at);
        if found.is_ascii() {
            found.eq_ignore_ascii_case(word)
        } else {
            found.chars().count() == word.chars().count() && found.replace('’', "'").to_lowercase() == word
        }
    }

    pub fn says_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.says(at, w))
    }

    /// The set phrase of this sense that begins here: the token after it.
    pub fn phrase(&self, at: usize, senses: &[Sense]) -> Option<usize> {
        self.phrase_of(at, senses).map(|(_, end)| end)
    }

    pub fn phrase_of(&self, at: usize, senses: &[Sense]) -> Option<(&'a Phrase, usize)> {
        let mut lower = String::new();
        tokens::fold(self.word(at), &mut lower);
        self.words.phrases(&lower).iter().filter(|p| senses.contains(&p.sense)).find_map(|phrase| {
            let fits = phrase.words.iter().enumerate().all(|(n, word)| self.says(at + n, word));
            fits.then_some((phrase, at + phrase.words.len()))
        })
    }
}
