//! What is closed to readers, and what is erased.

mod erase;
mod takedown;

use super::common::{
    TestApp, on_each,
    wxr::{Item, Wxr},
};
use dateline::{
    articles::{self, FairCopy, model::Manuscript},
    closing::takedown::{
        actions,
        model::{New, What},
    },
    corrections::{self, model::Kind},
    error::Result,
    publishing, settings,
};
use serde_json::{Value, json};

/// Where the report stands.
const REPORT: &str = "/2026/11/a-report/";

/// The Courier with one report, number 7, published twice more: its versions speak of a heron, an otter and a badger.
fn courier(app: &TestApp) {
    let post = Item::post(7, "a-report", "The heron").section("dredging", "Dredging");
    app.import(&Wxr::courier().with(post.excerpt("A heron at the basin.")).build());
    for animal in ["otter", "badger"] {
        publish(app, move |m| {
            m.headline = format!("The {animal}");
            m.standfirst = format!("A word on the {animal} at the basin.");
            m.body = document::markdown::read(&format!("The {animal} was seen at night.")).document;
        })
        .unwrap();
    }
}

/// Publishes the report once more.
fn publish(app: &TestApp, change: impl Fn(&mut Manuscript) + Send + 'static) -> Result<i64> {
    app.act(move |tx| {
        let article = articles::store::article(tx, 7)?.unwrap();
        let (_, mut manuscript) = articles::store::revision(tx, 7, article.latest)?.unwrap();
        change(&mut manuscript);
        let manuscript = FairCopy::of(manuscript)?;
        let saved = articles::actions::save(tx, 7, article.latest, &manuscript)?;
        let site = settings::store::site(tx)?;
        Ok(publishing::actions::publish(tx, &site, &article, saved.revision, &manuscript)?.publication)
    })
}

/// Takes something of the report down.
fn take_down(app: &TestApp, what: What, status: &str) -> Result<i64> {
    let new = New::of(what, status, "Closed by an order.", "A letter of 24 November").unwrap();
    app.act(move |tx| actions::take_down(tx, 7, &new))
}

/// Corrects the report as readers see it.
fn correct(app: &TestApp, text: &str, was: &str) -> i64 {
    let new = corrections::model::New::of(Kind::Correction, text, was, 1).unwrap();
    app.act(move |tx| {
        let latest = articles::store::article(tx, 7)?.unwrap().latest;
        Ok(corrections::actions::issue(tx, 7, latest, &new)?.correction)
    })
    .unwrap()
}

/// Everything that readers and programs can read that could hold a word of the report.
fn all_that_is_read(app: &TestApp) -> Vec<(String, String)> {
    let below = [
        "",
        "versions/",
        "versions/1/",
        "versions/2/",
        "versions/3/",
        "versions/1..2/",
        "versions/2..3/",
        "versions/1..3/",
        "timemap",
        "cite.bib",
        "cite.json",
        "versions/2/cite.bib",
        "versions/2/cite.json",
        "prov.jsonld",
        "ninjs.json",
        "feed/",
        "report-an-error/",
    ];
    let site = [
        "/",
        "/latest/",
        "/feed/",
        "/feed/atom/",
        "/feed/json/",
        "/category/dredging/",
        "/category/dredging/feed/",
        "/author/ines/",
        "/sitemap.xml",
        "/sitemap-articles-0.xml",
        "/news-sitemap.xml",
        "/corrections/",
        "/corrections/feed/",
        "/corrections/feed/atom/",
        "/corrections/feed/json/",
        "/wp-json/dateline/v1/articles/7",
        "/wp-json/dateline/v1/articles/7/sources",
        "/wp-json/dateline/v1/articles/7/versions",
        "/wp-json/dateline/v1/articles/7/corrections",
        "/wp-json/dateline/v1/corrections",
        "/search?q=basin",
        "/oembed?url=https://courier.example/2026/11/a-report/",
        "/2026/11/",
        "/comments/feed/",
    ];
    let paths =
        below.iter().map(|tail| format!("{REPORT}{tail}")).chain(site.iter().map(|path| (*path).to_owned()));
    paths
        .map(|path| {
            let text = app.get(&path).text();
            (path, text)
        })
        .collect()
}

/// Asserts that a word can be read nowhere.
fn nowhere(app: &TestApp, word: &str) {
    for (path, text) in all_that_is_read(app) {
        assert!(!text.contains(word), "{path} has {word}: {text}");
    }
}

/// Asserts that `dateline check` finds nothing, also after `dateline rebuild`.
fn is_sound(app: &TestApp) {
    for command in ["check", "rebuild", "check"] {
        let output = app.command(&[command]);
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

/// The JSON of an address.
fn json_of(app: &TestApp, path: &str) -> Value {
    serde_json::from_str(&app.get(path).text()).unwrap_or(json!(null))
}
