//! Atom 1.0 (RFC 4287).

use super::rfc3339;
use crate::pages::{
    view::{EntryView, FeedFormat, FeedView},
    xml::Xml,
};
use std::borrow::Cow;

pub(super) fn write(feed: &FeedView) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.language)]);
    // The RSS feed's address, whatever the format: of one feed there is one identifier.
    xml.text("id", &[], feed.address(FeedFormat::Rss));
    xml.text("title", &[], &feed.title);
    xml.text_if("subtitle", &feed.description);
    xml.text("updated", &[], &rfc3339(feed.updated));
    xml.open("author", &[]);
    xml.text("name", &[], &feed.publisher);
    xml.close();
    xml.text("generator", &[], "Dateline");
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)]);
    for (format, address) in &feed.addresses {
        let rel = if *format == FeedFormat::Atom { "self" } else { "alternate" };
        xml.empty("link", &[("rel", rel), ("type", format.media_type()), ("href", address)]);
    }
    if let Some(hub) = &feed.hub {
        xml.empty("link", &[("rel", "hub"), ("href", hub)]);
    }
    for one in &feed.entries {
        entry(&mut xml, feed, one);
    }
    xml.finish()
}

fn entry(xml: &mut Xml, feed: &FeedView, entry: &EntryView) {
    let foreign = entry.language != feed.language && !entry.language.is_empty();
    let own = [("xml:lang", entry.language.as_str())];
    xml.open("entry", if foreign { &own } else { &[] });
    xml.text("id", &[], &iri(feed, &entry.id));
    xml.text("title", &[], &entry.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.link)]);
    xml.text("published", &[], &rfc3339(entry.published));
    xml.text("updated", &[], &rfc3339(entry.updated));
    for author in &entry.authors {
        xml.open("author", &[]);
        xml.text("name", &[], &author.name);
        if let Some(url) = &author.url {
            xml.text("uri", &[], url);
        }
        xml.close();
    }
    for category in &entry.categories {
        xml.empty("category", &[("term", category)]);
    }
    xml.text_if("summary", &entry.summary);
    if !entry.content.is_empty() {
        // Relative addresses in it, those of its own footnotes, are read from the article's page.
        xml.text("content", &[("type", "html"), ("xml:base", &entry.link)], &entry.content);
    }
    for file in entry.picture.iter().chain(&entry.files) {
        let length = file.bytes.map(|n| n.to_string());
        let mut attributes = vec![("rel", "enclosure"), ("href", file.url.as_str())];
        if !file.media_type.is_empty() {
            attributes.push(("type", &file.media_type));
        }
        if !file.title.is_empty() {
            attributes.push(("title", &file.title));
        }
        attributes.extend(length.as_deref().map(|n| ("length", n)));
        xml.empty("link", &attributes);
    }
    if let Some(comments) = &entry.comments_feed {
        // RFC 4685: where what was answered to it is followed.
        xml.empty("link", &[("rel", "replies"), ("type", FeedFormat::Rss.media_type()), ("href", comments)]);
    }
    xml.close();
}

/// An identifier as Atom wants it. One that was imported may be any text; a tag URI (RFC 4151) is made of it then.
fn iri<'a>(feed: &FeedView, id: &'a str) -> Cow<'a, str> {
    if url::Url::parse(id).is_ok() {
        return Cow::Borrowed(id);
    }
    let page = url::Url::parse(&feed.page).ok();
    let host = page.as_ref().and_then(|page| page.host_str()).unwrap_or("localhost");
    let text = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
    Cow::Owned(format!("tag:{host},2000:{text}"))
}
