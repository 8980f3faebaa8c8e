//! The tree itself: as JSON, as text, and walked through.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that fails says where")]

use dateline_document::html::{Flavour, Nothing, Plain};
use dateline_document::{Block, Document, MediaKind, html, markdown, text};
use serde_json::{Value, json};

fn doc(content: Value) -> Result<Document, dateline_document::DocumentError> {
    Document::from_value(json!({"type": "doc", "content": content}))
}

fn read(source: &str) -> Document {
    html::read(source, &Nothing, Flavour::Plain).document
}

#[test]
fn what_is_not_known_survives() {
    let unknown = json!([
        {"type": "tideChart", "attrs": {"port": "merrow", "href": "/tides"}, "content": [{"type": "text", "text": "High at 6"}]},
        {"type": "paragraph", "content": [
            {"type": "mention", "attrs": {"id": 7}},
            {"type": "text", "marks": [{"type": "glow", "attrs": {"by": 2}}], "text": "lit"},
        ]},
        {"type": "bulletList", "content": [{"type": "taskItem", "attrs": {"checked": true}}]},
    ]);
    let document = doc(unknown.clone()).unwrap();
    assert_eq!(serde_json::to_value(&document).unwrap()["content"], unknown);
    assert_eq!(html::write(&document, &Plain::default()), "<p>High at 6</p><p>lit</p>");
    assert_eq!(text::write(&document), "High at 6\n\nlit");
}

