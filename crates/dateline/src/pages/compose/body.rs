//! What a text shows that is kept elsewhere: pictures, recordings, files; and the words that stand around it.

use crate::{
    media::reader::Shown,
    pages::{locale::Locale, view::PictureView},
};
use document::{
    Embed, Figure, File, Recording,
    html::{FileLink, Picture, Resolve, Words},
};
use std::collections::HashMap;

/// Everything that a text refers to, looked up once.
#[derive(Default)]
pub struct Shelf {
    /// By number.
    pub media: HashMap<i64, Shown>,
    /// The pictures among them, as pages show them.
    pub pictures: HashMap<i64, Option<PictureView>>,
    /// Hosts whose frames may load.
    pub frame_hosts: Vec<String>,
    /// The sources that readers see, by their numbers in the manuscript, in the order in which they are counted.
    pub sources: Vec<i64>,
}

/// A shelf with the words of one language.
pub struct InWords<'a> {
    shelf: &'a Shelf,
    words: Words,
    locale: &'a Locale,
    prefix: String,
}

impl Shelf {
    /// The shelf, for a text whose own ids begin with `body-` and the prefix.
    pub fn with<'a>(&'a self, words: Words, locale: &'a Locale, prefix: &str) -> InWords<'a> {
        InWords { shelf: self, words, locale, prefix: format!("body-{prefix}") }
    }
}

/// What stands around a text, in the article's language.
pub fn words(locale: &Locale) -> Words {
    let word = |key: &str| locale.text(key).to_owned();
    Words {
        footnotes: word("footnotes"),
        back_to_text: word("back_to_text"),
        open_on: word("open_on"),
        load: word("load"),
        download: word("download"),
        transcript: word("transcript"),
        table: word("table"),
        frame: word("frame"),
        source: word("source_number"),
    }
}

impl InWords<'_> {
    fn shown(&self, id: Option<i64>) -> Option<&PictureView> {
        self.shelf.pictures.get(&id?)?.as_ref()
    }
}

/// What readers call a file's type.
pub fn label(file: &Shown) -> String {
    let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ending.len() <= 5 { ending.to_uppercase() } else { String::new() }
}

impl Resolve for InWords<'_> {
    fn picture(&self, figure: &Figure) -> Option<Picture> {
        if figure.media.is_none() {
            // It was left at its old address.
            let src = figure.src.clone()?;
            return Some(Picture { src, width: figure.width, height: figure.height, ..Picture::default() });
        }
        let found = self.shown(figure.media)?;
        Some(Picture {
            src: found.src.clone(),
            srcset: Some(found.srcset.clone()).filter(|s| !s.is_empty()),
            avif: Some(found.avif.clone()).filter(|s| !s.is_empty()),
            sizes: (!found.srcset.is_empty()).then(|| "(min-width: 48em) 42rem, 100vw".to_owned()),
            width: found.width,
            height: found.height,
            class: Some(found.tint.clone()).filter(|t| !t.is_empty()),
        })
    }

    fn still(&self, embed: &Embed) -> Option<Picture> {
        let found = self.shown(embed.media)?;
        Some(Picture {
            src: found.src.clone(),
            width: found.width,
            height: found.height,
            class: Some(found.tint.clone()).filter(|t| !t.is_empty()),
            ..Picture::default()
        })
    }

    fn file(&self, file: &File) -> Option<FileLink> {
        let Some(id) = file.media else {
            return Some(FileLink { href: file.src.clone()?, ..FileLink::default() });
        };
        let found = self.shelf.media.get(&id)?;
        Some(FileLink {
            href: found.href(),
            title: Some(found.title.clone()).filter(|t| !t.is_empty()),
            kind: Some(label(found)).filter(|l| !l.is_empty()),
            size_text: u64::try_from(found.bytes).ok().filter(|n| *n > 0).map(|n| self.locale.size(n)),
        })
    }

    fn recording(&self, recording: &Recording) -> Option<String> {
        match recording.media {
            Some(id) => self.shelf.media.get(&id).map(Shown::href),
            None => recording.src.clone(),
        }
    }

    fn source(&self, id: i64) -> Option<usize> {
        self.shelf.sources.iter().position(|shown| *shown == id).map(|at| at + 1)
    }

    fn frame_allowed(&self, host: &str) -> bool {
        self.shelf.frame_hosts.iter().any(|allowed| {
            let bare = allowed.trim_start_matches("https://");
            bare == host
                || bare.strip_prefix("*.").is_some_and(|end| host.ends_with(end) && host.len() > end.len())
        })
    }

    fn id_prefix(&self) -> &str {
        &self.prefix
    }

    fn words(&self) -> &Words {
        &self.words
    }
}
