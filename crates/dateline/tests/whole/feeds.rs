//! Feeds: what is in them, where they stand, and that they are never behind.

use super::common::{
    TestApp, on_each, on_sqlite,
    wxr::{Item, OLD, Wxr},
    xml::{elements, texts},
};
use dateline::{articles, publishing, settings};

fn report() -> Item {
    Item::post(7, "a-report", "Tides & <i>silt</i>")
        .excerpt("What the survey said.")
        .content(
            "<p>See <a href=\"/about/\">us</a> and <a href=\"http://port-merrow.example/2026/11/other/\">more</a>.</p>",
        )
        .section("dredging", "Dredging")
        .topic("storms", "Storms")
        .comment(70, 0, "1", "Ada", "The first word")
}

fn site() -> Wxr {
    Wxr::courier()
        .with(report())
        .with(
            Item::post(8, "other", "Other").date("2026-11-13 08:00:00").section("town", "Town").by("tobias"),
        )
        .with(Item::page(9, "about", "About us"))
}

/// Every feed that the report is in.
const FEEDS: [&str; 7] = [
    "/feed/",
    "/category/harbour/feed/",
    "/category/harbour/dredging/feed/",
    "/tag/storms/feed/",
    "/author/ines/feed/",
    "/2026/11/feed/",
    "/feed/atom/",
];

#[test]
fn rss_carries_the_whole_report() {
    on_each(|app| {
        app.import(&site().build());
        let answer = app.get("/feed/");
        assert_eq!(answer.header("content-type"), "application/rss+xml; charset=utf-8");
        let xml = answer.text();
        let one = |path: &str| texts(&xml, path).into_iter().next().unwrap_or_default();
        assert_eq!(one("rss/channel/title"), "Port Merrow Courier");
        assert_eq!(one("rss/channel/link"), "https://courier.example/");
        assert_eq!(texts(&xml, "rss/channel/item/title"), ["Tides & silt", "Other"]);
        // As it was known where it came from: who followed it there sees nothing twice.
        assert_eq!(one("rss/channel/item/guid"), format!("{OLD}/?p=7"));
        assert_eq!(one("rss/channel/item/link"), "https://courier.example/2026/11/a-report/");
        assert_eq!(one("rss/channel/item/pubDate"), "Sat, 14 Nov 2026 07:30:00 +0000");
        assert_eq!(one("rss/channel/item/dc:creator"), "Ines Calloway");
        assert_eq!(one("rss/channel/item/description"), "What the survey said.");
        assert_eq!(one("rss/channel/item/comments"), "https://courier.example/2026/11/a-report/#comments");
        assert_eq!(one("rss/channel/item/wfw:commentRss"), "https://courier.example/2026/11/a-report/feed/");
        let text = one("rss/channel/item/content:encoded");
        assert!(text.contains("href=\"https://courier.example/about/\""), "{text}");
        assert!(!text.contains("href=\"/"), "a relative address: {text}");
        assert_eq!(texts(&xml, "rss/channel/item/category")[..2], ["Dredging", "Storms"]);
        let own = elements(&xml).into_iter().find(|(at, ..)| at == "rss/channel/atom:link").unwrap();
        assert!(own.1.contains(&("href".into(), "https://courier.example/feed/".into())), "{own:?}");
    });
}

#[test]
fn atom_and_json_say_the_same() {
    on_each(|app| {
        app.import(&site().build());
        let xml = app.page("/feed/atom/");
        let one = |path: &str| texts(&xml, path).into_iter().next().unwrap_or_default();
        assert_eq!(one("feed/id"), "https://courier.example/feed/");
        assert_eq!(one("feed/updated"), "2026-11-14T07:30:00Z");
        assert_eq!(one("feed/entry/id"), format!("{OLD}/?p=7"));
        assert_eq!(one("feed/entry/title"), "Tides & silt");
        assert_eq!(one("feed/entry/author/uri"), "https://courier.example/author/ines/");
        assert!(one("feed/entry/content").contains("<p>See <a"));
        let answer = app.get("/feed/json/");
        assert_eq!(answer.header("content-type"), "application/feed+json; charset=utf-8");
        let json: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(json["items"][0]["id"], format!("{OLD}/?p=7"));
        assert_eq!(json["items"][0]["title"], "Tides & silt");
        assert_eq!(json["items"][0]["date_published"], "2026-11-14T07:30:00Z");
        assert_eq!(json["items"][0]["authors"][0]["name"], "Ines Calloway");
    });
}

