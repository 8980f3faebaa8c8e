//! Letters to those who work at the desk, as each of them chooses.

use super::super::common::{newsroom::at_desk, smtp::Smtp, *};
use dateline::{
    accounts::roles::Role,
    app::now,
    articles::newsroom::actions as newsroom,
    comments::{actions, model::Left},
    settings::model::Taken,
};

fn path(id: i64, what: &str) -> String {
    format!("/desk/articles/{id}/{what}")
}

fn with_mail(test: impl Fn(&TestApp, &Smtp)) {
    for engine in engines() {
        let smtp = Smtp::start(&[]);
        let app = TestApp::set_up(engine, |config| {
            let url = format!("smtp://{}", smtp.address);
            let flags = [("smtp_url", url.as_str()), ("mail_from", "desk@courier.example")];
            config.mail = config_with(&config.data, None, &flags).mail;
        });
        test(&app, &smtp);
        soon(|| !app.dump(&[]).iter().any(|row| row.starts_with("jobs:")));
        assert!(smtp.is_quiet(), "nobody else is told");
    }
}

/// The next letter, which must be for somebody and say these things.
fn comes(smtp: &Smtp, to: &str, says: &[&str]) -> String {
    let (whom, letter) = smtp.letter();
    assert_eq!(whom, format!("RCPT TO:<{to}@courier.example>"), "{letter}");
    for part in says {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    letter
}

#[test]
fn each_step_is_told_to_whom_it_concerns() {
    with_mail(|app, smtp| {
        let (cato, edda) = (app.signed_in_as(Role::Contributor), app.signed_in_as(Role::Editor));
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&cato, "Dredged at night", |_| {});
        let step = |who: &desk::TestDesk, what: &str, note: &str| {
            let form = [("revision", "1"), ("move", what), ("note", note)];
            assert_eq!(who.post(&path(id, "stage"), &form).status, 303, "{what}");
        };
        step(&cato, "hand_in", "");
        let says =
            ["Subject: For review: Dredged at night", "Cato Contributor handed in", "/desk/account/letters"];
        let letter = comes(smtp, "edda-editor", &says);
        assert!(letter.contains(&format!("https://courier.example/desk/articles/{id}")), "{letter}");
        step(&edda, "send_back", "Who was on the barge?");
        comes(smtp, "cato-contributor", &["Subject: Sent back: Dredged at night", "Who was on the barge?"]);
        step(&edda, "approve", "");
        comes(smtp, "cato-contributor", &["Subject: Approved: Dredged at night"]);
        edda.post(&path(id, "notes"), &[("body", "Which barge?")]);
        comes(smtp, "cato-contributor", &["Edda Editor left a note", "Which barge?"]);
        let (by, to) = (edda.person, ana.person);
        app.app.actions.act("test", at_desk(by), move |tx| newsroom::assign(tx, id, to)).wait().unwrap();
        comes(smtp, "ana-author", &["Subject: Given to you: Dredged at night", "Edda Editor gave you"]);
        // By a private link somebody comments; both whose article it is hear of it.
        let form = [("label", "the lawyer"), ("days", "7"), ("may_comment", "1")];
        let made = edda.post(&path(id, "links"), &form).text();
        let secret = made.split("/private/").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        let token = letters_token(secret);
        app.post(&format!("/private/{secret}/notes"), &[("token", &token), ("body", "Strike it.")]);
        let mut told = [smtp.letter(), smtp.letter()];
        told.sort();
        assert!(told[0].0.contains("ana-author") && told[1].0.contains("cato-contributor"));
        assert!(told[0].1.contains("Somebody with a private link left a note"), "{}", told[0].1);
    });
}

fn letters_token(secret: &str) -> String {
    dateline::publishing::links::model::form_token(secret)
}

#[test]
fn a_schedule_that_failed_or_was_late_is_told() {
    with_mail(|app, smtp| {
        let ana = app.signed_in_as(Role::Author);
        let schedule = |headline: &str| {
            let id = app.written_by(&ana, headline, |_| {});
            let site = app.app.db.read(dateline::settings::store::site).wait().unwrap();
            let due = dateline::publishing::moment::written(now() + 3_600_000_000, &site);
            assert_eq!(ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &due)]).status, 303);
            id
        };
        schedule("Dredged at night");
        let due = now() - 7 * 60_000_000;
        app.act(move |tx| tx.execute("UPDATE schedules SET due = ?1", &[due.into()])).unwrap();
        comes(smtp, "ana-author", &["Subject: Published late: Dredged at night", "the server was away"]);
        let id = schedule("Dredged by day");
        app.act(move |tx| {
            tx.execute("UPDATE articles SET visibility = 'closed' WHERE id = ?1", &[id.into()])?;
            tx.execute("UPDATE schedules SET due = 1 WHERE state = 'waiting'", &[])
        })
        .unwrap();
        comes(smtp, "ana-author", &["Subject: Not published: Dredged by day", "is not for the public"]);
    });
}

