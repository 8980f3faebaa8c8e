//! What a writer of HTML has to ask, since the tree does not know it.

use std::borrow::Cow;

use crate::tree::{Embed, Figure, File, Recording};

/// A picture as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The address of one size.
    pub src: String,
    /// The other sizes (HTML's `srcset`).
    pub srcset: Option<String>,
    /// The same sizes as AVIF, for browsers that know it.
    pub avif: Option<String>,
    /// How wide it is shown (HTML's `sizes`).
    pub sizes: Option<String>,
    /// Pixels across, so that the page does not jump when it arrives.
    pub width: Option<u32>,
    /// Pixels down.
    pub height: Option<u32>,
    /// A class for the stylesheet, such as one for its colour.
    pub class: Option<String>,
}

/// A file as the page links to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLink {
    /// Its address.
    pub href: String,
    /// What it is called, if the tree does not say.
    pub title: Option<String>,
    /// Its type as readers know it, such as `PDF`.
    pub kind: Option<String>,
    /// Its size as readers know it, such as `1.2 MB`.
    pub size_text: Option<String>,
}

/// What the page itself says, in the article's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Above the notes.
    pub footnotes: String,
    /// From a note to its place; `{n}` is the note's number.
    pub back_to_text: String,
    /// On an embed; `{host}` is where it leads.
    pub open_on: String,
    /// On a frame that has not loaded; `{title}` is its title.
    pub load: String,
    /// On a file; `{title}` is its title.
    pub download: String,
    /// Above what is said in a recording.
    pub transcript: String,
    /// Names a table without a caption to a screen reader.
    pub table: String,
    /// Names a chart or document viewer without a title.
    pub frame: String,
    /// On the number of a source that a passage rests on; `{n}` is the number.
    pub source: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            footnotes: "Footnotes".to_owned(),
            back_to_text: "Back to text, note {n}".to_owned(),
            open_on: "Open on {host}".to_owned(),
            load: "Load {title}".to_owned(),
            download: "Download {title}".to_owned(),
            transcript: "Transcript".to_owned(),
            table: "Table".to_owned(),
            frame: "Interactive content".to_owned(),
            source: "Source {n}".to_owned(),
        }
    }
}

/// Answers what the tree does not know.
pub trait Resolve {
    /// The picture of a figure; `None` leaves it out, its caption too.
    fn picture(&self, figure: &Figure) -> Option<Picture>;

    /// The still of an embed.
    fn still(&self, embed: &Embed) -> Option<Picture> {
        let _ = embed;
        None
    }

    /// A file inside the body; `None` leaves it out.
    fn file(&self, file: &File) -> Option<FileLink>;

    /// Where a recording lies; `None` leaves it out.
    fn recording(&self, recording: &Recording) -> Option<String>;

    /// Where a link leads. The answer is escaped, its scheme is not looked at again.
    fn href<'a>(&self, href: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(href)
    }

    /// What a link is to the page (HTML's `rel`): `nofollow ugc` on what readers wrote.
    fn rel(&self, href: &str) -> Option<&'static str> {
        let _ = href;
        None
    }

    /// The number that readers see of a source; `None` for one that they do not see: the passage is then written as any other.
    /// Its entry on the page has the id `source-{n}`, and the first passage that rests on it gets the id `passage-{n}`.
    fn source(&self, id: i64) -> Option<usize> {
        let _ = id;
        None
    }

    /// Whether a frame from this host may load inside the page.
    fn frame_allowed(&self, host: &str) -> bool {
        let _ = host;
        false
    }

    /// Tells the documents of one page apart: every id made here but a heading's starts with it.
    /// It should begin with `body-`, which no heading's id does.
    fn id_prefix(&self) -> &str {
        super::super::headings::RESERVED
    }

    /// What the page itself says.
    fn words(&self) -> &Words;
}

/// Resolves everything to the address it has in the tree.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// What the page itself says.
    pub words: Words,
}

impl Resolve for Plain {
    fn picture(&self, figure: &Figure) -> Option<Picture> {
        let src = figure.src.clone()?;
        Some(Picture {
            src,
            srcset: None,
            avif: None,
            sizes: None,
            width: figure.width,
            height: figure.height,
            class: None,
        })
    }

    fn file(&self, file: &File) -> Option<FileLink> {
        Some(FileLink { href: file.src.clone()?, ..FileLink::default() })
    }

    fn recording(&self, recording: &Recording) -> Option<String> {
        recording.src.clone()
    }

    fn words(&self) -> &Words {
        &self.words
    }
}
