//! What an article cites, as schema.org has it: a node for each source, whose own `citation` leads to those it quotes.
//!
//! Each has an `@id`, and what is quoted is named by it, with its type and name: so the whole has as many nodes as there
//! are sources and links between them, however long the chain, and a circle ends where it began.
//!
//! `isBasedOn` is not said: it is for text that was taken over (schema.org: "a resource from which this work is derived or
//! from which it is a modification or adaptation"), and that a source prints another's text says nothing of ours. Nor is
//! there a property for the number of origins: that is said on the page and in our own API.

use super::{absolute, put};
use crate::pages::view::{ArticleView, ChainView, SiteView, SourceView};
use serde_json::{Map, Value, json};

/// A node for each source.
pub(super) fn all(site: &SiteView, page: &ArticleView, chain: &ChainView) -> Vec<Value> {
    let base = absolute(site, &page.path).into_owned();
    let find = |number: &u64| {
        let at = usize::try_from(*number).ok()?.checked_sub(1)?;
        chain.sources.get(at)
    };
    let one = |source: &SourceView| {
        let mut node = named(&base, source);
        put(&mut node, "url", source.href.clone().unwrap_or_default());
        put(&mut node, "datePublished", source.dated.clone().unwrap_or_default());
        if source.why.is_none() {
            by(site, &mut node, source);
        }
        let quoted: Vec<Value> =
            source.quotes.iter().filter_map(find).map(|quoted| Value::Object(named(&base, quoted))).collect();
        put(&mut node, "citation", quoted);
        Value::Object(node)
    };
    chain.sources.iter().map(one).collect()
}

/// What it is called, and what leads to it. One that is not named has no name here either, only the fixed words for it.
fn named(base: &str, source: &SourceView) -> Map<String, Value> {
    let mut node = Map::new();
    put(&mut node, "@type", kind(source));
    put(&mut node, "@id", format!("{base}#source-{}", source.number));
    let key = if source.why.is_some() { "description" } else { "name" };
    put(&mut node, key, source.name.as_str());
    node
}

/// The most fitting type of schema.org. There is none for a paper or for what a body says in its name that would not claim
/// more than is known.
fn kind(source: &SourceView) -> &'static str {
    match source.kind {
        "agency" | "outlet" => "NewsArticle",
        "data_set" => "Dataset",
        "social_post" => "SocialMediaPosting",
        "website" => "WebPage",
        "interview" => "Conversation",
        "official_statement" => "Report",
        _ => "CreativeWork",
    }
}

/// Who made it: whoever is said to have, else the agency or the paper whose name it bears, else we ourselves.
fn by(site: &SiteView, node: &mut Map<String, Value>, source: &SourceView) {
    match source.kind {
        "own_reporting" => put(node, "creator", super::publisher_id(site)),
        // Whether a person or a body wrote it is not known, and `author` would have to say.
        _ if !source.author.is_empty() => put(node, "creditText", source.author.as_str()),
        "agency" | "outlet" => {
            put(node, "publisher", json!({ "@type": "NewsMediaOrganization", "name": source.name }));
        }
        _ => {}
    }
}
