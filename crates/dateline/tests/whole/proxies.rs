//! What CDNs are told, and what the access log keeps.

use super::common::{
    TestApp, binary,
    http::ask,
    wxr::{Item, Wxr},
};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

const REPORT: &str = "/2026/11/a-report/";

fn site(app: &TestApp) {
    app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
}

#[test]
fn by_default_whoever_holds_a_page_asks_before_showing_it() {
    let app = TestApp::set(&[]);
    site(&app);
    for path in [REPORT, "/", "/latest/", "/?p=7", "/nothing/"] {
        let answer = app.get(path);
        assert!(answer.header("cache-control").contains("no-cache"), "{path}");
        assert_eq!(answer.header("cdn-cache-control"), "", "{path}");
        assert_eq!(answer.header("cache-tag"), "", "{path}");
    }
}

#[test]
fn a_cdn_may_hold_pages_and_knows_what_they_were_made_from() {
    let app = TestApp::set(&[("cdn_seconds", "600"), ("cdn_tags", "Cache-Tag")]);
    site(&app);
    // Composed, then kept.
    for _ in 0..2 {
        let answer = app.get(REPORT);
        assert_eq!(answer.header("cache-control"), "public, max-age=0, s-maxage=600");
        assert!(answer.header("cdn-cache-control").starts_with("max-age=600"));
        let tags: Vec<&str> = answer.header("cache-tag").split(',').collect();
        assert!(tags.contains(&"article/7") && tags.contains(&"settings"), "{tags:?}");
    }
    assert!(app.get("/").header("cache-tag").split(',').any(|tag| tag == "list/front"));
    // What is not there is asked for each time: it may appear.
    assert!(app.get("/nothing/").header("cache-control").contains("no-cache"));
}

#[test]
fn the_access_log_says_what_was_asked_for_and_not_by_whom() {
    let data = tempfile::tempdir().unwrap();
    let mut server =
        binary(&["serve", "--listen", "127.0.0.1:0", "--access-log", "on", "--trusted-proxy", "127.0.0.1"])
            .arg("--data")
            .arg(data.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines().map(Result::unwrap);
    let said = lines.find(|line| line.contains("serving http://")).expect("it serves");
    let address = said.rsplit("http://").next().unwrap().trim().parse().unwrap();
    for path in ["/nothing/?s=a-secret", "/nothing/?s=a-secret", "/health"] {
        ask(address, "GET", path, &[("X-Forwarded-For", "192.0.2.77"), ("User-Agent", "a-browser")]);
    }
    // Of a private link nothing is logged: its path is the secret, and the line would say when it was opened.
    for below in ["", "/page", "/media/7"] {
        ask(address, "GET", &format!("/private/a-secret{below}"), &[]);
    }
    ask(address, "POST", "/nothing/", &[("Content-Length", "0")]);
    let stopped = Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    let log: Vec<String> = lines.filter(|line| line.contains("micros=")).collect();
    assert!(server.wait().unwrap().success());
    assert_eq!(log.len(), 4, "{log:#?}");
    for (line, part) in log.iter().zip(["status=404", "status=404", "status=200", "status=405"]) {
        assert!(line.contains(part) && line.contains("path=/") && line.contains("bytes="), "{line}");
        for kept_out in ["a-secret", "192.0.2", "127.0.0.1", "a-browser"] {
            assert!(!line.contains(kept_out), "{line}");
        }
    }
}
