//! What readers see: plain views in, whole HTML pages out.
//!
//! This room knows no database and no request. A view is filled from published rows (or,
//! for a preview, from a revision) and handed to the [`render::Renderer`], which adds the
//! language, the meta data and the stylesheet. A theme is a folder of templates, a
//! stylesheet and a file of words for each language: `crates/dateline/theme`.

pub mod cite;
pub mod compose;
pub mod dates;
pub mod escape;
pub mod feeds;
pub mod fragment;
mod head;
pub mod jsonld;
pub mod locale;
pub mod oembed;
pub mod render;
pub mod script;
pub mod sitemaps;
mod solar;
pub mod style;
pub mod theme;
pub mod view;
pub mod words;
mod xml;

/// Where programs read an article, below its address: address, media type and title of each.
fn for_programs(path: &str) -> [(String, &'static str, &'static str); 2] {
    let path = path.trim_end_matches('/');
    [
        (format!("{path}/prov.jsonld"), "application/ld+json", "PROV-O"),
        (format!("{path}/ninjs.json"), "application/json", "ninjs"),
    ]
}

#[cfg(test)]
mod tests;
