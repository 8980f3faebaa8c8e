//! Walks over a tree, for who maps media and addresses, counts, or looks for something.

use crate::tree::{Block, Document, Figure, Inline, Mark};

/// What a file is used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// A picture of its own or in a gallery.
    Picture,
    /// The still of an embed.
    Still,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
    /// A download.
    File,
}

/// A use of a file, to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaUse<'a> {
    /// As what.
    pub kind: MediaKind,
    /// Its number here.
    pub media: Option<i64>,
    /// Its number in the system it came from.
    pub original: Option<i64>,
    /// Its address.
    pub src: Option<&'a str>,
    /// What the tree says of it: alternative text of a picture, title of anything else.
    pub words: Option<&'a str>,
}

/// A use of a file, to change.
#[derive(Debug)]
pub struct MediaMut<'a> {
    /// As what.
    pub kind: MediaKind,
    /// Its number here.
    pub media: &'a mut Option<i64>,
    /// Its number in the system it came from; a still has none.
    pub original: Option<&'a mut Option<i64>>,
    /// Its address; a still has none.
    pub src: Option<&'a mut Option<String>>,
    /// Alternative text of a picture, title of anything else.
    pub words: &'a mut Option<String>,
}

impl Document {
    /// Calls `f` for each block, parents first. Figures of a gallery are not blocks: see [`Document::media`].
    pub fn for_each_block<'a>(&'a self, f: &mut dyn FnMut(&'a Block)) {
        fn walk<'a>(blocks: &'a [Block], f: &mut dyn FnMut(&'a Block)) {
            for block in blocks {
                f(block);
                block.each_child_list(&mut |inner| walk(inner, f));
            }
        }
        walk(&self.content, f);
    }

    /// As [`Document::for_each_block`], to change them.
    pub fn for_each_block_mut(&mut self, f: &mut dyn FnMut(&mut Block)) {
        fn walk(blocks: &mut [Block], f: &mut dyn FnMut(&mut Block)) {
            for block in blocks {
                f(block);
                block.each_child_list_mut(&mut |inner| walk(inner, f));
            }
        }
        walk(&mut self.content, f);
    }

    /// Every use of a file, in the order of the text.
    #[must_use]
    pub fn media(&self) -> Vec<MediaUse<'_>> {
        let mut out = Vec::new();
        self.for_each_block(&mut |block| match block {
            Block::Figure(f) => out.push(picture(f)),
            Block::Gallery(g) => out.extend(g.content.iter().map(picture)),
            Block::Embed(e) if e.media.is_some() => out.push(MediaUse {
                kind: MediaKind::Still,
                media: e.media,
                original: None,
                src: None,
                words: e.title.as_deref(),
            }),
            Block::Audio(r) | Block::Video(r) => out.push(MediaUse {
                kind: if matches!(block, Block::Audio(_)) { MediaKind::Audio } else { MediaKind::Video },
                media: r.media,
                original: r.original,
                src: r.src.as_deref(),
                words: r.title.as_deref(),
            }),
            Block::File(r) => out.push(MediaUse {
                kind: MediaKind::File,
                media: r.media,
                original: r.original,
                src: r.src.as_deref(),
                words: r.title.as_deref(),
            }),
            _ => {}
        });
        out
    }

    /// Calls `f` for every use of a file, in the order of the text.
    pub fn for_each_media_mut(&mut self, f: &mut dyn FnMut(MediaMut<'_>)) {
        self.for_each_block_mut(&mut |block| {
            let audio = matches!(block, Block::Audio(_));
            match block {
                Block::Figure(figure) => f(picture_mut(figure)),
                Block::Gallery(g) => g.content.iter_mut().for_each(|figure| f(picture_mut(figure))),
                Block::Embed(e) => f(MediaMut {
                    kind: MediaKind::Still,
                    media: &mut e.media,
                    original: None,
                    src: None,
                    words: &mut e.title,
                }),
                Block::Audio(r) | Block::Video(r) => f(MediaMut {
                    kind: if audio { MediaKind::Audio } else { MediaKind::Video },
                    media: &mut r.media,
                    original: Some(&mut r.original),
                    src: Some(&mut r.src),
                    words: &mut r.title,
                }),
                Block::File(r) => f(MediaMut {
                    kind: MediaKind::File,
                    media: &mut r.media,
                    original: Some(&mut r.original),
                    src: Some(&mut r.src),
                    words: &mut r.title,
                }),
                _ => {}
            }
        });
    }

    /// The numbers of the sources that its passages rest on, each once, in the order in which they are met.
    #[must_use]
    pub fn sources(&self) -> Vec<i64> {
        let mut found: Vec<i64> = Vec::new();
        self.for_each_block(&mut |block| {
            block.each_inline_list(&mut |list| {
                for inline in list {
                    let Inline::Text(text) = inline else { continue };
                    for mark in &text.marks {
                        let Mark::Source(ids) = mark else { continue };
                        for id in ids {
                            if !found.contains(id) {
                                found.push(*id);
                            }
                        }
                    }
                }
            });
        });
        found
    }

    /// Calls `f` for every address a reader may follow: links on text and on pictures, sources of quotes.
    pub fn for_each_href_mut(&mut self, f: &mut dyn FnMut(&mut String)) {
        self.for_each_block_mut(&mut |block| {
            match block {
                Block::Figure(figure) => figure.link.iter_mut().for_each(&mut *f),
                Block::Gallery(g) => g.content.iter_mut().filter_map(|i| i.link.as_mut()).for_each(&mut *f),
                Block::Blockquote(q) | Block::PullQuote(q) => q.cite.iter_mut().for_each(&mut *f),
                _ => {}
            }
            block.each_inline_list_mut(&mut |list| {
                for inline in list {
                    if let Inline::Text(text) = inline {
                        for mark in &mut text.marks {
                            if let Mark::Link(href) = mark {
                                f(href);
                            }
                        }
                    }
                }
            });
        });
    }
}

