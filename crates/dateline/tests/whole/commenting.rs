//! Readers leave comments by a form, without a script; the newsroom decides on the command line.

use super::common::{
    TestApp, http,
    http::Answer,
    on_each, on_sqlite,
    wxr::{Item, Wxr},
};
use dateline::{app::now, settings::model::Comments};

/// Where the article of these tests stands.
pub const REPORT: &str = "/2026/11/a-report/";

/// A site with an article, number 7, that takes comments.
pub fn with_article(app: &TestApp) {
    app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
}

/// Changes what becomes of comments.
pub fn policy(app: &TestApp, change: impl Fn(&mut Comments) + Send + 'static) {
    app.act(move |tx| {
        let mut site = dateline::settings::store::site(tx)?;
        change(&mut site.comments);
        dateline::settings::store::set_site(tx, &site)
    })
    .unwrap();
}

/// What a form of a minute ago is signed with.
pub fn token(app: &TestApp, subject: &str) -> String {
    app.app.guard.secret.sign(subject, now() - 60_000_000)
}

/// Leaves a comment, as a reader who took a minute.
pub fn leave(app: &TestApp, name: &str, text: &str, more: &[(&str, &str)]) -> Answer {
    let token = token(app, "article/7");
    let mut fields = vec![("article", "7"), ("token", token.as_str()), ("name", name), ("text", text)];
    fields.extend_from_slice(more);
    app.post("/comments", &fields)
}

/// Runs a command that must succeed, and gives what it prints.
pub fn command(app: &TestApp, arguments: &[&str]) -> String {
    let out = app.command(arguments);
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{arguments:?}: {said}{}", String::from_utf8_lossy(&out.stderr));
    said
}

/// The value of a field in a page's form.
fn value(page: &str, name: &str) -> String {
    let tag =
        page.split('<').find(|tag| tag.contains(&format!("name=\"{name}\""))).expect("the field is there");
    tag.split("value=\"").nth(1).and_then(|v| v.split('"').next()).unwrap_or_default().to_owned()
}

#[test]
fn a_comment_waits_is_approved_and_shown() {
    on_each(|app| {
        with_article(&app);
        let page = app.page(REPORT);
        assert!(page.contains("<form method=\"post\" action=\"/comments\">") && !page.contains("<script>"));
        assert_eq!(value(&page, "article"), "7");
        let answer = leave(&app, "Ada", "The first *word*.", &[("email", "ada@reader.example")]);
        assert_eq!((answer.status, answer.header("location")), (303, "/comments/held/7"));
        assert_eq!(answer.header("set-cookie"), "");
        let next = app.get("/comments/held/7");
        assert!(next.text().contains("once the newsroom has read it") && next.text().contains(REPORT));
        assert!(!app.page(REPORT).contains("The first"), "it waits");

        let listed = command(&app, &["comments", "list"]);
        assert!(
            listed.contains("Ada") && listed.contains("The first word.") && listed.contains("“A report”")
        );
        assert!(!listed.contains("ada@reader.example"));
        let said = command(&app, &["comments", "approve", "1"]);
        assert!(said.contains("1 was pending, and is approved now."), "{said}");
        let page = app.page(REPORT);
        assert!(page.contains("The first <em>word</em>.") && page.contains("1 comment<"));
        assert!(!page.contains("ada@reader.example"));

        command(&app, &["comments", "remove", "1", "--reason", "It is not the first."]);
        assert!(!app.page(REPORT).contains("The first"));
        command(&app, &["comments", "restore", "1"]);
        assert!(app.page(REPORT).contains("The first"));
        command(&app, &["comments", "spam", "1"]);
        let page = app.page(REPORT);
        assert!(!page.contains("The first") && !page.contains("1 comment<"));
        command(&app, &["check"]);
    });
}

#[test]
fn by_setting_it_is_shown_at_once_unless_it_is_full_of_links() {
    on_each(|app| {
        with_article(&app);
        command(&app, &["site", "comments=open"]);
        let answer = leave(&app, "Ada", "Said and shown.", &[]);
        assert_eq!((answer.status, answer.header("location")), (303, "/comments/shown/1"));
        assert!(app.page(REPORT).contains("Said and shown."));
        let next = app.page("/comments/shown/1");
        let link =
            next.split("href=\"").find(|l| l.contains("#comment-1")).unwrap().split('"').next().unwrap();
        assert!(app.page(link.split('#').next().unwrap()).contains("id=\"comment-1\""));
        let boats = "https://a.example https://b.example https://c.example boats";
        assert_eq!(leave(&app, "Bo", boats, &[]).header("location"), "/comments/held/7");
        assert!(!app.page(REPORT).contains("boats"));
    });
}

