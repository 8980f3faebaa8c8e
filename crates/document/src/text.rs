//! Trees to plain text: for search, summaries and counting.

use serde_json::Value;

use crate::chars;
use crate::tree::{Block, Document, Inline};

/// The text, its blocks divided by a blank line. Captions, credits, attributions and notes are in it,
/// alternative texts are not: they are not on the page.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    blocks(&document.content, &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// Its paragraphs alone, those of lists and quotations too, divided by a blank line: what reads well as a piece taken out of
/// it. Tables, headings, code and captions do not.
#[must_use]
pub fn prose(document: &Document) -> String {
    fn walk(list: &[Block], out: &mut String) {
        for block in list {
            match block {
                Block::Table(_) => {}
                Block::Paragraph(p) => {
                    inlines(&p.content, out);
                    end_block(out);
                }
                _ => block.each_child_list(&mut |inner| walk(inner, out)),
            }
        }
    }
    let mut out = String::new();
    walk(&document.content, &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// The words of the text. Scripts that do not put spaces between words (Chinese, Japanese, Thai …)
/// are counted by the character, as their editors count them.
#[must_use]
pub fn word_count(document: &Document) -> usize {
    let mut count = 0;
    for word in write(document).split_whitespace() {
        let spaceless = word.chars().filter(|c| is_spaceless(*c)).count();
        let other = word.chars().any(|c| c.is_alphanumeric() && !is_spaceless(c));
        count += spaceless + usize::from(other);
    }
    count
}

/// The beginning of the first paragraph that has text, for who needs a description and was given
/// none; cut at a word, with an ellipsis, to at most `max_chars` characters.
#[must_use]
pub fn first_paragraph(document: &Document, max_chars: usize) -> Option<String> {
    let mut found: Option<String> = None;
    document.for_each_block(&mut |block| {
        if found.is_none()
            && let Block::Paragraph(p) = block
        {
            let mut text = String::new();
            inlines(&p.content, &mut text);
            let text = chars::collapse(&text);
            found = (!text.is_empty()).then_some(text);
        }
    });
    let text = found?;
    let Some((end, _)) = text.char_indices().nth(max_chars) else { return Some(text) };
    // One character is kept for the ellipsis.
    let room = text.char_indices().nth(max_chars.saturating_sub(1)).map_or(end, |(i, _)| i);
    let head = text.get(..room).unwrap_or("");
    let whole = text.get(room..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let cut = head.rfind(' ').filter(|i| !whole && *i > head.len() / 2).unwrap_or(head.len());
    let head = head.get(..cut).unwrap_or(head).trim_end_matches([' ', ',', ';', ':', '.', '–', '—']);
    Some(format!("{head}…"))
}

impl Document {
    /// See [`word_count`].
    #[must_use]
    pub fn word_count(&self) -> usize {
        word_count(self)
    }

    /// See [`first_paragraph`].
    #[must_use]
    pub fn first_paragraph_text(&self, max_chars: usize) -> Option<String> {
        first_paragraph(self, max_chars)
    }
}

fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
        && c.is_alphanumeric()
}

fn end_block(out: &mut String) {
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push_str("\n\n");
    }
}

fn line(text: Option<&str>, out: &mut String) {
    if let Some(text) = text.filter(|t| !t.trim().is_empty()) {
        out.push_str(text);
        end_block(out);
    }
}

fn blocks(list: &[Block], out: &mut String) {
    for block in list {
        match block {
            Block::CodeBlock(c) => line(Some(&c.text), out),
            Block::Table(t) => {
                line(t.caption.as_deref(), out);
                for row in &t.content {
                    for cell in &row.content {
                        blocks(&cell.content, out);
                        out.truncate(out.trim_end().len());
                        out.push('\t');
                    }
                    out.truncate(out.trim_end().len());
                    out.push('\n');
                }
                end_block(out);
            }
            Block::Embed(e) => line(e.title.as_deref(), out),
            Block::Frame(f) => line(f.title.as_deref(), out),
            Block::Audio(r) | Block::Video(r) => {
                line(r.title.as_deref(), out);
                line(r.transcript.as_deref(), out);
            }
            Block::File(f) => line(f.title.as_deref(), out),
            Block::Unknown(value) => {
                unknown(value, out);
                end_block(out);
            }
            Block::BulletList(l) => items(l.content.iter().map(|i| i.content.as_slice()), out),
            Block::OrderedList(l) => items(l.content.iter().map(|i| i.content.as_slice()), out),
            _ => block.each_child_list(&mut |inner| blocks(inner, out)),
        }
        block.each_inline_list(&mut |list| {
            inlines(list, out);
            end_block(out);
        });
        match block {
            Block::Blockquote(q) | Block::PullQuote(q) => line(q.attribution.as_deref(), out),
            Block::Figure(f) => line(f.credit.as_deref(), out),
            Block::Gallery(g) => g.content.iter().for_each(|f| line(f.credit.as_deref(), out)),
            _ => {}
        }
    }
}

fn items<'a>(list: impl Iterator<Item = &'a [Block]>, out: &mut String) {
    for item in list {
        blocks(item, out);
        if !out.is_empty() {
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
    }
    end_block(out);
}

/// The text of a line: hard breaks become line breaks, notes leave no number.
pub(crate) fn inlines(list: &[Inline], out: &mut String) {
    for inline in list {
        match inline {
            Inline::Text(t) => out.push_str(&t.text),
            Inline::HardBreak => out.push('\n'),
            Inline::FootnoteReference(_) => {}
            Inline::Unknown(value) => unknown(value, out),
        }
    }
}

/// All that ProseMirror would call text within a node of unknown type. Its depth was limited when it was read.
pub(crate) fn unknown(value: &Value, out: &mut String) {
    if let Some(text) = value.get("text").and_then(Value::as_str) {
        out.push_str(text);
    }
    for child in value.get("content").and_then(Value::as_array).into_iter().flatten() {
        let block = child.get("content").is_some();
        if block && !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push('\n');
        }
        unknown(child, out);
    }
}
