//! What WordPress and its usual plugins keep in custom fields and terms, as types. Each view
//! is made from an [`super::Item`] or [`super::Term`] and loses nothing: the item still has it all.

mod attachment;
mod authors;
mod languages;
mod links;
mod menu;
mod seo;

pub use attachment::{Attachment, Variant, attachment};
pub use authors::{CoAuthor, GuestAuthor, co_authors, guest_author};
pub use languages::{language, translations};
pub use links::{Episode, episodes, old_slugs, page_template, thumbnail_id};
pub use menu::{MenuItem, menu_item};
pub use seo::{Seo, seo};

/// A field that is there and not blank.
fn given(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;
