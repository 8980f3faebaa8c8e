//! Small views that several pages share.

use serde::Serialize;

/// A name that leads somewhere: a section, a topic, a step of a breadcrumb.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// Plain text.
    pub name: String,
    /// Where it leads: a path on this site (`/harbour/`) or an `http(s)` address.
    pub href: String,
}

impl LinkView {
    /// A link from its two parts.
    pub fn new(name: impl Into<String>, href: impl Into<String>) -> Self {
        Self { name: name.into(), href: href.into() }
    }
}

/// A picture with what a reader is told about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// The address for browsers that choose nothing themselves.
    pub src: String,
    /// HTML's `srcset`, empty if there is one size only.
    pub srcset: String,
    /// The same sizes as AVIF, for a `<source>`; empty while there are none.
    pub avif: String,
    /// HTML's `sizes`; if empty, the template says what suits the place.
    pub sizes: String,
    /// Pixels of `src`; kept with `height` so that the text does not jump while it loads.
    pub width: Option<u32>,
    /// Pixels of `src`.
    pub height: Option<u32>,
    /// The class whose rule gives it a colour until it has come; may be empty.
    pub tint: String,
    /// What it shows, for those who do not see it; empty if it adds nothing to the text.
    pub alt: String,
    /// Plain text under the picture.
    pub caption: Option<String>,
    /// Who made it, plain text.
    pub credit: Option<String>,
}

/// The same thing in another language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TranslationView {
    /// BCP 47, such as `fa` or `pt-BR`.
    pub language: String,
    /// The language's name in itself; if empty, the words file's name or the tag is shown.
    pub name: String,
    /// Where it is read.
    pub href: String,
}
