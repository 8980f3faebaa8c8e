//! Whatever stands in a field of a comment or a report: nothing of it runs, adds a header or breaks a page.

use super::{
    commenting::{REPORT, policy, token, with_article},
    common::{TestApp, http, on_each, on_sqlite},
    injection::{PAYLOADS, faults},
};
use dateline::settings::model::Taken;
use std::path::Path;

/// Sends a text in every field at once, and then in each by itself.
fn attack(app: &TestApp, number: usize, payload: &str) {
    let token = token(app, "article/7");
    let good = |name: &'static str| match name {
        "article" => "7",
        "token" => token.as_str(),
        "name" => "Ada",
        "text" => "A word.",
        _ => "",
    };
    let names = ["article", "parent", "token", "name", "email", "text", "website"];
    let text = format!("{payload} {number}");
    let mut forms = vec![names.map(|name| (name, if name == "article" { "7" } else { payload })).to_vec()];
    forms.push(
        names
            .map(|name| match name {
                "name" => (name, payload),
                "text" => (name, text.as_str()),
                name => (name, good(name)),
            })
            .to_vec(),
    );
    for field in ["article", "parent", "token", "email", "website"] {
        forms.push(names.map(|name| (name, if name == field { payload } else { good(name) })).to_vec());
    }
    for form in forms {
        let answer = app.post("/comments", &form);
        assert!(answer.status < 500, "{payload:?}: {}", answer.status);
        assert_eq!(answer.header("set-cookie"), "", "{payload:?}");
        let location = answer.header("location");
        assert!(location.is_empty() || location.starts_with("/comments/"), "{payload:?}: {location}");
        if answer.status != 303 {
            let faults = faults(&answer.text());
            assert!(faults.is_empty(), "{payload:?}: {faults:?}");
        }
    }
}

#[test]
fn nothing_in_a_form_runs_anywhere() {
    on_each(|app| {
        with_article(&app);
        policy(&app, |p| {
            p.taken = Taken::Open;
            p.limits = false;
            p.links = 1_000;
        });
        for (number, payload) in PAYLOADS.iter().enumerate() {
            attack(&app, number, payload);
        }
        let mut next = Some(REPORT.to_owned());
        while let Some(path) = next.take() {
            let page = app.page(&path);
            let found = faults(&page);
            assert!(found.is_empty() && page.contains("id=\"comment-"), "{path}: {found:?}");
            let older = page.split("<a class=\"older\" href=\"").nth(1);
            next = older.map(|rest| rest.split(['"', '#']).next().unwrap().replace("&amp;", "&"));
        }
        for id in 1..=PAYLOADS.len() {
            for page in ["reply", "report"] {
                let answer = app.get(&format!("/comments/{id}/{page}"));
                let found = faults(&answer.text());
                assert!(answer.status < 500 && found.is_empty(), "{id}/{page}: {found:?}");
            }
        }
        // The feed of comments shows the same texts to machines.
        for feed in [format!("{REPORT}feed/"), "/comments/feed/".to_owned()] {
            let answer = app.get(&feed);
            assert!(answer.status < 500 && !answer.text().contains("<script"), "{feed}");
        }
    });
}

#[test]
fn what_is_no_form_gets_an_answer() {
    on_sqlite(|app| {
        with_article(&app);
        for (path, kind, body) in [
            ("/comments", "text/plain", "a=b"),
            ("/comments", "multipart/form-data; boundary=x", "--x--"),
            ("/comments", "application/json", "{}"),
            ("/comments", "", ""),
            ("/comments", "application/x-www-form-urlencoded", ""),
            ("/comments", "application/x-www-form-urlencoded", "%ff%fe=%00&&&=&name=%zz"),
            ("/comments/x/reports", "application/x-www-form-urlencoded", "reason=insult"),
            ("/comments/%ff/reports", "application/x-www-form-urlencoded", "reason=insult"),
            ("/comments/-1/reports", "application/x-www-form-urlencoded", "reason=insult"),
            ("/comments/1/reply", "application/x-www-form-urlencoded", "reason=insult"),
        ] {
            let request = format!(
                "POST {path} HTTP/1.1\r\nHost: courier.example\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let answer = http::raw(app.address, request.as_bytes(), false);
            assert!((400..500).contains(&answer.status), "{path} {kind}: {}", answer.status);
        }
        for path in [
            "/comments",
            "/comments/",
            "/comments/0/reply",
            "/comments/99999999999999999999/report",
            "/comments/held/x",
            "/comments/held/8",
            "/comments/shown/1",
            "/comments/%00/reply",
        ] {
            app.status(path, 404);
        }
        app.status("/comments/held/7", 200);
    });
}

/// Lists of attacks that are not part of this project: where they lie beside it, lines of each are tried.
#[test]
fn the_attack_lists_do_nothing_in_comments() {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/material/attack/payloads/xss");
    if !lists.is_dir() {
        println!("skipped: no lists of attacks beside the project");
        return;
    }
    on_sqlite(|app| {
        with_article(&app);
        policy(&app, |p| {
            p.taken = Taken::Open;
            p.limits = false;
            p.links = 1_000;
        });
        let mut tried = 0;
        for file in std::fs::read_dir(lists.clone()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            // Each page shows fifty: so many are left, then looked at.
            for (at, line) in text
                .lines()
                .filter(|l| !l.trim().is_empty() && l.len() < 2_000)
                .step_by(7)
                .take(100)
                .enumerate()
            {
                let token = token(&app, "article/7");
                let said = format!("{line} {tried}");
                let fields =
                    [("article", "7"), ("token", token.as_str()), ("name", line), ("text", said.as_str())];
                let answer = app.post("/comments", &fields);
                assert!(answer.status < 500, "{line:?}");
                if answer.status != 303 {
                    assert!(faults(&answer.text()).is_empty(), "{line:?}: {:?}", faults(&answer.text()));
                }
                tried += 1;
                if at % 50 == 49 {
                    let found = faults(&app.page(REPORT));
                    assert!(found.is_empty(), "{found:?}");
                }
            }
            assert!(faults(&app.page(REPORT)).is_empty());
        }
        assert!(tried > 50, "only {tried} lines were found");
    });
}
