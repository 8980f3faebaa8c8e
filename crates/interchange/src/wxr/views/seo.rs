//! What the plugin Yoast SEO knows of an item.

use serde::Serialize;

use super::super::Item;
use super::given;

/// Fields for search engines and shares; None where the editor left one alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Seo {
    /// May hold the plugin's variables, such as `%%title%%`: see [`Seo::plain_title`].
    pub title: Option<String>,
    /// May hold variables too.
    pub description: Option<String>,
    /// Term id of the category that places the article.
    pub primary_category: Option<u64>,
    /// Search engines are asked to leave it out.
    pub noindex: bool,
    /// Search engines are asked not to follow its links.
    pub nofollow: bool,
    /// The address that search engines shall show instead.
    pub canonical: Option<String>,
    /// Where the plugin redirects to instead of showing the item.
    pub redirect: Option<String>,
    /// For shares.
    pub share_title: Option<String>,
    /// For shares.
    pub share_description: Option<String>,
    /// For shares; an address.
    pub share_image: Option<String>,
    /// For shares; an attachment.
    pub share_image_id: Option<u64>,
    /// The words that the editor wrote the text for.
    pub focus_keyword: Option<String>,
}

impl Seo {
    /// The title, where it is words and not a template.
    pub fn plain_title(&self) -> Option<&str> {
        self.title.as_deref().filter(|title| !title.contains("%%"))
    }

    /// The description, where it is words and not a template.
    pub fn plain_description(&self) -> Option<&str> {
        self.description.as_deref().filter(|text| !text.contains("%%"))
    }
}

/// All empty where the plugin was not used.
pub fn seo(item: &Item) -> Seo {
    let field = |name: &str| given(item.meta(&format!("_yoast_wpseo_{name}")));
    let text = |name: &str| field(name).map(str::to_owned);
    let id = |name: &str| field(name).and_then(|id| id.parse().ok()).filter(|&id: &u64| id > 0);
    Seo {
        title: text("title"),
        description: text("metadesc"),
        primary_category: id("primary_category"),
        // "2" asks for the index even where the type's default is not to.
        noindex: field("meta-robots-noindex") == Some("1"),
        nofollow: field("meta-robots-nofollow") == Some("1"),
        canonical: text("canonical"),
        redirect: text("redirect"),
        share_title: text("opengraph-title"),
        share_description: text("opengraph-description"),
        share_image: text("opengraph-image"),
        share_image_id: id("opengraph-image-id"),
        focus_keyword: text("focuskw"),
    }
}
