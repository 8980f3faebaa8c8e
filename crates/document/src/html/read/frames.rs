//! Things on other sites: players, posts, charts.

use super::super::dom::Id;
use super::Reader;
use super::attributes::{pixels, words};
use super::flow::{Flow, Place};
use crate::tree::{Block, Embed, Frame, Inline};
use crate::{address, chars, providers};

impl Reader<'_> {
    pub(super) fn iframe(&mut self, id: Id, flow: &mut Flow) {
        self.framed(id, None, flow);
    }

    /// An `iframe`, with the caption of the figure it stands in, if it does.
    pub(super) fn framed(&mut self, id: Id, caption: Option<Id>, flow: &mut Flow) {
        let dom = self.dom;
        let given = ["src", "data-src", "data-lazy-src"]
            .iter()
            .find_map(|a| dom.attr(id, a).filter(|s| !s.trim().is_empty() && !s.starts_with("about:")));
        let Some(url) = given.and_then(address::clean_source).filter(|u| address::host(u).is_some()) else {
            self.lose(id, "iframe", given.or(dom.attr(id, "srcdoc")).unwrap_or("without an address"));
            return;
        };
        let hidden = |name| dom.attr(id, name).is_some_and(|v| v.trim() == "0" || v.trim() == "1");
        if hidden("width") || hidden("height") {
            return self.lose(id, "hidden iframe", &url);
        }
        if flow.place == Place::Caption {
            return self.lose(id, "iframe in a caption", &url);
        }
        let title = words(dom, id, "title").filter(|t| !is_generic(t));
        let content = caption.map_or_else(Vec::new, |c| self.caption_of(c).0);
        let block = match providers::page_of(&url) {
            Some((slug, url)) => Block::Embed(Embed {
                url,
                provider: Some(slug.to_owned()),
                title,
                content,
                ..Embed::default()
            }),
            None if url.get(..8).is_some_and(|s| s.eq_ignore_ascii_case("https://")) => {
                Block::Frame(Frame { url, title, height: pixels(dom, id, "height"), content })
            }
            // A page over https cannot load it: it can be opened.
            None => Block::Embed(Embed { url, title, content, ..Embed::default() }),
        };
        flow.block(block);
    }

    /// A `figure` around an embed or frame: our own, or WordPress's with the bare address in it.
    pub(super) fn embed_figure(&mut self, id: Id, caption: Option<Id>, flow: &mut Flow) {
        let dom = self.dom;
        let part = |class| {
            dom.find_class(id, class).map(|n| chars::collapse(&dom.text(n))).filter(|t| !t.is_empty())
        };
        let link = dom.find_class(id, "embed-link");
        if let Some(url) = link.and_then(|a| dom.attr(a, "href")).and_then(address::clean_source) {
            let title = part("embed-title");
            let content = caption.map_or_else(Vec::new, |c| self.caption_of(c).0);
            return flow.block(if dom.has_class(id, "frame") {
                Block::Frame(Frame { url, title, height: pixels(dom, id, "data-height"), content })
            } else {
                let provider = words(dom, id, "data-provider").filter(|p| is_slug(p));
                Block::Embed(Embed { url, provider, title, content, ..Embed::default() })
            });
        }
        if let Some(frame) = dom.find(id, &["iframe"]) {
            return self.framed(frame, caption, flow);
        }
        if let Some(quote) = dom.find(id, &["blockquote"]) {
            return self.quote(quote, caption, flow);
        }
        let wrapper = dom.find_class(id, "wp-block-embed__wrapper").unwrap_or(id);
        let text = chars::collapse(&dom.text(wrapper));
        let of_text = address::clean_source(&text).filter(|u| address::host(u).is_some());
        let of_block = || self.block_attr("url").and_then(|u| address::clean_source(&u));
        let Some(url) = of_text.or_else(of_block) else { return self.styled(id, flow) };
        let content = caption.map_or_else(Vec::new, |c| self.caption_of(c).0);
        self.embed(&url, content, flow);
    }

    /// Something on another site, by the address its editor put in.
    pub(super) fn embed(&mut self, url: &str, content: Vec<Inline>, flow: &mut Flow) {
        let (slug, url) = match providers::page_of(url) {
            Some((slug, url)) => (Some(slug), url),
            None => (providers::embeddable(url), url.to_owned()),
        };
        let provider = slug.map(str::to_owned);
        flow.block(Block::Embed(Embed { url, provider, content, ..Embed::default() }));
    }

    /// `object` and `embed` elements of the age of Flash, if they show something of a known site.
    pub(super) fn old_player(&mut self, id: Id, flow: &mut Flow) -> bool {
        let dom = self.dom;
        let address = dom.below(id).find_map(|n| match dom.tag(n) {
            "embed" => dom.attr(n, "src"),
            "object" => dom.attr(n, "data"),
            "param" if dom.attr(n, "name").is_some_and(|v| v.eq_ignore_ascii_case("movie")) => {
                dom.attr(n, "value")
            }
            _ => None,
        });
        let Some(url) = address.and_then(address::clean_source) else { return false };
        if flow.place == Place::Caption || providers::by_host(&url).is_none() {
            return false;
        }
        self.embed(&url, Vec::new(), flow);
        true
    }
}

fn is_slug(text: &str) -> bool {
    text.len() <= 40 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Titles that every player of a site has.
fn is_generic(title: &str) -> bool {
    matches!(title, "YouTube video player" | "vimeo-player" | "Spotify Embed" | "Embedded post" | "iframe")
}
