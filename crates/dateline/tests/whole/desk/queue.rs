//! The queue of comments.

use super::super::common::{desk::TestDesk, wxr::*, *};
use dateline::accounts::roles::Role;

fn talked_about(app: &TestApp) {
    let post = Item::post(7, "a-report", "A report")
        .comment(70, 0, "1", "Ada", "The first word, see <a href=\"https://evil.example/\">here</a>")
        .comment(73, 0, "0", "Dee & Co", "Waits for the desk")
        .comment(74, 0, "spam", "Eve", "Buy boats")
        .comment(75, 70, "0", "Flo", "An answer that waits");
    app.import(&Wxr::courier().with(post).build());
}

/// The numbers of the comments on a page, in their order.
fn shown(page: &str) -> Vec<i64> {
    let rows = page.split("<li class=\"comment\" id=\"c-").skip(1);
    rows.filter_map(|row| row.split('"').next()?.parse().ok()).collect()
}

fn tab(desk: &TestDesk, question: &str) -> Vec<i64> {
    shown(&desk.page(&format!("/desk/comments{question}")))
}

fn does(desk: &TestDesk, id: i64, verb: &str, fields: &[(&str, &str)]) {
    let answer = desk.post(&format!("/desk/comments/{id}/{verb}"), fields);
    assert_eq!(answer.status, 303, "{verb} {id}: {}", answer.text());
    let to = answer.header("location").to_owned();
    assert!(to.starts_with("/desk/comments?") && to.ends_with(&format!("done={id}")), "{to}");
}

#[test]
fn what_waits_is_decided_and_taken_back() {
    on_each(|app| {
        talked_about(&app);
        let desk = app.signed_in_as(Role::Editor);
        assert_eq!(tab(&desk, ""), [73, 75]);
        assert_eq!(tab(&desk, "?order=newest"), [75, 73]);
        assert_eq!(tab(&desk, "?tab=spam"), [74]);
        assert_eq!(tab(&desk, "?tab=approved"), [70]);
        assert_eq!(desk.get("/desk/comments?tab=nonsense").status, 404);
        let page = desk.page("/desk/comments");
        assert!(page.contains("Dee &amp; Co") && page.contains("A report"), "{page}");
        assert!(
            desk.page("/desk/comments?tab=approved").contains("https://evil.example/"),
            "where a link leads is seen"
        );
        let readers = || app.page("/2026/11/a-report/");
        assert!(!readers().contains("Waits for the desk"));
        does(&desk, 73, "approve", &[("back", "tab=pending&order=oldest")]);
        assert!(readers().contains("Waits for the desk"), "readers see it at once");
        assert_eq!(tab(&desk, ""), [75]);
        // What was decided a moment ago can be taken back from where one comes to.
        assert_eq!(tab(&desk, "?tab=pending&done=73"), [73, 75]);
        assert!(desk.page("/desk/comments?done=73").contains("Edda Editor"));
        does(&desk, 73, "undo", &[]);
        assert!(!readers().contains("Waits for the desk"));
        assert_eq!(tab(&desk, ""), [73, 75]);
        does(&desk, 73, "spam", &[]);
        assert_eq!(tab(&desk, "?tab=spam"), [73, 74]);
        does(&desk, 73, "undo", &[]);
        does(&desk, 70, "remove", &[("reason", "It names a private person.")]);
        assert!(!readers().contains("The first word"));
        assert!(desk.page("/desk/comments?tab=removed").contains("It names a private person."));
        let jobs = String::from_utf8(app.command(&["jobs"]).stdout).unwrap();
        assert!(jobs.contains("comment-removed"), "its writer is told: {jobs}");
        does(&desk, 70, "undo", &[]);
        assert!(readers().contains("The first word"));
        // What was never decided here cannot be taken back, and that is said.
        let answer = desk.post("/desk/comments/74/undo", &[]);
        assert!(answer.status == 422 && answer.text().contains("nothing was decided about it here"));
        assert_eq!(desk.post("/desk/comments/999999/approve", &[]).status, 404);
        assert_eq!(desk.post("/desk/comments/x/approve", &[]).status, 404);
        assert!(app.command(&["check"]).status.success());
        let audit =
            app.dump(&["changes"]).into_iter().filter(|row| row.contains("approve a comment")).count();
        assert_eq!(audit, 1);
    });
}

