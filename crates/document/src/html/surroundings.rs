//! What a reader of HTML has to be told, since the text alone does not say it.

/// By which rules a text was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavour {
    /// HTML and nothing else.
    #[default]
    Plain,
    /// What WordPress keeps in `post_content`: HTML with implied paragraphs, shortcodes and blocks.
    WordPress,
}

/// What lies around a text in the system it comes from. Each method has an answer for "nothing".
pub trait Surroundings {
    /// The original ids of the pictures attached to the article, in their order: what a `[gallery]`
    /// without ids shows.
    fn attached_pictures(&self) -> Vec<i64> {
        Vec::new()
    }

    /// The content of a reusable block.
    fn reusable_block(&self, id: i64) -> Option<String> {
        let _ = id;
        None
    }

    /// The post's meta value `footnotes`, as WordPress keeps it: a JSON list of `{"id", "content"}`.
    fn footnotes(&self) -> Option<String> {
        None
    }
}

/// No surroundings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Surroundings for Nothing {}
