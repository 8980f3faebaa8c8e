//! The place of a text that answers a question best, with the words that were asked for marked. It is made from a text that is
//! handed in, never from the index.

use crate::{
    question::Question,
    tongue::{Stems, Tongue},
    words,
};
use std::collections::{HashMap, HashSet};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// As it stands in the text.
    pub text: String,
    /// Whether it was asked for.
    pub marked: bool,
}

/// Finds what was asked for in texts of one language.
pub struct Marker {
    stems: Stems,
    wanted: HashSet<String>,
    /// Words met so far, and whether they were asked for.
    met: HashMap<String, bool>,
}

impl Marker {
    /// For a question and a language tag.
    pub fn new(question: &Question, language: &str) -> Marker {
        let tongue = Tongue::of(language);
        let mut stems = Stems::of(tongue);
        let (mut wanted, mut small) = (HashSet::new(), HashSet::new());
        for part in &question.wanted {
            words::each(&part.text, &mut |word| {
                let list =
                    if !part.phrase && tongue.is_small_word(word.form) { &mut small } else { &mut wanted };
                list.insert(stems.stem(word.form).to_owned());
            });
        }
        let wanted = if wanted.is_empty() { small } else { wanted };
        Marker { stems, wanted, met: HashMap::new() }
    }

    /// Where in a text words stand that were asked for, in bytes, with the word's number among those asked for.
    fn places(&mut self, text: &str) -> Vec<(usize, usize, u64)> {
        let mut places: Vec<(usize, usize, u64)> = Vec::new();
        let Marker { stems, wanted, met } = self;
        words::each(text, &mut |word| {
            let is = match met.get(word.form) {
                Some(is) => *is,
                None => {
                    let is = wanted.contains(stems.stem(word.form));
                    met.insert(word.form.to_owned(), is);
                    is
                }
            };
            if is && places.last().is_none_or(|(_, end, _)| *end <= word.start) {
                places.push((word.start, word.end, crate::sketch::hash(stems.stem(word.form))));
            }
        });
        places
    }

    /// A whole text with its marks: for headlines.
    pub fn whole(&mut self, text: &str) -> Vec<Piece> {
        let places = self.places(text);
        pieces(text, 0, text.len(), &places)
    }

    /// The part of a text, some `length` letters long, in which the most of what was asked for stands; `None` if none of it does.
    pub fn best(&mut self, text: &str, length: usize) -> Option<Vec<Piece>> {
        let places = self.places(text);
        // Bytes stand in for letters: scripts of two bytes a letter get a shorter one.
        let room = if text.is_ascii() { length } else { length * 3 / 2 };
        let mut best: Option<(usize, usize)> = None;
        for (first, (start, ..)) in places.iter().enumerate() {
            let within: HashSet<u64> = places
                .iter()
                .skip(first)
                .take_while(|(_, end, _)| *end <= start + room)
                .map(|(.., word)| *word)
                .collect();
            if best.is_none_or(|(many, _)| within.len() > many) {
                best = Some((within.len(), first));
            }
            if within.len() >= self.wanted.len() {
                break;
            }
        }
        let (start, _, _) = *places.get(best?.1)?;
        let from = before(text, start, room / 4);
        let to = after(text, (from + room).max(start));
        Some(cut(text, from, to, &places))
    }
}

/// A text's beginning, cut at a word.
pub fn beginning(text: &str, length: usize) -> String {
    let room = if text.is_ascii() { length } else { length * 3 / 2 };
    let to = after(text, room);
    cut(text, 0, to, &[]).into_iter().map(|piece| piece.text).collect()
}

fn cut(text: &str, from: usize, to: usize, places: &[(usize, usize, u64)]) -> Vec<Piece> {
    let mut out = pieces(text, from, to, places);
    if from > 0
        && let Some(first) = out.first_mut()
    {
        first.text.insert_str(0, "… ");
    }
    if to < text.len() {
        out.push(Piece { text: " …".into(), marked: false });
    }
    out
}

/// Where a part should begin that ends with `at`: at a sentence's or paragraph's beginning if there is one near, else at a word's.
fn before(text: &str, at: usize, room: usize) -> usize {
    let mut from = at.saturating_sub(room);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = text.get(from..at).unwrap_or_default();
    if from == 0 {
        return 0;
    }
    let mark = near.rfind(['\n', '.', '!', '?', '؟', '۔']).map(|i| from + i);
    let start = mark.or_else(|| near.find(char::is_whitespace).map(|i| from + i)).unwrap_or(at);
    let skipped = text.get(start..at).unwrap_or_default();
    let skip = skipped.find(|c: char| c.is_alphanumeric()).unwrap_or(skipped.len());
    start + skip
}

/// Where a part should end: before `at`, at a word's end.
fn after(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let mut to = at;
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let kept = text.get(..to).unwrap_or_default();
    kept.rfind(char::is_whitespace).filter(|cut| *cut + 60 > to).unwrap_or(to)
}

/// A part of a text, divided at what is marked. White space of any kind becomes one space.
fn pieces(text: &str, from: usize, to: usize, places: &[(usize, usize, u64)]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut push = |from: usize, to: usize, marked: bool| {
        let part = text.get(from..to).unwrap_or_default();
        let mut plain = String::with_capacity(part.len());
        for c in part.chars() {
            match c.is_whitespace() {
                true if plain.ends_with(' ') => {}
                true => plain.push(' '),
                false => plain.push(c),
            }
        }
        if !plain.is_empty() {
            out.push(Piece { text: plain, marked });
        }
    };
    let mut at = from;
    for (start, end, _) in places.iter().filter(|(start, end, _)| *start >= from && *end <= to) {
        push(at, *start, false);
        push(*start, *end, true);
        at = *end;
    }
    push(at, to, false);
    out
}
