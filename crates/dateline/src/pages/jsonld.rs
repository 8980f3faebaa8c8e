//! What search engines read: schema.org as JSON-LD, one graph a page.

mod citation;

use super::escape;
use super::head::{Head, absolute};
use super::view::{
    ArticleKind, ArticleView, BylineView, CorrectionView, CorrectionsView, FrontView, LinkView, ListKind,
    ListView, PictureView, SiteView,
};
use serde_json::{Map, Value, json};

/// An article's page: `NewsArticle` (or `WebPage`) and its `BreadcrumbList`.
pub(super) fn article(site: &SiteView, page: &ArticleView, head: &Head) -> String {
    let mut node = Map::new();
    let news = page.kind == ArticleKind::Article;
    put(&mut node, "@type", if news { "NewsArticle" } else { "WebPage" });
    put(&mut node, if news { "headline" } else { "name" }, head.heading.as_str());
    put(&mut node, "description", head.description.as_str());
    put(&mut node, "inLanguage", page.language.as_str());
    put(&mut node, "url", head.canonical.as_str());
    put(&mut node, "mainEntityOfPage", head.canonical.as_str());
    if let Some(image) = &head.image {
        put(&mut node, "image", json!([picture(image)]));
    }
    if news {
        put(&mut node, "datePublished", head.published.as_str());
        // Empty unless later than the date it carries; then it was never changed.
        let modified = if head.modified.is_empty() { &head.published } else { &head.modified };
        put(&mut node, "dateModified", modified.as_str());
        let (contributors, authors): (Vec<_>, Vec<_>) = page.bylines.iter().partition(|b| b.role.is_some());
        let people = |list: &[&BylineView]| list.iter().map(|b| person(site, b)).collect::<Vec<_>>();
        put(
            &mut node,
            "author",
            // An author needs a name where it stands: search engines follow no reference here.
            if authors.is_empty() { json!([publisher(site)]) } else { json!(people(&authors)) },
        );
        put(&mut node, "contributor", contributors.iter().map(|b| role(site, b)).collect::<Vec<_>>());
        put(&mut node, "publisher", publisher(site));
        put(&mut node, "dateline", page.place.as_str());
        let sections = page.breadcrumb.last().into_iter().chain(&page.also_in);
        put(&mut node, "articleSection", sections.map(|s| s.name.as_str()).collect::<Vec<_>>());
        put(&mut node, "keywords", page.topics.iter().map(|t| t.name.as_str()).collect::<Vec<_>>());
        put(&mut node, "isAccessibleForFree", !page.password_protected);
        if let Some(words) = page.word_count {
            put(&mut node, "wordCount", words);
        }
        if !page.password_protected {
            put(&mut node, "commentCount", page.comments.total);
        }
        put(&mut node, "sdPublisher", publisher_id(site));
    }
    if let (Some(chain), false) = (&page.chain, page.password_protected) {
        put(&mut node, "citation", citation::all(site, page, chain));
    }
    let told = page.corrections.iter().filter(|c| !c.closed && !page.password_protected);
    put(&mut node, "correction", told.map(|c| correction(c, &head.canonical)).collect::<Vec<_>>());
    if page.retracted {
        put(&mut node, "creativeWorkStatus", "Retracted");
    }
    graph(vec![Value::Object(node), breadcrumb(site, &page.breadcrumb, head)])
}

/// What was corrected: schema.org's `CorrectionComment`. `page` is where it is told.
fn correction(correction: &CorrectionView, page: &str) -> Value {
    let mut node = Map::new();
    put(&mut node, "@type", "CorrectionComment");
    put(&mut node, "text", correction.text.as_str());
    put(&mut node, "datePublished", super::feeds::rfc3339(correction.at));
    put(&mut node, "url", format!("{page}#correction-{}", correction.id));
    Value::Object(node)
}

/// The page of all corrections: `CollectionPage` with its comments.
pub(super) fn corrections(site: &SiteView, page: &CorrectionsView, head: &Head) -> String {
    let mut node = Map::new();
    put(&mut node, "@type", "CollectionPage");
    put(&mut node, "name", head.heading.as_str());
    put(&mut node, "description", head.description.as_str());
    put(&mut node, "url", head.canonical.as_str());
    put(&mut node, "inLanguage", page.language.as_str());
    let told = page.items.iter().filter_map(|c| {
        let article = c.article.as_ref()?;
        Some(correction(c, &absolute(site, &article.href)))
    });
    put(&mut node, "hasPart", told.collect::<Vec<_>>());
    graph(vec![Value::Object(node), breadcrumb(site, &[], head)])
}