#[test]
fn a_removal_without_a_reason_and_an_empty_answer_keep_what_was_typed() {
    on_sqlite(|app| {
        talked_about(&app);
        let desk = app.signed_in_as(Role::Editor);
        let answer = desk.post("/desk/comments/70/remove", &[("reason", "  ")]);
        assert!(answer.status == 422 && answer.text().contains("say why"), "{}", answer.text());
        let long = "An answer ".repeat(600);
        let answer = desk.post("/desk/comments/70/reply", &[("answer", &long)]);
        assert!(
            answer.status == 422
                && answer.text().contains(&long)
                && answer.text().contains("5000 are the most")
        );
        for blank in ["", " \n "] {
            assert_eq!(desk.post("/desk/comments/70/reply", &[("answer", blank)]).status, 422);
        }
        // htmx asks for the row alone.
        let row = |id: i64, verb: &str, body: &str| {
            let more = [("Content-Type", "application/x-www-form-urlencoded"), ("HX-Request", "true")];
            desk.send("POST", &format!("/desk/comments/{id}/{verb}"), &more, body.as_bytes())
        };
        let refused = row(70, "remove", "reason=");
        assert!(
            refused.status == 422
                && refused.text().trim_start().starts_with("<li class=\"comment\" id=\"c-70\"")
        );
        assert!(
            refused.text().contains("<details class=\"more\" open><summary data-key=\"d\">"),
            "what is wrong is in sight"
        );
        let done = row(73, "approve", "");
        let text = done.text();
        assert!(done.status == 200 && shown(&text) == [73] && !text.contains("<html"), "{text}");
        assert!(text.contains("data-key=\"u\"") && !text.contains("data-key=\"a\""), "{text}");
        assert_eq!(row(999_999, "approve", "").status, 404);
    });
}

#[test]
fn the_newsroom_answers() {
    on_each(|app| {
        talked_about(&app);
        let desk = app.signed_in_as(Role::Editor);
        does(&desk, 75, "reply", &[("answer", "Thank you, *we looked*.\n\nIt is corrected.")]);
        let page = app.page("/2026/11/a-report/");
        assert!(page.contains("An answer that waits"), "it is approved by being answered");
        assert!(page.contains("<em>we looked</em>") && page.contains("Edda Editor"), "{page}");
        let spam = desk.post("/desk/comments/74/reply", &[("answer", "No")]);
        assert!(spam.status == 422 && spam.text().contains("approve it first"));
        assert!(desk.page("/desk/comments?tab=approved").contains("newsroom"));
        assert!(app.command(&["check"]).status.success());
        // Below what readers cannot see there is nothing to answer.
        app.act(|tx| tx.execute("UPDATE published_articles SET state = 'withdrawn' WHERE id = 7", &[]))
            .unwrap();
        let answer = desk.post("/desk/comments/70/reply", &[("answer", "Still here")]);
        assert!(answer.status == 422 && answer.text().contains("not public"));
    });
}

#[test]
fn what_readers_report_waits_until_somebody_has_decided() {
    on_each(|app| {
        talked_about(&app);
        let desk = app.signed_in_as(Role::Editor);
        app.act(|tx| {
            let report = dateline::comments::form::Report {
                reason: dateline::comments::model::Complaint::Privacy,
                details: "That is <my> address".into(),
            };
            dateline::comments::reports::actions::report(tx, 70, &report)
        })
        .unwrap();
        let page = desk.page("/desk/comments?tab=reported");
        assert!(shown(&page) == [70] && page.contains("That is &lt;my&gt; address"), "{page}");
        does(&desk, 70, "approve", &[]);
        assert!(tab(&desk, "?tab=reported").is_empty());
        assert!(app.page("/2026/11/a-report/").contains("The first word"));
    });
}

#[test]
fn a_long_queue_is_paged_in_both_orders() {
    on_sqlite(|app| {
        let post = (1..=90_i64).fold(Item::post(7, "a-report", "A report"), |item, n| {
            item.comment(1000 + n, 0, "0", "Ada", &format!("Word {n}."))
        });
        app.import(&Wxr::courier().with(post).build());
        let desk = app.signed_in_as(Role::Editor);
        for order in ["oldest", "newest"] {
            let mut seen = Vec::new();
            let mut next = Some(format!("/desk/comments?tab=pending&order={order}"));
            while let Some(path) = next.take() {
                let page = desk.page(&path);
                seen.extend(shown(&page));
                let more = page.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
                next = more.map(|path| path.replace("&amp;", "&"));
                assert!(seen.len() <= 90);
            }
            let mut all: Vec<i64> = (1001..=1090).collect();
            if order == "newest" {
                all.reverse();
            }
            assert_eq!(seen, all);
        }
        assert_eq!(app.signed_in_as(Role::Author).get("/desk/comments").status, 403);
    });
}
