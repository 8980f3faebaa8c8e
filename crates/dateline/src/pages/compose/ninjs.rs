//! An article for other newsrooms: IPTC ninjs 3.1 (<https://www.iptc.org/std/ninjs/>), with the chain in `infoSources`.

use super::{Work, api, below::Tail};
use crate::{
    articles::{reader::Shown, sources::Source},
    cache::Page,
    error::Result,
    pages::{
        feeds::rfc3339,
        locale::Locale,
        view::{EntryView, FeedFile},
    },
};
use http::StatusCode;
use serde_json::{Map, Value, json};

/// The schema that an answer is valid against.
const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";
/// IPTC's list of what makes a report trustworthy.
const INDICATORS: &str = "http://cv.iptc.org/newscodes/trustindicator/";

impl Work<'_, '_> {
    /// The article as ninjs.
    pub(super) fn ninjs(&mut self, shown: &Shown) -> Result<Page> {
        let (site, _) = self.settings()?;
        let locale = self.locale(&site, &shown.language)?;
        let Some(entry) = self.entry_of(&site, shown.id, &shown.language)? else {
            return Ok(self.ninjs_gone(shown));
        };
        let mut item = identity(&self.composer.absolute(&shown.path), shown, "usable");
        item.insert("type".into(), json!("text"));
        item.insert("representationType".into(), json!("full"));
        item.insert("firstCreated".into(), json!(rfc3339(shown.published_on)));
        item.insert("contentCreated".into(), json!(rfc3339(shown.published_on)));
        item.insert("language".into(), json!(shown.language));
        item.insert("title".into(), json!(entry.title));
        item.insert("headlines".into(), headlines(shown, &entry.title));
        if !shown.standfirst.is_empty() {
            let value =
                json!([{ "role": "summary", "contentType": "text/plain", "value": shown.standfirst }]);
            item.insert("descriptions".into(), value);
        }
        let words = shown.view.words;
        item.insert(
            "bodies".into(),
            json!([{ "role": "main", "contentType": "text/html", "wordCount": words, "value": entry.content }]),
        );
        if !shown.view.place.is_empty() {
            item.insert("located".into(), json!(shown.view.place));
        }
        self.people(&mut item, shown, &locale)?;
        item.insert("copyrightHolder".into(), json!(site.name));
        item.insert(
            "organisations".into(),
            json!([{ "name": site.name, "rel": "publisher", "uri": self.composer.absolute("/") }]),
        );
        let subjects: Vec<Value> = entry.categories.iter().map(|name| json!({ "name": name })).collect();
        put(&mut item, "subjects", subjects);
        let sources = shown.view.chain.as_ref().map(|chain| chain.sources.as_slice()).unwrap_or_default();
        let listed = (0..sources.len()).filter_map(|place| info_source(sources, place, &locale));
        put(&mut item, "infoSources", listed.collect());
        put(&mut item, "trustIndicators", self.trust_indicators(shown));
        put(&mut item, "associations", associations(&entry));
        Ok(api::said(StatusCode::OK, api::JSON, &Value::Object(item)))
    }

    /// Who wrote it, and who helped.
    fn people(&mut self, item: &mut Map<String, Value>, shown: &Shown, locale: &Locale) -> Result<()> {
        let bylines = self.bylines(&shown.view)?;
        let authors: Vec<&str> =
            bylines.iter().filter(|b| b.role.is_none()).map(|b| b.name.as_str()).collect();
        if !authors.is_empty() {
            item.insert("by".into(), json!(locale.join(&authors)));
        }
        let person = |name: &str, role: Option<&str>, href: Option<&str>| {
            let mut made = Map::new();
            made.insert("name".into(), json!(name));
            made.insert("rel".into(), json!(role.unwrap_or("author")));
            if let Some(href) = href {
                made.insert("uri".into(), json!(self.composer.absolute(href)));
            }
            Value::Object(made)
        };
        let people = bylines.iter().map(|b| person(&b.name, b.role.as_deref(), b.href.as_deref()));
        put(item, "people", people.collect());
        Ok(())
    }

    /// Where it says how the report was made, and how mistakes are dealt with.
    fn trust_indicators(&self, shown: &Shown) -> Vec<Value> {
        let at = |role: &str, title: &str, href: &str| json!({ "role": format!("{INDICATORS}{role}"), "title": title, "href": self.composer.absolute(href) });
        vec![
            at("pieceOfWorkInfo", "How known origins are counted", api::RULE),
            at("correctionsPolicy", "Corrections", "/corrections/"),
            at("pieceOfWorkInfo", "Public versions", &Tail::Versions.below(&shown.path)),
        ]
    }

