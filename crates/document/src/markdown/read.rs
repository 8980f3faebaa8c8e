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

/// Reads what a person types into a small field: CommonMark with autolinks, in which each line end is one that was meant,
/// and raw HTML is text like any other. Any text is read.
#[must_use]
pub fn read_note(markdown: &str) -> Reading {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    let html = comrak::markdown_to_html(&chars::clean(markdown), &options);
    html::read(&html, &Nothing, Flavour::Plain)
}
