//! JSON Feed 1.1 (jsonfeed.org/version/1.1).

use super::rfc3339;
use crate::pages::view::{EntryView, FeedFile, FeedFormat, FeedView};
use serde::Serialize;

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    authors: [Author<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    hubs: Option<[Hub<'a>; 1]>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    // Required, as nothing stands for it: an entry may be a headline alone.
    content_html: &'a str,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
}

pub(super) fn write(feed: &FeedView) -> Vec<u8> {
    let all = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: feed.address(FeedFormat::Json),
        description: &feed.description,
        language: &feed.language,
        authors: [Author { name: &feed.publisher, url: None }],
        hubs: feed.hub.as_deref().map(|url| [Hub { kind: "WebSub", url }]),
        items: feed.entries.iter().map(item).collect(),
    };
    // Only a map with keys that are no text could fail.
    serde_json::to_vec(&all).unwrap_or_default()
}

fn item(entry: &EntryView) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.link,
        title: &entry.title,
        summary: &entry.summary,
        content_html: &entry.content,
        date_published: rfc3339(entry.published),
        date_modified: rfc3339(entry.updated),
        image: entry.picture.as_ref().map(|p| p.url.as_str()),
        authors: entry.authors.iter().map(|a| Author { name: &a.name, url: a.url.as_deref() }).collect(),
        tags: &entry.categories,
        language: &entry.language,
        attachments: entry.files.iter().map(attachment).collect(),
    }
}

fn attachment(file: &FeedFile) -> Attachment<'_> {
    let mime_type = if file.media_type.is_empty() { "application/octet-stream" } else { &file.media_type };
    Attachment { url: &file.url, mime_type, title: &file.title, size_in_bytes: file.bytes }
}
