//! Text on its way into blocks: white space as browsers collapse it, line breaks, paragraphs.

use crate::chars;
use crate::tree::{Align, Block, Direction, Heading, Inline, Mark, Paragraph, Text};
use crate::{address, providers};

/// Where blocks are going to stand, as far as it decides what they may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// The article itself, or a box in it.
    #[default]
    Top,
    /// In a quote, a list item, a cell or a note: no headings here, and an address stays an address.
    Inner,
    /// In a caption: lines only.
    Caption,
}

/// What the text gathered becomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    /// A heading's level; `None` for a paragraph.
    pub(super) heading: Option<u8>,
    pub(super) id: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) dir: Option<Direction>,
    pub(super) align: Option<Align>,
}

/// Gathers text and finished blocks.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) place: Place,
    pub(super) style: Style,
    run: Vec<Inline>,
    /// The run is at the start of a line or behind a space: further space is swallowed.
    spaced: bool,
    /// Line ends seen since the last text, where line ends mean something.
    newlines: u8,
}

impl Flow {
    pub(super) fn new(place: Place) -> Self {
        Self { place, spaced: true, ..Self::default() }
    }

    /// Adds text; with `lines`, a line end is a break and a blank line ends the paragraph.
    pub(super) fn text(&mut self, text: &str, marks: &[Mark], lines: bool) {
        if !lines {
            return self.words(text, marks);
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.newline();
            }
            self.words(line, marks);
        }
    }

    fn newline(&mut self) {
        self.newlines = self.newlines.saturating_add(1);
        if self.newlines == 2 {
            self.flush();
        } else {
            self.words(" ", &[]);
        }
    }

    /// The break that a single line end stood for, once there is something behind it.
    fn pending_break(&mut self) {
        let pending = std::mem::take(&mut self.newlines) == 1;
        if pending && !self.run.is_empty() && self.run.last() != Some(&Inline::HardBreak) {
            self.trim_space();
            if !self.run.is_empty() {
                self.run.push(Inline::HardBreak);
                self.spaced = true;
            }
        }
    }

    fn words(&mut self, text: &str, marks: &[Mark]) {
        if text.is_empty() {
            return;
        }
        if text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')) {
            if !self.spaced && self.newlines == 0 {
                self.target(marks).push(' ');
                self.spaced = true;
            }
            return;
        }
        self.pending_break();
        let mut spaced = self.spaced;
        let target = self.target(marks);
        for c in text.chars() {
            if chars::is_space(c) {
                if !spaced {
                    target.push(' ');
                    spaced = true;
                }
            } else if !chars::is_refused(c) {
                target.push(c);
                spaced = false;
            }
        }
        self.spaced = spaced;
        if matches!(self.run.last(), Some(Inline::Text(t)) if t.text.is_empty()) {
            self.run.pop();
        }
    }

    /// The text node to write to: the last one, if its marks are the same.
    fn target(&mut self, marks: &[Mark]) -> &mut String {
        if !matches!(self.run.last(), Some(Inline::Text(t)) if t.marks == marks) {
            self.run.push(Inline::Text(Text { text: String::new(), marks: marks.to_vec() }));
        }
        let Some(Inline::Text(text)) = self.run.last_mut() else { unreachable!("a text was just put there") };
        &mut text.text
    }

    /// Adds a node that stands in the line like a word.
    pub(super) fn inline(&mut self, node: Inline) {
        self.pending_break();
        self.run.push(node);
        self.spaced = false;
    }

    /// A `<br>`. Two in a row are how many a site divides paragraphs.
    pub(super) fn line_break(&mut self) {
        self.newlines = 0;
        self.trim_space();
        match self.run.last() {
            None => {}
            Some(Inline::HardBreak) if self.place == Place::Caption => {}
            Some(Inline::HardBreak) => self.flush(),
            Some(_) => {
                self.run.push(Inline::HardBreak);
                self.spaced = true;
            }
        }
    }

    fn trim_space(&mut self) {
        while let Some(Inline::Text(t)) = self.run.last_mut() {
            if t.text.ends_with(' ') {
                t.text.pop();
            }
            if !t.text.is_empty() {
                return;
            }
            self.run.pop();
        }
    }

    /// Ends the paragraph.
    pub(super) fn flush(&mut self) {
        self.newlines = 0;
        self.spaced = true;
        loop {
            self.trim_space();
            if self.run.last() != Some(&Inline::HardBreak) {
                break;
            }
            self.run.pop();
        }
        let run = std::mem::take(&mut self.run);
        if is_blank(&run) {
            return;
        }
        if self.place == Place::Top && self.style == Style::default() {
            self.lines(run);
        } else {
            self.paragraph(run);
        }
    }

    pub(super) fn block(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    /// A line that is nothing but the address of something on a known site becomes an embed, as
    /// WordPress and most editors do it.
    fn lines(&mut self, run: Vec<Inline>) {
        let is_address = |i: usize| {
            let edge = |n: Option<&Inline>| n.is_none_or(|n| *n == Inline::HardBreak);
            let before = i.checked_sub(1).and_then(|b| run.get(b));
            (edge(before) && edge(run.get(i + 1))).then(|| run.get(i).and_then(lone_address)).flatten()
        };
        let found: Vec<(usize, String, &'static str)> =
            (0..run.len()).filter_map(|i| is_address(i).map(|(url, slug)| (i, url, slug))).collect();
        if found.is_empty() {
            return self.paragraph(run);
        }
        let mut rest = run.into_iter();
        let mut at = 0;
        for (i, url, slug) in found {
            let before: Vec<Inline> = rest.by_ref().take(i - at).collect();
            self.paragraph(before);
            rest.next();
            at = i + 1;
            self.blocks.push(Block::Embed(crate::Embed {
                url,
                provider: Some(slug.to_owned()),
                ..crate::Embed::default()
            }));
        }
        self.paragraph(rest.collect());
    }

    fn paragraph(&mut self, mut content: Vec<Inline>) {
        while content.last() == Some(&Inline::HardBreak) {
            content.pop();
        }
        let leading = content.iter().take_while(|n| **n == Inline::HardBreak).count();
        content.drain(..leading);
        if is_blank(&content) {
            return;
        }
        let style = &mut self.style;
        let (lang, dir, align) = (style.lang.clone(), style.dir, style.align);
        self.blocks.push(match style.heading {
            Some(level) if self.place == Place::Top => {
                Block::Heading(Heading { level, id: style.id.take(), lang, dir, align, content })
            }
            Some(_) => {
                for node in &mut content {
                    if let Inline::Text(text) = node {
                        Mark::Bold.put(&mut text.marks);
                    }
                }
                Block::Paragraph(Paragraph { lang, dir, align, content: joined(content) })
            }
            None => Block::Paragraph(Paragraph { lang, dir, align, content }),
        });
    }

    /// Everything gathered.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }

    /// Everything gathered, as one run of lines; blocks that are no paragraphs are left out and counted.
    pub(super) fn finish_lines(self) -> (Vec<Inline>, usize) {
        let (mut out, mut left_out): (Vec<Inline>, usize) = (Vec::new(), 0);
        for block in self.finish() {
            match block {
                Block::Paragraph(p) => {
                    if !out.is_empty() {
                        out.push(Inline::HardBreak);
                    }
                    out.extend(p.content);
                }
                _ => left_out += 1,
            }
        }
        (out, left_out)
    }
}

/// Neighbours with the same marks made one.
fn joined(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for node in content {
        match (out.last_mut(), node) {
            (Some(Inline::Text(last)), Inline::Text(next)) if last.marks == next.marks => {
                last.text.push_str(&next.text)
            }
            (_, node) => out.push(node),
        }
    }
    out
}

/// No-break spaces alone are how editors keep an empty line open.
fn is_blank(run: &[Inline]) -> bool {
    run.iter().all(|n| match n {
        Inline::Text(t) => t.text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')),
        Inline::HardBreak => true,
        _ => false,
    })
}

fn lone_address(node: &Inline) -> Option<(String, &'static str)> {
    let Inline::Text(Text { text, marks }) = node else { return None };
    let text = text.trim();
    if !text.starts_with("http") || text.contains(char::is_whitespace) {
        return None;
    }
    match marks.as_slice() {
        [] => {}
        [Mark::Link(href)] if href == text => {}
        _ => return None,
    }
    let url = address::clean_source(text)?;
    let slug = providers::embeddable(&url)?;
    Some((url, slug))
}
