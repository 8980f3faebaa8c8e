//! Whose articles are, and who may find them.

use super::{
    super::common::{desk::TestDesk, smtp::Smtp, wxr::*, *},
    writing::{begin, manuscript, save},
};
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
        let check = || dateline::check::run(&app.app.db, &app.app.files, false, &mut |_, _, _| {}).unwrap();
        assert!(check().is_clean(), "{:?}", check().findings);
        app.act(|tx| {
            tx.execute("UPDATE articles SET headline = 'Another' WHERE id = 7", &[])?;
            tx.execute("DELETE FROM article_people", &[])
        })
        .unwrap();
        assert_eq!(check().findings.iter().map(|found| found.kind).collect::<Vec<_>>(), ["listed"]);
        dateline::rebuild::run(&app.app.actions, &mut |_, _| {}).unwrap();
        assert_eq!(rows(&app), whole);
    });
}

#[test]
fn work_is_given_out_by_editors_and_kept_close_by_its_writers() {
    on_each(|app| {
        let (ana, cato) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Contributor));
        let edda = app.signed_in_as(Role::Editor);
        let id = begin(&ana);
        let path = |end: &str| format!("/desk/articles/{id}/{end}");
        let person = cato.person.to_string();
        let cato_is = [("person", person.as_str())];
        assert_eq!(cato.post(&path("assign"), &cato_is).status, 404);
        assert_eq!(ana.post(&path("assign"), &cato_is).status, 403);
        assert_eq!(edda.post(&path("assign"), &[("person", "9999")]).status, 422);
        assert_eq!(edda.post(&path("assign"), &[]).status, 422);
        assert_eq!(edda.post(&path("assign"), &cato_is).status, 303);
        let panel = |desk: &TestDesk| desk.ask("GET", &path("people"), &[("HX-Request", "true")]);
        assert!(panel(&cato).text().contains("was given it"), "{}", panel(&cato).text());
        assert!(!panel(&cato).text().contains("/assign"));
        assert_eq!(ana.post(&path("confidential"), &[("confidential", "1")]).status, 303);
        for desk in [&cato, &edda] {
            assert_eq!(desk.get(&path("people")).status, 404);
            assert_eq!(desk.json("PUT", &path("presence"), &serde_json::json!({})).status, 404);
        }
        assert_eq!(ana.post(&path("name"), &cato_is).status, 303);
        assert!(cato.page(&format!("/desk/articles/{id}")).contains("Confidential."));
        assert_eq!(cato.post(&path("unname"), &cato_is).status, 403);
        assert_eq!(ana.post(&path("unname"), &cato_is).status, 303);
        assert_eq!(cato.get(&format!("/desk/articles/{id}")).status, 404);
        assert_eq!(ana.post(&path("confidential"), &[("confidential", "0")]).status, 303);
        assert_eq!(edda.get(&format!("/desk/articles/{id}")).status, 200);
        assert_eq!(edda.post(&path("unassign"), &cato_is).status, 303);
        assert_eq!(cato.get(&format!("/desk/articles/{id}")).status, 404);
        let (db, files) = (&app.app.db, &app.app.files);
        let report = dateline::check::run(db, files, false, &mut |_, _, _| {}).unwrap();
        assert!(report.is_clean(), "an article without a revision is no damage: {:?}", report.findings);
    });
}

#[test]
fn whoever_breaks_the_glass_is_written_down_and_told() {
    for engine in engines() {
        let smtp = Smtp::start(&[]);
        let server = format!("smtp://{}", smtp.address);
        let app = TestApp::set_up(engine, |config| {
            let flags = [("smtp_url", server.as_str()), ("mail_from", "desk@courier.example")];
            config.mail = config_with(&config.data, None, &flags).mail;
        });
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let ada = app.signed_in_as(Role::Administrator);
        let id = begin(&ana);
        save(&ana, id, 0, 0, &manuscript("The leaked ledger", "x"));
        let (article, glass) = (format!("/desk/articles/{id}"), format!("/desk/articles/{id}/glass"));
        assert_eq!(ada.get(&glass).status, 404, "it is open");
        ana.post(&format!("{article}/confidential"), &[("confidential", "1")]);
        assert_eq!((ada.get(&article).status, edda.post(&glass, &[("reason", "x")]).status), (404, 403));
        let why = [("reason", "A court <asks> for it")];
        let refused = ada.post(&glass, &[("reason", " ")]);
        assert!(refused.status == 422 && refused.text().contains("Say why."), "{}", refused.text());
        assert_eq!(ada.get(&article).status, 404);
        assert_eq!(ada.post(&glass, &why).header("location"), article);
        for desk in [&ada, &ana] {
            let page = desk.page(&article);
            assert!(page.contains("Ada Administrator opened this confidential article"), "{page}");
            assert!(page.contains("A court &lt;asks&gt; for it"));
        }
        assert_eq!(ada.post(&glass, &why).status, 404, "it is open to her now");
        let (to, letter) = smtp.letter();
        assert!(to.contains("ana-author@") && letter.contains(&article), "{letter}");
        assert!(letter.contains("Ada Administrator"), "{letter}");
        assert!(!letter.contains("ledger") && !letter.contains("court"), "{letter}");
        assert!(app.dump(&[]).iter().any(|row| row.starts_with("audit:") && row.contains("A court <asks>")));
        assert_eq!(edda.get(&article).status, 404);
    }
}

#[test]
fn what_was_put_away_comes_back() {
    on_each(|app| {
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = begin(&ana);
        save(&ana, id, 0, 0, &manuscript("A draft", "x"));
        assert_eq!(edda.post("/desk/articles/7/trash", &[]).status, 422, "readers see it");
        let away = ana.post(&format!("/desk/articles/{id}/trash"), &[]);
        let list = ana.page(away.header("location"));
        assert!(
            list.contains("“A draft” was put away.") && list.contains(&format!("/desk/articles/{id}/return"))
        );
        assert!(!ana.page("/desk/articles").contains("A draft"));
        assert!(ana.page("/desk/articles?stage=trashed").contains("A draft"));
        assert_eq!(save(&ana, id, 1, 0, &manuscript("Changed", "x")).status, 403);
        assert!(ana.page(&format!("/desk/articles/{id}")).contains("This was put away."));
        assert_eq!(ana.post(&format!("/desk/articles/{id}/return"), &[]).status, 303);
        assert!(ana.page("/desk/articles?stage=draft").contains("A draft"));
        assert_eq!(save(&ana, id, 1, 0, &manuscript("Changed", "x")).status, 201);
    });
}