    /// What is told to whoever took the article over, once it was withdrawn: the standard's word is `canceled`, and `withheld`
    /// while the law closes it.
    pub(super) fn ninjs_gone(&self, shown: &Shown) -> Page {
        let (status, word) = match shown.closed {
            451 => (StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS, "withheld"),
            _ => (StatusCode::GONE, "canceled"),
        };
        let mut item = identity(&self.composer.absolute(&shown.path), shown, word);
        if !shown.note.is_empty() {
            item.insert("edNote".into(), json!(shown.note));
        }
        let mut page = api::said(status, api::JSON, &Value::Object(item));
        page.headers.extend(self.blocked_by(status));
        page
    }
}

/// What says which item this is, and how it stands with it.
fn identity(address: &str, shown: &Shown, status: &str) -> Map<String, Value> {
    let mut item = Map::new();
    item.insert("uri".into(), json!(address));
    item.insert("standard".into(), json!({ "name": "ninjs", "version": "3.1", "schema": SCHEMA }));
    item.insert("version".into(), json!(shown.version.to_string()));
    let created = if shown.live { shown.version_from } else { shown.modified };
    item.insert("versionCreated".into(), json!(rfc3339(created)));
    item.insert("pubStatus".into(), json!(status));
    item
}

fn headlines(shown: &Shown, title: &str) -> Value {
    let mut all = vec![json!({ "role": "main", "contentType": "text/plain", "value": title })];
    if !shown.kicker.is_empty() {
        all.push(json!({ "role": "kicker", "contentType": "text/plain", "value": shown.kicker }));
    }
    Value::Array(all)
}

/// A source. ninjs has a flat list and a free word for the role, so that the chain is said there: "agency, quoting source-2".
fn info_source(sources: &[Source], place: usize, locale: &Locale) -> Option<Value> {
    let source = sources.get(place)?;
    let mut role = source.kind.as_str().to_owned();
    for (at, via) in source.via.iter().enumerate() {
        let how = if source.prints { "printing" } else { "quoting" };
        role.push_str(&if at == 0 { format!(", {how} ") } else { " ".to_owned() });
        role.push_str(&match sources.iter().position(|other| other.id == *via) {
            Some(place) => format!("source-{}", place + 1),
            None => "removed-source".to_owned(),
        });
    }
    let mut made = Map::new();
    let name = if source.named().is_some() { source.name().to_owned() } else { api::called(locale, source) };
    made.insert("name".into(), json!(name));
    made.insert("role".into(), json!(role));
    made.insert("literal".into(), json!(format!("source-{}", place + 1)));
    if let Some(link) = source.named().and_then(|named| named.link.as_ref()) {
        made.insert("uri".into(), json!(link.as_str()));
    }
    Some(Value::Object(made))
}

/// The lead picture.
fn associations(entry: &EntryView) -> Vec<Value> {
    let picture = |file: &FeedFile| {
        let mut rendition = Map::new();
        rendition.insert("name".into(), json!("main"));
        rendition.insert("href".into(), json!(file.url));
        rendition.insert("contentType".into(), json!(file.media_type));
        for (key, value) in [
            ("width", file.width.map(u64::from)),
            ("height", file.height.map(u64::from)),
            ("sizeInBytes", file.bytes),
        ] {
            if let Some(value) = value {
                rendition.insert(key.into(), json!(value));
            }
        }
        let mut made = Map::new();
        made.insert("name".into(), json!("lead"));
        made.insert("uri".into(), json!(file.url));
        made.insert("type".into(), json!("picture"));
        made.insert("renditions".into(), json!([rendition]));
        if !file.alt.is_empty() {
            made.insert("descriptions".into(), json!([{ "role": "alt", "value": file.alt }]));
        }
        if !file.credit.is_empty() {
            made.insert("by".into(), json!(file.credit));
        }
        Value::Object(made)
    };
    entry.picture.iter().map(picture).collect()
}

fn put(item: &mut Map<String, Value>, key: &str, all: Vec<Value>) {
    if !all.is_empty() {
        item.insert(key.to_owned(), Value::Array(all));
    }
}
