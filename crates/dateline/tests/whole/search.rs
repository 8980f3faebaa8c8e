//! The search: from an article that is published to a reader who finds it, and what must never be found.

use super::common::{
    TestApp, on_each, on_sqlite, soon,
    wxr::{Item, Wxr},
};
use dateline::{articles, publishing, settings};

/// Waits until the index has seen everything that was written so far.
pub fn indexed(app: &TestApp) {
    soon(|| {
        let log = app.app.db.read(|sql| {
            let all = sql.number("SELECT COUNT(*) FROM changes", &[])?;
            let seen = dateline::changes::read_after(sql, Default::default(), i64::MAX)?;
            // On PostgreSQL a follower waits for every transaction of the whole cluster, those of other tests among them.
            let whole = seen.len() as i64 == all;
            Ok(whole.then(|| seen.last().map_or(0, |change| change.id)))
        });
        let (newest, state) = (log.wait().unwrap(), app.app.index.desk().state());
        newest == Some(state.seen) && !state.making && app.app.index.desk().index().is_some()
    });
}

fn courier() -> Wxr {
    Wxr::courier()
        .with(
            Item::post(7, "dredging", "Dredging was signed off before the survey")
                .by("tobias")
                .section("dredging", "Dredging")
                .topic("old-basin", "Old Basin")
                .content(
                    "<p>The board met on the quay. <b>Sediment</b> was not tested before boats came.</p>",
                ),
        )
        .with(
            Item::post(8, "fair", "A fair on the market square")
                .section("town", "Town")
                .date("2019-05-04 10:00:00")
                .content("<p>Bread for the harbour, and sediment of another kind: wine.</p>"),
        )
        .with(Item::page(9, "about", "About us").content("<p>Write to the newsroom in Sediment Lane.</p>"))
        .with(Item::post(10, "secret", "Sediment secret").status("draft"))
        .with(
            Item::post(11, "ketab", "کتابخانهٔ شهر")
                .content("<p>خبرنگاران می‌نویسند که کتاب‌های کتابخانه در سال ۱۴۰۵ سوخت.</p>"),
        )
}

fn site(app: &TestApp) {
    app.import(&courier().build());
    indexed(app);
}

/// Waits until the index is open: until then a search answers 503, which says so.
fn opened(app: &TestApp) {
    soon(|| app.get("/search?q=sediment").status == 200);
}

