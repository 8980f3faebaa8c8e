//! A client of RFC 7089 that negotiates as real ones do: from the article to its TimeGate, to a version, to the TimeMap and back.

use super::super::common::http::Answer;
use super::*;
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

/// Links of a header or a TimeMap (RFC 8288, RFC 6690): address, relations, and attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Link {
    href: String,
    rels: Vec<String>,
    attributes: Vec<(String, String)>,
}

impl Link {
    fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }
}

/// Reads links strictly: anything that is not as the grammar has it fails.
fn links(text: &str) -> Vec<Link> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (href, after) = rest.strip_prefix('<').expect("a link begins").split_once('>').expect("it ends");
        let mut link = Link { href: href.to_owned(), rels: Vec::new(), attributes: Vec::new() };
        rest = after.trim_start();
        while let Some(after) = rest.strip_prefix(';') {
            let (name, value) = after.trim_start().split_once("=\"").expect("an attribute");
            let (value, after) = value.split_once('"').expect("its value ends");
            if name == "rel" {
                link.rels.extend(value.split(' ').map(str::to_owned));
            } else {
                link.attributes.push((name.to_owned(), value.to_owned()));
            }
            rest = after.trim_start();
        }
        found.push(link);
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    found
}

fn header_links(answer: &Answer) -> Vec<Link> {
    let all = answer.headers.iter().filter(|(name, _)| name == "link");
    all.flat_map(|(_, value)| links(value)).collect()
}

fn the<'a>(links: &'a [Link], rel: &str) -> &'a Link {
    let found: Vec<&Link> = links.iter().filter(|l| l.rels.iter().any(|r| r == rel)).collect();
    assert_eq!(found.len(), 1, "{rel}: {links:?}");
    found[0]
}

/// A path of this site from an address that may be absolute.
fn path(href: &str) -> &str {
    href.strip_prefix("https://courier.example").unwrap_or(href)
}

fn http_date(second: i64) -> String {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&Timestamp::from_second(second).unwrap()).unwrap()
}

/// Whose version the TimeGate gives at a moment.
fn at(app: &TestApp, second: i64) -> String {
    let date = http_date(second);
    let gate = app.ask("GET", &format!("{REPORT}timegate"), &[("Accept-Datetime", &date)]);
    assert_eq!((gate.status, gate.header("vary")), (302, "accept-datetime"), "{date}");
    assert_eq!(gate.header("memento-datetime"), "", "a TimeGate is no memento");
    let location = gate.header("location").to_owned();
    let memento = app.get(path(&location));
    assert_eq!(memento.status, 200, "{location}");
    assert!(!memento.header("memento-datetime").is_empty());
    location
        .strip_prefix(&format!("https://courier.example{REPORT}versions/"))
        .unwrap()
        .trim_matches('/')
        .to_owned()
}

/// Sets when publications began, as if they had been minutes apart, and makes the rows anew. Seconds and microseconds.
fn set_times(app: &TestApp, times: &'static [i64]) {
    app.act(move |tx| {
        let all =
            tx.rows("SELECT id FROM publications WHERE article_id = 7 ORDER BY id", &[], |row| row.int(0))?;
        for (at, (id, from)) in all.iter().zip(times).enumerate() {
            tx.execute("UPDATE publications SET from_at = ?2 WHERE id = ?1", dateline::params![*id, *from])?;
            if let Some(until) = times.get(at + 1) {
                tx.execute(
                    "UPDATE publication_endings SET at = ?2 WHERE publication_id = ?1",
                    dateline::params![*id, *until],
                )?;
            }
        }
        Ok(())
    })
    .unwrap();
    dateline::rebuild::run(&app.app.actions, &mut |_, _| {}).unwrap();
}

const SECOND: i64 = 1_000_000;
const TEN: i64 = 1_794_000_000;

fn three_versions(app: &TestApp) {
    app.import(&Wxr::courier().with(report()).build());
    publish(app, |m| m.headline = "A second headline".into());
    publish(app, |m| m.headline = "A third headline".into());
    const TIMES: [i64; 3] = [TEN * SECOND, (TEN + 60) * SECOND + 400_000, (TEN + 120) * SECOND];
    set_times(app, &TIMES);
}

#[test]
fn from_the_article_to_a_version_and_back() {
    on_each(|app| {
        three_versions(&app);
        let original = app.get(REPORT);
        let found = header_links(&original);
        let (gate, map) = (the(&found, "timegate"), the(&found, "timemap"));
        assert_eq!(
            (path(&gate.href), path(&map.href)),
            (&*format!("{REPORT}timegate"), &*format!("{REPORT}timemap"))
        );
        assert_eq!(map.get("type"), "application/link-format");
        // From the cache it says the same.
        assert_eq!(header_links(&app.get(REPORT)), found);

        let date = http_date(TEN + 70);
        let answer = app.ask("GET", path(&gate.href), &[("Accept-Datetime", &date)]);
        assert_eq!(answer.status, 302);
        let from_gate = header_links(&answer);
        assert_eq!(path(&the(&from_gate, "original").href), REPORT);
        let memento = app.get(path(answer.header("location")));
        assert_eq!(memento.status, 200);
        assert_eq!(memento.header("memento-datetime"), http_date(TEN + 60), "in whole seconds");
        let text = memento.text();
        assert!(text.contains("A second headline") && !text.contains("A third headline"), "{text}");
        let around = header_links(&memento);
        for (rel, to) in [
            ("original", REPORT),
            ("latest-version", REPORT),
            ("timegate", &*format!("{REPORT}timegate")),
            ("timemap", &*format!("{REPORT}timemap")),
            ("version-history", &*format!("{REPORT}versions/")),
            ("first", &*format!("{REPORT}versions/1/")),
            ("prev", &*format!("{REPORT}versions/1/")),
            ("predecessor-version", &*format!("{REPORT}versions/1/")),
            ("next", &*format!("{REPORT}versions/3/")),
            ("successor-version", &*format!("{REPORT}versions/3/")),
            ("last", &*format!("{REPORT}versions/3/")),
        ] {
            assert_eq!(path(&the(&around, rel).href), to, "{rel}");
        }
        let mementos: Vec<&Link> = around.iter().filter(|l| l.rels.iter().any(|r| r == "memento")).collect();
        assert_eq!(mementos.len(), 3, "itself among them");

        let map = app.get(&format!("{REPORT}timemap"));
        assert_eq!((map.status, map.header("content-type")), (200, "application/link-format"));
        let listed = links(&map.text());
        assert_eq!(path(&the(&listed, "self").href), format!("{REPORT}timemap"));
        assert_eq!(the(&listed, "self").get("from"), http_date(TEN));
        assert_eq!(the(&listed, "self").get("until"), http_date(TEN + 120));
        let in_map: Vec<&Link> = listed.iter().filter(|l| l.rels.iter().any(|r| r == "memento")).collect();
        assert_eq!(in_map.len(), 3);
        for link in in_map {
            let page = app.get(path(&link.href));
            assert_eq!(
                (page.status, page.header("memento-datetime")),
                (200, link.get("datetime")),
                "{link:?}"
            );
            assert_eq!(path(&the(&header_links(&page), "original").href), REPORT);
        }
    });
}

