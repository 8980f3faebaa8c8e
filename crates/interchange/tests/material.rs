//! Real exports that lie beside the project, against what WordPress made of them. Skipped
//! where the folder is missing: every tolerance has a case file of its own here.
//!
//! What differs by WordPress's own doing is not compared: ids and guids it gave anew, dates
//! of the import where the file has none, the default category, its internal fields (`_pingme`, `_encloseme`),
//! slugs made from titles or sanitised, content that its filters rewrote.

// Helpers of tests fail as tests do.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dateline_interchange::wxr::{self, Event, Item, Limits, RepairKind, Term, WxrError};
use serde_json::Value;

fn material() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/material/wxr");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

#[derive(Default)]
struct Export {
    items: Vec<Item>,
    terms: Vec<Term>,
    repairs: Vec<wxr::Repair>,
    error: Option<WxrError>,
}

fn export(path: &Path) -> Export {
    let mut found = Export::default();
    for event in wxr::open(path, Limits::default()).unwrap() {
        match event {
            Ok(Event::Item(item)) => found.items.push(*item),
            Ok(Event::Category(term) | Event::Tag(term) | Event::Term(term)) => found.terms.push(term),
            Ok(Event::Repair(repair)) => found.repairs.push(repair),
            Ok(_) => {}
            Err(error) => found.error = Some(error),
        }
    }
    found
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The item that WordPress's post was made from.
fn source<'a>(export: &'a Export, post: &Value) -> Option<&'a Item> {
    let id = post["id"].as_u64();
    export.items.iter().find(|item| item.post_id == id && id.is_some()).or_else(|| {
        let title = text(post, "title");
        export.items.iter().find(|item| item.title == title && item.post_type == text(post, "type"))
    })
}

/// Line ends and the blanks around a text mean nothing; WordPress turns some tags' case.
fn same(ours: &str, theirs: &str) -> bool {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat(ours) == flat(theirs)
}

/// The letters outside of tags: WordPress filters the markup and entities of comments.
fn words(html: &str) -> String {
    let mut inside = false;
    let outside = html.chars().filter(|&c| {
        let was = inside || c == '<';
        inside = (inside || c == '<') && c != '>';
        !was
    });
    let outside: String = outside.collect();
    let plain =
        outside.replace("&#039;", "'").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
    plain.chars().filter(|c| c.is_alphanumeric()).take(400).collect()
}

fn compare_post(file: &str, item: &Item, post: &Value, wrong: &mut Vec<String>) {
    let at = format!("{file}, line {}: “{}”", item.line, item.title);
    let mut check = |what: &str, ours: &str, theirs: &str| {
        // WordPress puts this into links that open a window.
        if !same(ours, theirs) && !same(ours, &theirs.replace(" rel=\"noopener\"", "")) {
            wrong.push(format!("{at}: {what} is “{ours:.200}”, WordPress has “{theirs:.200}”"));
        }
    };
    check("type", &item.post_type, text(post, "type"));
    // A scheduled post whose time had come was published.
    if !(item.status == "future" && text(post, "status") == "publish") {
        check("status", &item.status, text(post, "status"));
    }
    check("title", &item.title, text(post, "title"));
    check("content", &item.content, text(post, "content"));
    check("excerpt", &item.excerpt, text(post, "excerpt"));
    check("password", &item.password, text(post, "password"));
    if !item.post_date.is_empty() && !item.post_date.starts_with("0000") {
        check("date", &item.post_date, text(post, "date"));
    }
    if !item.slug.is_empty() && item.slug.is_ascii() {
        // WordPress turns dots and capitals into what an address may hold.
        check("slug", &item.slug.replace('.', "-").to_lowercase(), text(post, "slug"));
    }
    check("menu_order", &item.menu_order.unwrap_or(0).to_string(), &post["menu_order"].to_string());
    check("sticky", &item.is_sticky.to_string(), &post["sticky"].to_string());
    let ours: BTreeSet<String> = item.terms.iter().map(|t| format!("{}:{}", t.domain, t.nicename)).collect();
    for theirs in list(post, "terms").iter().filter_map(Value::as_str) {
        // 1.0 calls the taxonomy of tags "tag".
        let old = theirs.replacen("post_tag:", "tag:", 1);
        if !ours.contains(theirs) && !ours.contains(&old) && theirs != "category:uncategorized" {
            wrong.push(format!("{at}: has no term {theirs}"));
        }
    }
    for field in list(post, "meta") {
        let (key, value) = (text(field, "k"), text(field, "v"));
        // Ids in here were given anew; the rest WordPress writes on each publication.
        if matches!(key, "_pingme" | "_encloseme" | "_thumbnail_id" | "_edit_last")
            || key.starts_with("_menu_item_")
        {
            continue;
        }
        if !item.meta_all(key).any(|ours| same(ours, value)) {
            wrong.push(format!("{at}: custom field {key} is not “{value:.60}”"));
        }
    }
}

