//! HTTP as browsers, proxies and watchers speak it.

use super::common::{
    TestApp, http, on_each, on_sqlite, soon,
    wxr::{Item, Wxr},
};

/// The address of the report that [`site`] has.
pub(super) const REPORT: &str = "/2026/11/a-report/";

/// A site with one report, long enough to be compressed.
pub(super) fn site(app: &TestApp) {
    let text = "<p>The tide came in, and the tide went out again.</p>".repeat(40);
    app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report").content(&text)).build());
}

#[test]
fn each_coding_gives_the_same_page_under_a_tag_of_its_own() {
    on_sqlite(|app| {
        site(&app);
        let plain = app.get(REPORT);
        assert_eq!(plain.header("content-encoding"), "");
        let mut tags = vec![plain.header("etag").to_owned()];
        for coding in ["gzip", "zstd", "br"] {
            let ask = || app.ask("GET", REPORT, &[("Accept-Encoding", coding)]);
            // A slow coding is made in the background.
            soon(|| ask().header("content-encoding") == coding);
            let answer = ask();
            assert_eq!(answer.text(), plain.text(), "{coding}");
            assert!(answer.bytes.len() * 2 < plain.bytes.len(), "{coding} saves nothing");
            assert!(answer.header("vary").to_ascii_lowercase().contains("accept-encoding"));
            let tag = answer.header("etag").to_owned();
            assert!(!tags.contains(&tag), "{coding} shares a tag");
            let again = app.ask("GET", REPORT, &[("Accept-Encoding", coding), ("If-None-Match", &tag)]);
            assert_eq!((again.status, again.bytes.len()), (304, 0), "{coding}");
            assert_eq!(again.header("etag"), tag);
            tags.push(tag);
        }
        assert!(plain.header("vary").to_ascii_lowercase().contains("accept-encoding"));
        // A client that takes nothing of the kind never gets it, even if it knows that tag.
        let known = app.ask("GET", REPORT, &[("If-None-Match", &tags[1]), ("Accept-Encoding", "identity")]);
        assert_eq!(known.status, 200);
        assert_eq!(app.ask("GET", REPORT, &[("If-None-Match", "\"other\"")]).status, 200);
    });
}

#[test]
fn a_page_that_changed_has_another_tag() {
    on_sqlite(|app| {
        site(&app);
        let before = app.get(REPORT).header("etag").to_owned();
        assert_eq!(app.ask("GET", REPORT, &[("If-None-Match", &before)]).status, 304);
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "Another headline")).build());
        assert_eq!(app.ask("GET", REPORT, &[("If-None-Match", &before)]).status, 200);
    });
}

#[test]
fn whoever_knows_only_a_date_is_told_of_every_change() {
    on_sqlite(|app| {
        site(&app);
        let dated = || app.get(REPORT).header("last-modified").to_owned();
        let before = dated();
        assert_eq!(app.ask("GET", REPORT, &[("If-Modified-Since", &before)]).status, 304);
        // A date knows no parts of a second. What changes then is no change of the article's own.
        soon(|| {
            app.act(|tx| {
                tx.touch(dateline::comments::store::fact(7));
                Ok(())
            })
            .unwrap();
            dated() != before
        });
        assert_eq!(app.ask("GET", REPORT, &[("If-Modified-Since", &before)]).status, 200);
    });
}

#[test]
fn head_says_what_get_would_and_sends_nothing() {
    on_sqlite(|app| {
        site(&app);
        for path in [REPORT, "/", "/nothing/", "/?p=7", "/health", "/metrics"] {
            let (get, head) = (app.get(path), app.ask("HEAD", path, &[]));
            assert_eq!(head.status, get.status, "{path}");
            for name in ["content-type", "etag", "content-security-policy", "location", "cache-control"] {
                assert_eq!(head.header(name), get.header(name), "{path}: {name}");
            }
            if path != "/metrics" {
                assert_eq!(head.header("content-length"), get.header("content-length"), "{path}");
            }
        }
    });
}

#[test]
fn other_methods_are_refused_with_those_that_are_not() {
    on_sqlite(|app| {
        site(&app);
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get"] {
            for path in [REPORT, "/", "/nothing/", "/health", "/wp-login.php", "/xmlrpc.php"] {
                let answer = app.ask(method, path, &[("Content-Length", "0")]);
                assert_eq!(answer.status, 405, "{method} {path}");
                assert!(
                    answer.header("allow").contains("GET"),
                    "{method} {path}: {:?}",
                    answer.header("allow")
                );
            }
        }
        for path in [REPORT, "/", "/nothing/", "/health"] {
            let answer = app.ask("OPTIONS", path, &[]);
            assert_eq!((answer.status, answer.bytes.len()), (204, 0), "{path}");
            assert!(answer.header("allow").contains("GET, HEAD"), "{path}: {}", answer.header("allow"));
            assert!(answer.header("allow").contains("OPTIONS"), "{path}");
        }
        for path in ["/comments", "/comments/1/reports"] {
            assert_eq!(app.ask("OPTIONS", path, &[]).header("allow"), "GET, HEAD, POST, OPTIONS", "{path}");
            let put = app.ask("PUT", path, &[("Content-Length", "0")]);
            assert_eq!((put.status, put.header("allow")), (405, "GET, HEAD, POST"), "{path}");
            app.status(path, 404);
        }
    });
}

