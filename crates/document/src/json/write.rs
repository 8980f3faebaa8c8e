//! Trees to JSON, without an intermediate value: an import writes thousands a second.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::tree::{Block, Cell, Document, Figure, Footnote, Inline, ListItem, Mark, Paragraph, Row, Text};

/// A node with attributes and content; `None` leaves a key out.
fn node<S: Serializer, A: Serialize, C: Serialize>(
    s: S,
    name: &str,
    attrs: Option<&A>,
    content: Option<&[C]>,
) -> Result<S::Ok, S::Error> {
    let mut map = s.serialize_map(None)?;
    map.serialize_entry("type", name)?;
    if let Some(attrs) = attrs {
        map.serialize_entry("attrs", attrs)?;
    }
    // ProseMirror leaves `content` out when it is empty, and its schema check accepts nothing else.
    if let Some(content) = content.filter(|c| !c.is_empty()) {
        map.serialize_entry("content", content)?;
    }
    map.end()
}

const NO_ATTRS: Option<&()> = None;
const NO_CONTENT: Option<&[()]> = None;

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        node(s, "doc", NO_ATTRS, Some(&self.content))
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Paragraph(p) => node(s, "paragraph", has_attrs(p).then_some(p), Some(&p.content)),
            Self::Heading(h) => node(s, "heading", Some(h), Some(&h.content)),
            Self::BulletList(l) => node(s, "bulletList", NO_ATTRS, Some(&l.content)),
            Self::OrderedList(l) => node(s, "orderedList", Some(l), Some(&l.content)),
            Self::Blockquote(q) => {
                let plain = q.attribution.is_none() && q.cite.is_none();
                node(s, "blockquote", (!plain).then_some(q), Some(&q.content))
            }
            Self::PullQuote(q) => node(s, "pullQuote", Some(q), Some(&q.content)),
            Self::CodeBlock(c) => {
                let text = (!c.text.is_empty()).then(|| Inline::text(c.text.clone()));
                node(s, "codeBlock", Some(c), Some(text.as_slice()))
            }
            Self::Table(t) => node(s, "table", t.caption.is_some().then_some(t), Some(&t.content)),
            Self::Figure(f) => f.serialize_node(s),
            Self::Gallery(g) => {
                let figures: Vec<FigureNode<'_>> = g.content.iter().map(FigureNode).collect();
                node(s, "gallery", NO_ATTRS, Some(&figures))
            }
            Self::Embed(e) => node(s, "embed", Some(e), Some(&e.content)),
            Self::Frame(f) => node(s, "frame", Some(f), Some(&f.content)),
            Self::Audio(r) => node(s, "audio", Some(r), Some(&r.content)),
            Self::Video(r) => node(s, "video", Some(r), Some(&r.content)),
            Self::File(f) => node(s, "file", Some(f), NO_CONTENT),
            Self::Aside(a) => node(s, "aside", NO_ATTRS, Some(&a.content)),
            Self::Footnotes(n) => {
                let notes: Vec<NoteNode<'_>> = n.content.iter().map(NoteNode).collect();
                node(s, "footnotes", NO_ATTRS, Some(&notes))
            }
            Self::HorizontalRule => node(s, "horizontalRule", NO_ATTRS, NO_CONTENT),
            Self::Unknown(value) => value.serialize(s),
        }
    }
}

fn has_attrs(p: &Paragraph) -> bool {
    p.lang.is_some() || p.dir.is_some() || p.align.is_some()
}

impl Figure {
    fn serialize_node<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        node(s, "figure", Some(self), Some(&self.content))
    }
}

struct FigureNode<'a>(&'a Figure);

impl Serialize for FigureNode<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_node(s)
    }
}

struct NoteNode<'a>(&'a Footnote);

impl Serialize for NoteNode<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        node(s, "footnote", Some(self.0), Some(&self.0.content))
    }
}

impl Serialize for ListItem {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        node(s, "listItem", NO_ATTRS, Some(&self.content))
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let cells: Vec<CellNode<'_>> = self.content.iter().map(CellNode).collect();
        node(s, "tableRow", NO_ATTRS, Some(&cells))
    }
}

struct CellNode<'a>(&'a Cell);

impl Serialize for CellNode<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let name = if self.0.header { "tableHeader" } else { "tableCell" };
        node(s, name, Some(self.0), Some(&self.0.content))
    }
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(Text { text, marks }) => {
                let mut map = s.serialize_map(None)?;
                map.serialize_entry("type", "text")?;
                if !marks.is_empty() {
                    map.serialize_entry("marks", marks)?;
                }
                map.serialize_entry("text", text)?;
                map.end()
            }
            Self::HardBreak => node(s, "hardBreak", NO_ATTRS, NO_CONTENT),
            Self::FootnoteReference(r) => node(s, "footnoteReference", Some(r), NO_CONTENT),
            Self::Unknown(value) => value.serialize(s),
        }
    }
}

#[derive(serde::Serialize)]
struct LinkAttrs<'a> {
    href: &'a str,
}

#[derive(serde::Serialize)]
struct SourceAttrs<'a> {
    ids: &'a [i64],
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let name = match self {
            Self::Source(ids) => return node(s, "source", Some(&SourceAttrs { ids }), NO_CONTENT),
            Self::Link(href) => return node(s, "link", Some(&LinkAttrs { href }), NO_CONTENT),
            Self::Language(language) => return node(s, "language", Some(language), NO_CONTENT),
            Self::Unknown(value) => return value.serialize(s),
            Self::Highlight => "highlight",
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Strike => "strike",
            Self::Subscript => "subscript",
            Self::Superscript => "superscript",
            Self::Code => "code",
        };
        node(s, name, NO_ATTRS, NO_CONTENT)
    }
}
