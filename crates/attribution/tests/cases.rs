//! Case files: a text, and the proposals that it should give. `UPDATE_CASES=1` rewrites the answers; the diff is read.
//!
//! `## ` begins a case with its name, `> ` is a paragraph, every other line a proposal:
//! class kind | source | cue | content, then what there is of `on` (the quotation goes on), `via`, `to`, `for` (whom a pronoun stands for), `vague`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use dateline_attribution::{Proposal, Span, propose, words};
use std::{fs, path::Path};

fn piece<'a>(paragraphs: &[&'a str], span: Option<Span>) -> &'a str {
    let Some(span) = span else { return "-" };
    let text = paragraphs[span.paragraph];
    let found = &text[span.start..span.end];
    let chars: String = text.chars().skip(span.char_start).take(span.char_end - span.char_start).collect();
    assert_eq!(found, chars, "bytes and characters name the same piece");
    found
}

fn line(paragraphs: &[&str], p: &Proposal) -> String {
    let [source, cue, content] =
        [p.source, Some(p.cue), p.content].map(|span| piece(paragraphs, span).to_owned());
    let mut shown = format!("{:?} {:?} | {source} | {cue} | {content}", p.class, p.kind);
    for (name, span) in
        [("on", p.continued), ("via", p.via), ("to", p.told_to), ("for", p.stands_for), ("vague", p.vague)]
    {
        if span.is_some() {
            shown += &format!(" | {name} {}", piece(paragraphs, span));
            if let Some(kind) = p.via_kind.filter(|_| name == "via") {
                shown += &format!(" ({kind:?})");
            }
        }
    }
    if p.unnamed && p.vague.is_none() {
        shown += " | unnamed";
    }
    shown
}

/// The answers of a file, written as the file should be; and how many cases it has.
fn answered(text: &str, language: &str) -> (String, usize) {
    let words = words(language).expect("the language is known");
    let (mut shown, mut cases) = (String::new(), 0);
    for case in text.split("## ").skip(1) {
        let name = case.lines().next().unwrap_or_default();
        let paragraphs: Vec<&str> = case.lines().filter_map(|l| l.strip_prefix("> ")).collect();
        assert!(!paragraphs.is_empty(), "{name} has no text");
        shown += &format!("## {name}\n");
        for paragraph in &paragraphs {
            shown += &format!("> {paragraph}\n");
        }
        for proposal in propose(&paragraphs, words) {
            shown += &line(&paragraphs, &proposal);
            shown.push('\n');
        }
        shown.push('\n');
        cases += 1;
    }
    (shown.trim_end().to_owned() + "\n", cases)
}

fn check(language: &str, least: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(language);
    let mut cases = 0;
    let mut wrong = Vec::new();
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let (shown, count) = answered(&text, language);
        cases += count;
        if shown != text {
            if std::env::var_os("UPDATE_CASES").is_some() {
                fs::write(&file, &shown).unwrap();
            }
            let differ: Vec<String> = text
                .lines()
                .zip(shown.lines())
                .filter(|(a, b)| a != b)
                .take(4)
                .map(|(a, b)| format!("  expected {a}\n  found    {b}"))
                .collect();
            wrong.push(format!("{}\n{}", file.display(), differ.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= least, "only {cases} cases for {language}");
}

#[test]
fn english() {
    check("en", 60);
}

#[test]
fn german() {
    check("de", 10);
}

#[test]
fn french() {
    check("fr", 9);
}

#[test]
fn spanish() {
    check("es", 8);
}

#[test]
fn persian() {
    check("fa", 6);
}

#[test]
fn arabic() {
    check("ar", 6);
}