#[test]
fn a_reply_stands_below_what_it_answers() {
    on_each(|app| {
        with_article(&app);
        policy(&app, |p| p.taken = dateline::settings::model::Taken::Open);
        leave(&app, "Ada", "The first word.", &[]);
        assert!(app.page(REPORT).contains("href=\"/comments/1/reply\""));
        let form = app.page("/comments/1/reply");
        assert!(form.contains("Reply to Ada") && form.contains("The first word."));
        assert_eq!(value(&form, "parent"), "1");
        leave(&app, "Bo", "An answer.", &[("parent", "1")]);
        let page = app.page(REPORT);
        let thread = page.split("<ol class=\"thread\">").nth(1).unwrap();
        assert!(
            thread.find("The first word.") < thread.find("<ol>")
                && thread.find("<ol>") < thread.find("An answer.")
        );
        // What is not shown cannot be answered, and nothing tells whether it exists.
        command(&app, &["comments", "spam", "1"]);
        app.status("/comments/1/reply", 404);
        app.status("/comments/99/reply", 404);
        let answer = leave(&app, "Cy", "Too late.", &[("parent", "1")]);
        assert_eq!(answer.status, 409);
        assert!(answer.text().contains("Too late.") && answer.text().contains("no longer shown"));
    });
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_names_the_field() {
    on_each(|app| {
        with_article(&app);
        let answer = leave(&app, " ", "Well said & <b>done</b>", &[("email", "nobody")]);
        let page = answer.text();
        assert_eq!((answer.status, answer.header("cache-control")), (422, "no-store"));
        assert!(
            page.contains("Well said &amp; &lt;b&gt;done&lt;/b&gt;</textarea>")
                && page.contains("value=\"nobody\"")
        );
        for (field, wrong) in [("name", true), ("email", true), ("text", false)] {
            assert_eq!(page.contains(&format!("id=\"c-{field}-wrong\"")), wrong, "{field}");
            assert_eq!(page.contains(&format!("href=\"#c-{field}\"")), wrong, "{field}");
        }
        assert!(page.contains("aria-describedby=\"c-email-wrong c-email-hint\" aria-invalid=\"true\""));
        assert!(page.contains("aria-describedby=\"c-name-wrong\" aria-invalid=\"true\" autofocus"));
        assert!(
            page.contains("role=\"alert\"") && page.contains("<title>Your comment has not been sent yet")
        );
        // The cursor goes to the first field that is wrong, and only there.
        for (name, email, text, first) in [
            ("", "nobody", "", "id=\"c-name\""),
            ("Ada", "nobody", "", "id=\"c-email\""),
            ("Ada", "", "", "id=\"c-text\""),
            ("", "", "Well.", "id=\"c-name\""),
        ] {
            let page = leave(&app, name, text, &[("email", email)]).text();
            let focused: Vec<&str> = page.split('<').filter(|tag| tag.contains(" autofocus")).collect();
            assert!(focused.len() == 1 && focused[0].contains(first), "{first}: {focused:?}");
        }
        let long = "word ".repeat(60_000);
        let answer = leave(&app, "Ada", &long, &[]);
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("5000 characters") && answer.text().contains(&long[..150_000]));
        assert!(!app.dump(&[]).iter().any(|row| row.starts_with("comments:")));
    });
}

#[test]
fn what_no_reader_sends_is_refused_kindly() {
    on_each(|app| {
        with_article(&app);
        let check = |token: &str, more: (&str, &str), says: &str| {
            let fields =
                [("article", "7"), ("token", token), ("name", "Ada"), ("text", "Kept all along."), more];
            let answer = app.post("/comments", &fields);
            let page = answer.text();
            assert_eq!(answer.status, 422, "{says}");
            assert!(page.contains("Kept all along.</textarea>") && page.contains(says), "{says}: {page}");
            value(&page, "token")
        };
        let good = token(&app, "article/7");
        let sign = |subject: &str, ago: i64| app.app.guard.secret.sign(subject, now() - ago * 1_000_000);
        check(&good, ("website", "http://boats.example"), "people do not see");
        // Whoever is too quick waits on with the same form; whoever is too late gets a fresh one.
        let early = sign("article/7", 0);
        assert_eq!(check(&early, ("x", ""), "very quick"), early);
        for bad in [sign("article/7", 4 * 86_400), sign("article/8", 60), String::new(), "0-0".into()] {
            let fresh = check(&bad, ("x", ""), "open for too long");
            assert!(app.app.guard.secret.verify("article/7", &fresh, now() + 5_000_000).is_ok());
        }
        assert_eq!(leave(&app, "Ada", "Kept all along.", &[]).status, 303);
    });
}

