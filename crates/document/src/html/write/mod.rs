//! Writes a tree as semantic HTML: valid inside `<article>`, without inline styles or scripts (the
//! site's Content-Security-Policy allows neither), and with nothing empty in it.

mod blocks;
mod escape;
mod inlines;
mod media;
mod notes;
mod resolve;

pub use resolve::{FileLink, Picture, Plain, Resolve, Words};

use super::headings::Anchors;
use crate::Document;
use crate::notes::Numbered;

/// Writes the body. What figures, files and links point at is what `resolve` says.
#[must_use]
pub fn write(document: &Document, resolve: &dyn Resolve) -> String {
    let mut writer = Writer {
        out: String::with_capacity(4096),
        resolve,
        notes: Numbered::of(document),
        anchors: Anchors::default(),
        references: Vec::new(),
        frames: 0,
        rested: Vec::new(),
    };
    writer.references.resize(writer.notes.notes.len(), 0);
    writer.blocks(&document.content);
    writer.footnotes();
    writer.out
}

struct Writer<'a> {
    out: String,
    resolve: &'a dyn Resolve,
    notes: Numbered<'a>,
    anchors: Anchors,
    /// How often each note has been referred to so far.
    references: Vec<usize>,
    frames: usize,
    /// The sources that a passage has named so far.
    rested: Vec<usize>,
}

impl Writer<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn text(&mut self, text: &str) {
        escape::text(text, &mut self.out);
    }

    fn attr(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::attr(value, &mut self.out);
        self.out.push('"');
    }

    fn attr_if(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.attr(name, value);
        }
    }

    fn number(&mut self, name: &str, value: Option<u32>) {
        if let Some(value) = value {
            self.attr(name, &value.to_string());
        }
    }
}
