//! The liberties taken with a file that is not well-formed.

use std::fmt;

use serde::Serialize;

/// What was wrong, as a word that a summary can count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RepairKind {
    /// `&` without an entity, kept as it stood.
    BareAmpersand,
    /// An entity that neither XML nor HTML knows, kept as it stood and never expanded.
    UnknownEntity,
    /// An entity of HTML that XML does not know, decoded.
    HtmlEntity,
    /// Characters that XML forbids, removed.
    ControlCharacter,
    /// Bytes that are not in the file's encoding, replaced by U+FFFD.
    InvalidText,
    /// Numbers of characters that do not exist or that XML forbids, replaced by U+FFFD.
    BadReference,
    /// A CDATA section inside a CDATA section: its closing mark was kept as text.
    NestedCdata,
    /// A CDATA section that holds its element's closing tag and the beginning of another section: a
    /// closing mark may be missing, and what should follow the element may be in its text.
    OpenCdata,
    /// Markup where text belongs, kept as text.
    Markup,
    /// An element without its closing tag, closed where the next one began.
    MissingEndTag,
    /// A closing tag without its element, ignored.
    StrayEndTag,
    /// Text between elements, ignored.
    StrayText,
    /// An attribute without its closing quotation mark.
    BrokenTag,
    /// A prefix that is bound to no namespace, taken for WordPress's.
    UndeclaredPrefix,
    /// WordPress's own prefix bound to something else: those elements are not WXR.
    ForeignNamespace,
    /// No version of the format; WordPress refuses such a file.
    NoVersion,
    /// A version of the format that does not exist; WordPress refuses such a file.
    UnknownVersion,
    /// Something printed before the XML began, ignored.
    JunkBefore,
    /// Something after the XML ended, ignored.
    JunkAfter,
    /// A second export in the same file, read on.
    SecondDocument,
    /// The element around everything is not `<channel>`, read all the same.
    NotChannel,
    /// A document type declaration, skipped: entities are never expanded or fetched.
    Doctype,
    /// A field given twice: the first counts, the other is kept as unknown.
    Duplicate,
    /// A number or flag that is none, kept as unknown.
    BadNumber,
    /// The declared encoding contradicts the bytes; the bytes count.
    Encoding,
    /// More repairs in one item than are listed.
    TooMany,
}

/// One liberty taken, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// Line of the first occurrence in the uncompressed file, from 1.
    pub line: u64,
    /// What was wrong.
    pub kind: RepairKind,
    /// The element it was in, as written in the file.
    pub element: String,
    /// The text concerned, shortened; may be empty.
    pub detail: String,
    /// How often in this element.
    pub count: u64,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use RepairKind as K;
        let (n, detail, element) = (self.count, &self.detail, &self.element);
        match self.kind {
            K::BareAmpersand => write!(f, "{n} bare “&” in <{element}> kept as text"),
            K::UnknownEntity => {
                write!(f, "{n} unknown entities (first: {detail}) in <{element}> kept as text")
            }
            K::HtmlEntity => write!(f, "{n} HTML entities (first: {detail}) in <{element}> decoded"),
            K::ControlCharacter => write!(f, "{n} forbidden control characters removed from <{element}>"),
            K::InvalidText => write!(f, "{n} invalid byte sequences in <{element}> replaced by U+FFFD"),
            K::BadReference => {
                write!(
                    f,
                    "{n} references to no character (first: {detail}) in <{element}> replaced by U+FFFD"
                )
            }
            K::NestedCdata => write!(f, "{n} CDATA marks inside the text of <{element}> kept as text"),
            K::OpenCdata => write!(
                f,
                "the text of <{element}> holds its own closing tag and another CDATA section: if “]]>” is missing \
                 there, the elements that follow are in this text"
            ),
            K::Markup => write!(f, "markup outside CDATA in <{element}> kept as text (first: {detail})"),
            K::MissingEndTag => write!(f, "<{element}> has no closing tag; closed before {detail}"),
            K::StrayEndTag => write!(f, "closing tag {detail} without an opening one in <{element}> ignored"),
            K::StrayText => write!(f, "text between the elements of <{element}> ignored: “{detail}”"),
            K::BrokenTag => write!(f, "the tag <{element}> is broken: {detail}"),
            K::UndeclaredPrefix => {
                write!(f, "the prefix “{detail}” is bound to no namespace; taken for WordPress's")
            }
            K::ForeignNamespace => {
                write!(f, "<{element}> binds WordPress's prefix to {detail}; what it marks is not WXR")
            }
            K::NoVersion => write!(f, "no wxr_version; read as WXR {detail}"),
            K::UnknownVersion => write!(f, "wxr_version “{detail}” does not exist; read all the same"),
            K::JunkBefore => write!(f, "{n} bytes before the XML ignored: “{detail}”"),
            K::JunkAfter => write!(f, "text after the end of the export ignored: “{detail}”"),
            K::SecondDocument => write!(f, "a second export follows in the same file; read on"),
            K::NotChannel => write!(f, "<{element}> stands where <channel> belongs; read all the same"),
            K::Doctype => {
                write!(f, "document type declaration skipped; no entity of it is expanded or fetched")
            }
            K::Duplicate => {
                write!(f, "<{element}> is given twice; the first counts, “{detail}” is kept as unknown")
            }
            K::BadNumber => write!(f, "<{element}> should be a number but is “{detail}”; kept as unknown"),
            K::Encoding => write!(f, "the file says {detail}, but its bytes say otherwise; the bytes count"),
            K::TooMany => write!(f, "{n} more repairs in <{element}> are not listed"),
        }
    }
}

/// The first characters of `text` on one line, for a message.
pub(super) fn snippet(text: &[u8]) -> String {
    const CHARS: usize = 60;
    let head = text.get(..CHARS * 4).unwrap_or(text);
    let head = String::from_utf8_lossy(head);
    let flat = head.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty());
    let flat = flat.collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= CHARS {
        return flat;
    }
    flat.chars().take(CHARS).chain(['…']).collect()
}
