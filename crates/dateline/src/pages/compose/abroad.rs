//! A text that is read elsewhere than on its page: all addresses in it are absolute, and frames are links.

use super::body::InWords;
use document::{
    Block, Document, Embed, Figure, File, Recording,
    html::{FileLink, Picture, Resolve, Words},
};
use std::borrow::Cow;

/// A shelf whose addresses begin with the site's.
pub struct Abroad<'a> {
    inner: InWords<'a>,
    base: &'a str,
}

impl<'a> Abroad<'a> {
    /// `base` is the site's own address, without a slash at its end.
    pub fn new(inner: InWords<'a>, base: &'a str) -> Self {
        Abroad { inner, base }
    }

    fn picture(&self, picture: Picture) -> Picture {
        // One size: what stands in a `srcset` would have to be taken apart, and many readers do not look at it.
        let src = absolute(self.base, &picture.src).into_owned();
        Picture { src, srcset: None, avif: None, sizes: None, class: None, ..picture }
    }
}

impl Resolve for Abroad<'_> {
    fn picture(&self, figure: &Figure) -> Option<Picture> {
        self.inner.picture(figure).map(|picture| Abroad::picture(self, picture))
    }

    fn still(&self, embed: &Embed) -> Option<Picture> {
        self.inner.still(embed).map(|picture| Abroad::picture(self, picture))
    }

    fn file(&self, file: &File) -> Option<FileLink> {
        let link = self.inner.file(file)?;
        Some(FileLink { href: absolute(self.base, &link.href).into_owned(), ..link })
    }

    fn recording(&self, recording: &Recording) -> Option<String> {
        self.inner.recording(recording).map(|src| absolute(self.base, &src).into_owned())
    }

    fn href<'a>(&self, href: &'a str) -> Cow<'a, str> {
        absolute(self.base, href)
    }

    fn id_prefix(&self) -> &str {
        self.inner.id_prefix()
    }

    fn words(&self) -> &Words {
        self.inner.words()
    }
}

/// A path on this site made absolute; other addresses are left alone.
pub fn absolute<'a>(base: &str, href: &'a str) -> Cow<'a, str> {
    if href.starts_with('/') && !href.starts_with("//") {
        Cow::Owned(format!("{base}{href}"))
    } else {
        Cow::Borrowed(href)
    }
}

/// Makes those addresses of a tree absolute that are written as they stand in it: posters and captions of recordings.
pub fn at_home_nowhere(document: &mut Document, base: &str) {
    let mut recordings = false;
    document.for_each_block(&mut |block| recordings |= matches!(block, Block::Audio(_) | Block::Video(_)));
    if !recordings {
        return;
    }
    document.for_each_block_mut(&mut |block| {
        if let Block::Audio(recording) | Block::Video(recording) = block {
            for address in [&mut recording.poster, &mut recording.captions].into_iter().flatten() {
                *address = absolute(base, address).into_owned();
            }
        }
    });
}
