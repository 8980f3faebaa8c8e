//! What was wrong is corrected where readers see it, and stays corrected.

mod issuing;
mod shown;

pub use super::common::{
    TestApp,
    desk::TestDesk,
    newsroom::at_desk,
    on_each, on_sqlite,
    wxr::{Item, Wxr},
};
pub use dateline::{
    accounts::roles::Role,
    corrections::{
        actions::{self, Issued},
        model::{Kind, New},
        reader,
    },
    error::{Error, Result},
    publishing,
};

/// An article that readers see, by somebody.
pub fn public(app: &TestApp, who: &TestDesk, headline: &str) -> i64 {
    let id = app.written_by(who, headline, |_| {});
    publish(app, who, id, 1);
    id
}

/// Publishes a revision by hand.
pub fn publish(app: &TestApp, who: &TestDesk, id: i64, revision: i64) {
    let done = app
        .app
        .actions
        .act("test", at_desk(who.person), move |tx| publishing::newsroom::actions::publish(tx, id, revision));
    done.wait().expect("it is published");
}

/// The address of an article.
pub fn path(app: &TestApp, id: i64) -> String {
    let found = app.app.db.read(move |sql| dateline::articles::reader::article(sql, id)).wait();
    found.unwrap().unwrap().path
}

/// A correction since the first version.
pub fn of(kind: Kind, text: &str) -> New {
    New::of(kind, text, "", 1).unwrap()
}

/// Issues a correction.
pub fn issue(app: &TestApp, who: &TestDesk, id: i64, revision: i64, new: &New) -> Result<Issued> {
    let new = new.clone();
    app.app.actions.act("test", at_desk(who.person), move |tx| actions::issue(tx, id, revision, &new)).wait()
}

/// What readers see of an article's corrections.
fn shown(app: &TestApp, id: i64) -> Vec<reader::Shown> {
    app.app.db.read(move |sql| reader::of(sql, id)).wait().unwrap()
}

fn check(app: &TestApp) {
    let out = app.command(&["check"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
}
