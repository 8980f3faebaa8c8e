//! Text with its marks.

use super::Writer;
use crate::text;
use crate::tree::{Inline, Mark};

impl Writer<'_> {
    pub(super) fn inlines(&mut self, list: &[Inline]) {
        // Marks stay open over neighbours that share them: one link, not three with one word each.
        let mut open: Vec<&Mark> = Vec::new();
        for (at, node) in list.iter().enumerate() {
            let rest = list.get(at..).unwrap_or_default();
            let marks: &[Mark] = match node {
                Inline::Text(t) => &t.marks,
                // A break inside a bold line would else divide it.
                Inline::HardBreak => {
                    self.close(&mut open, 0, rest);
                    self.put("<br>");
                    continue;
                }
                _ => &[],
            };
            let shown: Vec<&Mark> = marks.iter().filter(|mark| self.shows(mark)).collect();
            let shared = open.iter().zip(&shown).take_while(|(a, b)| a == b).count();
            self.close(&mut open, shared, rest);
            for mark in shown.into_iter().skip(shared) {
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
        self.close(&mut open, 0, &[]);
    }

    fn shows(&self, mark: &Mark) -> bool {
        match mark {
            Mark::Unknown(_) => false,
            Mark::Source(ids) => ids.iter().any(|id| self.resolve.source(*id).is_some()),
            _ => true,
        }
    }

    /// Closes marks; `rest` is what is still to be written of the line.
    fn close(&mut self, open: &mut Vec<&Mark>, down_to: usize, rest: &[Inline]) {
        while open.len() > down_to {
            let Some(mark) = open.pop() else { return };
            self.put("</");
            self.put(element(mark));
            self.put(">");
            // A passage that goes on after a line break says what it rests on at its end.
            if let Mark::Source(ids) = mark
                && !goes_on(mark, rest)
            {
                self.rests_on(ids);
            }
        }
    }

    /// The numbers of the sources that the passage before rests on.
    fn rests_on(&mut self, ids: &[i64]) {
        self.put("<sup class=\"rests-on\">");
        let numbers: Vec<usize> = ids.iter().filter_map(|id| self.resolve.source(*id)).collect();
        for (at, number) in numbers.into_iter().enumerate() {
            if at > 0 {
                self.put(", ");
            }
            self.put("<a");
            self.attr("href", &format!("#source-{number}"));
            if !self.rested.contains(&number) {
                self.rested.push(number);
                self.attr("id", &format!("passage-{number}"));
            }
            let label = self.resolve.words().source.replace("{n}", &number.to_string());
            self.attr("aria-label", &label);
            self.put(">");
            self.put(&number.to_string());
            self.put("</a>");
        }
        self.put("</sup>");
    }

    fn open_mark(&mut self, mark: &Mark) {
        self.put("<");
        self.put(element(mark));
        match mark {
            Mark::Source(_) => self.attr("class", "rests"),
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
        Mark::Source(_) | Mark::Language(_) | Mark::Unknown(_) => "span",
        Mark::Highlight => "mark",
        Mark::Bold => "strong",
        Mark::Italic => "em",
        Mark::Strike => "s",
        Mark::Subscript => "sub",
        Mark::Superscript => "sup",
        Mark::Code => "code",
    }
}

/// Whether what comes next in a line, after a break, has the same mark.
fn goes_on(mark: &Mark, rest: &[Inline]) -> bool {
    let next = rest.iter().find(|node| !matches!(node, Inline::HardBreak));
    matches!(next, Some(Inline::Text(t)) if t.marks.contains(mark))
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