#[test]
fn each_list_has_a_feed_of_its_own() {
    on_each(|app| {
        app.import(&site().build());
        for path in FEEDS {
            assert!(app.page(path).contains("Tides &amp; silt"), "{path}");
        }
        for path in ["/category/town/feed/", "/author/tobias/feed/"] {
            let xml = app.page(path);
            assert_eq!(texts(&xml, "rss/channel/item/title"), ["Other"], "{path}");
        }
        assert_eq!(
            texts(&app.page("/category/harbour/feed/"), "rss/channel/title"),
            ["Harbour – Port Merrow Courier"]
        );
        for (page, feed) in [
            ("/", "/feed/"),
            ("/category/harbour/", "/category/harbour/feed/"),
            ("/tag/storms/", "/tag/storms/feed/"),
            ("/author/ines/", "/author/ines/feed/"),
        ] {
            let html = app.page(page);
            let found = html.split("type=\"application/rss+xml\"").nth(1).unwrap_or_default();
            let found = found.split("href=\"").nth(1).and_then(|r| r.split('"').next());
            assert_eq!(found, Some(feed), "the first feed of {page}");
        }
    });
}

#[test]
fn readers_who_followed_the_old_site_lose_nothing() {
    on_each(|app| {
        app.import(&site().build());
        for (path, to) in [
            ("/feed", "/feed/"),
            ("/feed/rss2/", "/feed/"),
            ("/feed/rss/", "/feed/"),
            ("/feed/rdf/", "/feed/"),
            ("/rss/", "/feed/"),
            ("/atom.xml", "/feed/atom/"),
            ("/?feed=rss2", "/feed/"),
            ("/?feed=atom", "/feed/atom/"),
            ("/?feed=json", "/feed/json/"),
            ("/?feed=comments-rss2", "/comments/feed/"),
            ("/?feed=rss2&cat=3", "/category/harbour/dredging/feed/"),
            ("/?tag=storms&feed=atom", "/tag/storms/feed/atom/"),
            ("/?feed=rss2&author=1", "/author/ines/feed/"),
            ("/?feed=rss2&p=7", "/2026/11/a-report/feed/"),
            ("/category/dredging/feed/", "/category/harbour/dredging/feed/"),
            ("/CATEGORY/harbour/feed", "/category/harbour/feed/"),
            ("/tag/storms/?feed=rss2", "/tag/storms/feed/"),
            ("/a-report/feed/", "/2026/11/a-report/feed/"),
            ("/index.php/feed/", "/feed/"),
            ("/latest/feed/", "/feed/"),
            ("/en/feed/", "/feed/"),
            ("/2026/11/feed", "/2026/11/feed/"),
        ] {
            app.leads(path, to);
        }
        for path in [
            "/nothing/feed/",
            "/fa/feed/",
            "/2025/11/feed/",
            "/?feed=nonsense&cat=99",
            "/tag/none/feed/",
            "/feed/feed/",
        ] {
            let answer = app.get(path);
            assert!(
                answer.status == 404 || answer.header("location") == "/feed/",
                "{path}: {}",
                answer.status
            );
        }
    });
}

#[test]
fn comments_have_feeds() {
    on_each(|app| {
        app.import(&site().build());
        for path in ["/2026/11/a-report/feed/", "/comments/feed/"] {
            let xml = app.page(path);
            assert_eq!(texts(&xml, "rss/channel/item/title"), ["Ada on Tides & silt"], "{path}");
            assert_eq!(
                texts(&xml, "rss/channel/item/guid"),
                ["https://courier.example/2026/11/a-report/#comment-70"]
            );
            assert!(texts(&xml, "rss/channel/item/content:encoded")[0].contains("The first word"));
        }
        elements(&app.page("/comments/feed/atom/"));
        let later = report().comment(71, 0, "1", "Bo", "The second word").comment(70, 0, "spam", "Ada", "x");
        app.import(&Wxr::courier().with(later).build());
        for path in ["/2026/11/a-report/feed/", "/comments/feed/", "/comments/feed/json/"] {
            let text = app.page(path);
            assert!(text.contains("The second word") && !text.contains("The first word"), "{path} is stale");
        }
        app.status("/about/feed/", 200);
    });
}

