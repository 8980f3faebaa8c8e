//! JSON to trees: every limit is checked here, every address cleaned.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_json::{Map, Value};

use super::error::DocumentError;
use super::name;
use super::scrub::scrub;
use crate::tree::{
    Aside, Block, BulletList, Cell, CodeBlock, Document, Embed, Figure, File, Footnote, FootnoteReference,
    Footnotes, Frame, Gallery, Heading, Inline, ListItem, Mark, OrderedList, Paragraph, Quote, Recording,
    Row, Table, Text, TextLanguage,
};
use crate::{address, chars};

/// How many levels a document may be deep. `serde_json` reads 128 levels of JSON, a node takes two,
/// and a document is stored inside a revision: so 50 can always be read back.
pub const MAX_DEPTH: usize = 50;
/// How many nodes a document may have: some fifty novels' worth of paragraphs.
pub const MAX_NODES: usize = 500_000;
/// Levels that a value of unknown shape may have.
const UNKNOWN_DEPTH: usize = 110;

type Result<T> = std::result::Result<T, DocumentError>;

impl Document {
    /// Reads ProseMirror JSON.
    ///
    /// # Errors
    /// If it is not JSON, not a `doc`, deeper than [`MAX_DEPTH`], larger than [`MAX_NODES`], or a
    /// node has an attribute of a wrong type: the error names the node.
    pub fn from_json(json: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(json).map_err(|e| {
            let problem = e.to_string();
            if problem.contains("recursion limit") {
                DocumentError::new(format!("it is more than {MAX_DEPTH} levels deep"))
            } else {
                DocumentError::new(format!("it is not JSON: {problem}"))
            }
        })?;
        Self::from_value(value)
    }

    /// As [`Document::from_json`], for a value already parsed.
    ///
    /// # Errors
    /// As [`Document::from_json`].
    pub fn from_value(value: Value) -> Result<Self> {
        let Value::Object(mut map) = value else {
            return Err(DocumentError::new("it must be an object with \"type\": \"doc\""));
        };
        match map.get("type").and_then(Value::as_str) {
            Some("doc") => {}
            other => {
                let found = other.map_or("no type".to_owned(), |t| format!("\"{t}\""));
                return Err(DocumentError::new(format!("its type must be \"doc\", found {found}")));
            }
        }
        let mut reader = Reader { nodes: 0 };
        Ok(Self { content: reader.blocks(&mut map, MAX_DEPTH)? })
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        Self::from_value(Value::deserialize(d)?).map_err(D::Error::custom)
    }
}

struct Reader {
    nodes: usize,
}

/// Takes a node's `content` out of it.
fn content(map: &mut Map<String, Value>) -> Result<Vec<Value>> {
    match map.remove("content") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(DocumentError::new("must be a list of nodes").under("content")),
    }
}

/// Reads `attrs` as a type. Nulls are left out: TipTap writes one for every attribute nobody set.
fn attrs<T: DeserializeOwned + Default>(map: &mut Map<String, Value>) -> Result<T> {
    match map.remove("attrs") {
        None | Some(Value::Null) => Ok(T::default()),
        Some(Value::Object(mut given)) => {
            given.retain(|_, v| !v.is_null());
            for v in given.values_mut() {
                scrub(v, UNKNOWN_DEPTH);
            }
            T::deserialize(Value::Object(given)).map_err(|e| DocumentError::new(e.to_string()).under("attrs"))
        }
        Some(_) => Err(DocumentError::new("must be an object").under("attrs")),
    }
}

fn kind(value: &Value) -> &str {
    value.get("type").and_then(Value::as_str).unwrap_or("")
}

fn link(address: &mut Option<String>) {
    *address = address.take().and_then(|a| address::clean(&a));
}

fn source(address: &mut Option<String>) {
    *address = address.take().and_then(|a| address::clean_source(&a));
}

/// Whether each child has one of the given names; else the parent is kept as it came.
fn all(map: &Map<String, Value>, names: &[&str]) -> bool {
    map.get("content").and_then(Value::as_array).is_none_or(|l| l.iter().all(|v| names.contains(&kind(v))))
}

