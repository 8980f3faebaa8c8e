//! Words that are found nowhere, and those that may have been meant.

use crate::{
    Result,
    question::Part,
    search::{Asked, Wanted},
    words,
};
use std::collections::HashMap;
use tantivy::{Term, query::FuzzyTermQuery};

/// Words with fewer letters have too many neighbours.
const SHORTEST: usize = 4;
/// From so many letters on two mistakes are forgiven.
const LONG: usize = 8;
/// A word in no more articles than this is rare enough to ask whether another was meant,
const RARE: u64 = 2;
/// if that one is in so many times more.
const TIMES: u64 = 50;

impl Asked<'_> {
    /// The word that was likely meant, and whether that is sure enough to search for it instead: the one that was typed is found
    /// nowhere. For a phrase, and for what has more than one word, its words are looked at one by one.
    pub fn mended(&self, part: &Part, wanted: &Wanted) -> Result<Option<(String, bool)>> {
        let known = self.is_known(wanted);
        let mut mended = Vec::new();
        let mut changed = false;
        for form in words::forms(&part.text) {
            let has = self.view.frequency(self.fields.words, &form);
            let doubtful = if known { has <= RARE } else { has == 0 };
            match if doubtful { self.nearest(&form)? } else { None } {
                Some((near, frequency)) if !known || frequency > TIMES * has.max(1) => {
                    changed = true;
                    mended.push(near);
                }
                _ => mended.push(form),
            }
        }
        Ok(changed.then(|| (mended.join(" "), !known)))
    }

    /// The most common word that differs from this one by a letter, or by two if it is long. The first letter is taken to be
    /// right: it mostly is, and it keeps the look-up to a part of the dictionary.
    fn nearest(&self, form: &str) -> Result<Option<(String, u64)>> {
        let length = form.chars().count();
        let Some(first) = form.chars().next().filter(|c| !c.is_ascii_digit()) else { return Ok(None) };
        if length < SHORTEST {
            return Ok(None);
        }
        let field = self.fields.words;
        for distance in 1..=if length >= LONG { 2 } else { 1 } {
            let mut near: HashMap<String, u64> = HashMap::new();
            let fuzzy = FuzzyTermQuery::new(Term::from_field_text(field, form), distance, true);
            for segment in self.view.searcher.segment_readers() {
                let index = segment.inverted_index(field)?;
                let (from, to) = (
                    first.to_string(),
                    char::from_u32(u32::from(first) + 1).unwrap_or(char::MAX).to_string(),
                );
                let mut terms = index.terms().search(fuzzy.automaton()?).ge(from).lt(to).into_stream()?;
                while let Some((term, info)) = terms.next() {
                    if let Ok(term) = std::str::from_utf8(term)
                        && term != form
                    {
                        *near.entry(term.to_owned()).or_default() += u64::from(info.doc_freq);
                    }
                }
            }
            // Of those that are as common the first in the alphabet, so that all nodes say the same.
            let best = near.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then_with(|| b.cmp(a)));
            if best.is_some() {
                return Ok(best);
            }
        }
        Ok(None)
    }
}
