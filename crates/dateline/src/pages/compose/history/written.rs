//! A comparison as HTML. It is written here and not by a template: of a text with thousands of blocks it has as many rows.

use crate::{
    articles::comparison::{Picture, Piece, Row},
    pages::{escape, fragment, locale::Locale},
};
use std::fmt::{Result, Write};

/// Rows that are the same beyond the next neighbour of what differs are only counted.
const NEAR: usize = 1;

/// The pieces of a text: what was taken out and what was put in, in elements that say so, and in words for whoever hears the page.
pub(super) fn pieces(pieces: &[Piece], l: &Locale) -> String {
    let mut out = String::new();
    // Writing into a String cannot fail.
    let _ = write_pieces(&mut out, pieces, l);
    out
}

fn write_pieces(out: &mut String, pieces: &[Piece], l: &Locale) -> Result {
    for piece in pieces {
        let (element, word) = match piece.kind {
            "gone" => ("del", "compare_gone"),
            "new" => ("ins", "compare_new"),
            _ => {
                escape::html(out, &piece.text)?;
                continue;
            }
        };
        write!(out, "<{element}><span class=\"unseen\">")?;
        escape::html(out, l.text(word))?;
        out.push_str("</span>");
        // The space after a word is not marked: it belongs to what comes next as well.
        let words = piece.text.trim_end();
        escape::html(out, words)?;
        out.push_str("<span class=\"unseen\">");
        escape::html(out, l.text("compare_end"))?;
        write!(out, "</span></{element}>")?;
        out.push_str(piece.text.get(words.len()..).unwrap_or_default());
    }
    Ok(())
}

/// The rows of two texts. What differs leads to where it stands: in the later version, or in the earlier one if it is gone.
pub(super) fn rows(rows: &[Row], old: &str, new: &str, l: &Locale) -> String {
    let mut out = String::new();
    let mut same = 0;
    for (at, row) in rows.iter().enumerate() {
        let from = at.saturating_sub(NEAR);
        let near = rows.get(from..(at + NEAR + 1).min(rows.len())).unwrap_or_default();
        if near.iter().all(|row| row.kind == "same") {
            same += 1;
            continue;
        }
        let _ = folded(&mut out, std::mem::take(&mut same), l);
        let _ = write_row(&mut out, row, old, new, l);
    }
    let _ = folded(&mut out, same, l);
    out
}

fn folded(out: &mut String, many: u64, l: &Locale) -> Result {
    if many > 0 {
        out.push_str("<p class=\"folded\">");
        escape::html(out, &l.count("unchanged", many))?;
        out.push_str("</p>\n");
    }
    Ok(())
}

fn write_row(out: &mut String, row: &Row, old: &str, new: &str, l: &Locale) -> Result {
    write!(out, "<div class=\"{}\">", row.kind)?;
    if row.kind == "marks" {
        out.push_str("<p class=\"meta\">");
        escape::html(out, l.text("compare_marks"))?;
        out.push_str("</p>");
    }
    if !row.pieces.is_empty() {
        out.push_str(if row.name == "Crosshead" { "<p class=\"crosshead\">" } else { "<p>" });
        write_pieces(out, &row.pieces, l)?;
        out.push_str("</p>");
    }
    for (kind, pictures) in [("gone", &row.before), ("new", &row.after)] {
        for Picture { alt, .. } in pictures {
            let text = match alt.as_str() {
                "" => l.text("block_picture").to_owned(),
                alt => format!("{}: {alt}", l.text("block_picture")),
            };
            out.push_str("<p>");
            write_pieces(out, &[Piece { kind, text }], l)?;
            out.push_str("</p>");
        }
    }
    // A block that the text says nothing of, such as a film, is named.
    if row.pieces.is_empty() && row.before.is_empty() && row.after.is_empty() && row.kind != "same" {
        out.push_str("<p>");
        write_pieces(out, &[Piece { kind: row.kind, text: l.text("block_other").to_owned() }], l)?;
        out.push_str("</p>");
    }
    let (address, without) = if row.kind == "gone" { (old, "new") } else { (new, "gone") };
    if row.kind != "same"
        && !matches!(row.name, "Picture" | "Gallery" | "Embed" | "Sound" | "Video" | "Download")
    {
        let text: String = row.pieces.iter().filter(|p| p.kind != without).map(|p| p.text.as_str()).collect();
        if let Some(passage) = fragment::to_passage(&text, "", "") {
            out.push_str("<p class=\"meta\"><a href=\"");
            escape::html(out, address)?;
            escape::html(out, &passage)?;
            out.push_str("\">");
            escape::html(out, l.text("compare_passage"))?;
            out.push_str("</a></p>");
        }
    }
    out.push_str("</div>\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        articles::comparison,
        pages::{render::Renderer, view::SiteView},
    };
    use document::Document;
    use std::time::{Duration, Instant};

    fn locale() -> Locale {
        Renderer::new().unwrap().locale(&SiteView::bare("Courier", "en"), "en").unwrap()
    }

    fn text(blocks: usize, words: usize, salt: usize) -> Document {
        let word = |block: usize, at: usize| (block * 7_919 + at * 104_729 + block * at * 31) % 4_001;
        let paragraph = |block: usize| -> String {
            let changed = block.is_multiple_of(9);
            (0..words)
                .map(|at| format!("w{} ", word(block, at) + if changed && at % 17 == 3 { salt } else { 0 }))
                .collect()
        };
        let all: Vec<String> = (0..blocks).map(paragraph).collect();
        document::markdown::read(&all.join("\n\n")).document
    }

    /// `cargo test --release -p dateline --lib -- --ignored --nocapture a_long_report`: nothing is timed in a test that runs by itself.
    #[test]
    #[ignore = "it measures"]
    #[allow(clippy::print_stdout)]
    fn a_long_report_is_compared_in_milliseconds() {
        let (l, old, new) = (locale(), text(200, 50, 0), text(200, 50, 1));
        let mut best = Duration::MAX;
        for _ in 0..20 {
            let begun = Instant::now();
            let found = comparison::blocks(&old, &new, begun + Duration::from_secs(9));
            let html = rows(&found, "/a/versions/1/", "/a/versions/2/", &l);
            best = best.min(begun.elapsed());
            assert!(html.contains("<ins>"));
        }
        println!("10,000 words in 200 paragraphs, 23 of them changed: {best:?}");
    }

    #[test]
    fn hostile_texts_end_in_time_and_nothing_of_them_is_markup() {
        let l = locale();
        let evil = "<script>alert(1)</script> \"'&";
        let many = |salt: usize| -> Document {
            let all: Vec<String> =
                (0..3_000).map(|n| format!("{} {}", n * salt % 97, evil.replace('<', "\\<"))).collect();
            document::markdown::read(&all.join("\n\n")).document
        };
        let begun = Instant::now();
        let found = comparison::blocks(&many(31), &many(29), begun + Duration::from_millis(100));
        let html = rows(&found, "/a/", "/b/", &l);
        assert!(!html.contains("<script") && html.contains("&lt;script"));
        // Far more than it takes, and far less than it would without an end.
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}