impl Reader {
    fn count(&mut self) -> Result<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(DocumentError::new(format!("the document has more than {MAX_NODES} nodes")));
        }
        Ok(())
    }

    /// Reads each child; `read` takes the child and the levels left below it.
    fn each<T>(
        &mut self,
        map: &mut Map<String, Value>,
        depth: usize,
        read: impl Fn(&mut Self, Value, usize) -> Result<T>,
    ) -> Result<Vec<T>> {
        let list = content(map)?;
        if depth == 0 && !list.is_empty() {
            return Err(DocumentError::new(format!("the document is more than {MAX_DEPTH} levels deep")));
        }
        let mut out = Vec::with_capacity(list.len());
        for (i, value) in list.into_iter().enumerate() {
            let read = self.count().and_then(|()| read(self, value, depth - 1));
            out.push(read.map_err(|e| e.under(&format!("content[{i}]")))?);
        }
        Ok(out)
    }

    fn blocks(&mut self, map: &mut Map<String, Value>, depth: usize) -> Result<Vec<Block>> {
        self.each(map, depth, Self::block)
    }

    fn inlines(&mut self, map: &mut Map<String, Value>, depth: usize) -> Result<Vec<Inline>> {
        let list = self.each(map, depth, |r, v, _| r.inline(v))?;
        Ok(list.into_iter().flatten().collect())
    }

    fn block(&mut self, value: Value, depth: usize) -> Result<Block> {
        // Text straight inside a list item or a quote: some clients send it, and its meaning is plain.
        if name::INLINES.contains(&kind(&value)) {
            let content = self.inline(value)?.into_iter().collect();
            return Ok(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
        }
        let Value::Object(mut map) = value else {
            return Err(DocumentError::new("must be an object with a \"type\""));
        };
        let m = &mut map;
        let kind = match m.get("type") {
            Some(Value::String(kind)) => kind.clone(),
            _ => return Err(DocumentError::new("a node needs a \"type\"")),
        };
        Ok(match kind.as_str() {
            "paragraph" => {
                Block::Paragraph(Paragraph { content: self.inlines(m, depth)?, ..attrs::<Paragraph>(m)? })
            }
            "heading" => Block::Heading(Heading { content: self.inlines(m, depth)?, ..heading(m)? }),
            "bulletList" if all(m, &["listItem"]) => {
                Block::BulletList(BulletList { content: self.each(m, depth, Self::item)? })
            }
            "orderedList" if all(m, &["listItem"]) => Block::OrderedList(OrderedList {
                content: self.each(m, depth, Self::item)?,
                ..attrs::<OrderedList>(m)?
            }),
            "blockquote" => Block::Blockquote(self.quote(m, depth)?),
            "pullQuote" => Block::PullQuote(self.quote(m, depth)?),
            "codeBlock" => {
                let text = self.inlines(m, depth)?.iter().filter_map(plain).collect();
                Block::CodeBlock(CodeBlock { text, ..attrs::<CodeBlock>(m)? })
            }
            "table" if all(m, &["tableRow"]) && rows_are_cells(m) => {
                Block::Table(Table { content: self.each(m, depth, Self::row)?, ..attrs::<Table>(m)? })
            }
            "figure" => Block::Figure(self.figure(m, depth)?),
            "gallery" if all(m, &["figure"]) => Block::Gallery(Gallery {
                content: self.each(m, depth, |r, v, d| r.figure(&mut object(v)?, d))?,
            }),
            "embed" => Block::Embed(Embed { content: self.inlines(m, depth)?, ..embed(m)? }),
            "frame" => Block::Frame(Frame { content: self.inlines(m, depth)?, ..frame(m)? }),
            "audio" => Block::Audio(self.recording(m, depth)?),
            "video" => Block::Video(self.recording(m, depth)?),
            "file" => {
                let mut file: File = attrs(m)?;
                source(&mut file.src);
                Block::File(file)
            }
            "aside" => Block::Aside(Aside { content: self.blocks(m, depth)? }),
            "footnotes" if all(m, &["footnote"]) => {
                Block::Footnotes(Footnotes { content: self.each(m, depth, Self::note)? })
            }
            "horizontalRule" => Block::HorizontalRule,
            _ => {
                let mut value = Value::Object(map);
                scrub(&mut value, UNKNOWN_DEPTH);
                Block::Unknown(value)
            }
        })
    }

    fn quote(&mut self, m: &mut Map<String, Value>, depth: usize) -> Result<Quote> {
        let mut quote: Quote = attrs(m)?;
        link(&mut quote.cite);
        Ok(Quote { content: self.blocks(m, depth)?, ..quote })
    }

    fn figure(&mut self, m: &mut Map<String, Value>, depth: usize) -> Result<Figure> {
        let mut figure: Figure = attrs(m)?;
        source(&mut figure.src);
        link(&mut figure.link);
        Ok(Figure { content: self.inlines(m, depth)?, ..figure })
    }

    fn recording(&mut self, m: &mut Map<String, Value>, depth: usize) -> Result<Recording> {
        let mut recording: Recording = attrs(m)?;
        source(&mut recording.src);
        source(&mut recording.captions);
        source(&mut recording.poster);
        Ok(Recording { content: self.inlines(m, depth)?, ..recording })
    }

    fn item(&mut self, value: Value, depth: usize) -> Result<ListItem> {
        Ok(ListItem { content: self.blocks(&mut object(value)?, depth)? })
    }

    fn note(&mut self, value: Value, depth: usize) -> Result<Footnote> {
        let mut map = object(value)?;
        Ok(Footnote { content: self.blocks(&mut map, depth)?, ..attrs(&mut map)? })
    }

    fn row(&mut self, value: Value, depth: usize) -> Result<Row> {
        Ok(Row { content: self.each(&mut object(value)?, depth, Self::cell)? })
    }

    fn cell(&mut self, value: Value, depth: usize) -> Result<Cell> {
        let header = kind(&value) == "tableHeader";
        let mut map = object(value)?;
        let cell: Cell = attrs(&mut map)?;
        let (colspan, rowspan) = (cell.colspan.clamp(1, 1000), cell.rowspan.clamp(1, 1000));
        Ok(Cell { header, colspan, rowspan, content: self.blocks(&mut map, depth)?, ..cell })
    }

    /// `None` for text that is empty, which ProseMirror's own reader would refuse.
    fn inline(&mut self, mut value: Value) -> Result<Option<Inline>> {
        let node = kind(&value).to_owned();
        if name::BLOCKS.contains(&node.as_str()) {
            return Err(DocumentError::new(format!("a {node} cannot stand inside a line of text")));
        }
        Ok(match node.as_str() {
            "text" => {
                let mut map = object(value)?;
                let Some(Value::String(text)) = map.remove("text") else {
                    return Err(DocumentError::new("a text node needs a \"text\" that is a string"));
                };
                let text = chars::clean(&text).into_owned();
                let marks = self.marks(map.remove("marks"))?;
                (!text.is_empty()).then_some(Inline::Text(Text { text, marks }))
            }
            "hardBreak" => Some(Inline::HardBreak),
            "footnoteReference" => {
                Some(Inline::FootnoteReference(attrs::<FootnoteReference>(&mut object(value)?)?))
            }
            "" => return Err(DocumentError::new("a node needs a \"type\"")),
            _ => {
                scrub(&mut value, UNKNOWN_DEPTH);
                Some(Inline::Unknown(value))
            }
        })
    }

    fn marks(&mut self, value: Option<Value>) -> Result<Vec<Mark>> {
        let list = match value {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(list)) => list,
            Some(_) => return Err(DocumentError::new("must be a list").under("marks")),
        };
        let mut marks = Vec::with_capacity(list.len());
        for (i, value) in list.into_iter().enumerate() {
            let mark = self.count().and_then(|()| mark(value));
            if let Some(mark) = mark.map_err(|e| e.under(&format!("marks[{i}]")))? {
                mark.put(&mut marks);
            }
        }
        Ok(marks)
    }
}

