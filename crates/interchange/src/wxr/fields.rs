//! Which elements WXR knows, where, and where their text goes.

use super::model::{Author, Comment, Item, Site, Term};
use super::names::Ns;

/// Where the scanner stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Channel,
    Author,
    Category,
    Tag,
    Term,
    Item,
    Comment,
    /// `wp:postmeta`, `wp:commentmeta`, `wp:termmeta`.
    Meta,
}

/// What an element that is known holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A line of text: white space around it means nothing.
    Short,
    /// Text in which everything counts.
    Body,
    /// Elements.
    Node(Place),
}

/// None for an element that is not known in that place.
pub(super) fn shape(place: Place, ns: Ns, local: &str) -> Option<Shape> {
    use Shape::{Body, Node, Short};
    let found = match (place, ns, local) {
        (
            Place::Channel,
            Ns::Plain,
            "title" | "link" | "description" | "language" | "generator" | "pubDate",
        ) => Short,
        (Place::Channel, Ns::Plain, "item") => Node(Place::Item),
        (Place::Channel, Ns::Wp, "wxr_version" | "base_site_url" | "base_blog_url") => Short,
        (Place::Channel, Ns::Wp, "author") => Node(Place::Author),
        (Place::Channel, Ns::Wp, "category") => Node(Place::Category),
        (Place::Channel, Ns::Wp, "tag") => Node(Place::Tag),
        (Place::Channel, Ns::Wp, "term") => Node(Place::Term),
        (Place::Author, Ns::Wp, name) if name.starts_with("author_") => Short,
        (Place::Category, Ns::Wp, "category_description") => Body,
        (Place::Tag, Ns::Wp, "tag_description") => Body,
        (Place::Term, Ns::Wp, "term_description") => Body,
        (Place::Category, Ns::Wp, "term_id" | "category_nicename" | "category_parent" | "cat_name") => Short,
        (Place::Tag, Ns::Wp, "term_id" | "tag_slug" | "tag_name") => Short,
        (Place::Term, Ns::Wp, "term_id" | "term_taxonomy" | "term_slug" | "term_parent" | "term_name") => {
            Short
        }
        (Place::Category | Place::Tag | Place::Term, Ns::Wp, "termmeta") => Node(Place::Meta),
        (Place::Meta, Ns::Wp, "meta_key") => Short,
        (Place::Meta, Ns::Wp, "meta_value") => Body,
        (Place::Item, _, _) => return item_shape(ns, local),
        (Place::Comment, Ns::Wp, "commentmeta") => Node(Place::Meta),
        (Place::Comment, Ns::Wp, "comment_content") => Body,
        (Place::Comment, Ns::Wp, name) if name.starts_with("comment_") && name != "comment_status" => Short,
        _ => return None,
    };
    Some(found)
}

fn item_shape(ns: Ns, local: &str) -> Option<Shape> {
    use Shape::{Body, Node, Short};
    let found = match (ns, local) {
        (Ns::Plain, "title" | "link" | "pubDate" | "guid" | "category" | "enclosure") => Short,
        (Ns::Plain, "description") | (Ns::Content | Ns::Excerpt, "encoded") => Body,
        (Ns::Dc, "creator") => Short,
        // A password may begin with a blank.
        (Ns::Wp, "post_password") => Body,
        (
            Ns::Wp,
            "post_id" | "post_date" | "post_date_gmt" | "post_modified" | "post_modified_gmt" | "post_name",
        )
        | (
            Ns::Wp,
            "comment_status" | "ping_status" | "status" | "post_parent" | "menu_order" | "post_type",
        )
        | (Ns::Wp, "is_sticky" | "attachment_url") => Short,
        (Ns::Wp, "postmeta") => Node(Place::Meta),
        (Ns::Wp, "comment") => Node(Place::Comment),
        _ => return None,
    };
    Some(found)
}

