//! Trees to Markdown. What it cannot say is written as the nearest that it can: attributions as a
//! last line, asides as quotes, cells that span others as cells beside empty ones.

mod inlines;

use crate::notes::Numbered;
use crate::text;
use crate::tree::{Align, Block, Document, Figure, Table};

use inlines::{address, escape};

/// Writes CommonMark with tables, strikethrough and footnotes, as [`super::read`] reads it.
#[must_use]
pub fn write(document: &Document) -> String {
    let writer = Writer { notes: Numbered::of(document) };
    let mut parts = writer.blocks(&document.content);
    for (i, note) in writer.notes.notes.iter().enumerate() {
        let text = writer.blocks(&note.content).join("\n\n");
        parts.push(indent(&text, &format!("[^{}]: ", i + 1), "    "));
    }
    let mut out = parts.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

pub(super) struct Writer<'a> {
    pub(super) notes: Numbered<'a>,
}

impl Writer<'_> {
    fn blocks(&self, list: &[Block]) -> Vec<String> {
        let mut out = Vec::with_capacity(list.len());
        let mut after_list = None;
        for block in list {
            let kind = match block {
                Block::BulletList(_) => Some(false),
                Block::OrderedList(_) => Some(true),
                _ => None,
            };
            // Two lists in a row would become one.
            if kind.is_some() && kind == after_list {
                out.push("<!-- -->".to_owned());
            }
            after_list = kind;
            self.block(block, &mut out);
        }
        out.retain(|p| !p.trim().is_empty());
        out
    }

    fn block(&self, block: &Block, out: &mut Vec<String>) {
        match block {
            Block::Paragraph(p) => out.push(self.inlines(&p.content)),
            Block::Heading(h) => {
                let marks = "#".repeat(usize::from(h.level.clamp(2, 4)));
                let line = self.inlines(&h.content).replace("\\\n", " ");
                out.push(format!("{marks} {line}"));
            }
            Block::BulletList(l) => {
                out.push(self.items(l.content.iter().map(|i| ("- ".to_owned(), &i.content[..]))))
            }
            Block::OrderedList(l) => {
                // CommonMark knows no numbers below zero.
                let start = i64::from(l.start.max(0));
                let numbered = l.content.iter().zip(start..);
                out.push(self.items(numbered.map(|(i, n)| (format!("{n}. "), &i.content[..]))));
            }
            Block::Blockquote(q) | Block::PullQuote(q) => {
                let mut parts = self.blocks(&q.content);
                if let Some(attribution) = &q.attribution {
                    let name = match &q.cite {
                        Some(cite) => format!("[{}]({})", escape(attribution), address(cite)),
                        None => escape(attribution),
                    };
                    parts.push(format!("<cite>{name}</cite>"));
                }
                out.push(indent(&parts.join("\n\n"), "> ", "> "));
            }
            Block::Aside(a) => out.push(indent(&self.blocks(&a.content).join("\n\n"), "> ", "> ")),
            Block::CodeBlock(c) => {
                let longest = c.text.split(|ch| ch != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest.max(2) + 1);
                out.push(format!("{fence}{}\n{}\n{fence}", c.language.as_deref().unwrap_or(""), c.text));
            }
            Block::Table(t) => self.table(t, out),
            Block::Figure(f) => self.figure(f, out),
            Block::Gallery(g) => g.content.iter().for_each(|f| self.figure(f, out)),
            Block::Embed(e) => {
                out.push(link(e.title.as_deref(), &e.url));
                out.push(self.inlines(&e.content));
            }
            Block::Frame(f) => {
                out.push(link(f.title.as_deref(), &f.url));
                out.push(self.inlines(&f.content));
            }
            Block::Audio(r) | Block::Video(r) => {
                if let Some(src) = &r.src {
                    out.push(link(r.title.as_deref(), src));
                }
                out.push(self.inlines(&r.content));
                out.push(r.transcript.as_deref().map(escape_paragraphs).unwrap_or_default());
            }
            Block::File(f) => {
                if let Some(src) = &f.src {
                    out.push(link(f.title.as_deref(), src));
                }
            }
            // Written at the end, by number.
            Block::Footnotes(_) => {}
            Block::HorizontalRule => out.push("---".to_owned()),
            Block::Unknown(value) => {
                let mut plain = String::new();
                text::unknown(value, &mut plain);
                out.push(escape(plain.trim()));
            }
        }
    }

    fn items<'b>(&self, items: impl Iterator<Item = (String, &'b [Block])>) -> String {
        let items: Vec<String> = items
            .map(|(marker, content)| {
                let text = self.blocks(content).join("\n\n");
                indent(&text, &marker, &" ".repeat(marker.len()))
            })
            .collect();
        items.join("\n")
    }

    fn figure(&self, figure: &Figure, out: &mut Vec<String>) {
        if let Some(src) = &figure.src {
            let picture = format!("![{}]({})", escape(figure.alt.as_deref().unwrap_or("")), address(src));
            out.push(match &figure.link {
                Some(link) => format!("[{picture}]({})", address(link)),
                None => picture,
            });
        }
        out.push(self.inlines(&figure.content));
        out.push(figure.credit.as_deref().map(escape).unwrap_or_default());
    }

    fn table(&self, table: &Table, out: &mut Vec<String>) {
        out.push(table.caption.as_deref().map(escape).unwrap_or_default());
        let mut lines = Vec::new();
        let columns = table
            .content
            .iter()
            .map(|r| r.content.iter().map(|c| c.colspan as usize).sum::<usize>())
            .max()
            .unwrap_or(0);
        let rule = rule(table, columns);
        for (i, row) in table.content.iter().enumerate() {
            let mut cells: Vec<String> = Vec::new();
            for cell in &row.content {
                // A cell is one line.
                let text = self.blocks(&cell.content).join(" ").replace("\\\n", " ").replace('\n', " ");
                cells.push(text);
                cells.extend((1..cell.colspan).map(|_| String::new()));
            }
            cells.resize(columns, String::new());
            if i == 0 && !row.content.iter().all(|c| c.header) {
                // Markdown's tables have a head, even an empty one.
                lines.push(format!("|{}", "  |".repeat(columns)));
                lines.push(rule.clone());
            }
            lines.push(format!("| {} |", cells.join(" | ")));
            if i == 0 && row.content.iter().all(|c| c.header) {
                lines.push(rule.clone());
            }
        }
        out.push(lines.join("\n"));
    }
}

/// The line between head and body, which says how each column is aligned: as its first cell is.
fn rule(table: &Table, columns: usize) -> String {
    let first = table.content.first().map(|r| r.content.as_slice()).unwrap_or_default();
    let mut out = String::from("|");
    for i in 0..columns {
        out.push_str(match first.get(i).and_then(|c| c.align) {
            Some(Align::Left) => " :--- |",
            Some(Align::Center) => " :---: |",
            Some(Align::Right) => " ---: |",
            _ => " --- |",
        });
    }
    out
}

fn link(title: Option<&str>, url: &str) -> String {
    match title {
        Some(title) => format!("[{}]({})", escape(title), address(url)),
        None => format!("[{}]({})", escape(url), address(url)),
    }
}

fn escape_paragraphs(text: &str) -> String {
    text.split("\n\n").map(escape).collect::<Vec<_>>().join("\n\n")
}

/// Puts `first` before the first line and `rest` before the others; blank lines stay bare.
fn indent(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(text.len() + first.len() + 16);
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let prefix = if i == 0 { first } else { rest };
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}
