//! How an article changed, and what was corrected: of one, and of the whole site.

use super::{
    super::{Work, ask::written, below::Tail},
    Listing, ROOT,
};
use crate::{
    articles::reader::{Place, Shown},
    corrections::reader::{self as corrections, Placed, Shown as Correction},
    error::Result,
    pages::feeds::rfc3339,
    publishing::{
        corrected,
        versions::{reader as versions, store as kept},
    },
};
use serde_json::{Map, Value, json};

/// So many versions, or corrections, in one answer.
const ON_A_PAGE: usize = 100;

impl Work<'_, '_> {
    /// The public versions of an article, the newest first: from the one that readers see, or from below a place on.
    pub(super) fn api_versions(&mut self, shown: &Shown, before: Option<(i64, i64)>) -> Result<Listing> {
        self.rests_on(kept::fact(shown.id));
        let mut all = Vec::new();
        if before.is_none() {
            all.push((shown.version, shown.version_from, None, 200, String::new()));
        }
        let below = before.map_or(shown.version, |(_, version)| version.min(shown.version));
        let earlier = versions::below(self.sql, shown.id, below, ON_A_PAGE as i64)?;
        all.extend(earlier.into_iter().map(|v| (v.version, v.from, Some(v.until), v.status, v.note)));
        let more = all.len() > ON_A_PAGE || (before.is_some() && all.len() == ON_A_PAGE);
        all.truncate(ON_A_PAGE);
        let last = all.last().filter(|(version, ..)| more && *version > 1);
        let next = last.map(|(version, from, ..)| {
            let place = written(Place { on: *from, id: *version });
            self.full(&format!("{ROOT}/articles/{}/versions?before={place}", shown.id))
        });
        let told = all.into_iter().map(|(version, from, until, status, note)| {
            let mut one = Map::new();
            one.insert("version".into(), json!(version));
            one.insert("link".into(), json!(self.full(&Tail::Version(version).below(&shown.path))));
            one.insert("from".into(), json!(rfc3339(from)));
            one.insert("until".into(), json!(until.map(rfc3339)));
            closed(&mut one, status, &note);
            Value::Object(one)
        });
        let told: Vec<Value> = told.collect();
        Ok(Listing { value: json!({ "article": self.api_article(shown), "versions": told }), next })
    }

    /// The corrections of an article, the newest first.
    pub(super) fn api_corrections_of(&mut self, shown: &Shown) -> Result<Value> {
        self.rests_on(corrected::store::fact(shown.id));
        let all = corrections::of(self.sql, shown.id)?;
        let told: Vec<Value> =
            all.iter().map(|one| Value::Object(self.correction(one, &shown.path))).collect();
        Ok(json!({ "article": self.api_article(shown), "corrections": told }))
    }

    /// The corrections of the whole site, the newest first, from below a place on.
    pub(super) fn api_corrections(&mut self, before: Option<(i64, i64)>) -> Result<Listing> {
        self.rests_on(corrected::store::newest_fact());
        let from = before.map_or(Place::TOP, |(on, id)| Place { on, id });
        let mut all = corrections::older(self.sql, from, ON_A_PAGE as i64 + 1)?;
        let more = all.len() > ON_A_PAGE;
        all.truncate(ON_A_PAGE);
        let next = all
            .last()
            .filter(|_| more)
            .map(|last| self.full(&format!("{ROOT}/corrections?before={}", written(last.place()))));
        let mut told = Vec::with_capacity(all.len());
        for Placed { correction, headline, path, language, .. } in &all {
            self.rests_on(crate::publishing::store::fact(correction.article));
            let mut one = self.correction(correction, path);
            let article = json!({
                "id": correction.article, "link": self.full(path), "headline": headline, "language": language,
            });
            one.insert("article".into(), article);
            told.push(Value::Object(one));
        }
        Ok(Listing { value: json!({ "corrections": told }), next })
    }

    fn correction(&self, one: &Correction, path: &str) -> Map<String, Value> {
        let mut made = Map::new();
        made.insert("id".into(), json!(one.id));
        made.insert("kind".into(), json!(one.kind.as_str()));
        made.insert("link".into(), json!(format!("{}#{}", self.full(path), one.anchor())));
        made.insert("text".into(), json!(one.text));
        made.insert("was".into(), json!(one.was));
        made.insert("published".into(), json!(rfc3339(one.at)));
        made.insert("first_version".into(), json!(one.first));
        made.insert("last_version".into(), json!(one.last));
        made.insert("mended_in".into(), json!(one.mended));
        made.insert("wrong_from".into(), json!(rfc3339(one.wrong_from)));
        made.insert("wrong_until".into(), json!(rfc3339(one.wrong_until)));
        made.insert("corrects".into(), json!(one.corrects));
        made.insert("corrected_by".into(), json!(one.corrected_by));
        closed(&mut made, one.status, &one.note);
        made
    }
}

/// How what was taken down answers, and what is said in its place.
fn closed(made: &mut Map<String, Value>, status: i64, note: &str) {
    made.insert("status".into(), json!(status));
    if status != 200 {
        made.insert("note".into(), json!(note));
    }
}
