//! Blocks of text, lists, quotes and tables.

use super::Writer;
use super::inlines::is_blank;
use crate::text;
use crate::tree::{Align, Block, Cell, Direction, Quote, Table};

impl Writer<'_> {
    pub(super) fn blocks(&mut self, list: &[Block]) {
        for block in list {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(p) if is_blank(&p.content) => {}
            Block::Paragraph(p) => {
                self.open("p", p.lang.as_deref(), p.dir, p.align);
                self.put(">");
                self.inlines(&p.content);
                self.put("</p>");
            }
            Block::Heading(h) if is_blank(&h.content) => {}
            Block::Heading(h) => {
                let tag = match self.anchors.level(h) {
                    ..=2 => "h2",
                    3 => "h3",
                    _ => "h4",
                };
                self.open(tag, h.lang.as_deref(), h.dir, h.align);
                let id = self.anchors.of(h);
                self.attr("id", &id);
                self.put(">");
                self.inlines(&h.content);
                self.put("</");
                self.put(tag);
                self.put(">");
            }
            Block::BulletList(l) => self.list("ul", 1, l.content.iter().map(|i| i.content.as_slice())),
            Block::OrderedList(l) => self.list("ol", l.start, l.content.iter().map(|i| i.content.as_slice())),
            Block::Blockquote(q) => self.quote(q, "quote"),
            Block::PullQuote(q) => self.quote(q, "pullquote"),
            Block::CodeBlock(c) if c.text.trim().is_empty() => {}
            Block::CodeBlock(c) => {
                // Focusable, since a line too long scrolls, and not everyone has a pointer (WCAG 2.1.1).
                self.put("<pre tabindex=\"0\"><code");
                if let Some(language) = &c.language {
                    self.attr("class", &format!("language-{}", language.replace(char::is_whitespace, "-")));
                }
                self.put(">");
                self.text(&c.text);
                self.put("</code></pre>");
            }
            Block::Table(t) => self.table(t),
            Block::Figure(f) => self.figure(f),
            Block::Gallery(g) => self.gallery(g),
            Block::Embed(e) => self.embed(e),
            Block::Frame(f) => self.frame(f),
            Block::Audio(r) => self.recording(r, "audio"),
            Block::Video(r) => self.recording(r, "video"),
            Block::File(f) => self.file(f),
            Block::Aside(a) => {
                let inner = self.apart(|w| w.blocks(&a.content));
                if !inner.is_empty() {
                    self.put("<aside class=\"box\">");
                    self.put(&inner);
                    self.put("</aside>");
                }
            }
            // Written at the end, by number.
            Block::Footnotes(_) => {}
            Block::HorizontalRule => self.put("<hr>"),
            Block::Unknown(value) => {
                let mut plain = String::new();
                text::unknown(value, &mut plain);
                if !plain.trim().is_empty() {
                    self.put("<p>");
                    self.text(plain.trim());
                    self.put("</p>");
                }
            }
        }
    }

    /// What `inner` writes, on its own.
    pub(super) fn apart(&mut self, inner: impl FnOnce(&mut Self)) -> String {
        let before = std::mem::take(&mut self.out);
        inner(self);
        std::mem::replace(&mut self.out, before)
    }

    fn open(&mut self, tag: &str, lang: Option<&str>, dir: Option<Direction>, align: Option<Align>) {
        self.put("<");
        self.put(tag);
        self.attr_if("lang", lang);
        self.attr_if("dir", dir.map(Direction::as_str));
        self.attr_if("class", align.map(align_class));
    }

    fn list<'b>(&mut self, tag: &str, start: i32, items: impl Iterator<Item = &'b [Block]>) {
        let inner = self.apart(|w| {
            for item in items {
                let text = w.apart(|w| match item {
                    // One paragraph in an item needs no element of its own.
                    [Block::Paragraph(p)] if p.lang.is_none() && p.dir.is_none() && p.align.is_none() => {
                        w.inlines(&p.content);
                    }
                    blocks => w.blocks(blocks),
                });
                if !text.is_empty() {
                    w.put("<li>");
                    w.put(&text);
                    w.put("</li>");
                }
            }
        });
        if inner.is_empty() {
            return;
        }
        self.put("<");
        self.put(tag);
        if start != 1 {
            self.attr("start", &start.to_string());
        }
        self.put(">");
        self.put(&inner);
        self.put("</");
        self.put(tag);
        self.put(">");
    }

    fn quote(&mut self, quote: &Quote, class: &str) {
        let inner = self.apart(|w| w.blocks(&quote.content));
        if inner.is_empty() {
            return;
        }
        // HTML has who said it stand outside the quotation.
        let framed = quote.attribution.is_some() || class == "pullquote";
        if framed {
            self.put("<figure");
            self.attr("class", class);
            self.put(">");
        }
        self.put("<blockquote");
        let cite = quote.cite.as_deref().map(|c| self.resolve.href(c));
        self.attr_if("cite", cite.as_deref());
        self.put(">");
        self.put(&inner);
        self.put("</blockquote>");
        if let Some(attribution) = &quote.attribution {
            self.put("<figcaption>");
            if let Some(cite) = &cite {
                self.put("<a");
                self.attr("href", cite);
                self.put(">");
            }
            self.text(attribution);
            if cite.is_some() {
                self.put("</a>");
            }
            self.put("</figcaption>");
        }
        if framed {
            self.put("</figure>");
        }
    }

    fn table(&mut self, table: &Table) {
        // A table from elsewhere may hold spans that do not fit.
        let mut mended = table.clone();
        mended.content.retain(|r| !r.content.is_empty());
        mended.mend();
        if mended.content.is_empty() {
            return;
        }
        // Wide tables scroll by themselves, by keyboard too: hence a focusable region with a name.
        let label = match &table.caption {
            Some(caption) => caption.clone(),
            None => self.resolve.words().table.clone(),
        };
        self.put("<div class=\"table\" tabindex=\"0\" role=\"region\"");
        self.attr("aria-label", &label);
        self.put("><table>");
        if let Some(caption) = &mended.caption {
            self.put("<caption>");
            self.text(caption);
            self.put("</caption>");
        }
        let head = mended.head_rows();
        for (i, row) in mended.content.iter().enumerate() {
            if i == 0 && head > 0 {
                self.put("<thead>");
            }
            if i == head {
                self.put("<tbody>");
            }
            self.put("<tr>");
            for cell in &row.content {
                self.cell(cell, i < head);
            }
            self.put("</tr>");
            if i + 1 == head {
                self.put("</thead>");
            }
        }
        self.put("</tbody></table></div>");
    }

    fn cell(&mut self, cell: &Cell, in_head: bool) {
        self.put(if cell.header { "<th" } else { "<td" });
        if cell.header {
            self.attr("scope", if in_head { "col" } else { "row" });
        }
        self.number("colspan", (cell.colspan > 1).then_some(cell.colspan));
        self.number("rowspan", (cell.rowspan > 1).then_some(cell.rowspan));
        self.attr_if("class", cell.align.map(align_class));
        self.put(">");
        match cell.content.as_slice() {
            [Block::Paragraph(p)] if p.lang.is_none() && p.dir.is_none() && p.align.is_none() => {
                self.inlines(&p.content);
            }
            blocks => self.blocks(blocks),
        }
        self.put(if cell.header { "</th>" } else { "</td>" });
    }
}

fn align_class(align: Align) -> &'static str {
    match align {
        Align::Left => "align-left",
        Align::Center => "align-center",
        Align::Right => "align-right",
        Align::Justify => "align-justify",
    }
}
