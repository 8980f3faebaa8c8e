//! Case files: `cases/html/NAME.html` beside the tree, the HTML, and the losses it must give;
//! `cases/markdown/NAME.md` likewise. A new input makes a new test: run with `UPDATE_CASES=1` to
//! write what it gives, and read that before keeping it.
//!
//! A name that begins with `wp-` is read as WordPress's `post_content`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that fails says where")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dateline_document::html::{Flavour, Plain, Resolve, Surroundings, Words};
use dateline_document::{Document, Figure, File, Reading, Recording, html, markdown, text};

/// A post of the Port Merrow Courier; with notes, or without.
struct Post(bool);

impl Surroundings for Post {
    fn attached_pictures(&self) -> Vec<i64> {
        vec![71, 72]
    }

    fn reusable_block(&self, id: i64) -> Option<String> {
        match id {
            123 => Some("<!-- wp:paragraph -->\n<p>The harbour office is open from 8 to 4.</p>\n<!-- /wp:paragraph -->".to_owned()),
            // A circle.
            124 => Some("<!-- wp:block {\"ref\":124} /-->".to_owned()),
            _ => None,
        }
    }

    fn footnotes(&self) -> Option<String> {
        self.0.then(|| r#"[{"id":"aaa-1","content":"Measured at <em>low water</em>."},{"id":"bbb-2","content":"See the <a href=\"/charts/\">charts</a>."}]"#.to_owned())
    }
}

/// Shows everything, even what an import has not brought in yet, and allows one host's frames.
struct Site(Plain);

impl Resolve for Site {
    fn picture(&self, figure: &Figure) -> Option<html::Picture> {
        let src = figure.src.clone().or_else(|| figure.original.map(|n| format!("/media/{n}.jpg")))?;
        Some(html::Picture {
            srcset: Some(format!("{src}?w=640 640w")),
            sizes: Some("100vw".to_owned()),
            src,
            width: figure.width,
            height: figure.height,
            class: None,
            avif: None,
        })
    }

    fn file(&self, file: &File) -> Option<html::FileLink> {
        let mut link = self.0.file(file)?;
        link.kind = Some("PDF".to_owned());
        link.size_text = Some("1.2 MB".to_owned());
        Some(link)
    }

    fn recording(&self, recording: &Recording) -> Option<String> {
        recording.src.clone().or_else(|| recording.original.map(|n| format!("/media/{n}.mp3")))
    }

    fn frame_allowed(&self, host: &str) -> bool {
        host == "charts.portmerrow.example"
    }

    fn words(&self) -> &Words {
        self.0.words()
    }
}

fn inputs(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(folder);
    let mut found: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| {
            let name = p.file_name().unwrap().to_string_lossy();
            name.ends_with(ending) && !name.ends_with(".out.html") && !name.ends_with(".out.md")
        })
        .collect();
    found.sort();
    found
}

fn losses(reading: &Reading) -> String {
    let mut out = String::new();
    for loss in &reading.losses {
        writeln!(out, "{} | {} | {}", loss.place, loss.what, loss.sample).unwrap();
    }
    out
}

/// Compares with the file, or writes it; what differs is added to `wrong` with the first line of it.
fn check(path: &Path, got: &str, wrong: &mut String) {
    if std::env::var_os("UPDATE_CASES").is_some() {
        if got.is_empty() {
            let _ = fs::remove_file(path);
        } else {
            fs::write(path, got).unwrap();
        }
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == got {
        return;
    }
    let name = path.file_name().unwrap().to_string_lossy();
    let (mut old, mut new) = (expected.lines(), got.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (old.next(), new.next()) {
            (a, b) if a == b && a.is_some() => {}
            (a, b) => {
                let (a, b) = (a.unwrap_or("(end)"), b.unwrap_or("(end)"));
                writeln!(wrong, "{name}, line {line}\n  expected: {a}\n  got:      {b}").unwrap();
                return;
            }
        }
    }
}

/// One element a line, so that a difference can be seen.
fn broken(html: &str) -> String {
    let mut out = html.to_owned();
    for tag in [
        "</p>",
        "</h2>",
        "</h3>",
        "</h4>",
        "</li>",
        "</figure>",
        "</tr>",
        "<ol>",
        "<ul>",
        "</pre>",
        "<hr>",
        "</blockquote>",
        "</aside>",
    ] {
        out = out.replace(tag, &format!("{tag}\n"));
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn check_reading(input: &Path, stem: &str, reading: &Reading, wrong: &mut String) {
    let beside = |ending: &str| input.with_file_name(format!("{stem}.{ending}"));
    let json = serde_json::to_string_pretty(&reading.document).unwrap() + "\n";
    check(&beside("json"), &json, wrong);
    check(&beside("losses"), &losses(reading), wrong);
    assert_eq!(Document::from_json(&json).as_ref(), Ok(&reading.document), "{stem}: JSON does not come back");
    let out = html::write(&reading.document, &Site(Plain::default()));
    check(&beside("out.html"), &broken(&out), wrong);
}

#[test]
fn html_cases() {
    let inputs = inputs("html", ".html");
    assert!(inputs.len() >= 40, "only {} cases found", inputs.len());
    let mut wrong = String::new();
    for input in inputs {
        let source = fs::read_to_string(&input).unwrap();
        let stem = input.file_stem().unwrap().to_string_lossy().into_owned();
        let reading = if stem.starts_with("wp-") {
            html::read(&source, &Post(stem.contains("footnotes")), Flavour::WordPress)
        } else {
            html::read(&source, &html::Nothing, Flavour::Plain)
        };
        check_reading(&input, &stem, &reading, &mut wrong);
    }
    assert!(wrong.is_empty(), "cases differ (UPDATE_CASES=1 rewrites them):\n{wrong}");
}

#[test]
fn markdown_cases() {
    let mut wrong = String::new();
    for input in inputs("markdown", ".md") {
        let source = fs::read_to_string(&input).unwrap();
        let stem = input.file_stem().unwrap().to_string_lossy().into_owned();
        let reading = markdown::read(&source);
        check_reading(&input, &stem, &reading, &mut wrong);
        check(
            &input.with_file_name(format!("{stem}.out.md")),
            &markdown::write(&reading.document),
            &mut wrong,
        );
        check(
            &input.with_file_name(format!("{stem}.txt")),
            &(text::write(&reading.document) + "\n"),
            &mut wrong,
        );
        let again = markdown::read(&markdown::write(&reading.document));
        if !stem.starts_with("lossy-") {
            assert_eq!(again.document, reading.document, "{stem}: Markdown does not come back");
        }
    }
    assert!(wrong.is_empty(), "cases differ (UPDATE_CASES=1 rewrites them):\n{wrong}");
}
