//! Markdown to trees, by way of HTML: what stands in Markdown as raw HTML, and may begin in one
//! node of Markdown's own tree and end in another, goes the same way as all other HTML.

use comrak::Options;

use crate::Reading;
use crate::chars;
use crate::html::{self, Flavour, Nothing};

/// Reads CommonMark with tables, strikethrough, footnotes and autolinks. Raw HTML in it is read as
/// by [`html::read`]. Any text is read.
#[must_use]
pub fn read(markdown: &str) -> Reading {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.autolink = true;
    // Raw HTML passes here, since the reader that follows keeps nothing that could run.
    options.render.r#unsafe = true;
    // Tells the reader on which line of the Markdown it is.
    options.render.sourcepos = true;
    let html = comrak::markdown_to_html(&chars::clean(markdown), &options);
    html::read(&html, &Nothing, Flavour::Plain)
}