/// The front page: `WebSite` and who publishes it.
pub(super) fn front(site: &SiteView, page: &FrontView, head: &Head) -> String {
    let mut node = Map::new();
    put(&mut node, "@type", "WebSite");
    put(&mut node, "@id", format!("{}#website", head.canonical));
    put(&mut node, "name", site.name.as_str());
    put(&mut node, "description", site.tagline.as_str());
    put(&mut node, "url", head.canonical.as_str());
    put(&mut node, "inLanguage", page.language.as_str());
    put(&mut node, "publisher", publisher_id(site));
    // schema.org/SearchAction, in the form that search engines read.
    let target = json!({
        "@type": "EntryPoint",
        "urlTemplate": format!("{}/search?q={{search_term_string}}", site.base_url),
    });
    let search = json!({
        "@type": "SearchAction", "target": target, "query-input": "required name=search_term_string",
    });
    put(&mut node, "potentialAction", search);
    graph(vec![Value::Object(node), publisher(site)])
}

/// A list: `CollectionPage`, a person's `ProfilePage`, and the breadcrumb.
pub(super) fn list(site: &SiteView, page: &ListView, head: &Head) -> String {
    let mut node = Map::new();
    let profile = page.kind == ListKind::Person;
    put(&mut node, "@type", if profile { "ProfilePage" } else { "CollectionPage" });
    put(&mut node, "name", head.heading.as_str());
    put(&mut node, "url", head.canonical.as_str());
    put(&mut node, "inLanguage", page.language.as_str());
    if profile {
        let mut who = Map::new();
        put(&mut who, "@type", "Person");
        put(&mut who, "name", page.name.as_str());
        put(&mut who, "description", page.description.as_str());
        put(&mut who, "url", head.canonical.as_str());
        if let Some(image) = &head.image {
            put(&mut who, "image", image.src.as_str());
        }
        put(&mut node, "mainEntity", Value::Object(who));
    } else {
        put(&mut node, "description", head.description.as_str());
    }
    graph(vec![Value::Object(node), breadcrumb(site, &page.breadcrumb, head)])
}

/// Sets a property, unless its value says nothing: an empty string or list is an error to
/// the engines' checkers.
fn put(node: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    let value = value.into();
    let empty = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    };
    if !empty {
        node.insert(key.to_owned(), value);
    }
}

fn graph(nodes: Vec<Value>) -> String {
    escape::json_in_html(&json!({ "@context": "https://schema.org", "@graph": nodes }).to_string())
}

fn publisher_id(site: &SiteView) -> Value {
    json!({ "@id": format!("{}/#publisher", site.base_url) })
}

fn publisher(site: &SiteView) -> Value {
    let mut node = Map::new();
    put(&mut node, "@type", "NewsMediaOrganization");
    put(&mut node, "@id", format!("{}/#publisher", site.base_url));
    put(&mut node, "name", site.name.as_str());
    put(&mut node, "url", format!("{}/", site.base_url));
    if let Some(logo) = &site.logo {
        put(&mut node, "logo", absolute(site, logo).as_ref());
    }
    for policy in &site.policies {
        put(&mut node, policy.property, absolute(site, &policy.href).as_ref());
    }
    Value::Object(node)
}

fn person(site: &SiteView, byline: &BylineView) -> Value {
    let mut node = Map::new();
    put(&mut node, "@type", "Person");
    put(&mut node, "name", byline.name.as_str());
    if let Some(href) = &byline.href {
        put(&mut node, "url", absolute(site, href).as_ref());
    }
    Value::Object(node)
}

/// What somebody did for this one article: schema.org's `Role`, which stands between the two.
fn role(site: &SiteView, byline: &BylineView) -> Value {
    let mut node = Map::new();
    put(&mut node, "@type", "Role");
    put(&mut node, "roleName", byline.role.clone().unwrap_or_default());
    put(&mut node, "contributor", person(site, byline));
    Value::Object(node)
}

/// A picture with what is known of it.
fn picture(picture: &PictureView) -> Value {
    let mut node = Map::new();
    put(&mut node, "@type", "ImageObject");
    put(&mut node, "url", picture.src.as_str());
    if let (Some(width), Some(height)) = (picture.width, picture.height) {
        put(&mut node, "width", width);
        put(&mut node, "height", height);
    }
    put(&mut node, "caption", picture.caption.clone().unwrap_or_default());
    put(&mut node, "creditText", picture.credit.clone().unwrap_or_default());
    Value::Object(node)
}

/// Home, the steps above, and the page itself.
fn breadcrumb(site: &SiteView, trail: &[LinkView], head: &Head) -> Value {
    let home = if site.home.is_empty() { "/" } else { site.home.as_str() };
    let steps = std::iter::once((site.name.as_str(), home))
        .chain(trail.iter().map(|step| (step.name.as_str(), step.href.as_str())))
        .chain(std::iter::once((head.heading.as_str(), head.canonical.as_str())));
    let items = steps.enumerate().map(|(at, (name, href))| {
        json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": absolute(site, href) })
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}
