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
    /// The classes whose rules give it a colour until it has come, and say what a crop keeps of it; may be empty.
    pub tint: String,
    /// What it shows, for those who do not see it; empty if it adds nothing to the text.
    pub alt: String,
    /// Plain text under the picture.
    pub caption: Option<String>,
    /// Who made it, plain text.
    pub credit: Option<String>,
}

/// The widest that a narrow column can want, in pixels: 320 on a screen that shows each three times.
const NARROW: u32 = 960;

impl PictureView {
    /// The same for a narrow column: each size that is named costs the page some forty bytes that nothing compresses.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        for sizes in [&mut self.srcset, &mut self.avif] {
            let wide = |size: &str| {
                let width = size.rsplit(' ').next().and_then(|w| w.strip_suffix('w')?.parse::<u32>().ok());
                width.is_some_and(|width| width > NARROW)
            };
            let kept: Vec<&str> = sizes.split(", ").filter(|size| !wide(size)).collect();
            if !kept.is_empty() {
                *sizes = kept.join(", ");
            }
        }
        self
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_column_is_offered_no_wide_pictures() {
        let of = |srcset: &str| {
            let picture = PictureView { srcset: srcset.into(), ..PictureView::default() };
            picture.narrow().srcset
        };
        assert_eq!(
            of("/a-480.webp 480w, /a-960.webp 960w, /a-1600.webp 1600w"),
            "/a-480.webp 480w, /a-960.webp 960w"
        );
        assert_eq!(of("/a-1600.webp 1600w"), "/a-1600.webp 1600w");
        assert_eq!(of(""), "");
    }
}