/// Whether an element that is not known in `place` is known around it: then the closing tag
/// of `place` is missing. Only what cannot stand in a text by chance is trusted.
pub(super) fn known_around(place: Place, ns: Ns, local: &str) -> bool {
    let around: &[Place] = match place {
        Place::Channel => &[],
        Place::Author | Place::Category | Place::Tag | Place::Term => &[Place::Channel],
        Place::Item => return ns == Ns::Plain && local == "item",
        Place::Comment => &[Place::Item],
        Place::Meta => &[Place::Item, Place::Comment, Place::Category, Place::Tag, Place::Term],
    };
    (ns == Ns::Plain && local == "item") || around.iter().any(|&outer| shape(outer, ns, local).is_some())
}

pub(super) fn site<'a>(site: &'a mut Site, local: &str) -> Option<&'a mut String> {
    Some(match local {
        "title" => &mut site.title,
        "link" => &mut site.link,
        "description" => &mut site.description,
        "language" => &mut site.language,
        "generator" => &mut site.generator,
        "pubDate" => &mut site.pub_date,
        "wxr_version" => &mut site.wxr_version,
        "base_site_url" => &mut site.base_site_url,
        "base_blog_url" => &mut site.base_blog_url,
        _ => return None,
    })
}

pub(super) fn author<'a>(author: &'a mut Author, local: &str) -> Option<&'a mut String> {
    Some(match local {
        "author_login" => &mut author.login,
        "author_email" => &mut author.email,
        "author_display_name" => &mut author.display_name,
        "author_first_name" => &mut author.first_name,
        "author_last_name" => &mut author.last_name,
        _ => return None,
    })
}

pub(super) fn term<'a>(term: &'a mut Term, local: &str) -> Option<&'a mut String> {
    Some(match local {
        "category_nicename" | "tag_slug" | "term_slug" => &mut term.slug,
        "category_parent" | "term_parent" => &mut term.parent_slug,
        "cat_name" | "tag_name" | "term_name" => &mut term.name,
        "category_description" | "tag_description" | "term_description" => &mut term.description,
        "term_taxonomy" => &mut term.taxonomy,
        _ => return None,
    })
}

pub(super) fn item<'a>(item: &'a mut Item, ns: Ns, local: &str) -> Option<&'a mut String> {
    Some(match (ns, local) {
        (Ns::Content, "encoded") => &mut item.content,
        (Ns::Excerpt, "encoded") => &mut item.excerpt,
        (Ns::Dc, "creator") => &mut item.creator,
        (Ns::Plain, "title") => &mut item.title,
        (Ns::Plain, "link") => &mut item.link,
        (Ns::Plain, "pubDate") => &mut item.pub_date,
        (Ns::Plain, "guid") => &mut item.guid,
        (Ns::Plain, "description") => &mut item.description,
        (Ns::Wp, "post_date") => &mut item.post_date,
        (Ns::Wp, "post_date_gmt") => &mut item.post_date_gmt,
        (Ns::Wp, "post_modified") => &mut item.post_modified,
        (Ns::Wp, "post_modified_gmt") => &mut item.post_modified_gmt,
        (Ns::Wp, "comment_status") => &mut item.comment_status,
        (Ns::Wp, "ping_status") => &mut item.ping_status,
        (Ns::Wp, "post_name") => &mut item.slug,
        (Ns::Wp, "status") => &mut item.status,
        (Ns::Wp, "post_type") => &mut item.post_type,
        (Ns::Wp, "post_password") => &mut item.password,
        (Ns::Wp, "attachment_url") => &mut item.attachment_url,
        _ => return None,
    })
}

pub(super) fn comment<'a>(comment: &'a mut Comment, local: &str) -> Option<&'a mut String> {
    Some(match local {
        "comment_author" => &mut comment.author,
        "comment_author_email" => &mut comment.author_email,
        "comment_author_url" => &mut comment.author_url,
        "comment_author_IP" => &mut comment.author_ip,
        "comment_date" => &mut comment.date,
        "comment_date_gmt" => &mut comment.date_gmt,
        "comment_content" => &mut comment.content,
        "comment_approved" => &mut comment.approved,
        "comment_type" => &mut comment.kind,
        _ => return None,
    })
}