fn compare(file: &str, export: &Export, oracle: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    // WordPress makes menu entries anew, from where they lead: without their ids, titles
    // and slugs there is only their number to compare.
    let is_entry = |post: &&Value| text(post, "type") == "nav_menu_item";
    let theirs = list(oracle, "posts").iter().filter(is_entry).count();
    let ours = export.items.iter().filter(|item| item.post_type == "nav_menu_item").count();
    if ours < theirs {
        wrong.push(format!("{file}: {ours} menu entries, WordPress has {theirs}"));
    }
    for post in list(oracle, "posts").iter().filter(|post| !is_entry(post)) {
        match source(export, post) {
            Some(item) => compare_post(file, item, post, &mut wrong),
            None => wrong.push(format!("{file}: no item “{}” ({})", text(post, "title"), post["id"])),
        }
    }
    for term in list(oracle, "terms") {
        let (taxonomy, slug, name) = (text(term, "taxonomy"), text(term, "slug"), text(term, "name"));
        if slug == "uncategorized" {
            continue;
        }
        let given =
            export.terms.iter().any(|t| t.taxonomy == taxonomy && (t.slug == slug || same(&t.name, name)));
        let mut refs = export.items.iter().flat_map(|item| &item.terms);
        if !given && !refs.any(|t| t.nicename == slug || same(&t.name, name)) {
            wrong.push(format!("{file}: no term {taxonomy}:{slug}"));
        }
    }
    let comments: Vec<_> = export.items.iter().flat_map(|item| &item.comments).collect();
    for comment in list(oracle, "comments") {
        let found = comments.iter().any(|ours| {
            same(&words(&ours.content), &words(text(comment, "content")))
                && same(&ours.author, text(comment, "author"))
                && ours.author_email == text(comment, "email")
                && ours.approved == text(comment, "approved")
        });
        if !found {
            wrong.push(format!(
                "{file}: no comment {:.60} by {:?}",
                text(comment, "content"),
                text(comment, "author")
            ));
        }
    }
    wrong
}

#[test]
fn real_exports_hold_what_wordpress_found_in_them() {
    let Some(folder) = material() else { return };
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for group in ["wordpress-importer", "theme-test-data", "ghost-migrate"] {
        for entry in fs::read_dir(folder.join(group)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "xml") {
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let export = export(&path);
            let oracle = folder.join("oracle").join(path.with_extension("json").file_name().unwrap());
            // WordPress refuses the two files without a version, so there is nothing to compare.
            if let Ok(oracle) = fs::read_to_string(oracle) {
                wrong.extend(compare(&name, &export, &serde_json::from_str(&oracle).unwrap()));
                compared += 1;
            }
            if name != "malformed-simple.xml" {
                assert!(export.error.is_none(), "{name}: {}", export.error.unwrap());
            }
        }
    }
    assert!(compared >= 24, "{compared} files compared");
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn where_wordpress_says_nothing_the_reason_is_given() {
    let Some(folder) = material() else { return };
    let folder = folder.join("wordpress-importer");
    let error = export(&folder.join("malformed-simple.xml")).error.unwrap();
    assert!(matches!(error, WxrError::CutOff { line: 14, .. }), "{error}");
    assert!(error.to_string().contains("“Broken” (post 1) which begins on line 9"), "{error}");
    let kinds = |name: &str| export(&folder.join(name)).repairs.iter().map(|r| r.kind).collect::<Vec<_>>();
    assert!(kinds("malformed.xml").contains(&RepairKind::NotChannel));
    assert!(kinds("invalid-version-tag.xml").contains(&RepairKind::UnknownVersion));
    assert_eq!(export(&folder.join("malformed.xml")).terms.len(), 53);
}
