//! What readers may count on: nothing that tells who they are is kept longer than was said, they are told of a removal,
//! and what they wrote is given out or erased when they ask.

use super::{
    commenting::{REPORT, command, leave, policy, token, with_article},
    common::{
        TestApp, config_with, engines, http, on_each,
        smtp::Smtp,
        soon,
        wxr::{Item, Wxr},
        xml::texts,
    },
};
use dateline::{params, settings::model::Taken};

fn with_mail(smtp: &Smtp, test: impl Fn(&TestApp)) {
    for engine in engines() {
        let app = TestApp::set_up(engine, |config| {
            let url = format!("smtp://{}", smtp.address);
            let others = [("smtp_url", url.as_str()), ("mail_from", "desk@courier.example")];
            config.mail = config_with(&config.data, None, &others).mail;
        });
        test(&app);
    }
}

#[test]
fn whoever_left_an_address_is_told_of_a_removal_with_the_reason() {
    let smtp = Smtp::start(&[]);
    with_mail(&smtp, |app| {
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A «report» of the tide")).build());
        app.act(|tx| {
            let mut site = dateline::settings::store::site(tx)?;
            site.name = "Courier\r\nBcc: evil@evil.example".into();
            dateline::settings::store::set_site(tx, &site)
        })
        .unwrap();
        leave(app, "Ada", "Not kind.", &[("email", "ada@reader.example")]);
        leave(app, "Bo", "Without an address.", &[]);
        let reason = "It insults a person.\r\nBcc: other@evil.example";
        let said = command(app, &["comments", "remove", "1", "2", "--reason", reason]);
        assert!(said.contains("is told by mail") && said.contains("is not told"), "{said}");
        let (to, letter) = smtp.letter();
        assert_eq!(to, "RCPT TO:<ada@reader.example>");
        let (head, body) = letter.split_once("\r\n\r\n").unwrap();
        assert!(!head.contains("\r\nBcc:") && head.contains("desk@courier.example"), "{head}");
        assert!(body.contains("The reason: It insults a person.") && body.contains(REPORT), "{body}");
        soon(|| command(app, &["jobs"]).contains("Nothing waits"));
        assert!(smtp.is_quiet(), "one letter, to one reader");
    });
}

#[test]
fn a_letter_is_tried_again_or_given_up() {
    let smtp = Smtp::start(&["451 later", "550 nobody here"]);
    let app = TestApp::set(&[
        ("smtp_url", &format!("smtp://{}", smtp.address)),
        ("mail_from", "desk@courier.example"),
    ]);
    with_article(&app);
    let tries = [
        ("1", "a@reader.example", "try again later"),
        ("2", "b@reader.example", "refused the letter for good"),
    ];
    for (n, email, says) in tries {
        leave(&app, "Ada", &format!("Word {n}."), &[("email", email)]);
        command(&app, &["comments", "remove", n, "--reason", "It is wrong."]);
        soon(|| command(&app, &["jobs"]).contains(says));
    }
    let jobs = command(&app, &["jobs"]);
    assert!(!jobs.contains("reader.example"), "the queue holds no address");
    command(&app, &["jobs", "--retry"]);
    assert_eq!(smtp.letter().0, "RCPT TO:<b@reader.example>");
}

#[test]
fn without_a_mail_server_nobody_is_told_and_the_command_says_so() {
    on_each(|app| {
        with_article(&app);
        leave(&app, "Ada", "Not kind.", &[("email", "ada@reader.example")]);
        let said = command(&app, &["comments", "remove", "1", "--reason", "It is wrong."]);
        assert!(said.contains("nobody is told"), "{said}");
        soon(|| command(&app, &["jobs"]).contains("mail is not set up"));
        let empty = app.command(&["comments", "remove", "1", "--reason", " "]);
        assert_eq!(empty.status.code(), Some(2));
    });
}

#[test]
fn an_address_goes_when_the_form_said_it_would() {
    on_each(|app| {
        with_article(&app);
        command(&app, &["site", "comments_email_days=30"]);
        assert!(app.page(REPORT).contains("deleted after 30 days"));
        leave(&app, "Ada", "A word.", &[("email", "ada@reader.example")]);
        // A change of the setting does not change what was said.
        command(&app, &["site", "comments_email_days=365"]);
        let until = app.act(|tx| tx.number("SELECT email_until - at FROM comments", &[])).unwrap();
        assert_eq!(until, 30 * 86_400_000_000);
        assert_eq!(app.act(dateline::comments::store::forget_emails).unwrap(), 0);
        app.act(|tx| tx.execute("UPDATE comments SET email_until = ?1", params![1_i64])).unwrap();
        assert_eq!(app.act(dateline::comments::store::forget_emails).unwrap(), 1);
        assert!(!app.dump(&[]).iter().any(|row| row.contains("ada@reader.example")));
    });
}

