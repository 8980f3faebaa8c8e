//! The door at which what an editor holds becomes a manuscript, or a list of what is wrong with it.

use super::{
    fields::{Fields, id_of, text_of},
    model::Wrong,
    sources,
};
use crate::{
    articles::model::{Byline, Download, Kind, Lead, Manuscript, Search},
    values::{HttpUrl, Language, Slug},
};
use document::Document;
use serde_json::Value;

/// Reads what the editor sent. `before` is the newest revision: what it has and the editor does not show is taken from it, and what
/// it has is let pass, even if it would be refused today.
pub fn read(
    value: Value,
    article: i64,
    kind: Kind,
    before: Option<&Manuscript>,
) -> Result<Manuscript, Vec<Wrong>> {
    let Value::Object(map) = value else {
        return Err(vec![Wrong::new("manuscript", "The article could not be read.")]);
    };
    let mut f = Fields::new(map);
    let was = |text: fn(&Manuscript) -> &str| before.map(text);
    let headline = f.text("headline", 500, was(|m| &m.headline));
    if headline.is_empty() && before.is_none_or(|m| !m.headline.is_empty()) {
        f.say("headline", "Give the article a headline.");
    }
    let slug = slug(&mut f, &headline, article);
    let language = language(&mut f);
    let mut manuscript = Manuscript {
        language,
        slug,
        kicker: f.text("kicker", 200, was(|m| &m.kicker)),
        headline,
        standfirst: f.text("standfirst", 3_000, was(|m| &m.standfirst)),
        place: f.text("place", 200, was(|m| &m.place)),
        published_on: f.time("published_on"),
        modified_on: before.and_then(|m| m.modified_on),
        section: f.id("section"),
        also_in: f.ids("also_in"),
        topics: f.ids("topics"),
        bylines: f.list("bylines", |entry| {
            Some(Byline { person: id_of(entry, "person")?, role: text_of(entry, "role", 200)? })
        }),
        lead: lead(&mut f, before),
        downloads: f.list("downloads", |entry| {
            let title = text_of(entry, "title", 300)?;
            Some(Download { media: id_of(entry, "media")?, title })
        }),
        parent: f.id("parent"),
        position: f.number("position").unwrap_or(0),
        sticky: f.flag("sticky"),
        comments_open: f.flag("comments_open"),
        path: before.and_then(|m| m.path.clone()),
        search: search(&mut f, before),
        sources: sources::sources(&mut f),
        origins: sources::origins(&mut f),
        body: Document::default(),
    };
    let untitled =
        |d: &Download| d.title.is_empty() && before.is_none_or(|m| m.downloads.iter().all(|was| was != d));
    if manuscript.downloads.iter().any(untitled) {
        f.say("downloads", "Say what each download is called.");
    }
    if kind == Kind::Article {
        manuscript.parent = before.and_then(|m| m.parent);
        manuscript.position = before.map_or(0, |m| m.position);
    }
    if manuscript.parent == Some(article) {
        f.say("parent", "A page cannot stand below itself. Choose another.");
    }
    match f.take("body").map(Document::from_value) {
        None => {}
        Some(Ok(body)) => manuscript.body = body,
        Some(Err(error)) => f.wrong.push(Wrong::new("body", error.to_string())),
    }
    if !f.wrong.is_empty() {
        return Err(f.wrong);
    }
    // What says the same is the same; what was changed here is no longer as it was when it was brought in.
    if before.is_some_and(|before| *before != manuscript) {
        manuscript.modified_on = None;
    }
    Ok(manuscript)
}

/// An empty slug is made of the headline, or of the number where it has no letter.
fn slug(f: &mut Fields, headline: &str, article: i64) -> Slug {
    let typed = match f.take("slug") {
        None => None,
        Some(Value::String(text)) if text.trim().is_empty() => None,
        Some(Value::String(text)) => match Slug::parse(text.trim()) {
            Ok(slug) => Some(slug),
            Err(_) => {
                f.say("slug", "Use small letters, digits and hyphens.");
                None
            }
        },
        Some(_) => {
            f.say("slug", "A text belongs here.");
            None
        }
    };
    typed.or_else(|| Slug::from_text(headline)).unwrap_or_else(|| Slug::of_article(article))
}

