//! Pictures and galleries.

use super::super::dom::{Dom, Id};
use super::Reader;
use super::attributes::{pixels, words};
use super::flow::{Flow, Place};
use crate::tree::{Block, Figure, Gallery, Mark};
use crate::{address, chars};

impl Reader<'_> {
    /// An `img` in the text: it ends the paragraph, and stands between two.
    pub(super) fn picture(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        if dom.has_class(id, "emoji") || dom.has_class(id, "wp-smiley") {
            if let Some(alt) = dom.attr(id, "alt") {
                flow.text(alt, &self.marks, false);
            }
            return;
        }
        let Some(mut figure) = self.figure_of(id) else { return };
        if flow.place == Place::Caption {
            // The caller knows that it is there; a caption has no room for it.
            flow.blocks.push(Block::HorizontalRule);
            return;
        }
        figure.link = self.marks.iter().find_map(|m| match m {
            Mark::Link(href) => Some(href.clone()),
            _ => None,
        });
        drop_link_to_itself(&mut figure);
        flow.block(Block::Figure(figure));
    }

    /// The figure an `img` makes, without caption and link.
    pub(super) fn figure_of(&mut self, id: Id) -> Option<Figure> {
        let dom = self.dom;
        let (width, height) = (pixels(dom, id, "width"), pixels(dom, id, "height"));
        let Some(given) = source(dom, id) else {
            // Nothing was there to lose.
            return None;
        };
        if width.is_some_and(|w| w < 3) && height.is_some_and(|h| h < 3) {
            self.lose(id, "tracking picture", given);
            return None;
        }
        let Some(src) = address::clean_source(given) else {
            self.lose(id, "picture", given);
            return None;
        };
        // Background pictures of blocks carry their block's id.
        let original = original(dom, id).or_else(|| self.block_media());
        Some(Figure {
            original,
            src: Some(src),
            width,
            height,
            alt: words(dom, id, "alt"),
            ..Figure::default()
        })
    }

    pub(super) fn is_gallery(&self, id: Id) -> bool {
        self.dom.attr(id, "class").is_some_and(|c| {
            c.split_ascii_whitespace().any(|c| {
                matches!(c, "gallery" | "wp-block-gallery" | "blocks-gallery-grid" | "tiled-gallery")
            })
        })
    }

    /// All pictures below stand together; words that are no picture's caption follow them.
    pub(super) fn gallery(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let (mut blocks, place) = (Vec::new(), flow.place);
        let fits = flow.place != Place::Caption && self.deeper(1, |r| blocks = r.inside(id, place));
        if !fits {
            return self.styled(id, flow);
        }
        let mut figures = Vec::new();
        collect(&mut blocks, &mut figures);
        if !figures.is_empty() {
            flow.block(Block::Gallery(Gallery { content: figures }));
        }
        flow.blocks.extend(blocks);
    }
}

fn collect(blocks: &mut Vec<Block>, figures: &mut Vec<Figure>) {
    blocks.retain_mut(|block| match block {
        Block::Figure(f) => {
            figures.push(std::mem::take(f));
            false
        }
        Block::Gallery(g) => {
            figures.append(&mut g.content);
            false
        }
        Block::BulletList(list) => {
            list.content.retain_mut(|item| {
                collect(&mut item.content, figures);
                !item.content.is_empty()
            });
            !list.content.is_empty()
        }
        _ => true,
    });
}

/// The address of a picture: lazy loaders keep the real one beside a placeholder.
fn source(dom: &Dom, id: Id) -> Option<&str> {
    let lazy = ["data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-url"];
    let lazy = || lazy.iter().find_map(|a| dom.attr(id, a)).filter(|s| !s.trim().is_empty());
    let of_set = || {
        let set = dom.attr(id, "srcset").or_else(|| dom.attr(id, "data-srcset"))?;
        set.rsplit(',').next()?.split_ascii_whitespace().next()
    };
    match dom.attr(id, "src").map(str::trim) {
        Some(src) if src.is_empty() || src.starts_with("data:") => lazy().or_else(of_set).or(Some(src)),
        Some(src) => Some(src),
        None => lazy().or_else(of_set),
    }
    .filter(|s| !s.is_empty())
}

/// The number WordPress had given the picture.
pub(super) fn original(dom: &Dom, id: Id) -> Option<i64> {
    let of_class = || {
        let classes = dom.attr(id, "class")?;
        classes.split_ascii_whitespace().find_map(|c| c.strip_prefix("wp-image-")?.parse().ok())
    };
    let of_data =
        || ["data-id", "data-attachment-id"].iter().find_map(|a| dom.attr(id, a)?.trim().parse().ok());
    of_class().or_else(of_data).filter(|n| *n > 0)
}

/// WordPress links pictures to their own files; the page does that by itself.
pub(super) fn drop_link_to_itself(figure: &mut Figure) {
    if let (Some(link), Some(src)) = (&figure.link, &figure.src)
        && is_picture(link)
        && stem(link) == stem(src)
    {
        figure.link = None;
    }
}

fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or(address)
}

fn is_picture(address: &str) -> bool {
    let ending = path(address).rsplit('.').next().unwrap_or("");
    ["jpg", "jpeg", "png", "gif", "webp", "avif"].iter().any(|e| ending.eq_ignore_ascii_case(e))
}

/// The name of a file without its ending and the size WordPress adds to it: `-300x200`, `-scaled`.
fn stem(address: &str) -> &str {
    let name = path(address).rsplit('/').next().unwrap_or("");
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let name = name.strip_suffix("-scaled").unwrap_or(name);
    match name.rsplit_once('-') {
        Some((stem, size))
            if size.split_once('x').is_some_and(|(w, h)| {
                [w, h].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            }) =>
        {
            stem
        }
        _ => name,
    }
}

/// Words for a picture's alternative text, from anywhere.
pub(super) fn tidy(text: &str) -> Option<String> {
    Some(chars::collapse(text)).filter(|t| !t.is_empty())
}
