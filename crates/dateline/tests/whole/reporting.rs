//! Readers report errors by a form, without a script; the newsroom answers by a correction, or with a reason.

use super::{
    commenting::REPORT,
    common::{
        TestApp, config_with,
        desk::TestDesk,
        engines,
        http::{self, Answer},
        on_each, on_sqlite,
        smtp::Smtp,
        soon,
        wxr::{Item, Wxr},
    },
};
use dateline::{accounts::roles::Role, app::now};

fn with_article(app: &TestApp) {
    app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
}

fn token(app: &TestApp, age: i64) -> String {
    app.app.guard.secret.sign("report/7", now() - age * 1_000_000)
}

/// Reports an error, as a reader who took a minute.
fn report(app: &TestApp, text: &str, more: &[(&str, &str)]) -> Answer {
    let token = token(app, 60);
    let mut fields = vec![("article", "7"), ("token", token.as_str()), ("text", text)];
    fields.extend_from_slice(more);
    app.post("/error-reports", &fields)
}

fn rows(app: &TestApp) -> Vec<String> {
    app.dump(&[]).into_iter().filter(|row| row.starts_with("error_reports")).collect()
}

fn correct(desk: &TestDesk, text: &str, report: &str) -> Answer {
    let fields =
        [("kind", "correction"), ("text", text), ("since", "1"), ("revision", "1"), ("report", report)];
    desk.post("/desk/articles/7/corrections", &fields)
}

#[test]
fn a_report_waits_for_the_desk_and_is_answered_by_a_correction() {
    on_each(|app| {
        with_article(&app);
        let edda = app.signed_in_as(Role::Editor);
        let page = app.page(REPORT);
        assert!(
            page.contains(&format!(
                "<a href=\"{REPORT}report-an-error/\" rel=\"nofollow\">Report an error</a>"
            ))
        );
        let form = app.page(&format!("{REPORT}report-an-error/"));
        assert!(form.contains("action=\"/error-reports\"") && form.contains("Report an error in “A report”"));
        assert!(form.contains("noindex") && !form.contains("<script>"));
        let more = [
            ("passage", "The tide was high."),
            ("evidence", "https://tides.example/"),
            ("name", "M. Okafor"),
        ];
        let answer = report(&app, "The tide was low.", &more);
        assert_eq!((answer.status, answer.header("location")), (303, "/error-reports/came/7"));
        assert_eq!(answer.header("set-cookie"), "");
        assert!(app.page("/error-reports/came/7").contains("has reached the newsroom"));
        assert!(!app.page(REPORT).contains("The tide was low."), "readers see nothing of it");

        assert!(edda.page("/desk/articles").contains("Reports of errors <span class=\"badge\">1</span>"));
        let queue = edda.page("/desk/reports");
        for said in [
            "The tide was low.",
            "The tide was high.",
            "https://tides.example/",
            "M. Okafor",
            "of public version 1",
        ] {
            assert!(queue.contains(said), "{said}");
        }
        let form = edda.page("/desk/articles/7/corrections?report=1");
        assert!(form.contains("name=\"report\" value=\"1\"") && form.contains("The tide was low."));
        let done = correct(&edda, "The tide was low.", "1");
        assert_eq!((done.status, done.header("location")), (303, "/desk/reports?answered"));
        assert!(app.page(REPORT).contains("class=\"corrected correction\""));
        let answered = edda.page("/desk/reports?tab=answered");
        assert!(answered.contains("Answered by a correction") && answered.contains("Edda Editor"));
        assert!(!answered.contains("M. Okafor"), "who sent it is forgotten with the answer");
        assert!(
            edda.page("/desk/reports").contains("Nothing is here.")
                && !edda.page("/desk/articles").contains("Reports of errors <span")
        );
        // One that is answered is answered once, and nothing is issued with it.
        let again = correct(&edda, "It was low indeed.", "1");
        assert_eq!(again.status, 422);
        assert!(!app.page(REPORT).contains("low indeed"));
        assert_eq!(correct(&edda, "x", "99").status, 404);
        assert_eq!(edda.post("/desk/reports/1/decline", &[("reason", "No.")]).status, 422);
        assert_eq!(edda.post("/desk/reports/99/decline", &[("reason", "No.")]).status, 404);
    });
}

