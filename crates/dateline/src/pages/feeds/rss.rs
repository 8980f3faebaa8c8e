//! RSS 2.0 (rssboard.org/rss-specification), with the modules that feed readers know: the whole text, who wrote it, pictures.

use super::rfc822;
use crate::pages::{
    escape,
    view::{EntryView, FeedFormat, FeedView},
    xml::Xml,
};

const NAMESPACES: [(&str, &str); 6] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ("xmlns:wfw", "http://wellformedweb.org/CommentAPI/"),
];

pub(super) fn write(feed: &FeedView) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("rss", &NAMESPACES);
    xml.open("channel", &[]);
    xml.text("title", &[], &feed.title);
    xml.text("link", &[], &feed.page);
    let said = if feed.description.is_empty() { &feed.title } else { &feed.description };
    xml.text("description", &[], said);
    xml.text_if("language", &feed.language);
    xml.text("lastBuildDate", &[], &rfc822(feed.updated));
    xml.text("generator", &[], "Dateline");
    for (format, address) in &feed.addresses {
        let rel = if *format == FeedFormat::Rss { "self" } else { "alternate" };
        xml.empty("atom:link", &[("rel", rel), ("type", format.media_type()), ("href", address)]);
    }
    if let Some(hub) = &feed.hub {
        xml.empty("atom:link", &[("rel", "hub"), ("href", hub)]);
    }
    for entry in &feed.entries {
        item(&mut xml, feed, entry);
    }
    xml.finish()
}

fn item(xml: &mut Xml, feed: &FeedView, entry: &EntryView) {
    xml.open("item", &[]);
    xml.text("title", &[], &entry.title);
    xml.text("link", &[], &entry.link);
    // It is an address only if it is this one: an imported identifier need not lead anywhere.
    let permanent = if entry.id == entry.link { "true" } else { "false" };
    xml.text("guid", &[("isPermaLink", permanent)], &entry.id);
    xml.text("pubDate", &[], &rfc822(entry.published));
    for author in &entry.authors {
        xml.text_if("dc:creator", &author.name);
    }
    if entry.language != feed.language {
        xml.text_if("dc:language", &entry.language);
    }
    for category in &entry.categories {
        xml.text("category", &[], category);
    }
    if !entry.summary.is_empty() {
        // A description is HTML, so plain text is written as HTML first.
        let mut html = String::with_capacity(entry.summary.len() + 16);
        let _ = escape::html(&mut html, &entry.summary);
        xml.text("description", &[], &html);
    }
    xml.text_if("content:encoded", &entry.content);
    if let Some(comments) = &entry.comments {
        xml.text("comments", &[], comments);
    }
    if let Some(address) = &entry.comments_feed {
        xml.text("wfw:commentRss", &[], address);
    }
    picture(xml, entry);
    xml.close();
}

fn picture(xml: &mut Xml, entry: &EntryView) {
    let Some(picture) = &entry.picture else { return };
    if let Some(bytes) = picture.bytes {
        let bytes = bytes.to_string();
        xml.empty("enclosure", &[("url", &picture.url), ("length", &bytes), ("type", &picture.media_type)]);
    }
    let (width, height) = (picture.width.map(|n| n.to_string()), picture.height.map(|n| n.to_string()));
    let mut attributes =
        vec![("url", picture.url.as_str()), ("medium", "image"), ("type", picture.media_type.as_str())];
    attributes.extend(width.as_deref().map(|n| ("width", n)));
    attributes.extend(height.as_deref().map(|n| ("height", n)));
    xml.open("media:content", &attributes);
    if !picture.alt.is_empty() {
        xml.text("media:description", &[("type", "plain")], &picture.alt);
    }
    if !picture.credit.is_empty() {
        xml.text("media:credit", &[], &picture.credit);
    }
    xml.close();
}
