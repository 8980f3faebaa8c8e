//! What a comment may say: paragraphs, emphasis, links, quotations, lists and code within a line. Everything else that
//! Markdown knows becomes plain text, and nothing that was typed is lost.

use document::{
    Block, BulletList, Document, Figure, Inline, ListItem, Mark, OrderedList, Paragraph, Quote, Text,
    markdown, text,
};
use std::fmt::Write;

/// How deep lists and quotations may stand in each other; what is deeper becomes plain text.
const DEEPEST: usize = 4;

/// Reads what was typed.
pub fn read(typed: &str) -> Document {
    let read = markdown::read_note(&typed.replace("\r\n", "\n"));
    Document { content: blocks(read.document.content, 0) }
}

/// How many links are in a text.
pub fn links(document: &Document) -> usize {
    let mut found = 0;
    document.for_each_block(&mut |block| {
        block.each_inline_list(&mut |list| {
            let mut before: Option<&str> = None;
            for inline in list {
                // One link may be several texts: bold within a link.
                let here = href(inline);
                found += usize::from(here.is_some() && here != before);
                before = here;
            }
        });
    });
    found
}

/// What two texts are compared by: letters and digits alone, in lower case; of a text without any, what there is.
pub fn essence(document: &Document) -> String {
    let whole = text::write(document).to_lowercase();
    let bare: String = whole.chars().filter(|c| c.is_alphanumeric()).collect();
    if bare.is_empty() { whole.split_whitespace().collect() } else { bare }
}

fn href(inline: &Inline) -> Option<&str> {
    let Inline::Text(text) = inline else { return None };
    text.marks.iter().find_map(|mark| if let Mark::Link(href) = mark { Some(href.as_str()) } else { None })
}

fn blocks(all: Vec<Block>, depth: usize) -> Vec<Block> {
    let mut kept = Vec::with_capacity(all.len());
    for block in all {
        match block {
            Block::Paragraph(p) => kept.extend(paragraph(p.content)),
            Block::Heading(h) => kept.extend(paragraph(h.content)),
            Block::BulletList(l) if depth < DEEPEST => {
                kept.push(Block::BulletList(BulletList { content: items(l.content, depth) }));
            }
            Block::OrderedList(l) if depth < DEEPEST => {
                kept.push(Block::OrderedList(OrderedList {
                    start: l.start,
                    content: items(l.content, depth),
                }));
            }
            Block::Blockquote(q) | Block::PullQuote(q) if depth < DEEPEST => {
                let content = blocks(q.content, depth + 1);
                if !content.is_empty() {
                    kept.push(Block::Blockquote(Quote { content, ..Quote::default() }));
                }
            }
            Block::CodeBlock(c) => kept.extend(code(&c.text)),
            Block::Figure(f) => kept.extend(picture(&f)),
            Block::HorizontalRule => {}
            other => {
                let plain = text::write(&Document { content: vec![other] });
                kept.extend(
                    plain.split("\n\n").filter_map(|part| paragraph(vec![Inline::text(part.trim())])),
                );
            }
        }
    }
    kept
}

fn items(all: Vec<ListItem>, depth: usize) -> Vec<ListItem> {
    all.into_iter()
        .map(|item| ListItem { content: blocks(item.content, depth + 1) })
        .filter(|item| !item.content.is_empty())
        .collect()
}

fn paragraph(content: Vec<Inline>) -> Option<Block> {
    let content: Vec<Inline> = content.into_iter().filter_map(inline).collect();
    let says = |inline: &Inline| matches!(inline, Inline::Text(t) if !t.text.trim().is_empty());
    content.iter().any(says).then(|| Block::Paragraph(Paragraph { content, ..Paragraph::default() }))
}

fn inline(inline: Inline) -> Option<Inline> {
    match inline {
        Inline::Text(Text { text, mut marks }) => {
            marks.retain(|mark| match mark {
                Mark::Bold | Mark::Italic | Mark::Code => true,
                // No mailto: an address that stands in a text is harvested; it stays as text.
                Mark::Link(href) => href.starts_with('/') || href.to_ascii_lowercase().starts_with("http"),
                _ => false,
            });
            (!text.is_empty()).then_some(Inline::Text(Text { text, marks }))
        }
        Inline::HardBreak => Some(Inline::HardBreak),
        Inline::FootnoteReference(_) | Inline::Unknown(_) => None,
    }
}

/// Lines of code are a paragraph whose lines are kept.
fn code(text: &str) -> Option<Block> {
    let mut content = Vec::new();
    for line in text.trim_end().lines() {
        if !content.is_empty() {
            content.push(Inline::HardBreak);
        }
        if !line.is_empty() {
            content.push(Inline::Text(Text { text: line.to_owned(), marks: vec![Mark::Code] }));
        }
    }
    paragraph(content)
}

/// A picture would load from elsewhere for all who read: it becomes a link.
fn picture(figure: &Figure) -> Option<Block> {
    let mut said = figure.alt.clone().unwrap_or_default();
    let src = figure.src.clone().unwrap_or_default();
    if said.trim().is_empty() {
        // Writing into a String cannot fail.
        let _ = write!(said, "{src}");
    }
    let marks = if src.is_empty() { Vec::new() } else { vec![Mark::Link(src)] };
    paragraph(vec![Inline::Text(Text { text: said, marks })])
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::html::{self, Plain};

    fn check(typed: &str, shown: &str) {
        assert_eq!(html::write(&read(typed), &Plain::default()), shown, "{typed:?}");
    }

    #[test]
    fn the_small_subset() {
        check(
            "One *two* **three** `four`",
            "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>",
        );
        check("a line\nand another\r\n\r\nmore", "<p>a line<br>and another</p><p>more</p>");
        check("> said\n\nand", "<blockquote><p>said</p></blockquote><p>and</p>");
        check("- a\n- b", "<ul><li>a</li><li>b</li></ul>");
        check("[here](https://a.example/)", "<p><a href=\"https://a.example/\">here</a></p>");
        check(
            "see https://a.example/b",
            "<p>see <a href=\"https://a.example/b\">https://a.example/b</a></p>",
        );
    }

    #[test]
    fn all_else_is_text() {
        check("# Loud", "<p>Loud</p>");
        check("<script>x()</script>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>");
        check("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>");
        check("[x](javascript:alert(1))", "<p>x</p>");
        check("[x](mailto:a@b.co)", "<p>x</p>");
        check("![boat](https://a.example/b.jpg)", "<p><a href=\"https://a.example/b.jpg\">boat</a></p>");
        check("~~~\na\n b\n~~~", "<p><code>a</code><br><code> b</code></p>");
        check("---", "");
        check("\u{0}\u{7}", "");
    }

    #[test]
    fn depth_has_an_end() {
        let shown = html::write(
            &read(&"> ".repeat(400).chars().chain("deep".chars()).collect::<String>()),
            &Plain::default(),
        );
        assert!(shown.contains("deep") && shown.matches("<blockquote>").count() <= DEEPEST, "{shown}");
    }

    #[test]
    fn links_are_counted_once_each() {
        assert_eq!(links(&read("[a **b** c](https://a.example/) and https://b.example/ and /c")), 2);
        assert_eq!(links(&read("- https://a.example/\n- https://a.example/")), 2);
    }

    #[test]
    fn the_same_said_otherwise_has_one_essence() {
        assert_eq!(essence(&read("Buy   BOATS, now!")), essence(&read("*buy* boats now")));
        assert_ne!(essence(&read("!!!")), essence(&read("???")));
    }
}
