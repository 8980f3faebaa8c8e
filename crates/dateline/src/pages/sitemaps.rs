//! Sitemaps (sitemaps.org 0.9), with Google's extensions for languages, pictures and news.

use super::{feeds::rfc3339, xml::Xml};

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// An address that search engines may look at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UrlView {
    /// Absolute.
    pub address: String,
    /// When it last changed (UTC microseconds).
    pub changed: Option<i64>,
    /// The same in all languages, itself included: language and address.
    pub languages: Vec<(String, String)>,
    /// A picture that is shown there.
    pub picture: Option<String>,
}

/// An article of the last days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewsView {
    /// Absolute.
    pub address: String,
    /// BCP 47.
    pub language: String,
    /// Plain text.
    pub headline: String,
    /// UTC microseconds.
    pub published: i64,
}

/// The list of all sitemaps.
pub fn index(addresses: &[String]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", SITEMAP)]);
    for address in addresses {
        xml.open("sitemap", &[]);
        xml.text("loc", &[], address);
        xml.close();
    }
    xml.finish()
}

/// A sitemap.
pub fn urls(all: &[UrlView]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "urlset",
        &[
            ("xmlns", SITEMAP),
            ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
            ("xmlns:image", "http://www.google.com/schemas/sitemap-image/1.1"),
        ],
    );
    for url in all {
        xml.open("url", &[]);
        xml.text("loc", &[], &url.address);
        if let Some(changed) = url.changed {
            xml.text("lastmod", &[], &rfc3339(changed));
        }
        for (language, address) in &url.languages {
            xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", language), ("href", address)]);
        }
        if let Some(picture) = &url.picture {
            xml.open("image:image", &[]);
            xml.text("image:loc", &[], picture);
            xml.close();
        }
        xml.close();
    }
    xml.finish()
}

/// A news sitemap of the publication `name`.
pub fn news(name: &str, all: &[NewsView]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "urlset",
        &[("xmlns", SITEMAP), ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")],
    );
    for one in all {
        xml.open("url", &[]);
        xml.text("loc", &[], &one.address);
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", &[], name);
        xml.text("news:language", &[], news_language(&one.language));
        xml.close();
        xml.text("news:publication_date", &[], &rfc3339(one.published));
        xml.text("news:title", &[], &one.headline);
        xml.close();
        xml.close();
    }
    xml.finish()
}

/// The two or three letters of ISO 639 that news sitemaps want; Chinese alone says how it is written.
fn news_language(tag: &str) -> &str {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    if primary != "zh" {
        return primary;
    }
    if parts.any(|part| matches!(part, "TW" | "HK" | "MO" | "Hant")) { "zh-tw" } else { "zh-cn" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_news() {
        for (tag, expected) in
            [("en-GB", "en"), ("fa", "fa"), ("zh", "zh-cn"), ("zh-Hant-HK", "zh-tw"), ("ckb-IQ", "ckb")]
        {
            assert_eq!(news_language(tag), expected);
        }
    }
}
