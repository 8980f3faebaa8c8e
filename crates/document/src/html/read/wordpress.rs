//! WordPress's block comments (`<!-- wp:image {"id":12} -->`), and what its shortcodes became.
//!
//! The HTML between the comments says nearly everything; the comments add ids and addresses, and
//! stand alone for what WordPress fills in when it shows the page.

use std::cell::OnceCell;

use serde_json::Value;

use super::super::dom::Id;
use super::flow::{Flow, Place};
use super::{Flavour, Reader, read_within};
use crate::address;
use crate::tree::{Block, Figure, Gallery, Recording};

/// Reusable blocks in reusable blocks; WordPress itself refuses only circles.
const MAX_WITHIN: usize = 8;
/// Pictures that one gallery may show; more are an attack or a mistake.
const MAX_GALLERY: usize = 1000;

/// A block whose closing comment is still to come.
#[derive(Debug)]
pub(super) struct OpenBlock {
    name: String,
    attrs: String,
    /// `attrs` as JSON, read when asked for: most blocks say nothing that their HTML does not.
    read: OnceCell<Value>,
}

impl Reader<'_> {
    /// Whether text here follows the rules from before blocks.
    pub(super) fn is_classic(&self) -> bool {
        self.open.last().is_none_or(|b| b.name == "freeform")
    }

    pub(super) fn comment(&mut self, id: Id, text: &str, flow: &mut Flow) {
        if self.flavour != Flavour::WordPress {
            return;
        }
        let text = text.trim();
        if let Some(block) = text.strip_prefix("wp:") {
            flow.flush();
            self.block_comment(id, block, flow);
        } else if let Some(name) = text.strip_prefix("/wp:") {
            flow.flush();
            let name = short_name(name.trim());
            if let Some(at) = self.open.iter().rposition(|b| b.name == name) {
                self.open.truncate(at);
            }
        } else if text.starts_with("more") || text.starts_with("nextpage") {
            flow.flush();
        }
    }

    fn block_comment(&mut self, id: Id, block: &str, flow: &mut Flow) {
        let (block, alone) = match block.strip_suffix('/') {
            Some(block) => (block.trim_end(), true),
            None => (block, false),
        };
        let (name, attrs) = block.split_once(char::is_whitespace).unwrap_or((block, ""));
        let open = OpenBlock {
            name: short_name(name).to_owned(),
            attrs: attrs.trim().to_owned(),
            read: OnceCell::new(),
        };
        match open.name.as_str() {
            "block" => self.reusable(id, &open, flow),
            "cover" if !alone => self.cover(id, &open, flow),
            _ if alone => self.lone_block(id, &open, flow),
            _ => {}
        }
        if !alone {
            self.open.push(open);
        }
    }

    /// A block without HTML of its own.
    fn lone_block(&mut self, id: Id, open: &OpenBlock, flow: &mut Flow) {
        let name = open.name.as_str();
        match name {
            "separator" => flow.block(Block::HorizontalRule),
            "footnotes" | "spacer" | "more" | "nextpage" | "paragraph" | "freeform" => {}
            _ if name == "embed" || name.starts_with("core-embed/") => {
                match open.text("url").and_then(|u| address::clean_source(&u)) {
                    Some(url) => self.embed(&url, Vec::new(), flow),
                    None => self.lose(id, "block embed", &open.attrs),
                }
            }
            "image" | "gallery" => {
                let ids = if name == "image" { open.id().into_iter().collect() } else { open.ids() };
                self.pictures(&ids, name == "gallery", flow);
            }
            _ => self.lose(id, &format!("block {name}"), &open.attrs),
        }
    }

    fn reusable(&mut self, id: Id, open: &OpenBlock, flow: &mut Flow) {
        let Some(reference) = open.value("ref").and_then(|v| v.as_i64()) else {
            return self.lose(id, "block block", &open.attrs);
        };
        if self.within.contains(&reference) || self.within.len() >= MAX_WITHIN {
            return self.lose(id, "reusable block inside itself", &open.attrs);
        }
        let Some(html) = self.around.reusable_block(reference) else {
            return self.lose(id, "reusable block that is not there", &open.attrs);
        };
        let within: Vec<i64> = self.within.iter().copied().chain([reference]).collect();
        let mut reading = None;
        // A block read inside a list or quote is as deep as what it stands in.
        self.deeper(MAX_WITHIN, |r| {
            reading = Some(read_within(&html, r.around, r.flavour, &within, flow.place));
        });
        match reading {
            Some(reading) => {
                flow.flush();
                flow.blocks.extend(reading.document.content);
                self.losses.extend(self.line_of(id), reading.losses);
            }
            None => self.lose(id, "reusable block too deep in others", &open.attrs),
        }
    }

    /// A cover's picture: newer ones hold it as an `img`, older ones as a background only.
    fn cover(&mut self, id: Id, open: &OpenBlock, flow: &mut Flow) {
        let dom = self.dom;
        let mut next = dom.node(id).map(|n| n.next);
        // Behind the comment come a line end and the element.
        for _ in 0..2 {
            next = next.map(|n| if dom.tag(n).is_empty() { dom.node(n).map_or(n, |n| n.next) } else { n });
        }
        let shown = next.is_some_and(|n| {
            dom.find_class(n, "wp-block-cover__image-background").is_some_and(|i| dom.tag(i) == "img")
        });
        if !shown && let Some(src) = open.text("url").and_then(|u| address::clean_source(&u)) {
            flow.block(Block::Figure(Figure { original: open.id(), src: Some(src), ..Figure::default() }));
        }
    }

    /// The id of the media that the block around shows.
    pub(super) fn block_media(&self) -> Option<i64> {
        let block = self.open.last()?;
        match block.name.as_str() {
            "image" | "cover" | "audio" | "video" | "file" => block.id(),
            "media-text" => block.value("mediaId")?.as_i64(),
            _ => None,
        }
    }

    /// An attribute of the block around.
    pub(super) fn block_attr(&self, name: &str) -> Option<String> {
        self.open.last()?.text(name)
    }

    /// What a shortcode became: see `shortcodes`.
    pub(super) fn shortcode(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        if self.flavour != Flavour::WordPress || flow.place == Place::Caption {
            return self.marked(id, None, flow);
        }
        let kind = dom.attr(id, "kind").unwrap_or("").to_owned();
        let ids = || -> Vec<i64> {
            let list = dom.attr(id, "ids").unwrap_or("");
            list.split(',')
                .filter_map(|n| n.trim().parse().ok())
                .filter(|n| *n > 0)
                .take(MAX_GALLERY)
                .collect()
        };
        match kind.as_str() {
            "gallery" => {
                let mut shown = ids();
                if shown.is_empty() {
                    shown = self.around.attached_pictures();
                    shown.truncate(MAX_GALLERY);
                }
                if shown.is_empty() {
                    self.lose(id, "gallery without pictures", "[gallery]");
                }
                self.pictures(&shown, true, flow);
            }
            "playlist-audio" | "playlist-video" => {
                for original in ids() {
                    let recording = Recording { original: Some(original), ..Recording::default() };
                    flow.block(if kind == "playlist-audio" {
                        Block::Audio(recording)
                    } else {
                        Block::Video(recording)
                    });
                }
            }
            "embed" => {
                let url = dom.attr(id, "url").unwrap_or("");
                match address::clean_source(url).filter(|u| address::host(u).is_some()) {
                    Some(url) => self.embed(&url, Vec::new(), flow),
                    None => {
                        self.lose(id, "embed", url);
                        let text = self.own_text(id);
                        flow.text(&text, &[], false);
                    }
                }
            }
            _ => self.marked(id, None, flow),
        }
    }

    fn pictures(&mut self, ids: &[i64], together: bool, flow: &mut Flow) {
        let figures = ids.iter().map(|n| Figure { original: Some(*n), ..Figure::default() });
        let content: Vec<Figure> = figures.collect();
        if content.is_empty() {
            return;
        }
        if together {
            flow.block(Block::Gallery(Gallery { content }));
        } else {
            content.into_iter().for_each(|f| flow.block(Block::Figure(f)));
        }
    }
}

impl OpenBlock {
    fn value(&self, name: &str) -> Option<&Value> {
        self.read.get_or_init(|| serde_json::from_str(&self.attrs).unwrap_or_default()).get(name)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.value(name)?.as_str().map(str::to_owned)
    }

    fn id(&self) -> Option<i64> {
        self.value("id")?.as_i64().filter(|n| *n > 0)
    }

    fn ids(&self) -> Vec<i64> {
        let list = self.value("ids").and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_i64).take(MAX_GALLERY).collect()
    }
}

fn short_name(name: &str) -> &str {
    name.strip_prefix("core/").unwrap_or(name)
}
