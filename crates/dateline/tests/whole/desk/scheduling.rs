//! Schedules and embargoes: when an article becomes public, and when it must not.

use super::super::common::*;
use dateline::{accounts::roles::Role, app::now, params, publishing::moment};

fn path(id: i64, what: &str) -> String {
    format!("/desk/articles/{id}/{what}")
}

/// A moment on the newsroom's clock, so many seconds from now.
fn field(app: &TestApp, seconds: i64) -> String {
    let site = app.app.db.read(dateline::settings::store::site).wait().unwrap();
    moment::written(now() + seconds * 1_000_000, &site)
}

#[test]
fn a_schedule_is_kept_and_can_be_changed_and_cancelled() {
    on_each(|app| {
        app.set_site(|site| site.zone = "Asia/Tehran".into());
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let due = field(&app, 7 * 86_400);
        let answer = ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &due)]);
        assert_eq!((answer.status, app.stage(id)), (303, "scheduled".into()), "{}", answer.text());
        let bar = ana.page(&path(id, "publication"));
        assert!(bar.contains(&format!("value=\"{due}\"")) && bar.contains("Asia/Tehran"), "{bar}");
        assert!(!app.page("/").contains("Dredged at night"));
        // Cancelled, it has the stage that it had before.
        assert_eq!(ana.post(&path(id, "schedule/end"), &[]).status, 303);
        assert_eq!(app.stage(id), "draft");
        assert_eq!(ana.post(&path(id, "schedule/end"), &[]).status, 422, "nothing waits any more");
        // Set, and set to another time: it comes then, once.
        ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &due)]);
        let answer = ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &field(&app, 2))]);
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert_eq!(app.stage(id), "scheduled");
        soon(|| app.stage(id) == "published");
        assert!(app.page("/").contains("Dredged at night"));
        assert!(!ana.page(&path(id, "publication")).contains("the server was away"));
        let ended = app.app.db.read(|sql| {
            sql.row("SELECT ended_at - due FROM schedules WHERE state = 'fired'", &[], |row| row.int(0))
        });
        let late = ended.wait().unwrap().unwrap();
        assert!((0..1_000_000).contains(&late), "kept to the second: {late} µs late");
        assert!(app.command(&["check"]).status.success());
    });
}

#[test]
fn a_moment_that_is_none_is_told_and_kept() {
    on_sqlite(|app| {
        app.set_site(|site| site.zone = "Europe/Berlin".into());
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let send = |due: &str, which: &str| {
            ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", due), ("which", which)])
        };
        for (due, said) in [
            ("", "Give a date and a time."),
            ("soon", "Give a date and a time."),
            ("2031-03-30T02:30", "does not exist"),
            ("2031-10-26T02:30", "comes twice"),
            ("2021-01-01T10:00", "has passed"),
            ("2099-01-01T10:00", "ten years"),
        ] {
            let answer = send(due, "");
            let text = answer.text();
            assert_eq!(answer.status, 422, "{due}");
            assert!(text.contains(said) && text.contains(&format!("value=\"{due}\"")), "{due}: {text}");
        }
        assert_eq!(app.stage(id), "draft");
        assert!(send("2031-10-26T02:30", "").text().contains("The second, after it"));
        assert_eq!(send("2031-10-26T02:30", "second").status, 303);
        assert!(
            app.dump(&[]).iter().any(|row| row.starts_with("schedules:") && row.contains("1950744600000000"))
        );
    });
}