#[test]
fn letters_about_a_confidential_article_name_neither_headline_nor_words() {
    with_mail(|app, smtp| {
        let ana = app.signed_in_as(Role::Author);
        let (edda, emil) = (app.signed_in_as(Role::Editor), app.signed_in("Emil Other", Role::Editor));
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let (person, named) = (ana.person, edda.person);
        let run = &app.app.actions;
        run.act("test", at_desk(person), move |tx| newsroom::make_confidential(tx, id)).wait().unwrap();
        run.act("test", at_desk(person), move |tx| newsroom::name(tx, id, named)).wait().unwrap();
        ana.post(&path(id, "stage"), &[("revision", "1"), ("move", "hand_in")]);
        // Of two editors the one who is named is told.
        let letter = comes(smtp, "edda-editor", &["For review: a confidential article"]);
        assert!(!letter.contains("Dredged"), "{letter}");
        let form = [("revision", "1"), ("move", "send_back"), ("note", "Protect the source.")];
        edda.post(&path(id, "stage"), &form);
        let letter = comes(smtp, "ana-author", &["Sent back: a confidential article"]);
        assert!(!letter.contains("Dredged") && !letter.contains("source"), "{letter}");
        edda.post(&path(id, "notes"), &[("body", "The harbour master is in danger.")]);
        let letter = comes(smtp, "ana-author", &["A note on: a confidential article"]);
        assert!(!letter.contains("harbour master"), "{letter}");
        assert_eq!(emil.get(&path(id, "notes")).status, 404);
    });
}

#[test]
fn who_does_not_want_a_letter_gets_none_and_comments_are_gathered() {
    with_mail(|app, smtp| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let page = ana.page("/desk/account/letters");
        assert!(page.contains("My article was approved") && !page.contains("comments are waiting"), "{page}");
        // Edda wants to hear of comments, and no longer of what is handed in.
        let page = edda.page("/desk/account/letters");
        assert!(
            page.contains("name=\"handed_in\" value=\"1\" checked") && page.contains("name=\"comments\"")
        );
        assert_eq!(edda.post("/desk/account/letters", &[("comments", "1")]).status, 303);
        let page = edda.page("/desk/account/letters");
        assert!(page.contains("name=\"comments\" value=\"1\" checked"), "{page}");
        assert!(!page.contains("name=\"handed_in\" value=\"1\" checked"), "{page}");
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        ana.post(&path(id, "stage"), &[("revision", "1"), ("move", "hand_in")]);
        ana.post(&path(id, "publication"), &[("revision", "1")]);
        app.set_site(|site| site.comments.taken = Taken::Held);
        for number in 0..3 {
            let left = Left {
                article: id,
                parent: None,
                author: "Ada".into(),
                email: None,
                body: document::markdown::read("A remark.").document,
                links: 0,
                digest: number + 1,
            };
            app.act(move |tx| actions::submit(tx, &left)).unwrap();
        }
        let waits = || app.dump(&[]).into_iter().filter(|row| row.contains("desk_letter")).count();
        assert_eq!(waits(), 1, "one letter for all of them");
        assert!(smtp.is_quiet(), "after a while");
        app.act(|tx| tx.execute("UPDATE jobs SET due = 1 WHERE kind = 'desk_letter'", &[])).unwrap();
        comes(smtp, "edda-editor", &["Subject: Comments are waiting", "wait for the newsroom: 3"]);
    });
}

#[test]
fn without_a_mail_server_nothing_is_left_lying_about() {
    on_sqlite(|app| {
        let (cato, edda) = (app.signed_in_as(Role::Contributor), app.signed_in_as(Role::Editor));
        let id = app.written_by(&cato, "Dredged at night", |_| {});
        assert_eq!(cato.post(&path(id, "stage"), &[("revision", "1"), ("move", "hand_in")]).status, 303);
        soon(|| !app.dump(&[]).iter().any(|row| row.starts_with("jobs:")));
        assert!(edda.page("/desk/account/letters").contains("No mail server is set up"));
    });
}
