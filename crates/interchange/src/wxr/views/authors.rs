//! Bylines of the plugin Co-Authors Plus: terms of the taxonomy `author`, whose slug is the author's
//! with `cap-` before it, and guest authors as items of their own type.

use serde::Serialize;

use super::super::Item;
use super::given;

/// Someone in an article's byline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoAuthor {
    /// The login or guest author's slug, without the plugin's `cap-`.
    pub slug: String,
    /// As the term has it; some versions write the login here.
    pub name: String,
}

/// In the order of the byline, each once. Empty where the plugin was not used: then the item's
/// creator is the author.
pub fn co_authors(item: &Item) -> Vec<CoAuthor> {
    let mut found: Vec<CoAuthor> = Vec::new();
    for term in item.terms.iter().filter(|term| term.domain == "author") {
        let slug = without_prefix(&term.nicename);
        if !slug.is_empty() && !found.iter().any(|known| known.slug == slug) {
            found.push(CoAuthor { slug: slug.to_owned(), name: term.name.clone() });
        }
    }
    found
}

fn without_prefix(slug: &str) -> &str {
    slug.strip_prefix("cap-").unwrap_or(slug)
}

/// A person with a byline and no account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GuestAuthor {
    /// As in [`CoAuthor::slug`].
    pub slug: String,
    /// Whole name.
    pub display_name: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Not for the public.
    pub email: String,
    /// Own site.
    pub website: String,
    /// A few words.
    pub description: String,
    /// The account that this stands for, if any.
    pub linked_login: Option<String>,
}

/// None for an item that is no guest author.
pub fn guest_author(item: &Item) -> Option<GuestAuthor> {
    if item.post_type != "guest-author" {
        return None;
    }
    let text = |key: &str| given(item.meta(key)).unwrap_or_default().to_owned();
    let slug = given(item.meta("cap-user_login")).unwrap_or_else(|| without_prefix(&item.slug));
    let display_name = given(item.meta("cap-display_name")).unwrap_or(&item.title);
    Some(GuestAuthor {
        slug: slug.to_owned(),
        display_name: display_name.to_owned(),
        first_name: text("cap-first_name"),
        last_name: text("cap-last_name"),
        email: text("cap-user_email"),
        website: text("cap-website"),
        description: text("cap-description"),
        linked_login: given(item.meta("cap-linked_account")).map(str::to_owned),
    })
}
