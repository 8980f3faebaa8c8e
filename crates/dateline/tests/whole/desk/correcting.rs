//! The desk issues corrections, by a form on the page of an article.

use super::super::common::{smtp::Smtp, *};
use super::super::corrections::{path, public, publish};
use dateline::accounts::roles::Role;

fn at(id: i64) -> String {
    format!("/desk/articles/{id}/corrections")
}

#[test]
fn the_form_issues_with_the_text_and_of_the_text_as_it_stands() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        let panel = edda.page(&at(id));
        assert!(
            panel.contains("Nothing was corrected in this article.") && panel.contains("data-needs-saving")
        );
        app.rewritten_by(&edda, id, |m| m.headline = "The barge is red".into());
        let fields = [
            ("kind", "correction"),
            ("text", "The barge is red."),
            ("was", "The barge is blue."),
            ("since", "1"),
            ("until", ""),
            ("corrects", ""),
            ("publish", "1"),
        ];
        // Somebody saved meanwhile: nothing is said, and the page says who.
        let behind = edda.post(&at(id), &[&fields[..], &[("revision", "1")]].concat());
        assert_eq!(behind.status, 409);
        let done = edda.post(&at(id), &[&fields[..], &[("revision", "2")]].concat());
        assert_eq!((done.status, done.header("location")), (303, format!("/desk/articles/{id}").as_str()));
        let page = app.page(&path(&app, id));
        assert!(page.contains("<h1>The barge is red</h1>") && page.contains("The barge is blue."));
        let panel = edda.page(&at(id));
        assert!(
            panel.contains("It stood in public version 1.") && panel.contains("Version 2 puts it right.")
        );
        assert!(panel.contains("Edda Editor") && panel.contains("It corrects an earlier correction"));
        let again = [
            ("kind", "clarification"),
            ("text", "Dark red."),
            ("since", "2"),
            ("corrects", "1"),
            ("revision", "2"),
        ];
        assert_eq!(edda.post(&at(id), &again).status, 303);
        let all = edda.page("/desk/corrections");
        assert!(all.contains("It was corrected by no. 2.") && all.contains("It corrects no. 1."));
        assert!(app.command(&["check"]).status.success());
    });
}

#[test]
fn a_refused_form_keeps_what_was_typed() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        let attack = "</textarea><script>alert(1)</script>";
        for (change, field) in [
            (("text", ""), "f-text"),
            (("text", &*"x".repeat(2_001)), "f-text"),
            (("was", &*"x".repeat(2_001)), "f-was"),
            (("since", "7"), "f-since"),
            (("since", "one"), "f-since"),
            (("kind", "deletion"), "f-kind"),
            (("corrects", "99"), "f-corrects"),
            (("until", "99999999999"), "f-until"),
        ] {
            let mut fields = vec![
                ("kind", "update"),
                ("text", attack),
                ("was", attack),
                ("since", "1"),
                ("revision", "1"),
            ];
            fields.retain(|(name, _)| *name != change.0);
            fields.push(change);
            let answer = edda.post(&at(id), &fields);
            let page = answer.text();
            assert_eq!(answer.status, 422, "{change:.20?}");
            assert!(page.contains(&format!("href=\"#{field}\"")), "{change:.20?}: {page}");
            assert!(page.contains("&lt;/textarea&gt;") && !page.contains("<script>alert"), "{change:.20?}");
        }
        assert!(!app.page(&path(&app, id)).contains("id=\"corrections\""));
    });
}

#[test]
fn who_may() {
    on_sqlite(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let ana = app.signed_in_as(Role::Author);
        let id = public(&app, &ana, "The barge is blue");
        publish(&app, &edda, id, 1);
        let fields = [("kind", "update"), ("text", "Red."), ("since", "1"), ("revision", "1")];
        assert_eq!(ana.post(&at(id), &fields).status, 403);
        assert_eq!((ana.get("/desk/corrections").status, ana.get("/desk/reports").status), (403, 403));
        let seen = ana.page(&at(id));
        assert!(!seen.contains("<form method=\"post\" action=\"/desk/articles/"));
        // What somebody may not know of stands in no list.
        let done = edda.post(&at(id), &fields);
        assert_eq!(done.status, 303);
        app.act(move |tx| {
            tx.execute("UPDATE articles SET confidential = 1 WHERE id = ?1", dateline::params![id])
        })
        .unwrap();
        assert_eq!(edda.get(&at(id)).status, 404);
        assert_eq!(edda.post(&at(id), &fields).status, 404);
        assert!(!edda.page("/desk/corrections").contains("Red."));
    });
}

#[test]
fn whose_article_it_is_hears_of_it() {
    let smtp = Smtp::start(&[]);
    let app = TestApp::set(&[
        ("smtp_url", &format!("smtp://{}", smtp.address)),
        ("mail_from", "desk@courier.example"),
    ]);
    let edda = app.signed_in_as(Role::Editor);
    let ana = app.signed_in_as(Role::Author);
    let id = public(&app, &ana, "The barge is blue");
    let fields = [("kind", "update"), ("text", "It left on Friday."), ("since", "1"), ("revision", "1")];
    assert_eq!(edda.post(&at(id), &fields).status, 303);
    let (to, letter) = smtp.letter();
    assert!(to.contains("ana-author") && letter.contains("It left on Friday."), "{to} {letter}");
}
