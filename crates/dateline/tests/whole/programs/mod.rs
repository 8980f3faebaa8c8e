//! What other programs read: the API, PROV-O and ninjs.

mod api;
mod exchange;

use super::common::{
    TestApp, on_each,
    wxr::{Item, Wxr},
};
use dateline::{
    articles::{self, FairCopy, sources::Source},
    publishing, settings,
    sources::{model, origins, store},
};
use serde_json::{Value, json};

/// Where the report stands.
const REPORT: &str = "/2026/11/a-report/";

/// The Courier with one report, number 7.
fn courier(app: &TestApp) {
    let post = Item::post(7, "a-report", "Dredging & silt").section("dredging", "Dredging");
    app.import(&Wxr::courier().with(post.excerpt("What it said.")).build());
}

/// An agency that quotes a website, an official who is not named, and what our own people saw.
fn chain() -> Value {
    json!([
        { "id": 1, "kind": "agency", "who": { "named": { "name": "Coast Wire", "link": "https://wire.example/a" } }, "via": [2] },
        { "id": 2, "kind": "website", "who": { "named": { "name": "Harbour News", "author": "L. Quayle",
            "controlled_by": "Harbour Board", "dated": "2026-11-10",
            "interest": { "what": "granted the licence", "evidence": "Register of licences" } } } },
        { "id": 5, "kind": "interview", "who": { "unnamed": { "called": "official", "why": "work" } } },
        { "id": 6, "kind": "outlet", "who": { "named": { "name": "The Packet" } }, "via": [1], "prints": true },
    ])
}

/// Publishes the report with sources; all of them, and if so asked their count, confirmed.
fn publish_with(app: &TestApp, sources: &Value, headline: &str, counted: bool) {
    let sources: Vec<Source> = serde_json::from_value(sources.clone()).unwrap();
    let headline = headline.to_owned();
    app.act(move |tx| {
        let site = settings::store::site(tx)?;
        let article = articles::store::article(tx, 7)?.unwrap();
        let (_, mut manuscript) = articles::store::revision(tx, 7, article.latest)?.unwrap();
        manuscript.sources.clone_from(&sources);
        manuscript.headline.clone_from(&headline);
        for source in &manuscript.sources {
            store::confirm(tx, 7, "source", &model::digest(source)?)?;
        }
        if counted {
            let origins = origins::of(tx, &site, 7, &manuscript)?;
            store::confirm(tx, 7, "origins", &model::digest_of_all(&manuscript.sources, &origins)?)?;
        }
        let copy = FairCopy::of(manuscript)?;
        let saved = articles::actions::save(tx, 7, article.latest, &copy)?;
        publishing::actions::publish(tx, &site, &article, saved.revision, &copy)
    })
    .unwrap();
}

/// Withdraws the report.
fn withdraw(app: &TestApp) {
    app.act(|tx| {
        let site = settings::store::site(tx)?;
        let article = articles::store::article(tx, 7)?.unwrap();
        publishing::actions::withdraw(tx, &site, &article, "Of another basin.")
    })
    .unwrap();
}

/// An answer's status and its JSON.
fn asked(app: &TestApp, path: &str) -> (u16, Value) {
    let answer = app.get(path);
    let json = serde_json::from_str(&answer.text());
    (answer.status, json.unwrap_or_else(|error| panic!("{path}: {error}: {}", answer.text())))
}

/// The JSON of what must be there.
fn read(app: &TestApp, path: &str) -> Value {
    let (status, json) = asked(app, path);
    assert_eq!(status, 200, "{path}: {json}");
    json
}
