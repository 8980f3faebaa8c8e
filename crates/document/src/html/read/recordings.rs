//! Sound and moving pictures.

use super::super::dom::Id;
use super::Reader;
use super::attributes::{pixels, words};
use super::flow::{Flow, Place};
use crate::tree::{Block, Recording};
use crate::{address, chars};

impl Reader<'_> {
    pub(super) fn recording(&mut self, id: Id, flow: &mut Flow) {
        if let Some(recording) = self.recording_of(id).filter(|_| flow.place != Place::Caption) {
            flow.block(self.recorded(id, recording));
        }
    }

    /// In a `figure`: with caption, title and transcript.
    pub(super) fn recording_figure(&mut self, id: Id, figure: Id, caption: Option<Id>, flow: &mut Flow) {
        let dom = self.dom;
        let Some(mut recording) = self.recording_of(id) else { return self.styled(figure, flow) };
        if let Some(caption) = caption {
            let (content, parts) = self.caption_of(caption);
            recording.content = content;
            recording.title = parts.title.or(recording.title);
        }
        recording.duration = pixels(dom, figure, "data-duration").or(recording.duration);
        recording.transcript = dom.find_class(figure, "transcript").and_then(|details| {
            let parts = dom.children(details).filter(|n| dom.tag(*n) == "p");
            let parts: Vec<String> =
                parts.map(|p| chars::collapse(&dom.text(p))).filter(|t| !t.is_empty()).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        });
        flow.block(self.recorded(id, recording));
    }

    fn recorded(&self, id: Id, recording: Recording) -> Block {
        if self.dom.tag(id) == "audio" { Block::Audio(recording) } else { Block::Video(recording) }
    }

    fn recording_of(&mut self, id: Id) -> Option<Recording> {
        let dom = self.dom;
        let sources = dom.children(id).filter(|n| dom.tag(*n) == "source").filter_map(|n| dom.attr(n, "src"));
        let given = dom.attr(id, "src").into_iter().chain(sources).find(|s| !s.trim().is_empty());
        let original = self.block_media();
        let src = given.and_then(address::clean_source);
        if src.is_none() {
            self.lose(id, dom.tag(id), given.unwrap_or("without an address"));
            return None;
        }
        let captions = dom.children(id).find(|n| {
            dom.tag(*n) == "track" && matches!(dom.attr(*n, "kind"), None | Some("captions" | "subtitles"))
        });
        Some(Recording {
            original,
            src,
            title: words(dom, id, "title"),
            captions: captions.and_then(|n| dom.attr(n, "src")).and_then(address::clean_source),
            poster: dom.attr(id, "poster").and_then(address::clean_source),
            ..Recording::default()
        })
    }
}
