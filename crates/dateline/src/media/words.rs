//! The words by which pictures and files are found: what they are called and what is said of them.

use super::model::Medium;
use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest that a word is kept, in bytes.
const LONGEST: usize = 60;
/// The most words of one file, and of one question.
const MOST: usize = 400;
/// The most words of one question; those behind it say nothing more.
pub const ASKED: usize = 4;

/// The words of a text: lower case, without accents and vowel marks, letters that look alike made one.
pub fn of(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for word in split(text) {
        if words.len() >= MOST {
            break;
        }
        words.insert(word);
    }
    words
}

/// What is asked for: each word with the first bytes that come after all words which begin with it.
pub fn asked(text: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut words: Vec<String> = split(text).take(ASKED).collect();
    // The longest leaves the fewest to look at.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // No byte of UTF-8 is 0xFF (RFC 3629).
    words.into_iter().map(|word| (word.clone().into_bytes(), [word.as_bytes(), &[0xff]].concat())).collect()
}

/// All that a file is found by.
pub fn of_medium(medium: &Medium) -> BTreeSet<String> {
    of(&[&*medium.name, &medium.title, &medium.alt, &medium.caption, &medium.credit].join(" "))
}

fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\u{200c}' && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .filter_map(|word| {
            let mut out = String::new();
            for c in word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
                let c = match c {
                    'ي' | 'ى' => 'ی',
                    'ك' => 'ک',
                    // Persian's joiner stands within words, and is left out as often.
                    '\u{200c}' | 'ـ' => continue,
                    c => c,
                };
                if out.len() + c.len_utf8() > LONGEST {
                    break;
                }
                out.push(c);
            }
            (!out.is_empty()).then_some(out)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_are_one() {
        let words = |text: &str| of(text).into_iter().collect::<Vec<_>>();
        assert_eq!(words("Café, CAFE\u{301}; the-quay.jpg"), ["cafe", "jpg", "quay", "the"]);
        assert_eq!(words("كتاب می\u{200c}خوانم"), words("کتاب میخوانم"));
        assert_eq!(words(" — "), Vec::<String>::new());
        assert!(words(&"x".repeat(500))[0].len() <= LONGEST);
    }

    #[test]
    fn a_beginning_has_all_that_begins_so() {
        let [(from, to)] = &asked("qua")[..] else { panic!() };
        for word in ["qua", "quay", "quaä", "qua\u{10ffff}"] {
            assert!(from.as_slice() <= word.as_bytes() && word.as_bytes() < to.as_slice(), "{word}");
        }
        assert!(b"quiz".as_slice() > to.as_slice());
        assert_eq!(asked("a b c d e f").len(), ASKED);
    }
}
