//! Footnotes: WordPress's, those of Markdown's writers, and our own.

use serde::Deserialize;

use super::super::dom::Id;
use super::flow::Place;
use super::{Reader, read_within};
use crate::tree::{Block, Footnote, Footnotes};

/// Where the text of a note is.
#[derive(Debug)]
pub(super) enum Note {
    /// In a list item of this text.
    Here,
    /// In the post's meta values, as HTML; with its place among them.
    Meta(usize, String),
}

/// A note as WordPress keeps it in the meta value `footnotes`.
#[derive(Deserialize)]
struct MetaNote {
    id: String,
    content: String,
}

impl Reader<'_> {
    /// Looks for notes before the text is read, since references come before what they refer to.
    pub(super) fn find_notes(&mut self) {
        let dom = self.dom;
        for id in (0..dom.len()).filter_map(|n| Id::try_from(n).ok()) {
            if self.is_notes(id) {
                for item in dom.below(id).filter(|n| dom.tag(*n) == "li") {
                    if let Some(name) = dom.attr(item, "id") {
                        self.notes.insert(name.to_owned(), Note::Here);
                    }
                }
            }
        }
        if !self.within.is_empty() {
            return;
        }
        if let Some(json) = self.around.footnotes() {
            match serde_json::from_str::<Vec<MetaNote>>(&json) {
                Ok(list) => {
                    for (i, note) in list.into_iter().enumerate() {
                        self.notes.insert(note.id, Note::Meta(i, note.content));
                    }
                }
                Err(_) if json.trim().is_empty() => {}
                Err(_) => self.losses.add(1, "footnotes that are not a list", &json),
            }
        }
    }

    /// Whether an element holds notes: the names are those of the HTML standard's ARIA roles,
    /// Pandoc, Markdown's writers and WordPress.
    pub(super) fn is_notes(&self, id: Id) -> bool {
        let dom = self.dom;
        matches!(dom.tag(id), "section" | "div" | "ol" | "aside")
            && !dom.attrs(id).is_empty()
            && (dom.attr(id, "role") == Some("doc-endnotes")
                || ["footnotes", "wp-block-footnotes", "footnote-list"].iter().any(|c| dom.has_class(id, c)))
            && dom.below(id).any(|n| dom.tag(n) == "li" && dom.attr(n, "id").is_some())
    }

    /// The notes in such an element.
    pub(super) fn notes_in(&mut self, id: Id) -> Vec<Footnote> {
        let dom = self.dom;
        let mut content = Vec::new();
        let items: Vec<Id> = dom.below(id).filter(|n| dom.tag(*n) == "li").collect();
        for item in items {
            if let Some(name) = dom.attr(item, "id") {
                let mut blocks = Vec::new();
                self.deeper(2, |r| blocks = r.inside(item, Place::Inner));
                content.push(Footnote { id: name.to_owned(), content: blocks });
            }
        }
        content
    }

    /// The note that a link refers to.
    pub(super) fn note_of_link(&self, _: Id, href: &str) -> Option<String> {
        let name = href.strip_prefix('#')?;
        self.notes.contains_key(name).then(|| name.to_owned())
    }

    /// Whether a link leads from a note back to its place in the text.
    pub(super) fn is_way_back(&self, id: Id) -> bool {
        let dom = self.dom;
        dom.attr(id, "role") == Some("doc-backlink")
            || ["footnote-backref", "footnote-back", "footnote-backlink"].iter().any(|c| dom.has_class(id, c))
            || (dom.attr(id, "href").is_some_and(|h| h.starts_with('#'))
                && dom.text(id).trim_matches(['\u{fe0e}', '\u{fe0f}', ' ']) == "↩")
    }

    /// Adds the notes: those of the text, wherever their list stood, and those of the post's meta values.
    pub(super) fn add_notes(&mut self, content: &mut Vec<Block>) {
        let mut meta: Vec<(usize, String, String)> = self
            .notes
            .drain()
            .filter_map(|(id, note)| match note {
                Note::Meta(i, html) => Some((i, id, html)),
                Note::Here => None,
            })
            .collect();
        let mut notes = std::mem::take(&mut self.found_notes);
        if meta.is_empty() && notes.is_empty() {
            return;
        }
        meta.sort_unstable();
        for (i, id, html) in meta {
            // WordPress's notes are a line of text; what is in them knows nothing of the article.
            let reading =
                read_within(&html, &super::super::Nothing, super::Flavour::Plain, self.within, Place::Inner);
            self.losses.extend(
                u32::MAX,
                reading
                    .losses
                    .into_iter()
                    .map(|l| crate::Loss { place: format!("footnote {}, {}", i + 1, l.place), ..l })
                    .collect(),
            );
            notes.push(Footnote { id, content: reading.document.content });
        }
        content.push(Block::Footnotes(Footnotes { content: notes }));
    }
}
