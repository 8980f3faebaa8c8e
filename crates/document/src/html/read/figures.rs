//! `figure`, and what else carries a caption.

use super::super::dom::{Data, Id};
use super::attributes::words;
use super::flow::{Flow, Place};
use super::pictures::{drop_link_to_itself, tidy};
use super::{CaptionParts, Reader};
use crate::address;
use crate::tree::{Block, File, Inline};

impl Reader<'_> {
    pub(super) fn figure(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let dom = self.dom;
        if flow.place == Place::Caption {
            return self.styled(id, flow);
        }
        let caption =
            dom.children(id).find(|n| dom.tag(*n) == "figcaption" || dom.has_class(*n, "wp-caption-text"));
        if self.is_gallery(id) {
            return self.gallery(id, flow);
        }
        let class = |name: &str| dom.has_class(id, name);
        if class("embed") || class("wp-block-embed") || class("frame") {
            return self.embed_figure(id, caption, flow);
        }
        let first = dom
            .find(
                id,
                &["blockquote", "table", "pre", "iframe", "audio", "video", "figure", "object", "embed"],
            )
            .filter(|n| caption.is_none_or(|c| !dom.below(c).any(|b| b == *n)));
        let pictures: Vec<Id> =
            dom.below(id).filter(|n| dom.tag(*n) == "img" && !self.is_in_noscript(*n, id)).take(2).collect();
        match (first.map(|n| (n, dom.tag(n))), pictures.as_slice()) {
            (Some((n, "blockquote")), _) => self.quote(n, caption, flow),
            (Some((n, "table")), _) => self.table(n, caption, flow),
            (Some((n, "audio" | "video")), _) => self.recording_figure(n, id, caption, flow),
            (Some((n, "iframe")), []) => self.framed(n, caption, flow),
            (None, [picture]) => self.captioned(id, *picture, caption, flow),
            (_, [_, _]) => self.gallery(id, flow),
            _ => self.styled(id, flow),
        }
    }

    fn is_in_noscript(&self, id: Id, top: Id) -> bool {
        let dom = self.dom;
        let mut at = id;
        while at != top {
            if dom.tag(at) == "noscript" {
                return true;
            }
            match dom.node(at) {
                Some(n) => at = n.parent,
                None => return false,
            }
        }
        false
    }

    /// One picture with its caption: a `figcaption`, WordPress's old paragraph, or, from its
    /// shortcode, whatever stands beside the picture.
    fn captioned(&mut self, id: Id, picture: Id, caption: Option<Id>, flow: &mut Flow) {
        let dom = self.dom;
        let Some(mut figure) = self.figure_of(picture) else {
            return self.styled(id, flow);
        };
        let mut at = picture;
        while at != id {
            if dom.tag(at) == "a" {
                figure.link = dom.attr(at, "href").and_then(address::clean);
            }
            let Some(node) = dom.node(at) else { break };
            at = node.parent;
        }
        drop_link_to_itself(&mut figure);
        // A shortcode says which attachment it shows; the class of its picture says it better.
        figure.original = figure.original.or_else(|| dom.attr(id, "data-attachment")?.parse().ok());
        let holder = dom
            .children(id)
            .find(|child| *child == picture || dom.below(*child).any(|b| b == picture))
            .unwrap_or(picture);
        let (content, parts) = match caption {
            Some(caption) => self.caption_of(caption),
            None => self.caption_beside(id, holder),
        };
        figure.content = content;
        figure.credit = parts.credit;
        if figure.content.is_empty()
            && let Some(text) = words(dom, id, "data-caption")
        {
            figure.content.push(Inline::text(text));
        }
        flow.block(Block::Figure(figure));
    }

    /// The words of a caption, and what else it names.
    pub(super) fn caption_of(&mut self, id: Id) -> (Vec<Inline>, CaptionParts) {
        let outer = std::mem::take(&mut self.caption);
        let content = self.lines_of(id);
        (content, std::mem::replace(&mut self.caption, outer))
    }

    fn caption_beside(&mut self, id: Id, holder: Id) -> (Vec<Inline>, CaptionParts) {
        let outer = std::mem::take(&mut self.caption);
        let content = self.lines_of_but(id, Some(holder));
        (content, std::mem::replace(&mut self.caption, outer))
    }

    /// A titled download: our own paragraph, or WordPress's block.
    pub(super) fn file(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        let Some(link) = dom.find(id, &["a"]) else { return self.styled(id, flow) };
        let given = dom.attr(link, "href").unwrap_or("");
        let Some(src) = address::clean_source(given) else {
            self.lose(id, "file", given);
            return self.styled(id, flow);
        };
        let title = dom.find_class(link, "file-title").unwrap_or(link);
        let title = tidy(&dom.text(title)).or_else(|| tidy(address::file_name(&src)));
        let original = self.block_media();
        if flow.place == Place::Caption {
            return self.styled(id, flow);
        }
        flow.block(Block::File(File { media: None, original, src: Some(src), title }));
    }

    /// Text nodes right inside an element.
    pub(super) fn own_text(&self, id: Id) -> String {
        let dom = self.dom;
        let mut out = String::new();
        for n in dom.children(id) {
            if let Some(Data::Text(t)) = dom.node(n).map(|n| &n.data) {
                out.push_str(t);
            }
        }
        out
    }
}