/// `None` for a link to where no link may lead, or for no source at all: the text stays.
fn mark(mut value: Value) -> Result<Option<Mark>> {
    Ok(match kind(&value) {
        "link" => {
            let href = value.pointer("/attrs/href").and_then(Value::as_str);
            href.and_then(address::clean).map(Mark::Link)
        }
        "source" => {
            let numbers = value.pointer("/attrs/ids").and_then(Value::as_array);
            numbers.and_then(|all| Mark::source(all.iter().filter_map(Value::as_i64)))
        }
        "language" => Some(Mark::Language(attrs::<TextLanguage>(&mut object(value)?)?)),
        "highlight" => Some(Mark::Highlight),
        "bold" => Some(Mark::Bold),
        "italic" => Some(Mark::Italic),
        "strike" => Some(Mark::Strike),
        "subscript" => Some(Mark::Subscript),
        "superscript" => Some(Mark::Superscript),
        "code" => Some(Mark::Code),
        "" => return Err(DocumentError::new("a mark needs a \"type\"")),
        _ => {
            scrub(&mut value, UNKNOWN_DEPTH);
            Some(Mark::Unknown(value))
        }
    })
}

fn object(value: Value) -> Result<Map<String, Value>> {
    match value {
        Value::Object(map) => Ok(map),
        _ => Err(DocumentError::new("must be an object with a \"type\"")),
    }
}

fn rows_are_cells(map: &Map<String, Value>) -> bool {
    let rows = map.get("content").and_then(Value::as_array);
    rows.into_iter().flatten().all(|r| r.as_object().is_some_and(|r| all(r, &["tableCell", "tableHeader"])))
}

fn plain(inline: &Inline) -> Option<&str> {
    match inline {
        Inline::Text(t) => Some(&t.text),
        Inline::HardBreak => Some("\n"),
        _ => None,
    }
}

fn heading(m: &mut Map<String, Value>) -> Result<Heading> {
    let heading: Heading = attrs(m)?;
    match heading.level {
        2..=4 => Ok(heading),
        other => {
            let problem = format!("a heading inside an article is of level 2, 3 or 4, not {other}");
            Err(DocumentError::new(problem).under("attrs.level"))
        }
    }
}

/// An embed whose address may not be kept becomes one without: it still says its title.
fn embed(m: &mut Map<String, Value>) -> Result<Embed> {
    let embed: Embed = attrs(m)?;
    Ok(Embed { url: address::clean_source(&embed.url).unwrap_or_default(), ..embed })
}

fn frame(m: &mut Map<String, Value>) -> Result<Frame> {
    let frame: Frame = attrs(m)?;
    Ok(Frame { url: address::clean_source(&frame.url).unwrap_or_default(), ..frame })
}
