//! Quotations and pull quotes, with who said it.

use super::super::dom::{Data, Dom, Id};
use super::Reader;
use super::flow::{Flow, Place};
use crate::tree::{Block, Embed, Quote};
use crate::{address, chars, providers};

impl Reader<'_> {
    pub(super) fn blockquote(&mut self, id: Id, flow: &mut Flow) {
        self.quote(id, None, flow);
    }

    /// A quotation, with the caption of the figure it stands in, if it does.
    pub(super) fn quote(&mut self, id: Id, caption: Option<Id>, flow: &mut Flow) {
        flow.flush();
        let dom = self.dom;
        if let Some(embed) = self.post_of_another_site(id) {
            return flow.block(Block::Embed(embed));
        }
        let last = last_part(dom, id);
        let source = caption.or(last);
        let attribution = source.map(|s| attribution(dom, s)).filter(|a| !a.is_empty());
        let cite = dom
            .attr(id, "cite")
            .or_else(|| source.and_then(|s| dom.find(s, &["a"])).and_then(|a| dom.attr(a, "href")))
            .and_then(address::clean);
        let skip = if caption.is_some() { None } else { last };
        let mut content = Vec::new();
        let fits = flow.place != Place::Caption
            && self.deeper(1, |r| content = r.inside_but(id, skip, Place::Inner));
        if !fits {
            return self.styled(id, flow);
        }
        if content.is_empty() {
            // A quote of nothing but a name: the name is its text.
            if let Some(source) = source {
                self.styled(source, flow);
            }
            return;
        }
        let pull = dom.has_class(id, "pullquote") || dom.has_class(id, "wp-block-pullquote");
        let pull = pull
            || dom.node(id).is_some_and(|n| {
                dom.has_class(n.parent, "pullquote") || dom.has_class(n.parent, "wp-block-pullquote")
            });
        let quote = Quote { attribution, cite, content };
        flow.block(if pull { Block::PullQuote(quote) } else { Block::Blockquote(quote) });
    }

    /// The quotations that other sites' embed codes consist of, which a script would dress up.
    fn post_of_another_site(&mut self, id: Id) -> Option<Embed> {
        let dom = self.dom;
        let classes = dom.attr(id, "class")?;
        let known = |c: &str| {
            matches!(
                c,
                "twitter-tweet"
                    | "twitter-video"
                    | "instagram-media"
                    | "tiktok-embed"
                    | "bluesky-embed"
                    | "mastodon-embed"
                    | "text-post-media"
                    | "reddit-embed-bq"
                    | "imgur-embed-pub"
            )
        };
        if !classes.split_ascii_whitespace().any(known) {
            return None;
        }
        let named = [
            "data-instgrm-permalink",
            "cite",
            "data-text-post-permalink",
            "data-embed-url",
            "data-bluesky-uri",
        ];
        let named = named.iter().find_map(|a| dom.attr(id, a)).filter(|u| u.starts_with("http"));
        let linked = || {
            let links = dom.below(id).filter(|n| dom.tag(*n) == "a").filter_map(|a| dom.attr(a, "href"));
            links.filter(|h| providers::embeddable(h).is_some()).last()
        };
        let url = named.or_else(linked).and_then(address::clean_source)?;
        let provider = providers::embeddable(&url).map(str::to_owned);
        let title = chars::shorten(&chars::collapse(&dom.text(dom.find(id, &["p"]).unwrap_or(id))), 200);
        Some(Embed { url, provider, title: (!title.is_empty()).then_some(title), ..Embed::default() })
    }
}

/// The last part of a quotation, if it says who said it.
fn last_part(dom: &Dom, id: Id) -> Option<Id> {
    let blank = |n: &Id| match dom.node(*n).map(|n| &n.data) {
        Some(Data::Text(t)) => t.trim().is_empty(),
        Some(Data::Comment(_)) => true,
        _ => false,
    };
    let last = dom.children(id).filter(|n| !blank(n)).last()?;
    match dom.tag(last) {
        "cite" | "footer" => Some(last),
        "p" => {
            let mut inner = dom.children(last).filter(|n| !blank(n));
            (inner.next().is_some_and(|n| dom.tag(n) == "cite") && inner.next().is_none()).then_some(last)
        }
        _ => None,
    }
}

/// The words without the dash that many put before them: the page sets its own.
fn attribution(dom: &Dom, id: Id) -> String {
    let text = chars::collapse(&dom.text(id));
    text.trim_start_matches(['—', '–', '-', '―', '~', ' ']).to_owned()
}
