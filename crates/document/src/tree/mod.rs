//! The types of the tree.
//!
//! A struct's serialised fields are its node's `attrs`; its `content` (and a text's `marks`) stand
//! beside them, as ProseMirror has it. `crate::json` puts the two together.

mod inline;
mod media;
mod table;

pub use inline::{Direction, FootnoteReference, Inline, Mark, Text, TextLanguage};
pub use media::{Embed, Figure, File, Frame, Gallery, Recording};
pub use table::{Cell, Row, Table};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The body of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What it consists of, from the top.
    pub content: Vec<Block>,
}

/// A node that stands on its own lines.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // nearly all blocks are paragraphs; a box each would cost more
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A crosshead inside the article. The headline is level 1 and not part of the body.
    Heading(Heading),
    /// A list with bullets.
    BulletList(BulletList),
    /// A numbered list.
    OrderedList(OrderedList),
    /// A quotation.
    Blockquote(Quote),
    /// A sentence of the article repeated large.
    PullQuote(Quote),
    /// Code, or any text whose line breaks and spaces matter.
    CodeBlock(CodeBlock),
    /// A table.
    Table(Table),
    /// A picture with its caption.
    Figure(Figure),
    /// Pictures shown together.
    Gallery(Gallery),
    /// Something on another site, shown as a link.
    Embed(Embed),
    /// A chart or document viewer that loads when asked to.
    Frame(Frame),
    /// Sound.
    Audio(Recording),
    /// Moving pictures.
    Video(Recording),
    /// A titled download.
    File(File),
    /// A box beside the text.
    Aside(Aside),
    /// The notes that footnote references point at.
    Footnotes(Footnotes),
    /// A break between two parts.
    HorizontalRule,
    /// A node this version does not know, kept as it came.
    Unknown(Value),
}

/// Where the lines of a paragraph stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// To the left, whatever the direction.
    Left,
    /// In the middle.
    Center,
    /// To the right, whatever the direction.
    Right,
    /// Along both edges.
    Justify,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paragraph {
    /// Its language, if not the article's (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Its direction, if not the article's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// Its alignment, if not the theme's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<Align>,
    /// What it says.
    #[serde(skip)]
    pub content: Vec<Inline>,
}

/// A crosshead.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heading {
    /// 2 to 4.
    pub level: u8,
    /// The anchor it had, so that old links into the page work. Made from the text if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its language, if not the article's (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Its direction, if not the article's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// Its alignment, if not the theme's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<Align>,
    /// What it says.
    #[serde(skip)]
    pub content: Vec<Inline>,
}

/// A list with bullets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulletList {
    /// Its items.
    #[serde(skip)]
    pub content: Vec<ListItem>,
}

/// A numbered list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderedList {
    /// The first number.
    pub start: i32,
    /// Its items.
    #[serde(skip)]
    pub content: Vec<ListItem>,
}

impl Default for OrderedList {
    fn default() -> Self {
        Self { start: 1, content: Vec::new() }
    }
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListItem {
    /// What it holds.
    pub content: Vec<Block>,
}

/// A quotation, or a pull quote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quote {
    /// Who said it, or what it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// Where it was taken from (HTML's `cite`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cite: Option<String>,
    /// What was said.
    #[serde(skip)]
    pub content: Vec<Block>,
}

/// Text whose line breaks and spaces matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeBlock {
    /// The language of the code, as highlighters name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The text, its lines divided by `\n`.
    #[serde(skip)]
    pub text: String,
}

/// A box beside the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aside {
    /// What it holds.
    pub content: Vec<Block>,
}

/// The notes of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Footnotes {
    /// Each note; they are numbered by the order of their references, not by their order here.
    pub content: Vec<Footnote>,
}

/// One note.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Footnote {
    /// What a reference names it by.
    pub id: String,
    /// What it says.
    #[serde(skip)]
    pub content: Vec<Block>,
}

impl Document {
    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }
}
