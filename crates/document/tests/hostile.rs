//! Texts made to break a reader: deep, long, or known attacks.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that fails says where")]

mod shown;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dateline_document::html::{Flavour, Nothing, Plain, Surroundings};
use dateline_document::{Document, html, markdown, text};

/// Far more than any of these takes, far less than what grows with the square of the length: a
/// guard against those, not a measurement.
const PATIENCE: Duration = Duration::from_secs(10);

fn survives(name: &str, source: &str) {
    let begun = Instant::now();
    for flavour in [Flavour::Plain, Flavour::WordPress] {
        let reading = html::read(source, &Nothing, flavour);
        shown::check(&html::write(&reading.document, &Plain::default()));
        let _ = text::write(&reading.document);
        let json = serde_json::to_string(&reading.document).unwrap();
        assert!(Document::from_json(&json).is_ok(), "{name}: too deep to be read back");
    }
    let took = begun.elapsed();
    assert!(took < PATIENCE, "{name} took {took:?}");
}

#[test]
fn deep_texts() {
    for tag in [
        "div",
        "b",
        "blockquote",
        "ul><li",
        "table><tr><td",
        "span",
        "font color=red",
        "a href=/x",
        "aside",
        "em><p",
        "section class=footnotes",
    ] {
        let closing: Vec<&str> =
            tag.split('>').map(|t| t.split(' ').next().unwrap().trim_start_matches('<')).collect();
        let closing: String = closing.iter().rev().map(|t| format!("</{t}>")).collect();
        // The first as deep as the bomb that is passed around; the others deep enough.
        let levels = if tag == "div" { 100_000 } else { 3_000 };
        survives(tag, &format!("{}deep{}", format!("<{tag}>").repeat(levels), closing.repeat(levels)));
        survives(tag, &format!("<{tag}>").repeat(2_000));
    }
}

#[test]
fn long_texts() {
    for piece in [
        "[a]",
        "[a",
        "[caption]",
        "[gallery",
        "<!--",
        "<a \"",
        "[a \"",
        "[[",
        "<!-- wp:cover -->",
        "<!-- wp:group -->",
        "<h2>a</h2>",
        "<script>",
        "<p><font size=1>",
        "<br>",
        "\n\n",
        "&amp;",
        "<sup><a href=#x>1</a></sup>",
        "<img src=/a>",
        "<figure>",
        "<td>",
        "<li>",
        "<a href=/x>",
        "<b><i>",
        "<noscript><img>",
        "<table>",
        "<p>",
        "</p>",
        "[/a]",
        "\u{0}",
    ] {
        survives(piece, &piece.repeat(40_000 / piece.len()));
    }
    let names: String = (0..10_000).map(|n| format!("[s{n}]<font size={n}>")).collect();
    survives("many names", &names);
}

#[test]
fn deep_markdown() {
    for piece in ["> ", "- ", "*", "[", "![", "`", "1. ", "<div>", "|"] {
        let begun = Instant::now();
        let reading = markdown::read(&piece.repeat(20_000));
        shown::check(&html::write(&reading.document, &Plain::default()));
        let _ = markdown::write(&reading.document);
        assert!(begun.elapsed() < PATIENCE, "{piece} took {:?}", begun.elapsed());
    }
}

#[test]
fn deep_json_is_refused_with_its_place() {
    let nested = |n: usize| {
        let open = r#"{"type":"blockquote","content":["#.repeat(n);
        format!(r#"{{"type":"doc","content":[{open}{{"type":"paragraph"}}{}]}}"#, "]}".repeat(n))
    };
    assert!(Document::from_json(&nested(20)).is_ok());
    let error = Document::from_json(&nested(55)).unwrap_err();
    assert!(error.problem.contains("levels deep"), "{error}");
    let error = Document::from_json(&nested(100_000)).unwrap_err();
    assert!(error.problem.contains("levels deep"), "{error}");
}

/// Reusable blocks that hold each other.
struct Circles;

impl Surroundings for Circles {
    fn reusable_block(&self, id: i64) -> Option<String> {
        Some(format!("x<!-- wp:block {{\"ref\":{}}} /--><!-- wp:block {{\"ref\":{}}} /-->", id + 1, id + 2))
    }
}

#[test]
fn reusable_blocks_end() {
    let reading = html::read("<!-- wp:block {\"ref\":1} /-->", &Circles, Flavour::WordPress);
    assert!(!reading.losses.is_empty());
    shown::check(&html::write(&reading.document, &Plain::default()));
}

/// Attacks collected by others, where they are at hand; the tests above stand without them.
fn collected(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/material/attack").join(folder);
    let (mut found, mut folders) = (Vec::new(), vec![root]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        println!("skipped: no collected attacks in {folder} on this machine");
    }
    found.sort();
    found
}

#[test]
fn collected_trees() {
    for path in collected("html5lib/tree-construction", "dat") {
        let file = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for case in file.split("#data\n").skip(1) {
            let source = case.split("\n#errors").next().unwrap_or(case);
            let first = without_originals(source);
            let again =
                html::read(&html::write(&first, &Plain::default()), &Nothing, Flavour::Plain).document;
            assert_eq!(first, again, "{}: {source}", path.display());
            survives("tree", source);
        }
    }
}

fn without_originals(source: &str) -> Document {
    let mut document = html::read(source, &Nothing, Flavour::Plain).document;
    document.for_each_media_mut(&mut |m| {
        if let Some(original) = m.original {
            *original = None;
        }
    });
    document
}

#[test]
fn collected_payloads() {
    for path in collected("payloads", "txt").into_iter().chain(collected("blns", "json")) {
        let file = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        survives("payloads", &file);
        for line in file.lines().filter(|l| l.contains(['<', ':', '[', '&'])) {
            for source in [
                line.to_owned(),
                format!("<a href=\"{line}\">x</a>"),
                format!("<img src='{line}' alt=\"{line}\">"),
            ] {
                let reading = html::read(&source, &Nothing, Flavour::WordPress);
                shown::check(&html::write(&reading.document, &Plain::default()));
            }
        }
        let reading = markdown::read(&file);
        shown::check(&html::write(&reading.document, &Plain::default()));
    }
}
