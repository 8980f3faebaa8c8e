//! An oEmbed answer (oembed.com, version 1.0) of the type `rich`, in its two formats.

use super::xml::Xml;
use serde_json::{Map, Value, json};

/// What an article is shown as elsewhere. Addresses are absolute.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmbedView {
    /// Plain text.
    pub title: String,
    /// Who wrote it: name and page.
    pub author: Option<(String, Option<String>)>,
    /// The site's name.
    pub provider: String,
    /// Its front page.
    pub provider_url: String,
    /// Safe HTML without script or frame.
    pub html: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// A picture: address, pixels across, pixels down.
    pub thumbnail: Option<(String, u32, u32)>,
}

/// Seconds for which whoever shows it may keep it.
const KEEP: u32 = 3_600;

fn parts(view: &EmbedView) -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("version", json!("1.0")),
        ("type", json!("rich")),
        ("title", json!(view.title)),
        ("provider_name", json!(view.provider)),
        ("provider_url", json!(view.provider_url)),
        ("cache_age", json!(KEEP)),
        ("html", json!(view.html)),
        ("width", json!(view.width)),
        ("height", json!(view.height)),
    ];
    if let Some((name, url)) = &view.author {
        all.push(("author_name", json!(name)));
        all.extend(url.as_ref().map(|url| ("author_url", json!(url))));
    }
    if let Some((address, width, height)) = &view.thumbnail {
        all.push(("thumbnail_url", json!(address)));
        all.push(("thumbnail_width", json!(width)));
        all.push(("thumbnail_height", json!(height)));
    }
    all
}

/// As JSON.
pub fn json(view: &EmbedView) -> Vec<u8> {
    let all: Map<String, Value> =
        parts(view).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Value::Object(all).to_string().into_bytes()
}

/// As XML.
pub fn xml(view: &EmbedView) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("oembed", &[]);
    for (name, value) in parts(view) {
        match value {
            Value::String(text) => xml.text(name, &[], &text),
            other => xml.text(name, &[], &other.to_string()),
        }
    }
    xml.finish()
}
