//! Plain text of what WordPress lets hold markup: titles, excerpts, names.

use document::html::{self, Flavour, Nothing};

/// The text without its markup and entities.
pub fn text(html: &str) -> String {
    if !html.contains(['<', '&', '[']) {
        return html.trim().to_owned();
    }
    document::text::write(&html::read(html, &Nothing, Flavour::WordPress).document).trim().to_owned()
}

/// Whether taking the text alone loses something that a reader could see or follow.
pub fn loses(html: &str) -> bool {
    ["<a ", "<em", "<i>", "<strong", "<b>", "<img"].iter().any(|tag| html.contains(tag))
}