#[test]
fn readers_report_and_are_not_recorded() {
    on_each(|app| {
        with_article(&app);
        policy(&app, |p| p.taken = Taken::Open);
        leave(&app, "Ada", "Not kind.", &[]);
        assert!(app.page(REPORT).contains("href=\"/comments/1/report\""));
        assert!(app.page("/comments/1/report").contains("action=\"/comments/1/reports\""));
        let token = token(&app, "comment/1");
        let report = |id: &str, fields: &[(&str, &str)]| {
            let mut all = vec![("token", token.as_str())];
            all.extend_from_slice(fields);
            app.post(&format!("/comments/{id}/reports"), &all)
        };
        let answer = report("1", &[("text", "Kept <all> along")]);
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("Kept &lt;all&gt; along</textarea>"));
        assert_eq!(report("2", &[("reason", "insult")]).status, 422, "a form of another comment");
        let answer = report("1", &[("reason", "insult"), ("text", "It calls a person names.")]);
        assert_eq!((answer.status, answer.header("location")), (303, "/comments/reported/1"));
        app.status("/comments/reported/1", 200);
        let listed = command(&app, &["comments", "list", "--reported"]);
        assert!(listed.contains("insult It calls a person names."), "{listed}");
        assert!(!app.dump(&[]).iter().any(|row| row.contains("127.0.0.1")));
        // A report hides nothing; who decides settles it.
        assert!(app.page(REPORT).contains("Not kind."));
        assert!(command(&app, &["comments", "approve", "1"]).contains("Reports settled: 1"));
        assert!(command(&app, &["comments", "list", "--reported"]).contains("No comment waits"));
        command(&app, &["comments", "spam", "1"]);
        assert_eq!(report("1", &[("reason", "insult")]).status, 409);
    });
}

#[test]
fn what_is_kept_is_given_out_and_erased() {
    on_each(|app| {
        let export = Wxr::courier().with(Item::post(7, "a-report", "A report").comment(
            70,
            0,
            "1",
            "Zenobia",
            "Quillfeather imported",
        ));
        app.import(&export.build());
        policy(&app, |p| p.taken = Taken::Open);
        let mine = [("email", "Reader70@example.org")];
        leave(&app, "Zenobia", "Quillfeather one.", &mine);
        leave(&app, "Zenobia", "Quillfeather two.", &mine);
        leave(&app, "Bo", "An answer.", &[("parent", "71"), ("email", "bo@reader.example")]);
        command(&app, &["comments", "remove", "72", "--reason", "Quillfeather is a name."]);
        let kept: serde_json::Value =
            serde_json::from_str(&command(&app, &["people", "export", "READER70@example.org"])).unwrap();
        assert_eq!(kept["comments"].as_array().unwrap().len(), 3);
        assert_eq!(kept["comments"][2]["decisions"][0]["reason"], "Quillfeather is a name.");
        assert_eq!(kept["mails"][0]["comment"], 72);

        let asked = app.command(&["people", "erase", "reader70@example.org"]);
        assert_eq!(asked.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&asked.stderr).contains("--yes"));
        assert!(app.page(REPORT).contains("Quillfeather one."));

        let said = command(&app, &["people", "erase", "reader70@example.org", "--yes"]);
        assert!(said.contains("Erased: 3 comments [70, 71, 72]"), "{said}");
        let page = app.page(REPORT);
        assert!(page.contains("erased at its writer") && page.contains("An answer."));
        assert_eq!(page.matches("id=\"comment-").count(), 2, "the answered one leaves its place");
        for row in app.dump(&[]) {
            let low = row.to_lowercase();
            for gone in ["quillfeather", "zenobia", "reader70"] {
                assert!(!low.contains(gone), "{gone} is left in {row}");
            }
        }
        // No decision and no later export brings it back.
        assert_eq!(app.command(&["comments", "approve", "72"]).status.code(), Some(1));
        let later =
            Item::post(7, "a-report", "A report").comment(70, 0, "1", "Zenobia", "Quillfeather, changed");
        app.import(&Wxr::courier().with(later).build());
        assert!(!app.dump(&[]).iter().any(|row| row.contains("Quillfeather")));
        command(&app, &["check"]);
    });
}

