//! That work grows with the text and no faster, counted in steps, whatever the text; and that words files are read.

use crate::{Words, propose, words};
use std::cell::Cell;

thread_local! {
    /// How often a token was looked at.
    pub(crate) static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// How many steps a text takes.
fn steps(text: &str) -> u64 {
    STEPS.set(0);
    let found = propose(&[text], words("en").expect("English is there"));
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

#[test]
fn eight_times_the_text_is_eight_times_the_work() {
    for piece in PIECES {
        let (short, long) = (steps(&piece.repeat(2_000)), steps(&piece.repeat(16_000)));
        assert!(long < short * 9 + 1_000, "{piece:?}: {short} steps, then {long}");
    }
}

#[test]
fn no_text_takes_more_than_so_many_steps_a_word() {
    for piece in PIECES {
        let text = piece.repeat(4_000);
        let each = steps(&text) / 4_000;
        assert!(each < 60_000, "{piece:?}: {each} steps each");
    }
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
    assert!(words("en").is_some() && words("en-GB").is_some() && words("EN_us").is_some());
    assert!(words("").is_none() && words("tlh").is_none());
}
