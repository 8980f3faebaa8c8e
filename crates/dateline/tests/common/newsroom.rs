//! Articles that somebody at the desk has written.

use super::{TestApp, desk::TestDesk};
use dateline::{
    articles::{
        self, FairCopy,
        model::{Kind, Manuscript},
        newsroom,
    },
    changes::{Actor, Via},
    values::{Language, Slug},
};

/// Somebody at the desk, as actions know them.
pub fn at_desk(person: i64) -> Actor {
    Actor { person: Some(person), via: Via::Desk, address: None }
}

/// A short text with a headline, complete but for pictures.
pub fn manuscript(headline: &str) -> Manuscript {
    let text = serde_json::json!({
        "language": "en", "slug": Slug::from_text(headline).expect("a slug"), "headline": headline,
        "standfirst": "Three reports this week said the seabed had been checked.", "comments_open": true,
        "body": document::markdown::read("The harbour was dredged at night.").document,
    });
    serde_json::from_value(text).expect("a manuscript")
}

impl TestApp {
    /// An article that somebody began, with a first revision.
    pub fn written_by(&self, who: &TestDesk, headline: &str, change: impl FnOnce(&mut Manuscript)) -> i64 {
        let mut text = manuscript(headline);
        change(&mut text);
        let text = FairCopy::of(text).expect("a fair copy");
        let done = self.app.actions.act("test", at_desk(who.person), move |tx| {
            let id = newsroom::actions::begin(tx, Kind::Article, &Language::english())?;
            articles::actions::save(tx, id, 0, &text)?;
            Ok(id)
        });
        done.wait().expect("it is written")
    }

    /// Saves another revision, and gives its number.
    pub fn rewritten_by(&self, who: &TestDesk, id: i64, change: impl FnOnce(&mut Manuscript)) -> i64 {
        let newest = self.app.db.read(move |sql| {
            let latest = articles::store::article(sql, id)?.expect("it is there").latest;
            Ok((latest, articles::store::revision(sql, id, latest)?.expect("a revision").1))
        });
        let (latest, mut text) = newest.wait().expect("it is read");
        change(&mut text);
        let text = FairCopy::of(text).expect("a fair copy");
        let saved = self
            .app
            .actions
            .act("test", at_desk(who.person), move |tx| articles::actions::save(tx, id, latest, &text));
        saved.wait().expect("it is saved").number
    }

    /// The stage of an article.
    pub fn stage(&self, id: i64) -> String {
        let found = self.app.db.read(move |sql| articles::store::article(sql, id)).wait();
        found.expect("it is read").expect("it is there").stage
    }

    /// The settings of the site, changed.
    pub fn set_site(&self, change: impl Fn(&mut dateline::settings::model::Site) + Send + 'static) {
        self.act(move |tx| {
            let mut site = dateline::settings::store::site(tx)?;
            change(&mut site);
            dateline::settings::store::set_site(tx, &site)
        })
        .expect("the settings are kept");
    }
}