#[test]
fn whoever_left_an_address_is_answered_and_forgotten() {
    for engine in engines() {
        let smtp = Smtp::start(&[]);
        let app = TestApp::set_up(engine, |config| {
            let url = format!("smtp://{}", smtp.address);
            let others = [("smtp_url", url.as_str()), ("mail_from", "desk@courier.example")];
            config.mail = config_with(&config.data, None, &others).mail;
        });
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
        let edda = app.signed_in_as(Role::Editor);
        report(&app, "The tide was low.", &[("email", "ada@reader.example"), ("name", "Ada")]);
        report(&app, "The barge was red.", &[("email", "bo@reader.example")]);
        assert!(!edda.page("/desk/reports").contains("@reader.example"), "the desk needs no address");
        let refused = edda.post("/desk/reports/1/decline", &[("reason", " ")]);
        assert_eq!(refused.status, 422);
        assert_eq!(
            edda.post("/desk/reports/1/decline", &[("reason", "The tables\r\n.\r\nsay high.")]).status,
            303
        );
        let (to, letter) = smtp.letter();
        assert_eq!(to, "RCPT TO:<ada@reader.example>");
        assert!(letter.contains("leaves the article as it is") && letter.contains("say high."), "{letter}");
        assert_eq!(correct(&edda, "The barge was red.", "2").status, 303);
        let (to, letter) = smtp.letter();
        assert_eq!(to, "RCPT TO:<bo@reader.example>");
        assert!(letter.contains("issued a correction") && letter.contains("The barge was red."), "{letter}");
        soon(|| !rows(&app).iter().any(|row| row.contains("@reader.example")));
        assert!(!rows(&app).iter().any(|row| row.contains("Ada")));
        assert!(smtp.is_quiet());
    }
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_names_the_field() {
    on_each(|app| {
        with_article(&app);
        let attack = "</textarea><script>alert(1)</script> {{ l.home }} ' OR 1=1 --";
        let all = [("passage", attack), ("evidence", attack), ("name", attack), ("email", attack)];
        let answer = report(&app, "", &all);
        let page = answer.text();
        assert_eq!((answer.status, answer.header("cache-control")), (422, "no-store"));
        assert_eq!(
            page.matches("&lt;/textarea&gt;&lt;script&gt;").count()
                + page.matches("&lt;/textarea>&lt;script>").count(),
            4,
            "{page}"
        );
        assert!(!page.contains("<script>alert"));
        for (field, wrong) in [("text", true), ("email", true), ("passage", false), ("name", false)] {
            assert_eq!(page.contains(&format!("id=\"c-{field}-wrong\"")), wrong, "{field}");
        }
        for (field, most) in [("passage", 1_000), ("text", 4_000), ("evidence", 2_000), ("name", 80)] {
            let long = "x".repeat(most + 1);
            let answer = report(&app, if field == "text" { &long } else { "Wrong." }, &[(field, &long)]);
            assert_eq!(answer.status, 422, "{field}");
            assert!(answer.text().contains(&format!("href=\"#c-{field}\"")), "{field}");
        }
        assert!(rows(&app).is_empty());
        // As text all of it is good.
        let good = [("passage", attack), ("evidence", attack), ("name", attack)];
        assert_eq!(report(&app, attack, &good).status, 303);
        let edda = app.signed_in_as(Role::Editor);
        let queue = edda.page("/desk/reports");
        assert!(!queue.contains("<script>alert") && queue.contains("alert(1)"));
        assert_eq!(edda.page("/desk/articles/7/corrections?report=1").matches("<script>alert").count(), 0);
    });
}

#[test]
fn what_no_reader_in_good_faith_sends_is_refused() {
    on_each(|app| {
        with_article(&app);
        app.import(&Wxr::courier().with(Item::post(8, "another", "Another")).build());
        let send = |fields: &[(&str, &str)]| app.post("/error-reports", fields).status;
        let good = token(&app, 60);
        assert_eq!(send(&[("article", "7"), ("text", "Wrong."), ("token", "0-00")]), 422);
        assert_eq!(send(&[("article", "7"), ("text", "Wrong.")]), 422);
        assert_eq!(
            send(&[("article", "8"), ("text", "Wrong."), ("token", &good)]),
            422,
            "signed for another"
        );
        let comment = app.app.guard.secret.sign("article/7", now() - 60_000_000);
        assert_eq!(
            send(&[("article", "7"), ("text", "Wrong."), ("token", &comment)]),
            422,
            "signed for a comment"
        );
        for (age, words) in [(0, "very quick"), (4 * 86_400, "open for too long")] {
            let token = token(&app, age);
            let answer =
                app.post("/error-reports", &[("article", "7"), ("text", "Wrong."), ("token", &token)]);
            assert_eq!(answer.status, 422);
            assert!(answer.text().contains(words) && answer.text().contains("Wrong.</textarea>"), "{words}");
        }
        assert_eq!(send(&[("article", "7"), ("text", "Wrong."), ("token", &good), ("website", "x")]), 422);
        for header in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")] {
            let fields = [("article", "7"), ("text", "Wrong."), ("token", good.as_str())];
            let answer = http::post(app.address, "/error-reports", &fields, &[header]);
            assert_eq!(answer.status, 403);
            assert!(answer.text().contains("Wrong.</textarea>"));
        }
        assert!(rows(&app).is_empty());
        assert_eq!(report(&app, "Wrong.", &[]).status, 303);
        assert_eq!(report(&app, "Wrong.", &[]).status, 409, "said already");
        for article in ["0", "99", "-1", "x", "9999999999999999999999"] {
            let answer =
                app.post("/error-reports", &[("article", article), ("text", "Wrong."), ("token", &good)]);
            assert_eq!(answer.status, 422, "{article}");
        }
        app.status("/error-reports", 404);
        app.status("/error-reports/came/99", 404);
        // A withdrawn article takes none.
        let old = token(&app, 60);
        app.act(|tx| dateline::publishing::newsroom::actions::withdraw(tx, 7, "A complaint.", "")).unwrap();
        let late = app.post("/error-reports", &[("article", "7"), ("text", "Late."), ("token", &old)]);
        assert_eq!(late.status, 409);
        assert!(late.text().contains("no longer shown") && late.text().contains("Late.</textarea>"));
        app.status(&format!("{REPORT}report-an-error/"), 410);
    });
}