fn withdraw(app: &TestApp) {
    app.act(|tx| {
        let site = settings::store::site(tx)?;
        let article = articles::store::article(tx, 7)?.unwrap();
        publishing::actions::withdraw(tx, &site, &article, "The survey was misread.")
    })
    .unwrap();
}

#[test]
fn a_feed_is_never_behind() {
    on_each(|app| {
        app.import(&site().build());
        for path in FEEDS {
            app.page(path);
        }
        app.import(
            &Wxr::courier()
                .with(
                    Item::post(7, "a-report", "Corrected")
                        .section("dredging", "Dredging")
                        .topic("storms", "Storms"),
                )
                .build(),
        );
        for path in FEEDS {
            let text = app.page(path);
            assert!(text.contains("Corrected") && !text.contains("silt"), "{path} is stale");
        }
        let known = FEEDS.map(|path| app.get(path).header("etag").to_owned());
        withdraw(&app);
        for (path, tag) in FEEDS.iter().zip(&known) {
            let answer = app.ask("GET", path, &[("If-None-Match", tag)]);
            assert_eq!(answer.status, 200, "{path}");
            assert!(!answer.text().contains("Corrected"), "{path} still carries it");
        }
        app.status("/2026/11/a-report/feed/", 410);
        assert!(!app.page("/comments/feed/").contains("<item>"));
    });
}

#[test]
fn who_has_a_feed_is_told_so() {
    on_sqlite(|app| {
        app.import(&site().build());
        for path in ["/feed/", "/feed/atom/", "/feed/json/"] {
            let first = app.get(path);
            let same = app.ask("GET", path, &[("If-None-Match", first.header("etag"))]);
            assert_eq!((same.status, same.bytes.len()), (304, 0), "{path}");
            let same = app.ask("GET", path, &[("If-Modified-Since", first.header("last-modified"))]);
            assert_eq!(same.status, 304, "{path}");
            let head = app.ask("HEAD", path, &[]);
            assert_eq!((head.status, head.header("etag")), (200, first.header("etag")), "{path}");
            let packed = app.ask("GET", path, &[("Accept-Encoding", "gzip")]);
            assert_eq!(packed.text(), first.text(), "{path}");
            assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
        }
    });
}

#[test]
fn the_newest_are_as_many_as_the_site_says() {
    on_sqlite(|app| {
        let many = (1..=30).fold(Wxr::courier(), |export, n| {
            export.with(
                Item::post(n, &format!("r-{n}"), &format!("R {n}")).date(&format!("2026-10-{n:02} 08:00:00")),
            )
        });
        app.import(&many.build());
        let titles = || texts(&app.page("/feed/"), "rss/channel/item/title");
        assert_eq!((titles().len(), titles()[0].as_str()), (20, "R 30"));
        assert!(app.command(&["site", "feed_items=5"]).status.success());
        assert_eq!(titles().len(), 5);
        let refused = app.command(&["site", "feed_items=1000"]);
        assert!(String::from_utf8_lossy(&refused.stderr).contains("1 to 100"));
    });
}

#[test]
fn a_text_from_right_to_left_says_so() {
    on_each(|app| {
        let of = |item: Item, language: &str| {
            item.term("language", language, language).term("post_translations", "pll_1", "pll_1")
        };
        app.import(
            &Wxr::courier()
                .with(of(Item::post(7, "the-tide", "The tide"), "en").section("harbour", "Harbour"))
                .with(of(Item::post(8, "jazr", "جزر").section("harbour", "Harbour"), "fa"))
                .build(),
        );
        let xml = app.page("/fa/feed/");
        assert_eq!(texts(&xml, "rss/channel/language"), ["fa"]);
        assert_eq!(texts(&xml, "rss/channel/item/title"), ["جزر"]);
        assert!(
            texts(&xml, "rss/channel/item/content:encoded")[0].starts_with("<div lang=\"fa\" dir=\"rtl\">")
        );
        assert!(app.page("/fa/").contains("href=\"/fa/feed/\""));
        let mixed = app.page("/category/harbour/feed/atom/");
        let marked = elements(&mixed).into_iter().any(|(at, attributes, _)| {
            at == "feed/entry" && attributes.contains(&("xml:lang".into(), "fa".into()))
        });
        assert!(marked, "{mixed}");
    });
}