#[test]
fn other_sites_cannot_send_the_form() {
    on_sqlite(|app| {
        with_article(&app);
        let token = token(&app, "article/7");
        let fields = [("article", "7"), ("token", &token), ("name", "Ada"), ("text", "From elsewhere.")];
        for header in
            [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"), ("Origin", "null")]
        {
            let answer = http::post(app.address, "/comments", &fields, &[header]);
            assert_eq!(answer.status, 403, "{header:?}");
            assert!(answer.text().contains("From elsewhere."), "{header:?}");
        }
        let answer = http::post(app.address, "/comments", &fields, &[("Origin", "https://courier.example")]);
        assert_eq!(answer.status, 303);
    });
}

#[test]
fn the_same_is_not_taken_twice() {
    on_each(|app| {
        with_article(&app);
        let text = "The harbour office has said the very opposite of this in March.";
        assert_eq!(leave(&app, "Ada", text, &[]).status, 303);
        let answer = leave(&app, "Bo", &format!("  {}!!", text.to_uppercase()), &[]);
        assert_eq!(answer.status, 409);
        assert!(answer.text().contains("said here already") && answer.text().contains("value=\"Bo\""));
        assert_eq!(leave(&app, "Bo", "Thank you", &[]).status, 303);
        assert_eq!(leave(&app, "Cy", "Thank you", &[]).status, 303, "short things may be said by several");
        assert_eq!(leave(&app, "Cy", "Thank you!", &[]).status, 409);
    });
}

#[test]
fn twins_that_come_at_one_moment_are_one() {
    on_each(|app| {
        with_article(&app);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let sent: Vec<_> =
                (0..6).map(|_| scope.spawn(|| leave(&app, "Ada", "A double click.", &[]).status)).collect();
            sent.into_iter().map(|s| s.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|s| **s == 303).count(), 1, "{statuses:?}");
    });
}

#[test]
fn floods_are_slowed_by_address() {
    on_sqlite(|app| {
        with_article(&app);
        let statuses: Vec<u16> =
            (0..9).map(|n| leave(&app, "Ada", &format!("Word number {n}."), &[]).status).collect();
        assert_eq!(statuses, [303, 303, 303, 303, 303, 303, 429, 429, 429]);
        let answer = leave(&app, "Ada", "One word too many.", &[]);
        let wait: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=20).contains(&wait) && answer.text().contains("One word too many.</textarea>"));
        command(&app, &["site", "comments_limits=off"]);
        assert_eq!(leave(&app, "Ada", "One word more.", &[]).status, 303);
    });
}

#[test]
fn closed_is_closed() {
    on_each(|app| {
        let export = Wxr::courier()
            .with(
                Item::post(7, "a-report", "A report").comments_closed().comment(70, 0, "1", "Ada", "A word"),
            )
            .with(Item::post(8, "open", "Open"))
            .with(Item::post(9, "draft", "Draft").status("draft"));
        app.import(&export.build());
        policy(&app, |p| p.limits = false);
        let page = app.page(REPORT);
        assert!(
            !page.contains("<form") && page.contains("Comments are closed") && !page.contains("/70/reply")
        );
        assert_eq!(leave(&app, "Ada", "Past the closing.", &[]).status, 403);
        app.status("/comments/70/reply", 404);
        assert!(app.page("/2026/11/open/").contains("<form"));
        for article in ["9", "10", "0", "x", "-1", "99999999999999999999"] {
            let number = article.parse::<i64>().unwrap_or(0);
            let token = token(&app, &format!("article/{number}"));
            let fields = [("article", article), ("token", &token), ("name", "Ada"), ("text", "To nobody.")];
            let answer = app.post("/comments", &fields);
            assert_eq!(answer.status, 403, "{article}");
            assert!(answer.text().contains("To nobody.") && !answer.text().contains("Draft"), "{article}");
        }
        command(&app, &["site", "comments=closed"]);
        assert!(!app.page("/2026/11/open/").contains("<form"));
        command(&app, &["site", "comments=held", "comments_close_days=36500"]);
        assert!(app.page("/2026/11/open/").contains("<form"));
        // The article is of 14 November 2026, which is more than a day ago or yet to come; neither is within one day.
        app.act(|tx| {
            let past = tx.now - 2 * 86_400_000_000;
            tx.execute(
                "UPDATE published_articles SET published_on = ?1 WHERE id = 8",
                dateline::params![past],
            )
        })
        .unwrap();
        command(&app, &["site", "comments_close_days=1"]);
        assert!(!app.page("/2026/11/open/").contains("<form"));
    });
}

#[test]
fn a_page_loses_its_form_at_the_closing_moment() {
    on_sqlite(|app| {
        with_article(&app);
        app.act(|tx| {
            let almost = tx.now - 86_400_000_000 + 1_500_000;
            tx.execute(
                "UPDATE published_articles SET published_on = ?1 WHERE id = 7",
                dateline::params![almost],
            )
        })
        .unwrap();
        policy(&app, |p| p.close_days = 1);
        assert!(app.page(REPORT).contains("<form"));
        super::common::soon(|| !app.page(REPORT).contains("<form"));
    });
}