#[test]
fn the_version_of_a_moment_to_the_second() {
    on_each(|app| {
        three_versions(&app);
        for (second, expected) in [
            (0, "1"),
            (TEN - 1, "1"),
            (TEN, "1"),
            (TEN + 59, "1"),
            // It began 0.4 seconds into this second, which is the one that it says of itself.
            (TEN + 60, "2"),
            (TEN + 61, "2"),
            (TEN + 119, "2"),
            (TEN + 120, "3"),
            (TEN + 1_000_000, "3"),
            (253_402_207_200, "3"),
        ] {
            assert_eq!(at(&app, second), expected, "{second}");
        }
        // Without a date it is the newest, and nothing of it is kept under the bare address.
        let gate = format!("{REPORT}timegate");
        for _ in 0..2 {
            assert!(app.get(&gate).header("location").ends_with("/versions/3/"));
            assert_eq!(at(&app, TEN), "1");
        }
        let head = app.ask("HEAD", &gate, &[("Accept-Datetime", &http_date(TEN))]);
        assert_eq!(head.status, 302);
        assert_eq!(app.ask("POST", &gate, &[]).status, 405);
        for wrong in [
            "",
            "yesterday",
            "2026-11-14",
            "Fri, 99 Nov 2026 10:00:00 GMT",
            "Sat, 14 Nov 2026 10:00:00 +0100",
        ] {
            let answer = app.ask("GET", &gate, &[("Accept-Datetime", wrong)]);
            assert_eq!((answer.status, answer.header("vary")), (400, "accept-datetime"), "{wrong:?}");
            assert_eq!(path(&the(&header_links(&answer), "original").href), REPORT);
        }
        // Other spellings lead on, as they do for all addresses.
        assert_eq!(app.get("/2026/11/A-Report/timegate").header("location"), gate);
    });
}

#[test]
fn a_new_publication_is_in_all_of_it_at_once() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report()).build());
        let map = || links(&app.get(&format!("{REPORT}timemap")).text());
        let mementos = |all: &[Link]| all.iter().filter(|l| l.rels.iter().any(|r| r == "memento")).count();
        assert_eq!(mementos(&map()), 1);
        let first = app.page(&format!("{REPORT}versions/1/"));
        assert!(first.contains("which readers see now"), "{first}");
        app.status(&format!("{REPORT}versions/2/"), 404);
        publish(&app, |m| m.headline = "A second headline".into());
        assert_eq!(mementos(&map()), 2);
        let first = app.page(&format!("{REPORT}versions/1/"));
        assert!(first.contains("It has been changed since") && first.contains("A report on the Old Basin"));
        assert!(app.page(&format!("{REPORT}versions/2/")).contains("A second headline"));
    });
}

#[test]
fn what_was_taken_down_is_no_memento() {
    on_each(|app| {
        three_versions(&app);
        app.get(&format!("{REPORT}versions/2/"));
        app.act(|tx| {
            tx.execute(
                "INSERT INTO takedowns (article_id, what, publication_id, status, note, reason, at)
                 SELECT 7, 'version', publication_id, 451, 'Removed by order of a court.', 'secret', 1
                 FROM published_versions WHERE version = 2",
                &[],
            )?;
            publishing::versions::actions::show(tx, 7)
        })
        .unwrap();
        let answer = app.get(&format!("{REPORT}versions/2/"));
        assert_eq!((answer.status, answer.header("memento-datetime")), (451, ""));
        let text = answer.text();
        assert!(text.contains("Removed by order of a court.") && !text.contains("second headline"), "{text}");
        assert_eq!(path(&the(&header_links(&answer), "original").href), REPORT);
        assert_eq!(at(&app, TEN + 70), "1");
        let map = app.get(&format!("{REPORT}timemap")).text();
        assert!(!map.contains("versions/2/"), "{map}");
        for below in ["versions/1..2/", "versions/2..3/", "versions/2/cite.bib", "versions/2/cite.json"] {
            let answer = app.get(&format!("{REPORT}{below}"));
            assert_eq!(answer.status, 451, "{below}");
            assert!(!answer.text().contains("second headline"), "{below}");
        }
        let list = app.page(&format!("{REPORT}versions/"));
        assert!(list.contains("Removed by order of a court.") && !list.contains("secret"), "{list}");
    });
}
