//! Pictures, recordings, embeds, frames and files.

use super::Writer;
use super::inlines::is_blank;
use super::resolve::Picture;
use crate::tree::{Embed, Figure, File, Frame, Gallery, Inline, Recording};
use crate::{address, providers};

impl Writer<'_> {
    pub(super) fn figure(&mut self, figure: &Figure) {
        let Some(picture) = self.resolve.picture(figure) else { return };
        self.put("<figure class=\"picture\">");
        let link = figure.link.as_deref().map(|l| self.resolve.href(l));
        if let Some(link) = &link {
            self.put("<a");
            self.attr("href", link);
            self.put(">");
        }
        self.img(&picture, figure.alt.as_deref().unwrap_or(""));
        if link.is_some() {
            self.put("</a>");
        }
        self.caption(None, &figure.content, figure.credit.as_deref());
        self.put("</figure>");
    }

    /// The picture, in a `<picture>` where there is a choice of kinds.
    fn img(&mut self, picture: &Picture, alt: &str) {
        let Some(avif) = &picture.avif else { return self.bare_img(picture, alt) };
        self.put("<picture><source type=\"image/avif\"");
        self.attr("srcset", avif);
        self.attr_if("sizes", picture.sizes.as_deref());
        self.put(">");
        self.bare_img(picture, alt);
        self.put("</picture>");
    }

    fn bare_img(&mut self, picture: &Picture, alt: &str) {
        self.put("<img");
        self.attr_if("class", picture.class.as_deref());
        self.attr("src", &picture.src);
        // `sizes` means nothing without `srcset`, and the checker says so.
        if let Some(srcset) = &picture.srcset {
            self.attr("srcset", srcset);
            self.attr_if("sizes", picture.sizes.as_deref());
        }
        self.number("width", picture.width);
        self.number("height", picture.height);
        self.attr("alt", alt);
        self.put(" loading=\"lazy\" decoding=\"async\">");
    }

    /// A caption with what belongs to it; nothing if all of it is empty.
    fn caption(&mut self, title: Option<&str>, content: &[Inline], credit: Option<&str>) {
        let said = !is_blank(content);
        if !said && title.is_none() && credit.is_none() {
            return;
        }
        self.put("<figcaption>");
        if let Some(title) = title {
            self.put("<span class=\"title\">");
            self.text(title);
            self.put("</span>");
        }
        if said {
            self.put(if title.is_some() { " " } else { "" });
            self.inlines(content);
        }
        if let Some(credit) = credit {
            self.put(if said || title.is_some() { " " } else { "" });
            self.put("<span class=\"credit\">");
            self.text(credit);
            self.put("</span>");
        }
        self.put("</figcaption>");
    }

    pub(super) fn gallery(&mut self, gallery: &Gallery) {
        let inner = self.apart(|w| gallery.content.iter().for_each(|f| w.figure(f)));
        if !inner.is_empty() {
            self.put("<div class=\"gallery\">");
            self.put(&inner);
            self.put("</div>");
        }
    }

    /// A link that names where it leads, with a still if there is one.
    pub(super) fn embed(&mut self, embed: &Embed) {
        if embed.url.is_empty() {
            return;
        }
        self.put("<figure class=\"embed\"");
        self.attr_if("data-provider", embed.provider.as_deref());
        self.put("><a class=\"embed-link\"");
        self.attr("href", &embed.url);
        self.put(">");
        if let Some(still) = self.resolve.still(embed) {
            self.img(&still, "");
        }
        if let Some(title) = &embed.title {
            self.put("<span class=\"embed-title\">");
            self.text(title);
            self.put("</span> ");
        }
        let name = embed.provider.as_deref().and_then(providers::by_slug).map(|p| p.name);
        let host = name.or_else(|| address::host(&embed.url)).unwrap_or(&embed.url);
        let open_on = self.resolve.words().open_on.replace("{host}", host);
        self.put("<span class=\"embed-host\">");
        self.text(&open_on);
        self.put("</span></a>");
        self.caption(None, &embed.content, None);
        self.put("</figure>");
    }

    /// A frame loads when its link is followed, without a script: the link's target is the empty,
    /// sandboxed frame below it. Frames of hosts that the site does not allow are links.
    pub(super) fn frame(&mut self, frame: &Frame) {
        if frame.url.is_empty() {
            return;
        }
        let host = address::host(&frame.url).unwrap_or("").to_owned();
        let allowed = !host.is_empty() && self.resolve.frame_allowed(&host);
        let title = frame.title.clone().unwrap_or_else(|| self.resolve.words().frame.clone());
        self.put("<figure class=\"frame\"");
        self.number("data-height", frame.height);
        self.put("><a class=\"embed-link\"");
        self.attr("href", &frame.url);
        self.frames += 1;
        let name = format!("{}frame-{}", self.resolve.id_prefix(), self.frames);
        let said = if allowed {
            self.attr("target", &name);
            self.resolve.words().load.clone()
        } else {
            format!("{{title}} {}", self.resolve.words().open_on.replace("{host}", &host))
        };
        self.put(">");
        let (before, after) = said.split_once("{title}").unwrap_or((&said, ""));
        self.text(before);
        self.put(if frame.title.is_some() { "<span class=\"embed-title\">" } else { "<span>" });
        self.text(&title);
        self.put("</span>");
        self.text(after);
        self.put("</a>");
        if allowed {
            self.put("<iframe sandbox=\"allow-scripts\" loading=\"lazy\"");
            self.attr("name", &name);
            self.attr("title", &title);
            self.number("height", frame.height);
            self.put("></iframe>");
        }
        self.caption(None, &frame.content, None);
        self.put("</figure>");
    }

    pub(super) fn recording(&mut self, recording: &Recording, tag: &str) {
        let Some(src) = self.resolve.recording(recording) else { return };
        self.put("<figure");
        self.attr("class", tag);
        self.number("data-duration", recording.duration);
        self.put("><");
        self.put(tag);
        self.put(" controls preload=\"none\"");
        self.attr("src", &src);
        if tag == "video" {
            self.attr_if("poster", recording.poster.as_deref());
        }
        self.put(">");
        if let Some(captions) = &recording.captions {
            self.put("<track kind=\"captions\"");
            self.attr("src", captions);
            self.put(">");
        }
        self.put("</");
        self.put(tag);
        self.put(">");
        if let Some(transcript) = recording.transcript.as_deref().filter(|t| !t.trim().is_empty()) {
            let title = self.resolve.words().transcript.clone();
            self.put("<details class=\"transcript\"><summary>");
            self.text(&title);
            self.put("</summary>");
            for paragraph in transcript.split("\n\n").filter(|p| !p.trim().is_empty()) {
                self.put("<p>");
                self.text(paragraph.trim());
                self.put("</p>");
            }
            self.put("</details>");
        }
        self.caption(recording.title.as_deref(), &recording.content, None);
        self.put("</figure>");
    }

    pub(super) fn file(&mut self, file: &File) {
        let Some(link) = self.resolve.file(file) else { return };
        let title = file.title.clone().or(link.title);
        let title = title.unwrap_or_else(|| address::file_name(&link.href).to_owned());
        self.put("<p class=\"file\"><a");
        self.attr("href", &link.href);
        self.put(" download>");
        let said = self.resolve.words().download.clone();
        let (before, after) = said.split_once("{title}").unwrap_or((&said, ""));
        self.text(before);
        self.put("<span class=\"file-title\">");
        self.text(&title);
        self.put("</span>");
        self.text(after);
        self.put("</a>");
        let facts: Vec<String> = link.kind.into_iter().chain(link.size_text).collect();
        if !facts.is_empty() {
            self.put(" <span class=\"file-facts\">(");
            self.text(&facts.join(", "));
            self.put(")</span>");
        }
        self.put("</p>");
    }
}
