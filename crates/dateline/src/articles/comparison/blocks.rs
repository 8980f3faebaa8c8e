//! Two bodies, block by block: which stands beside which, and which words of them differ.

use super::words::{Piece, compare as words};
use document::{Block, Document, Figure, Inline};
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::time::Instant;

/// Two blocks count as one that was changed if so much of the longer one is in both.
const ALIKE: f32 = 0.3;

/// A picture on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its number among this site's media.
    pub media: Option<i64>,
    /// Its address, if it is none of this site's media.
    pub src: Option<String>,
    /// What it shows.
    pub alt: String,
}

/// A row of the comparison.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// `same`, `changed`, `gone`, `new`, or `marks` where the words are the same and what is on them is not.
    pub kind: &'static str,
    /// What kind of block it is, in English; empty for a paragraph.
    pub name: &'static str,
    /// The text.
    pub pieces: Vec<Piece>,
    /// The pictures before, where the block holds some and they differ.
    pub before: Vec<Picture>,
    /// The pictures after.
    pub after: Vec<Picture>,
}

fn inline_text(list: &[Inline], out: &mut String) {
    for inline in list {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::HardBreak => out.push('\n'),
            Inline::FootnoteReference(_) => out.push('*'),
            Inline::Unknown(_) => {}
        }
    }
}

/// What a block says, in plain text: with what the eye does not see on the page, since it can differ too.
fn text(block: &Block) -> String {
    let mut out = String::new();
    write(block, &mut out);
    out.truncate(out.trim_end().len());
    out
}

fn line(out: &mut String, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        out.push_str(text);
        out.push('\n');
    }
}

fn figure(f: &Figure, out: &mut String) {
    line(out, f.alt.as_deref());
    inline_text(&f.content, out);
    out.push('\n');
    line(out, f.credit.as_deref());
    line(out, f.link.as_deref());
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Figure(f) => return figure(f, out),
        Block::Gallery(g) => return g.content.iter().for_each(|f| figure(f, out)),
        Block::CodeBlock(code) => out.push_str(&code.text),
        Block::Embed(e) => {
            line(out, Some(&e.url));
            line(out, e.title.as_deref());
        }
        Block::Frame(f) => {
            line(out, Some(&f.url));
            line(out, f.title.as_deref());
        }
        Block::Audio(r) | Block::Video(r) => {
            line(out, r.title.as_deref());
            line(out, r.src.as_deref());
            line(out, r.transcript.as_deref());
        }
        Block::File(f) => line(out, f.title.as_deref()),
        Block::Unknown(value) => out.push_str(&value.to_string()),
        _ => {}
    }
    block.each_inline_list(&mut |list| {
        inline_text(list, out);
        out.push('\n');
    });
    block.each_child_list(&mut |list| list.iter().for_each(|inner| write(inner, out)));
    if let Block::Blockquote(q) | Block::PullQuote(q) = block {
        line(out, q.attribution.as_deref());
        line(out, q.cite.as_deref());
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn name(block: &Block) -> &'static str {
    match block {
        Block::Paragraph(_) => "",
        Block::Heading(_) => "Crosshead",
        Block::BulletList(_) | Block::OrderedList(_) => "List",
        Block::Blockquote(_) => "Quotation",
        Block::PullQuote(_) => "Pull quote",
        Block::CodeBlock(_) => "Code",
        Block::Table(_) => "Table",
        Block::Figure(_) => "Picture",
        Block::Gallery(_) => "Gallery",
        Block::Embed(_) | Block::Frame(_) => "Embed",
        Block::Audio(_) => "Sound",
        Block::Video(_) => "Video",
        Block::File(_) => "Download",
        Block::Aside(_) => "Box",
        Block::Footnotes(_) => "Footnotes",
        Block::HorizontalRule => "Rule",
        Block::Unknown(_) => "Something unknown",
    }
}

fn pictures(block: &Block) -> Vec<Picture> {
    let of =
        |f: &Figure| Picture { media: f.media, src: f.src.clone(), alt: f.alt.clone().unwrap_or_default() };
    match block {
        Block::Figure(f) => vec![of(f)],
        Block::Gallery(g) => g.content.iter().map(of).collect(),
        _ => Vec::new(),
    }
}

fn whole(block: &Block, kind: &'static str) -> Row {
    let text = text(block);
    let piece = if kind == "marks" { "same" } else { kind };
    let pieces = if text.is_empty() { Vec::new() } else { vec![Piece { kind: piece, text }] };
    let (before, after) = match kind {
        "gone" => (pictures(block), Vec::new()),
        "new" => (Vec::new(), pictures(block)),
        _ => (Vec::new(), Vec::new()),
    };
    Row { kind, name: name(block), pieces, before, after }
}

/// One block that became another; `None` if they have too little in common.
fn changed(old: &Block, new: &Block, until: Instant) -> Option<Row> {
    if std::mem::discriminant(old) != std::mem::discriminant(new) {
        return None;
    }
    let (a, b) = (text(old), text(new));
    let (was, is) = (pictures(old), pictures(new));
    let (before, after) = if was == is { (Vec::new(), Vec::new()) } else { (was, is) };
    if a == b && before.is_empty() && after.is_empty() {
        return Some(whole(new, "marks"));
    }
    let (pieces, alike) = words(&a, &b, until);
    let pairs = alike >= ALIKE || !before.is_empty() || !after.is_empty();
    pairs.then(|| Row { kind: "changed", name: name(new), pieces, before, after })
}

