//! Languages of the plugin Polylang: a term of the taxonomy `language` on each item, and one of
//! `post_translations` whose description lists the items that say the same.

use super::super::{Item, Term};
use crate::php;

/// The slug of the item's language, such as "en".
pub fn language(item: &Item) -> Option<&str> {
    item.terms.iter().find(|term| term.domain == "language").map(|term| term.nicename.as_str())
}

/// Language and post id (or term id, for `term_translations`) of each member of a group. None
/// for a term of another taxonomy, or one whose description cannot be read.
pub fn translations(term: &Term) -> Option<Vec<(String, u64)>> {
    if !matches!(term.taxonomy.as_str(), "post_translations" | "term_translations") {
        return None;
    }
    let group = php::unserialize(term.description.trim()).ok()?.value;
    let members = group.entries().iter();
    Some(members.filter_map(|(language, id)| Some((language.as_text().into_owned(), id.as_u64()?))).collect())
}
