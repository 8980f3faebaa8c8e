//! What stands within a line, and the marks on it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A node within a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text with its marks.
    Text(Text),
    /// A line break the writer meant.
    HardBreak,
    /// The number of a footnote.
    FootnoteReference(FootnoteReference),
    /// A node this version does not know, kept as it came.
    Unknown(Value),
}

/// Text with the same marks throughout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// Never empty.
    pub text: String,
    /// Sorted as [`Mark::rank`] says, each kind once.
    pub marks: Vec<Mark>,
}

/// Points at a [`Footnote`](crate::Footnote).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FootnoteReference {
    /// The note's id.
    pub id: String,
}

/// What a text carries.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Rests on sources: their numbers in the article, each once, at least one.
    Source(Vec<i64>),
    /// A link: http, https, mailto, tel or site-relative.
    Link(String),
    /// Another language or direction.
    Language(TextLanguage),
    /// Marked as with a pen.
    Highlight,
    /// Bold.
    Bold,
    /// Italic; underlined text is read as italic, since on a page only links are underlined.
    Italic,
    /// Struck through.
    Strike,
    /// Below the line.
    Subscript,
    /// Above the line.
    Superscript,
    /// Code.
    Code,
    /// A mark this version does not know, kept as it came.
    Unknown(Value),
}

/// The language and direction of a piece of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextLanguage {
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Its direction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
}

/// A direction of writing (HTML's `dir`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
    /// By the first strong character.
    Auto,
}

impl Direction {
    /// As HTML writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
            Self::Auto => "auto",
        }
    }

    pub(crate) fn from_html(value: &str) -> Option<Self> {
        let value = value.trim();
        [Self::Ltr, Self::Rtl, Self::Auto].into_iter().find(|d| value.eq_ignore_ascii_case(d.as_str()))
    }
}

/// The most sources that one passage rests on.
const MOST_SOURCES: usize = 20;

impl Mark {
    /// The order in which marks are kept and written, outermost first.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::Source(_) => 0,
            Self::Link(_) => 1,
            Self::Language(_) => 2,
            Self::Highlight => 3,
            Self::Bold => 4,
            Self::Italic => 5,
            Self::Strike => 6,
            Self::Subscript => 7,
            Self::Superscript => 8,
            Self::Code => 9,
            Self::Unknown(_) => 10,
        }
    }

    /// That a passage rests on sources; `None` if no number of one is left.
    pub fn source(numbers: impl IntoIterator<Item = i64>) -> Option<Self> {
        let mut kept: Vec<i64> = Vec::new();
        for number in numbers {
            if number > 0 && kept.len() < MOST_SOURCES && !kept.contains(&number) {
                kept.push(number);
            }
        }
        (!kept.is_empty()).then_some(Self::Source(kept))
    }

    /// Puts the mark among `marks` in its order; a mark of the same kind is replaced.
    pub(crate) fn put(self, marks: &mut Vec<Mark>) {
        let rank = self.rank();
        match marks.iter().position(|m| m.rank() >= rank) {
            Some(i) => match marks.get_mut(i) {
                Some(same) if same.rank() == rank && rank < 10 => *same = self,
                _ => marks.insert(i, self),
            },
            None => marks.push(self),
        }
    }
}

impl Inline {
    /// Text without marks.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Text { text: text.into(), marks: Vec::new() })
    }
}
