//! Elements within a line.

use super::super::dom::Id;
use super::Reader;
use super::attributes::{declaration, direction, language};
use super::flow::{Flow, Place};
use crate::address;
use crate::chars;
use crate::tree::{FootnoteReference, Inline, Mark, TextLanguage};

impl Reader<'_> {
    /// An element whose text carries a mark, or nothing but itself.
    pub(super) fn inline(&mut self, id: Id, tag: &str, flow: &mut Flow) {
        let dom = self.dom;
        let mark = match tag {
            "b" | "strong" => {
                // Google Docs wraps what it copies in a bold element that is not bold.
                let weight = dom.attr(id, "style").and_then(|s| declaration(s, "font-weight"));
                (weight != Some("normal") && weight != Some("400")).then_some(Mark::Bold)
            }
            "i" | "em" | "dfn" | "var" | "cite" | "u" => Some(Mark::Italic),
            "code" | "kbd" | "samp" | "tt" => Some(Mark::Code),
            "s" | "del" | "strike" => Some(Mark::Strike),
            "sub" => Some(Mark::Subscript),
            "sup" => Some(Mark::Superscript),
            "mark" => Some(Mark::Highlight),
            _ => None,
        };
        self.marked(id, mark, flow);
    }

    /// The children with a mark on them, and with those that attributes ask for.
    pub(super) fn marked(&mut self, id: Id, mark: Option<Mark>, flow: &mut Flow) {
        if mark.is_none() && self.dom.attrs(id).is_empty() {
            return self.children(id, flow);
        }
        let before = self.marks.clone();
        self.put_language(id);
        if let Some(style) = self.dom.attr(id, "style") {
            self.put_style(style);
        }
        if let Some(mark) = mark {
            mark.put(&mut self.marks);
        }
        self.children(id, flow);
        self.marks = before;
    }

    fn put_language(&mut self, id: Id) {
        let (lang, dir) = (language(self.dom, id), direction(self.dom, id));
        if lang.is_none() && dir.is_none() {
            return;
        }
        let outer = self.marks.iter().find_map(|m| match m {
            Mark::Language(l) => Some(l.clone()),
            _ => None,
        });
        let outer = outer.unwrap_or_default();
        let language = TextLanguage { lang: lang.or(outer.lang), dir: dir.or(outer.dir) };
        Mark::Language(language).put(&mut self.marks);
    }

    /// The few declarations by which editors that know no elements mark text.
    fn put_style(&mut self, style: &str) {
        let is_bold = |w: &str| w == "bold" || w == "bolder" || w.parse::<u32>().is_ok_and(|n| n >= 600);
        if declaration(style, "font-weight").is_some_and(is_bold) {
            Mark::Bold.put(&mut self.marks);
        }
        if declaration(style, "font-style").is_some_and(|s| s == "italic" || s == "oblique") {
            Mark::Italic.put(&mut self.marks);
        }
        let line =
            declaration(style, "text-decoration").or_else(|| declaration(style, "text-decoration-line"));
        if line.is_some_and(|l| l.contains("line-through")) {
            Mark::Strike.put(&mut self.marks);
        }
        match declaration(style, "vertical-align") {
            Some("super") => Mark::Superscript.put(&mut self.marks),
            Some("sub") => Mark::Subscript.put(&mut self.marks),
            _ => {}
        }
    }

    pub(super) fn span(&mut self, id: Id, flow: &mut Flow) {
        if flow.place == Place::Caption && self.dom.attr(id, "class").is_some() {
            let part = |dom: &super::Dom| Some(chars::collapse(&dom.text(id))).filter(|t| !t.is_empty());
            if self.dom.has_class(id, "credit") {
                self.caption.credit = part(self.dom);
                return;
            }
            if self.dom.has_class(id, "title") {
                self.caption.title = part(self.dom);
                return;
            }
        }
        self.marked(id, None, flow);
    }

    pub(super) fn anchor(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        let Some(href) = dom.attr(id, "href") else { return self.marked(id, None, flow) };
        if let Some(note) = self.note_of_link(id, href) {
            flow.inline(Inline::FootnoteReference(FootnoteReference { id: note }));
            return;
        }
        match address::clean(href) {
            Some(href) => self.marked(id, Some(Mark::Link(href)), flow),
            None => {
                if !href.trim().is_empty() {
                    self.lose(id, "link", href);
                }
                self.marked(id, None, flow);
            }
        }
    }

    /// A `<sup>` around nothing but the number of a note is part of that number.
    pub(super) fn superscript(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        if let Some(note) = dom.attr(id, "data-fn") {
            if self.notes.contains_key(note) {
                flow.inline(Inline::FootnoteReference(FootnoteReference { id: note.to_owned() }));
            } else {
                self.lose(id, "footnote without its text", note);
            }
            return;
        }
        let link = dom.find(id, &["a"]);
        let is_number = link.is_some_and(|a| {
            let href = dom.attr(a, "href").unwrap_or("");
            self.note_of_link(a, href).is_some()
                && chars::collapse(&dom.text(a)) == chars::collapse(&dom.text(id))
        });
        if is_number { self.children(id, flow) } else { self.marked(id, Some(Mark::Superscript), flow) }
    }
}
