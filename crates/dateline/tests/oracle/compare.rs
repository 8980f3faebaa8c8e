//! The two results beside each other.

use super::{
    ours::{self, Article, Ours},
    text::{bare, entries, links, tags, without_embeds},
};
use crate::common::TestApp;
use serde_json::Value;
use std::fmt;

/// Something that differs: what sort of thing, which one, and both values.
#[derive(Debug)]
pub struct Difference {
    pub sort: &'static str,
    pub about: String,
    pub ours: String,
    pub theirs: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Long texts differ in one place: a little of what stands before it, and what follows.
        let same = self.ours.chars().zip(self.theirs.chars()).take_while(|(a, b)| a == b).count();
        let part = |text: &str| text.chars().skip(same.saturating_sub(20)).take(90).collect::<String>();
        let (ours, theirs) = (part(&self.ours), part(&self.theirs));
        write!(out, "{} of {}: here {ours:?}, there {theirs:?}", self.sort, self.about)
    }
}

struct Comparing<'a> {
    ours: &'a Ours,
    found: Vec<Difference>,
}

impl Comparing<'_> {
    fn same(&mut self, sort: &'static str, about: &str, ours: impl ToString, theirs: impl ToString) {
        let (ours, theirs) = (ours.to_string(), theirs.to_string());
        if ours != theirs {
            self.found.push(Difference { sort, about: about.to_owned(), ours, theirs });
        }
    }
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// Everything that differs.
pub fn differences(app: &TestApp, theirs: &Value) -> Vec<Difference> {
    let ours = ours::read(app);
    let mut comparing = Comparing { ours: &ours, found: Vec::new() };
    let mut met = Vec::new();
    for post in list(theirs, "posts") {
        let kind = text(post, "type");
        if matches!(kind, "post" | "page") {
            met.extend(comparing.article(post));
        } else {
            comparing.aside(post);
        }
    }
    for article in ours.articles.iter().filter(|a| !met.contains(&a.id)) {
        let about = format!("{} {:?}", article.kind, article.manuscript.headline);
        comparing.same("only here: article", &about, &article.original, "");
    }
    let has_menus = list(theirs, "posts").iter().any(|post| text(post, "type") == "nav_menu_item");
    comparing.same("menu", "the site", !ours.menus.is_empty(), has_menus);
    comparing.terms(theirs);
    comparing.comments(theirs);
    comparing.found
}

