//! Articles whose sources an editor has confirmed.

use super::{
    TestApp,
    desk::TestDesk,
    newsroom::{at_desk, manuscript},
};
use dateline::{
    articles::{
        self, FairCopy,
        model::{Kind, Manuscript},
    },
    publishing, settings,
    sources::{self, model},
    values::Language,
};
use serde_json::{Value, json};

/// The sources of a report: a paper and an agency that quote a board, and somebody without a name.
pub fn harbour() -> Value {
    json!([
        { "id": 1, "kind": "outlet", "via": [2], "prints": true,
          "who": { "named": { "name": "The Gazette", "link": "https://gazette.example/dredging" } } },
        { "id": 2, "kind": "agency", "via": [4],
          "who": { "named": { "name": "Coast Wire", "dated": "2026-11-10" } } },
        { "id": 3, "kind": "interview", "who": { "unnamed": { "called": "knowing", "why": "work" } } },
        { "id": 4, "kind": "official_statement", "who": { "named": {
            "name": "The harbour board's notice", "link": "https://board.example/notice?a=1&b=2", "author": "A. Clerk",
            "controlled_by": "The town", "dated": "2026-09-08", "seen": "2026-11-13",
            "interest": { "what": "it granted the licence", "evidence": "the licence file",
                "link": "https://board.example/licence" } } } },
    ])
}

/// A text of which one passage rests on sources.
pub fn resting_on(ids: &[i64]) -> Value {
    json!({ "v": 1, "type": "doc", "content": [ { "type": "paragraph", "content": [
        { "type": "text", "text": "The harbour was dredged at night", "marks": [ { "type": "source", "attrs": { "ids": ids } } ] },
        { "type": "text", "text": ", and nobody saw it." } ] } ] })
}

impl TestApp {
    /// Confirms every source of an article's newest revision, and the count if `whole`.
    pub fn confirm(&self, id: i64, whole: bool) {
        self.act(move |tx| {
            let text = newest(tx, id)?;
            for source in &text.sources {
                sources::store::confirm(tx, id, "source", &model::digest(source)?)?;
            }
            if whole {
                let site = settings::store::site(tx)?;
                let origins = sources::origins::of(tx, &site, id, &text)?;
                sources::store::confirm(tx, id, "origins", &model::digest_of_all(&text.sources, &origins)?)?;
            }
            Ok(())
        })
        .expect("it is confirmed");
    }

    /// A published article with sources that an editor has confirmed: its number and its address.
    pub fn sourced_by(
        &self,
        who: &TestDesk,
        headline: &str,
        sources: &Value,
        change: impl FnOnce(&mut Manuscript),
    ) -> (i64, String) {
        let id = self.written_by(who, headline, |text| {
            text.sources = serde_json::from_value(sources.clone()).expect("sources");
            change(text);
        });
        self.confirm(id, true);
        (id, self.published(id))
    }

    /// A public page of the site: its number.
    pub fn page_by(&self, who: &TestDesk, headline: &str, path: &str) -> i64 {
        let mut text = manuscript(headline);
        text.path = Some(path.to_owned());
        let text = FairCopy::of(text).expect("a fair copy");
        let done = self.app.actions.act("test", at_desk(who.person), move |tx| {
            let id = articles::newsroom::actions::begin(tx, Kind::Page, &Language::english())?;
            articles::actions::save(tx, id, 0, &text)?;
            Ok(id)
        });
        let id = done.wait().expect("it is written");
        assert_eq!(self.published(id), path);
        id
    }

    /// Publishes an article's newest revision, and gives its address.
    pub fn published(&self, id: i64) -> String {
        self.act(move |tx| {
            let latest = articles::store::article(tx, id)?.expect("it is there").latest;
            publishing::newsroom::actions::publish(tx, id, latest)?;
            Ok(articles::reader::article(tx, id)?.expect("it is public").path)
        })
        .expect("it is published")
    }
}

fn newest(tx: &mut dateline::changes::Tx<'_, '_>, id: i64) -> dateline::error::Result<Manuscript> {
    let latest = articles::store::article(tx, id)?.expect("it is there").latest;
    Ok(articles::store::revision(tx, id, latest)?.expect("a revision").1)
}