#[test]
fn what_runs_does_not_survive() {
    let document = doc(json!([
        {"type": "image", "attrs": {"src": "javascript:alert(1)", "alt": "a\u{0}b"}},
        {"type": "figure", "attrs": {"src": "data:image/svg+xml,x", "link": "vbscript:x", "alt": "a"}},
        {"type": "paragraph", "content": [{"type": "text", "text": "x\u{0}y", "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}]}]},
        {"type": "frame", "attrs": {"url": "javascript:alert(1)", "title": "t"}},
        {"type": "blockquote", "attrs": {"cite": "data:x"}, "content": []},
    ]))
    .unwrap();
    let json = serde_json::to_string(&document).unwrap();
    for bad in ["javascript:", "data:", "vbscript:", "\\u0000"] {
        assert!(!json.contains(bad), "{bad} in {json}");
    }
    assert!(json.contains("\"text\":\"xy\""), "{json}");
}

#[test]
fn what_is_wrong_is_named() {
    let problem = |content: Value| doc(content).unwrap_err().to_string();
    assert_eq!(
        problem(json!([{"type": "paragraph"}, {"type": "heading", "attrs": {"level": 7}}])),
        "the document, at content[1].attrs.level: a heading inside an article is of level 2, 3 or 4, not 7"
    );
    let deep =
        json!([{"type": "blockquote", "content": [{"type": "paragraph", "content": [{"type": "text"}]}]}]);
    assert!(
        problem(deep).starts_with("the document, at content[0].content[0].content[0]: a text node needs")
    );
    let attrs = json!([{"type": "figure", "attrs": {"width": "wide"}}]);
    assert!(problem(attrs).starts_with("the document, at content[0].attrs: invalid type: string \"wide\""));
    assert!(problem(json!([{"content": []}])).contains("a node needs a \"type\""));
    assert!(problem(json!("text")).contains("at content: must be a list"));
    assert!(Document::from_json("{").unwrap_err().to_string().contains("not JSON"));
    assert!(
        Document::from_json("{\"type\":\"page\"}")
            .unwrap_err()
            .to_string()
            .contains("\"doc\", found \"page\"")
    );
}

#[test]
fn what_editors_send_is_read() {
    // TipTap writes a null for each attribute that nobody set.
    let document = doc(json!([
        {"type": "paragraph", "attrs": {"align": null, "lang": null, "dir": "rtl"}, "content": null},
        {"type": "orderedList", "attrs": {"start": null}, "content": [{"type": "listItem", "content": [{"type": "text", "text": "bare"}]}]},
        {"type": "codeBlock", "attrs": {"language": null}, "content": [{"type": "text", "text": "a\nb"}]},
        {"type": "table", "content": [{"type": "tableRow", "content": [{"type": "tableCell", "attrs": {"colspan": 1, "rowspan": 1, "colwidth": null}}]}]},
    ]))
    .unwrap();
    assert!(
        matches!(&document.content[1], Block::OrderedList(l) if l.start == 1 && l.content[0].content.len() == 1)
    );
    assert!(matches!(&document.content[2], Block::CodeBlock(c) if c.text == "a\nb"));
}

#[test]
fn text_is_what_a_reader_reads() {
    let document = read(
        "<h2>Tides</h2><p>One <b>two</b>.<br>Three</p><ul><li>a</li><li>b</li></ul>\
         <table><tr><td>x</td><td>y</td></tr><tr><td>z</td></tr></table><figure><img src=/a.jpg alt=hidden>\
         <figcaption>Caption <span class=credit>Jo</span></figcaption></figure>",
    );
    assert_eq!(text::write(&document), "Tides\n\nOne two.\nThree\n\na\nb\n\nx\ty\nz\n\nCaption\n\nJo");
    assert_eq!(text::prose(&document), "One two.\nThree\n\na\n\nb");
    assert_eq!(document.word_count(), 11);
    assert_eq!(read("<p>潮が満ちる high tide</p>").word_count(), 7);
    assert_eq!(Document::default().word_count(), 0);
}

#[test]
fn first_paragraphs_are_cut_at_a_word() {
    let document = read(
        "<h2>Title</h2><p>&nbsp;</p><p>The harbour master closed the bar at noon, and nobody minded.</p>",
    );
    assert_eq!(document.first_paragraph_text(200).unwrap().len(), 61);
    assert_eq!(document.first_paragraph_text(42).unwrap(), "The harbour master closed the bar at noon…");
    assert_eq!(document.first_paragraph_text(25).unwrap(), "The harbour master…");
    assert_eq!(read("<hr>").first_paragraph_text(10), None);
}

#[test]
fn media_and_links_can_be_changed() {
    let mut document = html::read(
        "<figure class=\"wp-block-gallery\"><img class=\"wp-image-4\" src=\"/4.jpg\"><img src=\"/5.jpg\"></figure>\
         <blockquote cite=\"/log\"><p><a href=\"/uploads/a.pdf\">a</a></p></blockquote><a href=\"/x\"><img src=\"/6.jpg\"></a>\
         <audio src=\"/w.mp3\"></audio>",
        &Nothing,
        Flavour::WordPress,
    )
    .document;
    let uses: Vec<(MediaKind, Option<i64>)> = document.media().iter().map(|m| (m.kind, m.original)).collect();
    let picture = MediaKind::Picture;
    assert_eq!(uses, [(picture, Some(4)), (picture, None), (picture, None), (MediaKind::Audio, None)]);
    document.for_each_media_mut(&mut |m| *m.media = Some(9));
    assert!(document.media().iter().all(|m| m.media == Some(9)));
    let mut seen = Vec::new();
    document.for_each_href_mut(&mut |href| {
        seen.push(href.clone());
        href.push_str("?new");
    });
    assert_eq!(seen, ["/log", "/uploads/a.pdf", "/x"]);
    assert!(html::write(&document, &Plain::default()).contains("href=\"/uploads/a.pdf?new\""));
}

#[test]
fn spans_that_do_not_fit_are_mended_when_written() {
    let cell = |colspan: u32, rowspan: u32| json!({"type": "tableCell", "attrs": {"colspan": colspan, "rowspan": rowspan}, "content": []});
    let row = |cells: Vec<Value>| json!({"type": "tableRow", "content": cells});
    let table =
        json!([{"type": "table", "content": [row(vec![cell(3, 5), cell(1, 1)]), row(vec![cell(2, 1)])]}]);
    let out = html::write(&doc(table).unwrap(), &Plain::default());
    assert!(out.contains("<tr><td rowspan=\"2\"></td><td></td></tr><tr><td></td></tr>"), "{out}");
}

#[test]
fn markdown_says_what_it_can() {
    let document = read(
        "<p><b>Bold</b>, <i>it</i>alic <mark>m</mark></p><blockquote><p>Said</p><cite>Ines</cite></blockquote>\
         <figure><img src=\"/a(1).jpg\" alt=\"A\"><figcaption>Cap</figcaption></figure><p>1. no list</p><p>- nor this</p>",
    );
    assert_eq!(
        markdown::write(&document),
        "**Bold**, *it*alic <mark>m</mark>\n\n> Said\n>\n> <cite>Ines</cite>\n\n![A](/a%281%29.jpg)\n\nCap\n\n1\\. no list\n\n\\- nor this\n"
    );
}

/// Shows the first two sources of three, as 1 and 2.
struct Sourced(Plain);

impl html::Resolve for Sourced {
    fn picture(&self, figure: &dateline_document::Figure) -> Option<html::Picture> {
        self.0.picture(figure)
    }
    fn file(&self, file: &dateline_document::File) -> Option<html::FileLink> {
        self.0.file(file)
    }
    fn recording(&self, recording: &dateline_document::Recording) -> Option<String> {
        self.0.recording(recording)
    }
    fn source(&self, id: i64) -> Option<usize> {
        [4, 9].iter().position(|known| *known == id).map(|at| at + 1)
    }
    fn words(&self) -> &html::Words {
        self.0.words()
    }
}

#[test]
fn a_passage_says_what_it_rests_on() {
    let rests = |ids: Value| json!({"type": "source", "attrs": {"ids": ids}});
    let bold = json!({"type": "bold"});
    let document = doc(json!([{"type": "paragraph", "content": [
        {"type": "text", "text": "The board ", "marks": [rests(json!([9, 4, 9]))]},
        {"type": "text", "text": "approved", "marks": [bold, rests(json!([9, 4]))]},
        {"type": "hardBreak"},
        {"type": "text", "text": "it", "marks": [rests(json!([9, 4]))]},
        {"type": "text", "text": ", "},
        {"type": "text", "text": "he said", "marks": [rests(json!([7]))]},
        {"type": "text", "text": " to ", "marks": [rests(json!([]))]},
        {"type": "text", "text": "us", "marks": [rests(json!([7, 9]))]},
    ]}]))
    .unwrap();
    assert_eq!(document.sources(), [9, 4, 7]);
    assert_eq!(
        html::write(&document, &Sourced(Plain::default())),
        "<p><span class=\"rests\">The board <strong>approved</strong></span><br><span class=\"rests\">it</span>\
         <sup class=\"rests-on\"><a href=\"#source-2\" id=\"passage-2\" aria-label=\"Source 2\">2</a>, \
         <a href=\"#source-1\" id=\"passage-1\" aria-label=\"Source 1\">1</a></sup>, he said to \
         <span class=\"rests\">us</span><sup class=\"rests-on\"><a href=\"#source-2\" aria-label=\"Source 2\">2</a></sup></p>"
    );
    // Where no sources are shown the text is any other text.
    assert_eq!(
        html::write(&document, &Plain::default()),
        "<p>The board <strong>approved</strong><br>it, he said to us</p>"
    );
    assert_eq!(text::write(&document), "The board approved\nit, he said to us");
}