/// The most pairs of blocks that are tried to find which became which.
const TRIES: usize = 400;

/// Rows for a stretch of blocks in whose place others stand. Each new block is held against the next old ones, in their order.
fn stretch(old: &[Block], new: &[Block], until: Instant, out: &mut Vec<Row>) {
    let mut from = 0;
    let mut tries = 0;
    for block in new {
        let rest = old.get(from..).unwrap_or_default();
        let found = rest.iter().take(8).enumerate().find_map(|(at, candidate)| {
            tries += 1;
            if tries > TRIES || Instant::now() > until {
                return None;
            }
            changed(candidate, block, until).map(|row| (at, row))
        });
        match found {
            Some((at, row)) => {
                out.extend(rest.iter().take(at).map(|gone| whole(gone, "gone")));
                out.push(row);
                from += at + 1;
            }
            None => out.push(whole(block, "new")),
        }
    }
    out.extend(old.get(from..).unwrap_or_default().iter().map(|gone| whole(gone, "gone")));
}

/// The rows of two bodies, from the top.
pub fn compare(old: &Document, new: &Document, until: Instant) -> Vec<Row> {
    let keys = |document: &Document| -> Vec<String> {
        let one = |block: &Block| {
            serde_json::to_string(&Document { content: vec![block.clone()] }).unwrap_or_default()
        };
        document.content.iter().map(one).collect()
    };
    let (a, b) = (keys(old), keys(new));
    let ops = capture_diff_slices_deadline(Algorithm::Patience, &a, &b, Some(until));
    let (old, new) = (&old.content, &new.content);
    let mut out = Vec::new();
    // What is taken out here and put in there lies side by side only if nothing stands between.
    let (mut gone, mut come): (std::ops::Range<usize>, std::ops::Range<usize>) = (0..0, 0..0);
    let flush = |gone: &mut std::ops::Range<usize>, come: &mut std::ops::Range<usize>, out: &mut Vec<Row>| {
        let (was, is) = (old.get(gone.clone()), new.get(come.clone()));
        stretch(was.unwrap_or_default(), is.unwrap_or_default(), until, out);
        (*gone, *come) = (gone.end..gone.end, come.end..come.end);
    };
    for op in ops {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                flush(&mut gone, &mut come, &mut out);
                out.extend(
                    old.get(old_index..old_index + len).unwrap_or_default().iter().map(|b| whole(b, "same")),
                );
                (gone, come) = (old_index + len..old_index + len, new_index + len..new_index + len);
            }
            DiffOp::Delete { old_index, old_len, .. } => gone.end = old_index + old_len,
            DiffOp::Insert { new_index, new_len, .. } => come.end = new_index + new_len,
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                gone.end = old_index + old_len;
                come.end = new_index + new_len;
            }
        }
    }
    flush(&mut gone, &mut come, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::{super::deadline, *};

    fn read(html: &str) -> Document {
        document::html::read(html, &document::html::Nothing, document::html::Flavour::Plain).document
    }

    fn kinds(one: &str, other: &str) -> Vec<&'static str> {
        compare(&read(one), &read(other), deadline()).iter().map(|row| row.kind).collect()
    }

    #[test]
    fn blocks_stand_beside_their_own() {
        let old =
            "<p>The board met on Monday and said nothing.</p><p>Second one stays.</p><p>Third goes away.</p>";
        let new =
            "<p>The board met on Tuesday and said nothing.</p><h2>A crosshead</h2><p>Second one stays.</p>";
        assert_eq!(kinds(old, new), ["changed", "new", "same", "gone"]);
        assert_eq!(kinds(old, old), ["same", "same", "same"]);
        assert_eq!(kinds("<p>One <b>bold</b> word.</p>", "<p>One bold word.</p>"), ["marks"]);
        assert_eq!(kinds("", new), ["new", "new", "new"]);
        assert_eq!(
            kinds("<p>Alpha beta gamma delta.</p>", "<p>Quite another sentence here.</p>"),
            ["new", "gone"]
        );
    }

    #[test]
    fn pictures_are_shown_on_both_sides() {
        let rows = compare(
            &read(
                r#"<figure><img src="https://a.example/1.jpg" alt="One"><figcaption>The quay</figcaption></figure>"#,
            ),
            &read(
                r#"<figure><img src="https://a.example/2.jpg" alt="Two"><figcaption>The quay</figcaption></figure>"#,
            ),
            deadline(),
        );
        let row = rows.first().unwrap();
        assert_eq!((row.kind, row.name, rows.len()), ("changed", "Picture", 1));
        assert_eq!((row.before[0].alt.as_str(), row.after[0].alt.as_str()), ("One", "Two"));
    }

    #[test]
    fn it_ends_in_time_whatever_it_is_given() {
        let words = |salt: usize| -> String {
            (0..20_000).map(|n| format!("w{} ", (n * 7_919 + salt * 104_729) % 4_001)).collect()
        };
        let one = format!("<p>{}</p>", words(1));
        let many: String = (0..2_000).map(|n| format!("<p>{} {}</p>", n % 13, n * 31 % 97)).collect();
        let other: String = (0..2_000).map(|n| format!("<p>{} {}</p>", n % 17, n * 29 % 89)).collect();
        for (a, b) in [(one.clone(), format!("<p>{}</p>", words(2))), (many, other), (one, String::new())] {
            assert!(!compare(&read(&a), &read(&b), deadline()).is_empty());
        }
    }
}