#[test]
fn every_answer_carries_the_headers_that_keep_readers_safe() {
    on_sqlite(|app| {
        site(&app);
        let posted = app.ask("POST", REPORT, &[("Content-Length", "0")]);
        let paths = [
            REPORT,
            "/",
            "/nothing/",
            "/?p=7",
            "/health",
            "/ready",
            "/metrics",
            "/media/x/y",
            "/category/harbour/",
        ];
        for (path, answer) in paths.iter().map(|p| (*p, app.get(p))).chain([("POST", posted)]) {
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(!answer.header("referrer-policy").is_empty(), "{path}");
            assert!(!answer.header("permissions-policy").is_empty(), "{path}");
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert!(!policy.contains("unsafe") && !policy.contains("script-src"), "{path}: {policy}");
            assert_eq!(
                answer.headers.iter().filter(|(n, _)| n == "content-security-policy").count(),
                1,
                "{path}"
            );
            assert_eq!(answer.header("server"), "", "{path} says what it runs on");
            assert_eq!(answer.header("set-cookie"), "", "{path} sets a cookie for a reader");
        }
    });
}

#[test]
fn the_styles_hash_in_the_policy_is_that_of_the_page() {
    on_sqlite(|app| {
        site(&app);
        let answer = app.get(REPORT);
        let page = answer.text();
        let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        use sha2::{Digest, Sha256};
        let hash = Sha256::digest(style.as_bytes());
        // Six bits a letter: enough of them to know the hash by.
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".as_bytes();
        let first: String = [
            hash[0] >> 2,
            (hash[0] & 3) << 4 | hash[1] >> 4,
            (hash[1] & 15) << 2 | hash[2] >> 6,
            hash[2] & 63,
        ]
        .iter()
        .map(|six| char::from(letters[usize::from(*six)]))
        .collect();
        assert!(answer.header("content-security-policy").contains(&format!("'sha256-{first}")));
        assert!(!page.contains(" style="), "an inline style would be blocked");
        assert_eq!(page.matches("<style").count(), 1);
    });
}

#[test]
fn whoever_watches_the_machine_is_answered() {
    on_each(|app| {
        site(&app);
        assert_eq!(app.get("/health").text(), "ok\n");
        assert_eq!(app.get("/ready").text(), "ready\n");
        app.get(REPORT);
        app.get(REPORT);
        let metrics = app.get("/metrics");
        assert!(metrics.header("content-type").starts_with("text/plain; version=0.0.4"));
        let text = metrics.text();
        let value = |name: &str| -> f64 {
            let line = text
                .lines()
                .find(|l| l.starts_with(&format!("{name} ")))
                .unwrap_or_else(|| panic!("no {name}"));
            line.rsplit(' ').next().unwrap().parse().unwrap()
        };
        assert!(value("dateline_pages_hits_total") >= 1.0);
        assert!(value("dateline_pages_misses_total") >= 1.0);
        assert!(value("dateline_pages_bytes") > 0.0);
        for line in text.lines().filter(|l| l.starts_with("# TYPE")) {
            let name = line.split(' ').nth(2).unwrap();
            assert!(text.contains(&format!("# HELP {name} ")), "{name} has no help");
        }
    });
}

#[test]
fn a_thousand_requests_for_one_cold_page_compose_it_once() {
    on_sqlite(|app| {
        site(&app);
        let misses = || -> u64 {
            let text = app.get("/metrics").text();
            let line = text.lines().find(|l| l.starts_with("dateline_pages_misses_total ")).unwrap();
            line.rsplit(' ').next().unwrap().parse().unwrap()
        };
        let before = misses();
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| (0..50).for_each(|_| assert_eq!(app.get(REPORT).status, 200)));
            }
        });
        assert_eq!(misses() - before, 1);
    });
}

#[test]
fn requests_that_are_none_are_refused_and_harm_nobody() {
    on_sqlite(|app| {
        site(&app);
        let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "a".repeat(60_000));
        let headers =
            format!("GET / HTTP/1.1\r\nHost: x\r\n{}Connection: close\r\n\r\n", "X-A: b\r\n".repeat(500));
        for request in [
            "GET / HTTP/9.9\r\n\r\n",
            "GARBAGE\r\n\r\n",
            "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
            "\u{0}\u{1}\u{2}\r\n\r\n",
            &long,
            &headers,
        ] {
            let answer = http::raw(app.address, request.as_bytes(), false);
            assert!((200..500).contains(&answer.status), "{:.60}: {}", request, answer.status);
        }
        app.status("/health", 200);
    });
}
