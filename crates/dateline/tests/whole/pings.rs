//! Pings: who asked to be told of changes is told, once, and is told again if they were away.

use super::common::{
    TestApp, on_each, soon,
    wxr::{Item, Wxr},
};
use dateline::{
    articles::{self, FairCopy},
    publishing, settings,
};
use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
};

/// Somebody who is told: keeps what was said, and answers with a status.
struct Listener {
    address: String,
    heard: Arc<Mutex<Vec<String>>>,
    status: Arc<AtomicU16>,
}

impl Listener {
    fn start() -> Listener {
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}/", socket.local_addr().expect("an address"));
        let (heard, status) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicU16::new(200)));
        let (into, with) = (Arc::clone(&heard), Arc::clone(&status));
        std::thread::spawn(move || {
            for stream in socket.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut request = Vec::new();
                let mut part = [0; 4096];
                while !complete(&request) {
                    match stream.read(&mut part) {
                        Ok(0) | Err(_) => break,
                        Ok(n) => request.extend_from_slice(&part[..n]),
                    }
                }
                let status = with.load(Ordering::Acquire);
                let moved = if status == 302 { "Location: http://localhost:1/elsewhere\r\n" } else { "" };
                into.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status} X\r\n{moved}Content-Length: 2\r\nConnection: close\r\n\r\nok"
                );
            }
        });
        Listener { address, heard, status }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.split("content-length: ").nth(1).and_then(|r| r.split("\r\n").next()?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

fn site() -> Wxr {
    Wxr::courier()
        .with(Item::post(7, "a-report", "A report").section("dredging", "Dredging").topic("storms", "Storms"))
        .with(Item::post(8, "other", "Other"))
}

fn publish(app: &TestApp, id: i64) {
    app.act(move |tx| {
        let article = articles::store::article(tx, id)?.unwrap();
        let (_, mut manuscript) = articles::store::revision(tx, id, article.latest)?.unwrap();
        manuscript.headline.push('!');
        let manuscript = FairCopy::of(manuscript)?;
        let saved = articles::actions::save(tx, id, article.latest, &manuscript)?;
        let site = settings::store::site(tx)?;
        publishing::actions::publish(tx, &site, &article, saved.revision, &manuscript)
    })
    .unwrap();
}

fn jobs(app: &TestApp) -> i64 {
    app.app.db.read(|sql| sql.number("SELECT COUNT(*) FROM jobs", &[])).wait().unwrap()
}

/// Has what waits be due now: nobody wants to wait for that in a test.
fn hurry(app: &TestApp) {
    app.act(|tx| tx.execute("UPDATE jobs SET due = 0", &[])).unwrap();
}

#[test]
fn nobody_is_told_unless_the_site_says_so() {
    on_each(|app| {
        app.import(&site().build());
        publish(&app, 7);
        assert_eq!(jobs(&app), 0);
        assert_eq!(app.get("/feed/").header("link"), "");
    });
}

#[test]
fn search_engines_are_told_what_changed_in_one_call() {
    on_each(|app| {
        let engine = Listener::start();
        assert!(app.command(&["site", &format!("indexnow={}", engine.address)]).status.success());
        // An archive that comes in is no news.
        app.import(&site().build());
        assert_eq!(jobs(&app), 0);
        publish(&app, 7);
        publish(&app, 8);
        publish(&app, 7);
        assert_eq!(jobs(&app), 1, "what changes is gathered");
        hurry(&app);
        soon(|| jobs(&app) == 0);
        let heard = engine.heard();
        assert_eq!(heard.len(), 1, "{heard:?}");
        let (head, body) = heard[0].split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("POST / HTTP/1.1") && head.contains("application/json"), "{head}");
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let mut list: Vec<&str> =
            body["urlList"].as_array().unwrap().iter().map(|u| u.as_str().unwrap()).collect();
        list.sort();
        assert_eq!(
            list,
            ["https://courier.example/2026/11/a-report/", "https://courier.example/2026/11/other/"]
        );
        assert_eq!(body["host"], "courier.example");
        // The key that proves who speaks stands where it was said to stand, and nowhere else.
        let key = body["key"].as_str().unwrap();
        assert_eq!(body["keyLocation"], format!("https://courier.example/{key}.txt"));
        assert_eq!(app.page(&format!("/{key}.txt")), key);
        app.status("/0123456789abcdef0123456789abcdef.txt", 404);
        // What is withdrawn has changed, too.
        app.act(|tx| {
            let site = settings::store::site(tx)?;
            let article = articles::store::article(tx, 8)?.unwrap();
            publishing::actions::withdraw(tx, &site, &article, "")
        })
        .unwrap();
        hurry(&app);
        soon(|| engine.heard().len() == 2);
        assert!(engine.heard()[1].contains("/2026/11/other/"));
    });
}

#[test]
fn a_hub_is_told_which_feeds_are_new_and_readers_where_it_is() {
    on_each(|app| {
        let hub = Listener::start();
        app.import(&site().build());
        assert!(app.command(&["site", &format!("websub={}", hub.address)]).status.success());
        let feed = app.get("/category/harbour/feed/");
        let expected = format!(
            "<{}>; rel=\"hub\", <https://courier.example/category/harbour/feed/>; rel=\"self\"",
            hub.address
        );
        assert_eq!(feed.header("link"), expected);
        assert!(feed.text().contains(&format!("<atom:link rel=\"hub\" href=\"{}\"/>", hub.address)));
        assert!(app.page("/feed/json/").contains("\"hubs\":[{\"type\":\"WebSub\""));
        publish(&app, 7);
        hurry(&app);
        soon(|| jobs(&app) == 0);
        let heard = hub.heard();
        let body = heard[0].split_once("\r\n\r\n").unwrap().1;
        let said: Vec<(String, String)> = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        assert_eq!(said[0], ("hub.mode".into(), "publish".into()));
        for path in [
            "/feed/",
            "/feed/atom/",
            "/category/harbour/feed/",
            "/category/harbour/dredging/feed/json/",
            "/tag/storms/feed/",
            "/author/ines/feed/",
        ] {
            assert!(
                said.contains(&("hub.url".into(), format!("https://courier.example{path}"))),
                "{path}: {said:?}"
            );
        }
        assert!(!body.contains("town"), "a list that did not change");
    });
}

#[test]
fn who_was_away_is_told_again_and_nothing_is_lost() {
    on_each(|app| {
        let engine = Listener::start();
        app.import(&site().build());
        assert!(app.command(&["site", &format!("indexnow={}", engine.address)]).status.success());
        for (status, times) in [(503, 1), (302, 2)] {
            engine.status.store(status, Ordering::Release);
            publish(&app, 7);
            hurry(&app);
            soon(|| engine.heard().len() >= times);
        }
        engine.status.store(202, Ordering::Release);
        soon(|| {
            hurry(&app);
            jobs(&app) == 0
        });
        assert!(engine.heard().last().unwrap().contains("/2026/11/a-report/"));
        // Whoever asks no more is told no more.
        publish(&app, 7);
        assert!(app.command(&["site", "indexnow=off"]).status.success());
        let before = engine.heard().len();
        hurry(&app);
        soon(|| jobs(&app) == 0);
        assert_eq!(engine.heard().len(), before);
        for bad in ["indexnow=maybe", "websub=on", "websub=javascript:x"] {
            assert_eq!(app.command(&["site", bad]).status.code(), Some(2), "{bad}");
        }
    });
}
