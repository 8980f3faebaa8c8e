//! What holds for any text: offsets fit, nothing panics, the same text gives the same answer.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use dateline_attribution::{Span, propose, words};
use proptest::prelude::*;

/// Asks for proposals, and checks every offset of each.
fn checked(paragraphs: &[&str], language: &str) -> usize {
    let words = words(language).expect("the language is known");
    let found = propose(paragraphs, words);
    for p in &found {
        for span in [p.source, Some(p.cue), p.content, p.continued, p.via, p.told_to, p.stands_for, p.vague]
            .into_iter()
            .flatten()
        {
            fits(paragraphs, span);
        }
        assert!(p.source.is_some() || p.unnamed, "a proposal without a source is unnamed");
    }
    assert_eq!(found, propose(paragraphs, words), "the same text, the same answer");
    found.len()
}

fn fits(paragraphs: &[&str], span: Span) {
    let text = paragraphs.get(span.paragraph).expect("the paragraph is there");
    assert!(span.start < span.end, "{span:?} is empty");
    let piece = text.get(span.start..span.end).expect("on boundaries of characters, within the text");
    let before = text.get(..span.start).map_or(0, |t| t.chars().count());
    assert_eq!(before, span.char_start);
    assert_eq!(before + piece.chars().count(), span.char_end);
}

/// Pieces of which texts are thrown together: the grammar meets itself in every order.
const PIECES: [&str; 48] = [
    "Reed",
    "said",
    "the harbour board",
    "that",
    ",",
    ".",
    "\"",
    "“",
    "”",
    "''",
    "'s",
    "’s",
    "according to",
    "citing",
    "he",
    "who",
    "which",
    "and",
    "but",
    "on Monday",
    "(Elm St.)",
    "--",
    "—",
    ":",
    ";",
    "?",
    "officials",
    "asked not to be named",
    "was quoted as saying",
    "it was reported",
    "to",
    "go on to",
    "call for",
    "not",
    "would",
    "is",
    "was told by",
    "a report",
    "report",
    "saying",
    "in a statement",
    "Mr.",
    "3,500",
    "@reed",
    "in 2010",
    "told",
    "claim that",
    "«",
];

const LANGUAGES: [&str; 6] = ["en", "de", "fr", "es", "fa", "ar"];

const ELSEWHERE: [&str; 44] = [
    "Reed",
    "sagte",
    "die Sprecherin",
    "dass",
    "laut",
    "zufolge",
    "nach Angaben der",
    "es heißt",
    "teilte",
    "mit",
    "a",
    "déclaré",
    "le maire",
    "que",
    "qu’",
    "l’",
    "selon",
    "d’après",
    "citant",
    "dijo",
    "según",
    "de acuerdo con",
    "que pidieron el anonimato",
    "گفت",
    "که",
    "به گفته",
    "به نقل از",
    "اعلام کرد",
    "خبرگزاری ساحل",
    "قال",
    "إن",
    "بحسب",
    "نقلا عن",
    "وكالة",
    ",",
    ".",
    "،",
    "«",
    "»",
    "„",
    "“",
    ":",
    "und",
    "de",
];

fn thrown_elsewhere() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&ELSEWHERE[..]), 0..60).prop_map(|pieces| pieces.join(" "))
}

fn thrown() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(&PIECES[..]), prop::bool::weighted(0.8));
    prop::collection::vec(piece, 0..60).prop_map(|pieces| {
        pieces.iter().map(|(p, spaced)| format!("{p}{}", if *spaced { " " } else { "" })).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 600 } else { 4000 }))]

    #[test]
    fn any_characters(text in any::<String>(), language in 0..LANGUAGES.len()) {
        checked(&[&text], LANGUAGES[language]);
    }

    #[test]
    fn words_of_other_languages(text in thrown_elsewhere(), language in 1..LANGUAGES.len()) {
        checked(&[&text], LANGUAGES[language]);
    }

    #[test]
    fn words_in_any_order(text in thrown(), second in thrown()) {
        checked(&[&text, &second], "en");
    }

    #[test]
    fn marks_and_letters(text in "[ a-zA-Z“”\"'’‘«».,:;()—–\\-éß\u{200c}\u{202b}本🙂\n]{0,200}") {
        checked(&text.split('\n').collect::<Vec<_>>(), "en");
    }
}

#[test]
fn a_hundred_thousand_marks() {
    for piece in ["\"", "“", "\" ", "'", "“a ", "''", "(", ". "] {
        checked(&[&piece.repeat(100_000)], "en");
    }
}

#[test]
fn many_paragraphs() {
    let text = "“The pier is old,” said Tom Reed, the harbour master. He said that it would be closed.";
    let paragraphs = vec![text; 5_000];
    assert_eq!(checked(&paragraphs, "en"), 10_000);
}