#[test]
fn older_comments_are_a_page_further_and_replies_lead_to_what_they_answer() {
    on_each(|app| {
        let long = (1..=120_i64).fold(Item::post(7, "a-report", "A report"), |item, n| {
            item.comment(1000 + n, if n == 120 { 1001 } else { 0 }, "1", "Ada", &format!("Word {n}."))
        });
        app.import(&Wxr::courier().with(long).build());
        app.act(|tx| {
            tx.execute("UPDATE comments SET at = id", &[])?;
            dateline::comments::store::show(tx, 7)
        })
        .unwrap();
        let page = app.page(REPORT);
        assert_eq!(page.matches("id=\"comment-").count(), 50);
        assert!(page.contains("Word 120.") && page.contains("Word 71.") && !page.contains("Word 70."));
        let link = |page: &str, of: &str| {
            let tag = page.split("<a ").find(|tag| tag.contains(of)).unwrap_or_else(|| panic!("no {of}"));
            let href = tag.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            href.split('#').next().unwrap().to_owned()
        };
        // A feed leads to the page that each of them stands on.
        for link in texts(&app.page(&format!("{REPORT}feed/")), "rss/channel/item/link") {
            let (page, anchor) =
                link.strip_prefix("https://courier.example").unwrap().split_once('#').unwrap();
            assert!(app.page(page).contains(&format!("id=\"{anchor}\"")), "{link}");
        }
        // The reply on the newest page leads to the oldest comment, three pages back.
        let parent = app.page(&link(&page, "#comment-1001"));
        assert!(parent.contains("id=\"comment-1001\"") && page.contains("In reply to Ada"));
        let second = app.page(&link(&page, "class=\"older\""));
        assert!(second.contains("Word 70.") && second.contains("Word 21.") && !second.contains("Word 20."));
        let third = app.page(&link(&second, "class=\"older\""));
        assert!(
            third.contains("Word 20.") && third.contains("Word 1.") && !third.contains("class=\"older\"")
        );
        let back = app.page(&link(&third, "class=\"newer\""));
        assert!(back.contains("Word 21.") && back.contains("Word 70."));
        for absurd in ["comments_before=x", "comments_after=99999999999999999999-1", "comments_before=-5-0"] {
            app.status(&format!("{REPORT}?{absurd}"), 200);
        }
    });
}

#[test]
fn one_more_among_thousands_touches_one_row() {
    on_each(|app| {
        with_article(&app);
        policy(&app, |p| p.limits = false);
        app.act(|tx| {
            for n in 1..=2_000_i64 {
                tx.execute(
                    "INSERT INTO comments (id, article_id, kind, state, author, body, at) VALUES (?1, 7, 'comment', 'approved', 'Ada', ?2, ?1)",
                    params![n, "{\"type\":\"doc\",\"content\":[]}"],
                )?;
            }
            tx.execute("UPDATE sequences SET next = 2001 WHERE name = 'comments'", &[])?;
            dateline::comments::store::show(tx, 7)
        })
        .unwrap();
        // Whatever rewrote the others would bring this row's name back.
        app.act(|tx| tx.execute("UPDATE published_comments SET author = 'untouched' WHERE id = 5", &[]))
            .unwrap();
        leave(&app, "Bo", "One more.", &[]);
        command(&app, &["comments", "approve", "2001"]);
        let left = app
            .act(|tx| tx.number("SELECT COUNT(*) FROM published_comments WHERE author = 'untouched'", &[]));
        assert_eq!(left.unwrap(), 1);
        let count = app.act(|tx| tx.number("SELECT comment_count FROM published_articles WHERE id = 7", &[]));
        assert_eq!(count.unwrap(), 2_001);
    });
}

#[test]
fn no_address_is_in_any_table_or_file() {
    on_each(|app| {
        with_article(&app);
        let token = token(&app, "article/7");
        let fields = [("article", "7"), ("token", &token), ("name", "Ada"), ("text", "A word.")];
        let from = [("X-Forwarded-For", "192.0.2.77"), ("User-Agent", "Quillfeather/1")];
        assert_eq!(http::post(app.address, "/comments", &fields, &from).status, 303);
        for row in app.dump(&[]) {
            for address in ["192.0.2.77", "127.0.0.1", "Quillfeather"] {
                assert!(!row.contains(address), "{row}");
            }
        }
    });
}