fn picture(f: &Figure) -> MediaUse<'_> {
    MediaUse {
        kind: MediaKind::Picture,
        media: f.media,
        original: f.original,
        src: f.src.as_deref(),
        words: f.alt.as_deref(),
    }
}

fn picture_mut(f: &mut Figure) -> MediaMut<'_> {
    MediaMut {
        kind: MediaKind::Picture,
        media: &mut f.media,
        original: Some(&mut f.original),
        src: Some(&mut f.src),
        words: &mut f.alt,
    }
}

impl Block {
    /// Calls `f` with each list of blocks right inside this one.
    pub fn each_child_list<'a>(&'a self, f: &mut dyn FnMut(&'a [Block])) {
        match self {
            Self::BulletList(l) => l.content.iter().for_each(|i| f(&i.content)),
            Self::OrderedList(l) => l.content.iter().for_each(|i| f(&i.content)),
            Self::Blockquote(q) | Self::PullQuote(q) => f(&q.content),
            Self::Aside(a) => f(&a.content),
            Self::Table(t) => t.content.iter().flat_map(|r| &r.content).for_each(|c| f(&c.content)),
            Self::Footnotes(n) => n.content.iter().for_each(|n| f(&n.content)),
            _ => {}
        }
    }

    /// As [`Block::each_child_list`], to change them.
    pub fn each_child_list_mut(&mut self, f: &mut dyn FnMut(&mut Vec<Block>)) {
        match self {
            Self::BulletList(l) => l.content.iter_mut().for_each(|i| f(&mut i.content)),
            Self::OrderedList(l) => l.content.iter_mut().for_each(|i| f(&mut i.content)),
            Self::Blockquote(q) | Self::PullQuote(q) => f(&mut q.content),
            Self::Aside(a) => f(&mut a.content),
            Self::Table(t) => {
                t.content.iter_mut().flat_map(|r| &mut r.content).for_each(|c| f(&mut c.content))
            }
            Self::Footnotes(n) => n.content.iter_mut().for_each(|n| f(&mut n.content)),
            _ => {}
        }
    }

    /// Calls `f` with each list of inline nodes right inside this block.
    pub fn each_inline_list<'a>(&'a self, f: &mut dyn FnMut(&'a [Inline])) {
        match self {
            Self::Paragraph(p) => f(&p.content),
            Self::Heading(h) => f(&h.content),
            Self::Figure(i) => f(&i.content),
            Self::Gallery(g) => g.content.iter().for_each(|i| f(&i.content)),
            Self::Embed(e) => f(&e.content),
            Self::Frame(e) => f(&e.content),
            Self::Audio(r) | Self::Video(r) => f(&r.content),
            _ => {}
        }
    }

    /// As [`Block::each_inline_list`], to change them.
    pub fn each_inline_list_mut(&mut self, f: &mut dyn FnMut(&mut Vec<Inline>)) {
        match self {
            Self::Paragraph(p) => f(&mut p.content),
            Self::Heading(h) => f(&mut h.content),
            Self::Figure(i) => f(&mut i.content),
            Self::Gallery(g) => g.content.iter_mut().for_each(|i| f(&mut i.content)),
            Self::Embed(e) => f(&mut e.content),
            Self::Frame(e) => f(&mut e.content),
            Self::Audio(r) | Self::Video(r) => f(&mut r.content),
            _ => {}
        }
    }
}
