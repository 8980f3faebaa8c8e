//! What each element becomes.

use super::super::dom::Id;
use super::super::headings::is_anchor;
use super::Reader;
use super::attributes::style;
use super::flow::{Flow, Place, Style};
use crate::chars;
use crate::tree::{Aside, Block, CodeBlock, Mark};

impl Reader<'_> {
    pub(super) fn element(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        for attr in dom.attrs(id) {
            let name = &*attr.name.local;
            if name.len() > 3 && name.starts_with("on") && !attr.value.is_empty() {
                self.lose(id, &format!("event handler {name}"), &attr.value);
            }
        }
        match dom.tag(id) {
            "p" if dom.has_class(id, "file") => self.file(id, flow),
            "p" => self.styled(id, flow),
            "h1" | "h2" => self.heading(id, 2, flow),
            "h3" => self.heading(id, 3, flow),
            "h4" | "h5" | "h6" => self.heading(id, 4, flow),
            "a" if self.is_way_back(id) => {}
            "a" => self.anchor(id, flow),
            "br" => flow.line_break(),
            "hr" => flow.block(Block::HorizontalRule),
            "ul" if self.is_gallery(id) => self.gallery(id, flow),
            "ol" if self.is_notes(id) => self.footnotes(id, flow),
            "ul" | "ol" | "menu" | "dir" => self.list(id, flow),
            "dt" => self.term(id, flow),
            "blockquote" => self.blockquote(id, flow),
            "table" => self.table(id, None, flow),
            "figure" => self.figure(id, flow),
            "dl" if dom.has_class(id, "gallery-item") => self.figure(id, flow),
            "img" | "image" => self.picture(id, flow),
            "iframe" => self.iframe(id, flow),
            "audio" | "video" => self.recording(id, flow),
            "pre" | "xmp" | "listing" | "plaintext" => self.preformatted(id, flow),
            "div" | "section" | "aside" | "details" => self.division(id, flow),
            "x-dateline" => self.shortcode(id, flow),
            "span" | "font" | "small" | "big" | "abbr" | "acronym" | "ins" | "time" | "data" | "label"
            | "bdo" | "bdi" => self.span(id, flow),
            "sup" => self.superscript(id, flow),
            "q" => self.inline_quote(id, flow),
            "rt" => self.ruby_text(id, flow),
            "noscript" => self.without_script(id, flow),
            "svg" => {}
            "wbr" | "source" | "track" | "param" | "col" | "colgroup" | "rp" | "meta" | "link" | "base"
            | "area" | "map" | "datalist" | "head" | "title" | "template" => {}
            "script" | "style" | "form" | "object" | "embed" | "applet" | "button" | "input" | "select"
            | "textarea" | "canvas" | "frameset" | "frame" | "noembed" | "noframes" | "dialog"
            | "marquee" | "progress" | "meter" | "portal" | "fencedframe" => self.left_out(id, flow),
            "b" | "strong" | "i" | "em" | "dfn" | "var" | "cite" | "u" | "code" | "kbd" | "samp" | "tt"
            | "s" | "del" | "strike" | "sub" | "mark" => {
                let tag = dom.tag(id);
                self.inline(id, tag, flow);
            }
            "" => self.foreign(id, flow),
            tag if is_container(tag) => self.styled(id, flow),
            // Elements of no known meaning are lines of text, as browsers show them.
            _ => self.marked(id, None, flow),
        }
    }

    /// A block whose text stands as a paragraph of its own.
    pub(super) fn styled(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let inner = style(self.dom, id, &flow.style);
        self.with_style(id, inner, flow);
    }

    fn with_style(&mut self, id: Id, inner: Style, flow: &mut Flow) {
        let outer = std::mem::replace(&mut flow.style, inner);
        self.children(id, flow);
        flow.flush();
        flow.style = outer;
    }

    fn heading(&mut self, id: Id, level: u8, flow: &mut Flow) {
        flow.flush();
        let mut inner = style(self.dom, id, &flow.style);
        inner.heading = Some(level);
        inner.id = self
            .dom
            .attr(id, "id")
            .map(str::trim)
            .filter(|i| is_anchor(i))
            .map(|i| chars::clean(i).into_owned());
        self.with_style(id, inner, flow);
    }

    /// A `div` and its like: mostly nothing, sometimes all that tells what it holds.
    fn division(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        if dom.attr(id, "class").is_some() || dom.attr(id, "role").is_some() {
            if self.is_notes(id) {
                return self.footnotes(id, flow);
            }
            if self.is_gallery(id) {
                return self.gallery(id, flow);
            }
            if dom.has_class(id, "wp-caption") {
                return self.figure(id, flow);
            }
            if dom.has_class(id, "wp-block-file") {
                return self.file(id, flow);
            }
        }
        match dom.tag(id) {
            "aside" | "details" => self.aside(id, flow),
            _ => self.styled(id, flow),
        }
    }

    fn footnotes(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let notes = self.notes_in(id);
        self.found_notes.extend(notes);
    }

    fn aside(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let dom = self.dom;
        // A box in a box, or in a caption, is text there.
        let mut content = Vec::new();
        let fits = flow.place == Place::Top
            && self.deeper(1, |r| {
                content = r.inside(id, Place::Top);
            });
        if fits && !content.is_empty() {
            flow.block(Block::Aside(Aside { content }));
        } else if !fits {
            for child in dom.children(id) {
                self.node(child, flow);
            }
            flow.flush();
        }
    }

    fn inline_quote(&mut self, id: Id, flow: &mut Flow) {
        flow.text("“", &self.marks, false);
        self.marked(id, None, flow);
        flow.text("”", &self.marks, false);
    }

    /// Readings above characters come behind them in brackets, as `rp` would have it.
    fn ruby_text(&mut self, id: Id, flow: &mut Flow) {
        flow.text("(", &self.marks, false);
        self.marked(id, None, flow);
        flow.text(")", &self.marks, false);
    }

    fn preformatted(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        if dom.has_class(id, "wp-block-verse") {
            let before = std::mem::replace(&mut self.keep_lines, true);
            self.styled(id, flow);
            self.keep_lines = before;
            return;
        }
        let mut text = String::new();
        for n in dom.below(id) {
            match dom.node(n).map(|n| &n.data) {
                Some(super::Data::Text(t)) => text.push_str(t),
                Some(super::Data::Element(..)) if dom.tag(n) == "br" => text.push('\n'),
                _ => {}
            }
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = chars::clean(text.trim_end_matches('\n')).into_owned();
        if flow.place == Place::Caption {
            return flow.text(&text, &self.marks, false);
        }
        if text.trim().is_empty() {
            return flow.flush();
        }
        let language = std::iter::once(id).chain(dom.find(id, &["code"])).find_map(|n| {
            let class = dom.attr(n, "class")?;
            class
                .split_ascii_whitespace()
                .find_map(|c| c.strip_prefix("language-").or(c.strip_prefix("lang-")))
        });
        let sound = |l: &&str| {
            (1..=30).contains(&l.len())
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-#_.".contains(&b))
        };
        let language = language.filter(sound).map(str::to_owned);
        flow.block(Block::CodeBlock(CodeBlock { language, text }));
    }

    /// What stands in for a script's work: mostly a picture that the script would load. If the
    /// script's own picture stands right before it, it would be shown twice.
    fn without_script(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        let mut before = dom.node(id).map_or(super::super::dom::NONE, |n| n.prev);
        while dom.node(before).is_some() && dom.tag(before).is_empty() {
            before = dom.node(before).map_or(super::super::dom::NONE, |n| n.prev);
        }
        let twice = dom.tag(before) == "img" || dom.find(before, &["img"]).is_some();
        if !(twice && dom.find(id, &["img"]).is_some()) {
            self.children(id, flow);
        }
    }

    fn foreign(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        let name = dom.node(id).map(|n| &n.data);
        let svg = matches!(name, Some(super::Data::Element(n, _)) if &*n.local == "svg");
        let text = dom.text(id);
        if svg {
            self.lose(id, "svg", &text);
        } else {
            // Formulas keep their characters.
            self.lose(id, "math", &text);
            flow.text(&text, &self.marks, false);
        }
    }

    fn left_out(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        let tag = dom.tag(id);
        if matches!(tag, "object" | "embed") && self.old_player(id, flow) {
            return;
        }
        if tag == "script"
            && dom.attr(id, "src").is_some_and(|s| crate::providers::by_host(&absolute(s)).is_some())
        {
            // It would have dressed up an embed, which is kept as one.
            return;
        }
        let text = dom.text(id);
        let sample = dom.attr(id, "src").or_else(|| dom.attr(id, "data")).or_else(|| dom.attr(id, "action"));
        let sample = sample.map_or(text.as_str(), |s| s);
        self.lose(id, tag, sample);
        if matches!(tag, "marquee" | "dialog") {
            self.styled(id, flow);
        }
    }

    /// `dt`: definition lists are paragraphs, their terms bold.
    fn term(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        self.marked(id, Some(Mark::Bold), flow);
        flow.flush();
    }
}

/// `//host/path` as an address with a scheme, to ask for its host.
fn absolute(address: &str) -> String {
    if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() }
}

fn is_container(tag: &str) -> bool {
    matches!(
        tag,
        "html"
            | "body"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "address"
            | "hgroup"
            | "fieldset"
            | "legend"
            | "center"
            | "figcaption"
            | "dl"
            | "dd"
            | "li"
            | "summary"
            | "caption"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "search"
            | "optgroup"
            | "option"
    )
}
