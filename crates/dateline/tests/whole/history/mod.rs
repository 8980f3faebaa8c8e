//! The public history of an article: what stands below its address, its versions, and how they are asked for.

mod below;
mod kept;
mod memento;
mod pages;

use super::common::{
    TestApp, on_each, soon,
    wxr::{Item, OLD, Wxr},
};
use dateline::{
    articles::{self, FairCopy, model::Manuscript},
    corrections, publishing, settings,
};

/// Where the report stands.
const REPORT: &str = "/2026/11/a-report/";

fn report() -> Item {
    Item::post(7, "a-report", "A report on the Old Basin").section("dredging", "Dredging")
}

/// Publishes the report once more, with what changed in it.
fn publish(app: &TestApp, change: impl Fn(&mut Manuscript) + Send + 'static) {
    app.act(move |tx| {
        let article = articles::store::article(tx, 7)?.unwrap();
        let (_, mut manuscript) = articles::store::revision(tx, 7, article.latest)?.unwrap();
        change(&mut manuscript);
        let manuscript = FairCopy::of(manuscript)?;
        let saved = articles::actions::save(tx, 7, article.latest, &manuscript)?;
        let site = settings::store::site(tx)?;
        publishing::actions::publish(tx, &site, &article, saved.revision, &manuscript)
    })
    .unwrap();
}

/// Withdraws the report.
fn withdraw(app: &TestApp, note: &'static str) {
    app.act(move |tx| {
        let site = settings::store::site(tx)?;
        let article = articles::store::article(tx, 7)?.unwrap();
        publishing::actions::withdraw(tx, &site, &article, note)
    })
    .unwrap();
}
