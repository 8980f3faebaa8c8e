//! Connections that are kept, requests in a row, and requests that are too long or name no host.

use super::common::{TestApp, http::raw, kept::Kept, on_sqlite};
use super::protocol::{REPORT, site};
use dateline::{articles, articles::FairCopy, publishing, settings};

#[test]
fn a_connection_is_kept_and_requests_in_a_row_are_answered_in_order() {
    on_sqlite(|app| {
        site(&app);
        let mut kept = Kept::open(app.address);
        // Composed, kept, and past the router: all on one connection.
        for path in [REPORT, REPORT, "/nothing/", "/health", "/?p=7", REPORT] {
            let answer = kept.get(path);
            assert_eq!((answer.status, answer.bytes), (app.get(path).status, app.get(path).bytes), "{path}");
        }
        let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
        let head = format!("HEAD {REPORT} HTTP/1.1\r\nHost: x\r\n\r\n");
        let post = format!("POST {REPORT} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        let tag = app.get(REPORT).header("etag").to_owned();
        let known = format!("GET {REPORT} HTTP/1.1\r\nHost: x\r\nIf-None-Match: {tag}\r\n\r\n");
        kept.send(&[get(REPORT), head, get("/health"), post, known, get("/nothing/")].concat());
        let statuses: Vec<u16> =
            [false, true, false, false, false, false].map(|head| kept.answer(head).unwrap().status).into();
        assert_eq!(statuses, [200, 200, 200, 405, 304, 404]);
    });
}

#[test]
fn a_kept_page_answers_as_a_composed_one() {
    on_sqlite(|app| {
        site(&app);
        for path in [REPORT, "/", "/nothing/", "/?p=7", "/latest/", "/category/none/?before=1-2&utm_source=x"]
        {
            for (method, extra) in [("GET", ""), ("HEAD", ""), ("GET", "Accept-Encoding: gzip;q=0\r\n")] {
                app.app.cache.evict_all();
                let request =
                    format!("{method} {path} HTTP/1.1\r\nHost: x\r\n{extra}Connection: close\r\n\r\n");
                let [composed, kept] =
                    [(), ()].map(|()| raw(app.address, request.as_bytes(), method == "HEAD"));
                let without_date = |headers: &[(String, String)]| {
                    let mut all = headers.to_vec();
                    all.retain(|(name, _)| name != "date");
                    all.sort();
                    all
                };
                assert_eq!(composed.status, kept.status, "{method} {path}");
                assert_eq!(without_date(&composed.headers), without_date(&kept.headers), "{method} {path}");
                assert_eq!(composed.bytes, kept.bytes, "{method} {path}");
            }
        }
    });
}

#[test]
fn a_page_that_is_asked_for_all_the_time_is_never_stale() {
    on_sqlite(|app| {
        site(&app);
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut kept = Kept::open(app.address);
                    while !done.load(std::sync::atomic::Ordering::Relaxed) {
                        assert_eq!(kept.get(REPORT).status, 200);
                    }
                });
            }
            let mut kept = Kept::open(app.address);
            for turn in 0..40 {
                let headline = format!("The report, turn {turn}.");
                let wanted = headline.clone();
                app.act(move |tx| {
                    let article = articles::store::article(tx, 7)?.unwrap();
                    let (_, mut manuscript) = articles::store::revision(tx, 7, article.latest)?.unwrap();
                    manuscript.headline = headline.clone();
                    let manuscript = FairCopy::of(manuscript).unwrap();
                    let saved = articles::actions::save(tx, 7, article.latest, &manuscript)?;
                    let site = settings::store::site(tx)?;
                    let article = articles::store::article(tx, 7)?.unwrap();
                    publishing::actions::publish(tx, &site, &article, saved.revision, &manuscript)
                })
                .unwrap();
                assert!(kept.get(REPORT).text().contains(&wanted), "stale after turn {turn}");
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
    });
}

#[test]
fn a_request_names_its_host_once() {
    on_sqlite(|app| {
        site(&app);
        for (request, status) in [
            (format!("GET {REPORT} HTTP/1.1\r\nConnection: close\r\n\r\n"), 400),
            (format!("GET {REPORT} HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"), 400),
            (format!("GET {REPORT} HTTP/1.0\r\n\r\n"), 200),
            (
                format!(
                    "GET http://courier.example{REPORT} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                ),
                200,
            ),
        ] {
            for _ in 0..2 {
                assert_eq!(raw(app.address, request.as_bytes(), false).status, status, "{request}");
            }
        }
        let star = raw(app.address, b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", false);
        assert_eq!(star.status, 204);
    });
}

#[test]
fn what_is_too_long_is_said_to_be() {
    on_sqlite(|app| {
        site(&app);
        let close = "Host: x\r\nConnection: close\r\n";
        for (request, status) in [
            (format!("GET /{} HTTP/1.1\r\n{close}\r\n", "a".repeat(9_000)), 414),
            (format!("GET /?q={} HTTP/1.1\r\n{close}\r\n", "a".repeat(60_000)), 414),
            (format!("GET / HTTP/1.1\r\n{close}{}\r\n", "X-A: b\r\n".repeat(500)), 431),
            (format!("GET / HTTP/1.1\r\n{close}X-A: {}\r\n\r\n", "b".repeat(100_000)), 431),
            (format!("GET / HTTP/1.1\r\n{close}X-A: {}\r\n\r\n", "b".repeat(8_000)), 200),
        ] {
            assert_eq!(raw(app.address, request.as_bytes(), false).status, status, "{:.40}", request);
        }
        app.status("/health", 200);
    });
}

#[test]
fn lengths_that_contradict_each_other_smuggle_nothing() {
    on_sqlite(|app| {
        site(&app);
        // A proxy may read the one length and we the other: what follows must never be taken for a second request.
        let smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
        for (lengths, body) in [
            ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            ("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"),
            ("Content-Length: +5\r\n", "hello"),
            ("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
            ("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
        ] {
            let mut kept = Kept::open(app.address);
            kept.send(&format!("GET /health HTTP/1.1\r\nHost: x\r\n{lengths}\r\n{body}{smuggled}"));
            let first = kept.answer(false);
            assert!(first.is_none_or(|answer| matches!(answer.status, 200 | 400)), "{lengths}");
            assert!(kept.answer(false).is_none(), "{lengths}: the connection goes on");
        }
    });
}

#[test]
fn who_finds_no_room_is_told_and_room_is_made() {
    let app = TestApp::set(&[("connections", "4"), ("idle_seconds", "5")]);
    let mut crowd: Vec<Kept> = (0..4).map(|_| Kept::open(app.address)).collect();
    assert!(crowd.iter_mut().all(|kept| kept.get("/health").status == 200));
    let mut late = Kept::open(app.address);
    let refused = late.answer(false).expect("a word before the door is shut");
    assert_eq!((refused.status, refused.header("retry-after")), (503, "5"));
    // Those inside ask for nothing, and there is a crowd: their patience is that for a request's head.
    assert!(crowd.iter_mut().all(Kept::is_closed));
    assert_eq!(Kept::open(app.address).get("/health").status, 200);
}