#[test]
fn a_schedule_that_was_missed_is_caught_up_with_and_said() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let (edda, cato) = (app.signed_in_as(Role::Editor), app.signed_in_as(Role::Contributor));
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &field(&app, 3_600))]);
        let due = now() - 7 * 60_000_000;
        app.act(move |tx| tx.execute("UPDATE schedules SET due = ?1", params![due])).unwrap();
        soon(|| app.stage(id) == "published");
        assert!(app.page("/").contains("Dredged at night"));
        let bar = ana.page(&path(id, "publication"));
        assert!(bar.contains("It was to be published at") && bar.contains("the server was away"), "{bar}");
        assert!(edda.page("/desk/notices").contains("Dredged at night"));
        assert!(!cato.page("/desk/notices").contains("Dredged at night"), "one may not know of it");
        let notice = bar.split("/desk/notices/").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
        assert_eq!(cato.post(&format!("/desk/notices/{notice}/seen"), &[]).status, 404);
        assert_eq!(edda.post(&format!("/desk/notices/{notice}/seen"), &[]).status, 303);
        assert!(!ana.page(&path(id, "publication")).contains("the server was away"));
        assert!(!edda.page("/desk/notices").contains("Dredged at night"));
    });
}

#[test]
fn a_schedule_that_fails_is_said_and_leaves_the_article_where_it_was() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &field(&app, 3_600))]);
        app.act(move |tx| {
            tx.execute("UPDATE articles SET visibility = 'private' WHERE id = ?1", params![id])?;
            tx.execute("UPDATE schedules SET due = 1", &[])
        })
        .unwrap();
        soon(|| app.stage(id) == "draft");
        let bar = ana.page(&path(id, "publication"));
        assert!(bar.contains("and was not:") && bar.contains("is not for the public"), "{bar}");
        assert!(!app.page("/").contains("Dredged at night"));
        assert!(app.command(&["check"]).status.success());
    });
}

#[test]
fn who_publishes_now_what_was_scheduled_is_told_and_the_schedule_falls_away() {
    on_sqlite(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &field(&app, 3_600))]);
        assert!(ana.page(&path(id, "publication")).contains("which is cancelled when you publish now"));
        app.rewritten_by(&ana, id, |text| text.headline = "Dredged by day".into());
        assert_eq!(ana.post(&path(id, "publication"), &[("revision", "2")]).status, 303);
        app.act(|tx| tx.execute("UPDATE schedules SET due = 1", &[])).unwrap();
        let app = app.restarted(|_| {});
        assert!(app.page("/").contains("Dredged by day"), "the older text does not come back");
    });
}

#[test]
fn an_embargo_holds_against_the_button_and_against_schedules() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let until = field(&app, 3 * 86_400);
        let form = [("until", until.as_str()), ("embargo_note", "The ministry's wish")];
        let answer = ana.post(&path(id, "embargo"), &form);
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert!(ana.page(&path(id, "publication")).contains("Embargo until"));
        assert!(ana.page("/desk/articles").contains("Embargo until"), "the list says it, too");
        for (who, what, due) in
            [(&ana, "publication", ""), (&edda, "publication", ""), (&ana, "schedule", &field(&app, 86_400))]
        {
            let answer = who.post(&path(id, what), &[("revision", "1"), ("due", due)]);
            assert_eq!(answer.status, 422, "{what}");
            assert!(answer.text().contains("under embargo until 20"), "{}", answer.text());
        }
        assert!(!app.page("/").contains("Dredged at night"));
        // Its author may make it longer, and not shorter; lifting it is an editor's.
        assert_eq!(ana.post(&path(id, "embargo"), &[("until", &field(&app, 86_400))]).status, 422);
        assert_eq!(ana.post(&path(id, "embargo/end"), &[]).status, 403);
        let later = field(&app, 4 * 86_400);
        assert_eq!(ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &later)]).status, 303);
        assert_eq!(
            ana.post(&path(id, "embargo"), &[("until", &field(&app, 5 * 86_400))]).status,
            422,
            "an embargo past the schedule would be broken by it"
        );
        assert_eq!(edda.post(&path(id, "embargo/end"), &[]).status, 303);
        assert_eq!(edda.post(&path(id, "embargo/end"), &[]).status, 422);
        assert_eq!(ana.post(&path(id, "publication"), &[("revision", "1")]).status, 303);
        assert!(app.page("/").contains("Dredged at night"));
        assert!(app.dump(&[]).iter().any(|row| row.starts_with("audit:") && row.contains("embargo lifted")));
    });
}