/// A moment as WordPress writes it.
fn written(micros: Option<i64>) -> String {
    micros
        .and_then(|at| jiff::Timestamp::from_microsecond(at).ok())
        .map_or_else(String::new, |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

impl Comparing<'_> {
    fn find(&self, post: &Value) -> Option<&Article> {
        let id = post["id"].as_i64().unwrap_or(0).to_string();
        let same = |a: &&Article| bare(&a.manuscript.headline) == bare(text(post, "title"));
        let all = &self.ours.articles;
        all.iter()
            .find(|a| a.original == id && same(a))
            .or_else(|| all.iter().find(|a| same(a) && a.manuscript.slug.as_str() == text(post, "slug")))
            .or_else(|| all.iter().find(|a| a.original == id))
    }

    fn article(&mut self, post: &Value) -> Option<i64> {
        let about = format!("{} {} {:?}", text(post, "type"), post["id"], text(post, "title"));
        let ours = self.ours;
        let Some(number) = self.find(post).map(|a| a.id) else {
            self.same("only there: article", &about, "", text(post, "title"));
            return None;
        };
        let article = ours.articles.iter().find(|a| a.id == number)?;
        let m = &article.manuscript;
        let private = |kind: &str| ours.originals.get(&(kind.to_owned(), article.original.clone()));
        // What could not be kept of a text is kept beside it, and the summary says so.
        let said = private("text").is_some();
        self.same("number", &about, article.id, &post["id"]);
        self.same("title", &about, bare(&m.headline), bare(text(post, "title")));
        let slug = percent_encoding::percent_decode_str(text(post, "slug")).decode_utf8_lossy().into_owned();
        self.same("slug", &about, m.slug.as_str(), slug);
        let state = match (article.stage.as_str(), article.visibility.as_str()) {
            (_, "private") => "private",
            ("published", _) => "publish",
            ("in-review" | "in_review", _) => "pending",
            ("scheduled", _) => "future",
            (_, "closed") => "publish",
            ("trashed", _) => "trash",
            (other, _) => other,
        };
        self.same("state", &about, state, text(post, "status"));
        self.same("date", &about, written(m.published_on), text(post, "date_gmt"));
        self.same(
            "closed by a password",
            &about,
            article.visibility == "closed",
            !text(post, "password").is_empty(),
        );
        self.same("excerpt", &about, bare(&m.standfirst), bare(text(post, "excerpt")));
        self.same("sticky", &about, m.sticky, post["sticky"].as_bool().unwrap_or(false));
        self.same("comments open", &about, m.comments_open, text(post, "comment_status") == "open");
        self.same("order", &about, m.position, post["menu_order"].as_i64().unwrap_or(0));
        self.same("below another", &about, m.parent.is_some(), post["parent"].as_i64() != Some(0));
        self.same("guid", &about, &article.guid, text(post, "guid"));
        let content = text(post, "content");
        let sort = |plain, lossy| if said { lossy } else { plain };
        self.same(
            sort("text", "text with losses"),
            &about,
            bare(&article.html),
            bare(&without_embeds(content)),
        );
        self.same(sort("links", "links with losses"), &about, links(&article.html), links(content));
        self.same(
            sort("list entries", "list entries with losses"),
            &about,
            entries(&article.html),
            entries(content),
        );
        for (name, lossy, of) in [
            ("pictures", "pictures with losses", &["img"][..]),
            ("headings", "headings with losses", &["h1", "h2", "h3", "h4", "h5", "h6"]),
            ("tables", "tables with losses", &["table"]),
            ("quotes", "quotes with losses", &["blockquote"]),
        ] {
            self.same(sort(name, lossy), &about, tags(&article.html, of), tags(content, of));
        }
        self.terms_of(article, &about, post);
        let kept = private("article").map(String::as_str).unwrap_or_default();
        self.meta(&about, post, kept);
        Some(number)
    }

    fn terms_of(&mut self, article: &Article, about: &str, post: &Value) {
        let m = &article.manuscript;
        let mut here: Vec<String> = Vec::new();
        for (kind, of, all) in [
            ("category", m.section.iter().chain(&m.also_in).collect::<Vec<_>>(), &self.ours.sections),
            ("post_tag", m.topics.iter().collect(), &self.ours.topics),
        ] {
            here.extend(of.iter().filter_map(|id| all.get(id)).map(|term| format!("{kind}:{}", term.0)));
        }
        let kept = self.ours.originals.get(&("article".to_owned(), article.original.clone()));
        let mut there: Vec<String> = Vec::new();
        for term in list(post, "terms").iter().filter_map(Value::as_str) {
            let (kind, slug) = term.split_once(':').unwrap_or((term, ""));
            let slug = percent_encoding::percent_decode_str(slug).decode_utf8_lossy().into_owned();
            if matches!(kind, "category" | "post_tag") {
                there.push(format!("{kind}:{slug}"));
            } else if !kept.is_some_and(|data| data.contains(&slug)) {
                self.same("term of another taxonomy", about, "", term);
            }
        }
        here.sort();
        there.sort();
        self.same("sections and topics", about, here.join(" "), there.join(" "));
    }

    fn meta(&mut self, about: &str, post: &Value, kept: &str) {
        let kept: Value = serde_json::from_str(kept).unwrap_or_default();
        for meta in list(post, "meta") {
            let (key, value) = (text(meta, "k"), text(meta, "v"));
            let here = list(&kept, "meta").iter().find(|pair| pair[0] == key && pair[1] == value);
            if here.is_none() {
                let here =
                    list(&kept, "meta").iter().find(|pair| pair[0] == key).map(|pair| pair[1].to_string());
                self.same("custom field", &format!("{key} in {about}"), here.unwrap_or_default(), value);
            }
        }
    }

    /// Entries of menus, and types that have no place here.
    fn aside(&mut self, post: &Value) {
        let about = format!("{} {} {:?}", text(post, "type"), post["id"], text(post, "title"));
        // WordPress gave some of them other numbers: by their title and place, then.
        let kept = self.ours.originals.iter().filter(|((kind, _), _)| kind == "item");
        let mut kept = kept.filter_map(|(_, data)| serde_json::from_str::<Value>(data).ok());
        let Some(kept) = kept.find(|item| {
            bare(text(item, "title")) == bare(text(post, "title")) && item["menu_order"] == post["menu_order"]
        }) else {
            self.same("only there: item", &about, "", text(post, "title"));
            return;
        };
        self.same("type", &about, text(&kept, "post_type"), text(post, "type"));
        self.same("title of an entry", &about, bare(text(&kept, "title")), bare(text(post, "title")));
        self.meta(&about, post, &serde_json::json!({ "meta": kept["meta"] }).to_string());
    }

    fn terms(&mut self, theirs: &Value) {
        for (taxonomy, here) in [("category", &self.ours.sections), ("post_tag", &self.ours.topics)] {
            let mut met = Vec::new();
            for term in list(theirs, "terms").iter().filter(|t| text(t, "taxonomy") == taxonomy) {
                let slug = percent_encoding::percent_decode_str(text(term, "slug")).decode_utf8_lossy();
                let about = format!("{taxonomy} {slug}");
                let Some((_, name, description, below)) = here.values().find(|t| t.0 == slug).cloned() else {
                    self.same("only there: term", &about, "", text(term, "name"));
                    continue;
                };
                met.push(slug.to_string());
                self.same("name of a term", &about, bare(&name), bare(text(term, "name")));
                self.same(
                    "description of a term",
                    &about,
                    bare(&description),
                    bare(text(term, "description")),
                );
                self.same("term below another", &about, below, text(term, "parent") != "0");
            }
            for (slug, name, ..) in here.values().filter(|t| !met.contains(&t.0)) {
                self.same("only here: term", &format!("{taxonomy} {slug}"), name, "");
            }
        }
        for term in list(theirs, "terms") {
            let (taxonomy, slug) = (text(term, "taxonomy"), text(term, "slug"));
            if !matches!(taxonomy, "category" | "post_tag" | "nav_menu") {
                let used = self.ours.originals.values().any(|data| data.contains(&format!("\"{slug}\"")));
                self.same("term of another taxonomy", &format!("{taxonomy} {slug}"), used, true);
            }
        }
    }

    fn comments(&mut self, theirs: &Value) {
        let ours = self.ours;
        let original = |id: i64| ours.comments.iter().find(|c| c.id == id).map(|c| c.original.as_str());
        let theirs = list(theirs, "comments");
        self.same("count of comments", "all", ours.comments.len(), theirs.len());
        for comment in theirs {
            let about = format!("comment {} by {}", text(comment, "id"), text(comment, "author"));
            let Some(here) = ours.comments.iter().find(|c| {
                bare(&c.author) == bare(text(comment, "author"))
                    && written(Some(c.at)) == text(comment, "date_gmt")
            }) else {
                self.same("only there: comment", &about, "", text(comment, "content"));
                continue;
            };
            let state = match here.state.as_str() {
                "approved" => "1",
                "pending" => "0",
                "removed" => "trash",
                other => other,
            };
            let below = ours.articles.iter().find(|a| a.id == here.article).map(|a| a.id.to_string());
            self.same("article of a comment", &about, below.unwrap_or_default(), text(comment, "post"));
            self.same("state of a comment", &about, state, text(comment, "approved"));
            self.same(
                "kind of a comment",
                &about,
                &here.kind,
                match text(comment, "type") {
                    "" => "comment",
                    kind => kind,
                },
            );
            self.same(
                "email of a comment",
                &about,
                here.email.as_deref().unwrap_or_default(),
                text(comment, "email"),
            );
            self.same("text of a comment", &about, bare(&here.html), bare(text(comment, "content")));
            let parent = text(comment, "parent");
            let expected = theirs.iter().find(|c| text(c, "id") == parent).map(|c| text(c, "date_gmt"));
            let answered = here.parent.and_then(original);
            let at = ours
                .comments
                .iter()
                .find(|c| Some(c.original.as_str()) == answered)
                .map(|c| written(Some(c.at)));
            self.same("thread of a comment", &about, at.unwrap_or_default(), expected.unwrap_or_default());
        }
    }
}