fn language(f: &mut Fields) -> Language {
    let text = f.text("language", 40, None);
    Language::parse(&text).unwrap_or_else(|_| {
        f.say("language", "Write the language as en, pt-BR or fa.");
        Language::english()
    })
}

fn lead(f: &mut Fields, before: Option<&Manuscript>) -> Option<Lead> {
    let before = before.and_then(|m| m.lead.as_ref());
    let mut inner = f.within("lead")?;
    let media = inner.id("media");
    let lead = Lead {
        media: media.unwrap_or(0),
        alt: inner.text("alt", 3_000, before.map(|l| l.alt.as_str())),
        caption: inner.text("caption", 3_000, before.map(|l| l.caption.as_str())),
        credit: inner.text("credit", 500, before.map(|l| l.credit.as_str())),
    };
    f.wrong.append(&mut inner.wrong);
    media.map(|_| lead)
}

fn search(f: &mut Fields, before: Option<&Manuscript>) -> Search {
    let before = before.map(|m| &m.search);
    let Some(mut inner) = f.within("search") else { return Search::default() };
    let canonical = inner.text("canonical", 4_096, None);
    let canonical = match HttpUrl::parse(&canonical) {
        _ if canonical.is_empty() => None,
        Ok(url) => Some(url),
        Err(_) => {
            inner.say("canonical", "Write the whole address, beginning with https://");
            None
        }
    };
    let search = Search {
        title: inner.text("title", 300, before.map(|s| s.title.as_str())),
        description: inner.text("description", 1_000, before.map(|s| s.description.as_str())),
        noindex: inner.flag("noindex"),
        canonical,
        picture: inner.id("picture"),
    };
    f.wrong.append(&mut inner.wrong);
    search
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn stored() -> Manuscript {
        Manuscript::from_text(1, include_str!("../../../cases/manuscript-v1.json")).unwrap()
    }

    fn value(manuscript: &Manuscript) -> Value {
        serde_json::to_value(manuscript).unwrap()
    }

    fn fields(wrong: Vec<Wrong>) -> Vec<String> {
        wrong.into_iter().map(|w| w.field).collect()
    }

    #[test]
    fn what_is_stored_is_read_as_it_is() {
        let before = stored();
        assert_eq!(read(value(&before), 7, Kind::Article, Some(&before)).unwrap(), before);
        let mut brought = before.clone();
        brought.modified_on = Some(5);
        assert_eq!(read(value(&brought), 7, Kind::Article, Some(&brought)).unwrap(), brought);
        let mut changed = value(&brought);
        changed["kicker"] = json!("Harbour");
        let changed = read(changed, 7, Kind::Article, Some(&brought)).unwrap();
        assert_eq!((changed.kicker.as_str(), changed.modified_on), ("Harbour", None));
    }

    #[test]
    fn an_empty_slug_is_made() {
        let read = |headline: &str, slug: &str| {
            let sent = json!({"headline": headline, "slug": slug, "language": "en"});
            read(sent, 7, Kind::Article, None).unwrap().slug.to_string()
        };
        assert_eq!(read("A report", ""), "a-report");
        assert_eq!(read("?!", ""), "article-7");
        assert_eq!(read("A report", "other"), "other");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let sent = json!({
            "headline": "", "slug": "A b", "language": "x", "kicker": "k".repeat(201), "section": -1, "topics": ["a"],
            "published_on": i64::MAX, "sticky": "yes", "lead": {"media": 0}, "downloads": [{"media": 1}],
            "search": {"canonical": "javascript:alert(1)", "noindex": 1}, "body": {"type": "doc", "content": 7},
        });
        let mut wrong = fields(read(sent, 7, Kind::Article, None).unwrap_err());
        wrong.sort();
        let expected = [
            "body",
            "downloads",
            "headline",
            "kicker",
            "language",
            "lead.media",
            "published_on",
            "search.canonical",
            "search.noindex",
            "section",
            "slug",
            "sticky",
            "topics",
        ];
        assert_eq!(wrong, expected);
        for junk in
            [json!(null), json!([]), json!("x"), json!({}), json!({"body": []}), json!({"bylines": {}})]
        {
            assert!(!read(junk, 7, Kind::Page, None).unwrap_err().is_empty());
        }
    }
}