/// The addresses of what was found, in their order.
fn found(app: &TestApp, query: &str) -> Vec<String> {
    let page = app.page(&format!("/search?{query}"));
    page.split("<h2><a href=\"")
        .skip(1)
        .map(|part| part.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

const DREDGING: &str = "/2026/11/dredging/";
const FAIR: &str = "/2019/05/fair/";
const KETAB: &str = "/2026/11/ketab/";

#[test]
fn what_was_published_is_found() {
    on_each(|app| {
        site(&app);
        assert_eq!(found(&app, "q=sediment").len(), 3);
        assert_eq!(found(&app, "q=sediment&sort=newest"), [DREDGING, FAIR, "/about/"]);
        assert_eq!(found(&app, "q=boat+quays"), [DREDGING]);
        assert_eq!(found(&app, "q=%22market+square%22"), [FAIR]);
        assert!(found(&app, "q=%22square+market%22").is_empty());
        assert_eq!(found(&app, "q=sediment+-wine&sort=newest"), [DREDGING, "/about/"]);
        assert_eq!(found(&app, "q=sediment&sort=newest&section=4"), [FAIR]);
        for persian in
            ["کتابخانه", "كتابخانه", "کتابهای", "کتاب", "می نویسند", "1405", "%22کتاب های کتابخانه%22"]
        {
            assert_eq!(found(&app, &format!("q={}", persian.replace(' ', "+"))), [KETAB], "{persian}");
        }
        let page = app.page("/search?q=sediment+tested");
        assert!(
            page.contains(
                "The board met on the quay. <mark>Sediment</mark> was not <mark>tested</mark> before"
            ),
            "{page}"
        );
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
        assert!(app.page("/").contains("href=\"/search\""));
    });
}

#[test]
fn filters_narrow_and_wrong_ones_are_told() {
    on_each(|app| {
        site(&app);
        for (query, expected) in [
            ("q=sediment&section=2", vec![DREDGING]),
            ("section=3", vec![DREDGING]),
            ("q=sediment&topic=Old+Basin", vec![DREDGING]),
            ("q=sediment&topic=old-basin", vec![DREDGING]),
            ("q=sediment&person=tobias+renn", vec![DREDGING]),
            ("q=sediment&person=tobias", vec![DREDGING]),
            ("q=sediment&to=2019-05-04", vec![FAIR]),
            ("q=sediment&from=2019-05-05&to=2026-12-31", vec![DREDGING]),
            ("q=sediment&language=en&sort=newest", vec![DREDGING, FAIR, "/about/"]),
            ("q=sediment&language=de", vec![]),
        ] {
            assert_eq!(found(&app, query), expected, "{query}");
        }
        for (query, said) in [
            ("q=a&section=99", "There is no such section"),
            ("q=a&section=x%00", "There is no such section"),
            ("q=a&topic=nothing%00", "There is no topic of that name"),
            ("q=a&person=%F0%9F%90%9F", "There is no author"),
            ("q=a&from=yesterday", "A date could not be understood"),
            ("q=a&to=99999-01-01", "A date could not be understood"),
            ("q=a&to=9999-12-31", ""),
            ("q=a&from=2026-01-01&to=2025-01-01", "lies after"),
            ("q=a&language=%3Cb%3E", "The language could not be understood"),
            ("q=%ff%fe", "cannot be read"),
            ("q=a&page=51", "There is no such page"),
            ("q=a&page=-1", "There is no such page"),
            ("q=a&sort=price", "put in order"),
        ] {
            let answer = app.get(&format!("/search?{query}"));
            assert_eq!(answer.status, if said.is_empty() { 200 } else { 400 }, "{query}");
            assert!(answer.text().contains(said), "{query}: {}", answer.text());
        }
        app.status("/search?q=sediment&page=7", 404);
        app.status("/search", 200);
        assert_eq!(app.ask("POST", "/search", &[]).status, 405);
    });
}

#[test]
fn what_is_withdrawn_is_gone_at_once_and_what_changed_is_found_anew() {
    on_each(|app| {
        site(&app);
        // The index stands still, as if it were far behind.
        app.app.index.stop();
        std::thread::sleep(std::time::Duration::from_millis(300));
        app.act(|tx| {
            let site = settings::store::site(tx)?;
            let article = articles::store::article(tx, 7)?.unwrap();
            publishing::actions::withdraw(tx, &site, &article, "")
        })
        .unwrap();
        let page = app.page("/search?q=sediment");
        assert!(!page.contains("Dredging was signed off"), "{page}");
        assert!(!app.get("/search/suggest?q=dredging+was").text().contains("signed"));
        assert_eq!(found(&app, "q=sediment&sort=newest"), [FAIR, "/about/"]);
    });
    on_each(|app| {
        site(&app);
        let renamed = courier().build().replace("Bread for the harbour", "Lanterns for the harbour");
        app.import(&renamed);
        indexed(&app);
        assert_eq!(found(&app, "q=lantern"), [FAIR]);
        assert!(found(&app, "q=bread").is_empty());
        app.act(|tx| {
            let site = settings::store::site(tx)?;
            let article = articles::store::article(tx, 8)?.unwrap();
            publishing::actions::withdraw(tx, &site, &article, "")
        })
        .unwrap();
        indexed(&app);
        assert!(app.page("/search?q=lantern").contains("Nothing was found"));
    });
}

#[test]
fn mistakes_are_forgiven_and_said() {
    on_sqlite(|app| {
        site(&app);
        let page = app.page("/search?q=sedimnet");
        assert!(
            page.contains("Shown instead: <strong dir=\"auto\">sediment</strong>") && page.contains(DREDGING),
            "{page}"
        );
        // As it stands in the text, not as the index compares it.
        let page = app.page("/search?q=%DA%A9%D8%AA%D8%A7%D8%A8%D8%AE%D8%A7%D9%86%D9%86");
        assert!(page.contains("<strong dir=\"auto\">کتابخانه</strong>"), "{page}");
        let page = app.page("/search?q=bread+quay");
        assert!(page.contains("These have some of them") && page.contains(FAIR) && page.contains(DREDGING));
        let page = app.page("/search?q=zzzzzz");
        assert!(page.contains("Nothing was found") && page.contains("value=\"zzzzzz\""));
        let long = app.page(&format!("/search?q={}", "sediment+".repeat(400)));
        assert!(long.contains("only its beginning was searched for") && long.contains(DREDGING));
    });
}

#[test]
fn nothing_that_is_typed_gets_anywhere() {
    on_sqlite(|app| {
        site(&app);
        for typed in [
            "\"><script>alert(1)</script>",
            "</title><script>alert(1)</script>",
            "sediment\" onmouseover=\"alert(1)",
            "{{ site }}{% raw %}",
            "'; DROP TABLE articles; --",
            "text:sediment OR headline:* AND (",
            "sediment^1000 ~5 [a TO b] {* TO *} *:* +- !",
            "\r\nSet-Cookie: a=b",
            "\u{202e}\u{0}\u{feff}",
        ] {
            let sent: String = typed.bytes().map(|b| format!("%{b:02X}")).collect();
            for address in [
                format!("/search?q={sent}"),
                format!("/search?q=a&topic={sent}&person={sent}&section={sent}&from={sent}"),
            ] {
                let answer = app.get(&address);
                assert!(matches!(answer.status, 200 | 400), "{typed}: {}", answer.status);
                let page = answer.text();
                assert_eq!(page.matches("<script").count(), 1, "{typed}");
                assert!(
                    !page.contains("alert(1)</") && !page.contains("\" onmouseover=\""),
                    "{typed}: {page}"
                );
                assert_eq!(answer.header("set-cookie"), "", "{typed}");
            }
            let suggested = app.get(&format!("/search/suggest?q={sent}"));
            assert_eq!(
                (suggested.status, suggested.header("content-type")),
                (200, "application/json"),
                "{typed}"
            );
            let moved = app.get(&format!("/?s={sent}"));
            assert_eq!(moved.status, 301, "{typed}");
            assert!(
                moved.header("location").starts_with("/search?q=") && moved.header("set-cookie").is_empty(),
                "{typed}"
            );
        }
        assert_eq!(found(&app, "q=sediment").len(), 3, "the tables are all there");
    });
}

#[test]
fn old_addresses_lead_to_the_search() {
    on_sqlite(|app| {
        site(&app);
        for (old, new) in [
            ("/?s=sediment+quay", "/search?q=sediment+quay"),
            ("/?cat=3&s=%D8%A2%D8%A8", "/search?q=%D8%A2%D8%A8"),
            ("/search/sediment/", "/search?q=sediment"),
            ("/search/", "/search"),
            ("/search/?q=sediment", "/search?q=sediment"),
        ] {
            app.leads(old, new);
        }
    });
}

#[test]
fn no_page_of_the_search_is_kept_and_its_policy_allows_one_script() {
    on_sqlite(|app| {
        site(&app);
        let answer = app.get("/search?q=sediment");
        assert_eq!(answer.header("cache-control"), "no-store");
        let page = answer.text();
        let script =
            page.split("<script src=\"").nth(1).and_then(|p| p.split('"').next()).unwrap().to_owned();
        let policy = answer.header("content-security-policy");
        assert!(policy.contains(&format!("script-src https://courier.example{script} 'sha256-")), "{policy}");
        assert!(!app.get("/").header("content-security-policy").contains("script-src"));
        let script = app.get(&script);
        assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
        assert!(script.header("cache-control").contains("immutable") && script.text().len() < 2_048);
        app.status("/assets/search-000000000000.js", 404);
        // A change is seen by the very next search of the same words.
        let before = app.page("/search?q=sediment");
        app.command(&["site", "name=The Evening Tide"]);
        assert!(
            !before.contains("The Evening Tide")
                && app.page("/search?q=sediment").contains("The Evening Tide")
        );
        assert!(
            app.ask("GET", "/search?q=sediment", &[("accept-encoding", "gzip")]).header("content-encoding")
                == "gzip"
        );
    });
}

#[test]
fn suggestions_come_while_one_types() {
    on_each(|app| {
        site(&app);
        let suggest = |typed: &str| app.get(&format!("/search/suggest?q={typed}")).text();
        assert_eq!(suggest("harb"), r#"[{"text":"Harbour","href":"/category/harbour/","kind":"Section"}]"#);
        assert!(suggest("old+b").contains(r#"{"text":"Old Basin","href":"/tag/old-basin/","kind":"Topic"}"#));
        assert!(suggest("tobi").contains(r#""kind":"Author"#));
        for typed in ["the+mark", "a+fair+on", "square", "A+Fáir"] {
            assert!(suggest(typed).contains(FAIR), "{typed}");
        }
        assert!(suggest("كتابخ").contains(KETAB));
        assert_eq!(suggest(""), "[]");
        assert!(!suggest("secret").contains("secret"));
    });
}

fn times_made(app: &TestApp) -> u64 {
    app.app.index.desk().state().times
}

#[test]
fn a_rebuild_makes_a_new_index_while_the_old_one_answers() {
    on_each(|app| {
        site(&app);
        assert_eq!(times_made(&app), 1);
        let done = app.command(&["rebuild"]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        soon(|| {
            assert!(found(&app, "q=sediment").contains(&DREDGING.to_owned()), "it answers all the while");
            times_made(&app) == 2
        });
        assert_eq!(found(&app, "q=sediment").len(), 3);
        let folders =
            std::fs::read_dir(app.folder.join("index")).unwrap().flatten().filter(|e| e.path().is_dir());
        assert_eq!(folders.count(), 1, "the old one is taken away");
        let metrics = app.get("/metrics").text();
        assert!(
            metrics.contains("dateline_index_made_total 2") && metrics.contains("dateline_index_making 0"),
            "{metrics}"
        );
    });
}

#[test]
fn what_was_written_while_no_server_ran_is_found_after_its_start() {
    on_each(|app| {
        site(&app);
        let app = app.restarted(|config| {
            let more = courier().with(Item::post(20, "ice", "Ice on the sediment")).build();
            super::common::import_into(config, &more);
        });
        opened(&app);
        soon(|| found(&app, "q=ice+sediment") == ["/2026/11/ice/"]);
        assert_eq!(times_made(&app), 0, "it was caught up with, not made anew");
        assert_eq!(found(&app, "q=sediment").len(), 4);
    });
}

#[test]
fn an_index_that_cannot_be_gone_on_with_is_made_anew() {
    // Missing, damaged, of another site, behind what the log still holds.
    type Spoil = fn(&std::path::Path);
    let spoilt: [Spoil; 4] = [
        |index| std::fs::remove_dir_all(index).unwrap(),
        |index| {
            for file in std::fs::read_dir(index.join("1")).unwrap().map(|e| e.unwrap().path()) {
                if file.extension().is_some_and(|end| end == "idx" || end == "pos") {
                    let mut bytes = std::fs::read(&file).unwrap();
                    let middle = bytes.len() / 3;
                    bytes[middle] ^= 0x55;
                    std::fs::write(&file, bytes).unwrap();
                }
            }
        },
        |index| std::fs::write(index.join("1/meta.json"), "{}").unwrap(),
        |index| {
            let meta = index.join("1/meta.json");
            let text = std::fs::read_to_string(&meta).unwrap();
            let (before, rest) = text.split_once("\"payload\"").unwrap();
            // The format's number, a space, and the place in the log, which is put where no log reaches.
            let digit = rest.find(|c: char| c.is_ascii_digit()).unwrap();
            let place = digit + rest[digit..].find(' ').unwrap() + 1;
            let rest = format!("{}9{}", &rest[..place], &rest[place..]);
            std::fs::write(&meta, format!("{before}\"payload\"{rest}")).unwrap();
        },
    ];
    for spoil in spoilt {
        on_sqlite(|app| {
            site(&app);
            let app = app.restarted(|config| spoil(&config.index()));
            opened(&app);
            soon(|| times_made(&app) == 1);
            assert_eq!(found(&app, "q=sediment").len(), 3);
        });
    }
}
