//! Whose articles are, and who may find them.

use super::super::common::{wxr::*, *};
use dateline::{
    accounts::roles::Role,
    articles::{
        model::Kind,
        newsroom::{actions, model::Standing, store},
    },
    changes::{Actor, Via},
    values::Language,
};

fn at_desk(person: i64) -> Actor {
    Actor { person: Some(person), via: Via::Desk, address: None }
}

fn standing(app: &TestApp, article: i64, person: i64) -> Standing {
    app.app.db.read(move |sql| store::standing(sql, article, person)).wait().unwrap().unwrap()
}

#[test]
fn an_article_is_its_beginners_and_whose_it_is_given_to() {
    on_each(|app| {
        let [ana, cato, edda] =
            [Role::Author, Role::Contributor, Role::Editor].map(|r| app.signed_in_as(r).person);
        let run = &app.app.actions;
        let begun =
            run.act("begin", at_desk(ana), |tx| actions::begin(tx, Kind::Article, &Language::english()));
        let id = begun.wait().unwrap();
        assert!(standing(&app, id, ana).may_publish(Role::Author));
        assert!(!standing(&app, id, cato).may_read(Role::Contributor));
        assert!(standing(&app, id, edda).may_write(Role::Editor));
        run.act("assign", at_desk(edda), move |tx| actions::assign(tx, id, cato)).wait().unwrap();
        assert!(standing(&app, id, cato).may_write(Role::Contributor));
        run.act("keep close", at_desk(ana), move |tx| actions::make_confidential(tx, id)).wait().unwrap();
        assert!(!standing(&app, id, edda).may_read(Role::Administrator), "nobody else finds it");
        assert!(!standing(&app, id, cato).may_read(Role::Contributor), "not even whose work it is");
        run.act("name", at_desk(ana), move |tx| actions::name(tx, id, cato)).wait().unwrap();
        assert!(standing(&app, id, cato).may_write(Role::Contributor));
        assert!(run.act("name", at_desk(ana), move |tx| actions::name(tx, id, 999)).wait().is_err());
    });
}

/// What lists are made from.
fn rows(app: &TestApp) -> Vec<String> {
    let all = app.dump(&[]).into_iter();
    all.filter(|row| row.starts_with("articles:") || row.starts_with("article_people:")).collect()
}

#[test]
fn articles_from_before_the_desk_are_filled_in_at_the_start() {
    on_each(|app| {
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
        let whole = rows(&app);
        assert!(whole.iter().any(|row| row.starts_with("article_people")), "the byline is noted");
        // As they are after an upgrade.
        app.act(|tx| {
            tx.execute(
                "UPDATE articles SET headline = '', section_id = NULL, language = '', changed_at = 0",
                &[],
            )?;
            tx.execute("DELETE FROM article_people", &[])
        })
        .unwrap();
        assert_ne!(rows(&app), whole);
        let app = app.restarted(|_| {});
        soon(|| rows(&app) == whole);
    });
}
