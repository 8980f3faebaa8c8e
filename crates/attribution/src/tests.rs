//! That work grows with the text and no faster, counted in steps, whatever the text; and that words files are read.

use crate::{Words, propose, words};
use std::cell::Cell;

thread_local! {
    /// How often a token was looked at.
    pub(crate) static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// How many steps a text takes.
fn steps(text: &str, language: &str) -> u64 {
    STEPS.set(0);
    let found = propose(&[text], words(language).expect("the language is there"));
    assert!(found.len() <= text.len());
    STEPS.get()
}

/// Pieces that might lead a search astray, when they are all that there is.
const PIECES: [&str; 24] = [
    "\"",
    "“",
    "\" ",
    "' ",
    "“a ",
    "\"a\", said ",
    "''",
    "Reed said ",
    "who ",
    "Reed, ",
    "and said ",
    "( ",
    "to say ",
    "officials of the ",
    ". ",
    ".\"",
    "— ",
    "according to ",
    "said, citing ",
    "Reed’s claim that ",
    "A: ",
    "not ",
    "said “a ",
    "Reed, who ",
];

/// The same for the grammar of other languages.
const ELSEWHERE: [(&str, &str); 10] = [
    ("de", "sagte "),
    ("de", "Reed sagte, dass "),
    ("de", "laut "),
    ("de", "Reed zufolge "),
    ("de", "Hahn, "),
    ("fr", "a déclaré "),
    ("fr", "le maire de "),
    ("es", "según «"),
    ("fa", "گفت که "),
    ("ar", "قال رئيس "),
];

/// Work on a piece that is repeated grows as the text does, and stays below so many steps a piece.
fn grows_evenly(piece: &str, language: &str) {
    let (short, long) = (steps(&piece.repeat(1_000), language), steps(&piece.repeat(8_000), language));
    assert!(long < short * 9 + 1_000, "{language} {piece:?}: {short} steps, then {long}");
    assert!(long / 8_000 < 20_000, "{language} {piece:?}: {} steps each", long / 8_000);
}

#[test]
fn eight_times_the_text_is_eight_times_the_work() {
    PIECES.iter().for_each(|piece| grows_evenly(piece, "en"));
    ELSEWHERE.iter().for_each(|(language, piece)| grows_evenly(piece, language));
}

#[test]
fn a_words_file_that_means_nothing_is_refused_with_its_line() {
    let refused = |text: &str| Words::read(text).expect_err(text).line;
    assert_eq!(refused("said"), 1);
    assert_eq!(refused("[language]\nen\n[nonsense]\n"), 3);
    assert_eq!(refused("[verbs speech]\nsay says said\n"), 2);
    assert_eq!(refused("[verbs loudly]\n"), 1);
}

#[test]
fn a_language_is_found_by_its_name_and_by_that_of_a_region() {
    let all = ["en", "de", "fr", "es", "fa", "ar"];
    assert!(all.iter().all(|language| words(language).is_some()), "every file can be read");
    assert!(words("en").is_some() && words("en-GB").is_some() && words("EN_us").is_some());
    assert!(words("").is_none() && words("tlh").is_none());
}