#[test]
fn floods_are_slowed_and_nobody_is_written_down() {
    on_sqlite(|app| {
        with_article(&app);
        let states: Vec<u16> = (0..8).map(|n| report(&app, &format!("Wrong {n}."), &[]).status).collect();
        assert_eq!(states, [303, 303, 303, 303, 303, 429, 429, 429]);
        let slowed = report(&app, "One too many.", &[]);
        assert!(
            !slowed.header("retry-after").is_empty() && slowed.text().contains("One too many.</textarea>")
        );
        // Nothing of where they came from, and no time finer than the hour.
        for row in app.dump(&["settings", "config"]) {
            assert!(!row.contains("127.0.0.1"), "{row}");
        }
        let hours = app
            .app
            .db
            .read(|sql| sql.rows("SELECT at FROM error_reports", &[], |row| row.int(0)))
            .wait()
            .unwrap();
        assert!(hours.iter().all(|at| at % 3_600_000_000 == 0));
    });
}

#[test]
fn what_is_kept_about_an_address_covers_reports() {
    on_each(|app| {
        with_article(&app);
        report(
            &app,
            "The tide was low.",
            &[("email", "Ada@Reader.example"), ("name", "Ada"), ("passage", "High.")],
        );
        report(&app, "The crane was green.", &[]);
        let run = |arguments: &[&str]| {
            let out = app.command(arguments);
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            String::from_utf8(out.stdout).unwrap()
        };
        let kept = run(&["people", "export", "ada@reader.example"]);
        assert!(kept.contains("The tide was low.") && kept.contains("High.") && !kept.contains("crane"));
        let said = run(&["people", "erase", "ada@reader.example", "--yes"]);
        assert!(said.contains("1 reports of errors"), "{said}");
        let all = app.dump(&[]).join("\n");
        assert!(
            !all.contains("The tide was low.") && !all.contains("Reader.example") && all.contains("crane")
        );
        // What nobody answers forgets its writer, too, when the time that the form named is over.
        report(&app, "The buoy was gone.", &[("email", "bo@reader.example"), ("name", "Bo")]);
        app.act(|tx| {
            let now = tx.now;
            assert_eq!(dateline::reports::store::forget_before(tx, now - 7_200_000_000)?, 0);
            dateline::reports::store::forget_before(tx, now + 1)
        })
        .unwrap();
        assert!(
            !rows(&app).join("\n").contains("bo@") && rows(&app).join("\n").contains("The buoy was gone.")
        );
    });
}
