//! Text with its marks.

use super::Writer;
use crate::text;
use crate::tree::{Inline, Mark};

impl Writer<'_> {
    pub(super) fn inlines(&mut self, list: &[Inline]) {
        // Marks stay open over neighbours that share them: one link, not three with one word each.
        let mut open: Vec<&Mark> = Vec::new();
        for node in list {
            let marks: &[Mark] = match node {
                Inline::Text(t) => &t.marks,
                // A break inside a bold line would else divide it.
                Inline::HardBreak => {
                    self.close(&mut open, 0);
                    self.put("<br>");
                    continue;
                }
                _ => &[],
            };
            let known = || marks.iter().filter(|m| !matches!(m, Mark::Unknown(_)));
            let shared = open.iter().zip(known()).take_while(|(a, b)| **a == *b).count();
            self.close(&mut open, shared);
            for mark in known().skip(shared) {
                self.open_mark(mark);
                open.push(mark);
            }
            match node {
                Inline::Text(t) => self.text(&t.text),
                Inline::FootnoteReference(r) => self.reference(&r.id),
                Inline::Unknown(value) => {
                    let mut plain = String::new();
                    text::unknown(value, &mut plain);
                    self.text(&plain);
                }
                Inline::HardBreak => {}
            }
        }
        self.close(&mut open, 0);
    }

    fn close(&mut self, open: &mut Vec<&Mark>, down_to: usize) {
        while open.len() > down_to {
            if let Some(mark) = open.pop() {
                self.put("</");
                self.put(element(mark));
                self.put(">");
            }
        }
    }

    fn open_mark(&mut self, mark: &Mark) {
        self.put("<");
        self.put(element(mark));
        match mark {
            Mark::Link(href) => {
                let href = self.resolve.href(href);
                self.attr("href", &href);
                let rel = self.resolve.rel(&href);
                self.attr_if("rel", rel);
            }
            Mark::Language(language) => {
                self.attr_if("lang", language.lang.as_deref());
                self.attr_if("dir", language.dir.map(crate::Direction::as_str));
            }
            _ => {}
        }
        self.put(">");
    }
}

fn element(mark: &Mark) -> &'static str {
    match mark {
        Mark::Link(_) => "a",
        Mark::Language(_) | Mark::Unknown(_) => "span",
        Mark::Highlight => "mark",
        Mark::Bold => "strong",
        Mark::Italic => "em",
        Mark::Strike => "s",
        Mark::Subscript => "sub",
        Mark::Superscript => "sup",
        Mark::Code => "code",
    }
}

/// Whether a line would show nothing.
pub(super) fn is_blank(list: &[Inline]) -> bool {
    list.iter().all(|n| match n {
        Inline::Text(t) => t.text.trim().is_empty(),
        Inline::HardBreak => true,
        Inline::FootnoteReference(_) => false,
        Inline::Unknown(value) => {
            let mut plain = String::new();
            text::unknown(value, &mut plain);
            plain.trim().is_empty()
        }
    })
}
