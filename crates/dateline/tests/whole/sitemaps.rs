//! What search engines are told: sitemaps, robots.txt, and what stands beside them.

use super::common::{
    TestApp, on_each, on_sqlite,
    wxr::{Item, Wxr},
    xml::{elements, texts},
};
use dateline::{app::now, articles, pages::compose::Ask, publishing, settings};

const HERE: &str = "https://courier.example";

fn site() -> Wxr {
    let of = |item: Item, language: &str| {
        item.term("language", language, language).term("post_translations", "pll_1", "pll_1")
    };
    Wxr::courier()
        .with(of(
            Item::post(7, "the-tide", "The tide").section("dredging", "Dredging").topic("storms", "Storms"),
            "en",
        ))
        .with(of(Item::post(8, "jazr", "جزر"), "fa"))
        .with(Item::post(9, "hidden", "Hidden").meta("_yoast_wpseo_meta-robots-noindex", "1"))
        .with(
            Item::post(10, "taken-over", "Taken over")
                .meta("_yoast_wpseo_canonical", "https://wire.example/7"),
        )
        .with(Item::post(11, "draft", "Draft").status("draft"))
        .with(Item::page(12, "about", "About us"))
        .with(Item::post(5_000, "far-away", "Far away"))
        .with(Item::attachment(40, "2026/11/quay.jpg", "The quay", 7))
        .with(Item::post(41, "pictured", "Pictured").meta("_thumbnail_id", "40"))
}

fn locations(app: &TestApp, path: &str) -> Vec<String> {
    let xml = app.page(path);
    let kind = if path == "/sitemap.xml" { "sitemapindex/sitemap/loc" } else { "urlset/url/loc" };
    texts(&xml, kind)
        .into_iter()
        .map(|l| l.strip_prefix(HERE).expect("an address of the site").to_owned())
        .collect()
}

#[test]
fn the_index_leads_to_everything_that_may_be_found() {
    on_each(|app| {
        app.import(&site().build());
        let index = locations(&app, "/sitemap.xml");
        assert_eq!(
            index,
            [
                "/sitemap-site.xml",
                "/sitemap-articles-0.xml",
                "/sitemap-articles-2.xml",
                "/sitemap-sections-0.xml",
                "/sitemap-topics-0.xml",
                "/sitemap-people-0.xml"
            ]
        );
        let mut all: Vec<String> = index.iter().flat_map(|path| locations(&app, path)).collect();
        for path in &all {
            assert_eq!(app.get(path).status, 200, "{path}");
        }
        all.sort();
        // The old site's posts stand in no section but those they name.
        let expected = [
            "/",
            "/2026/11/far-away/",
            "/2026/11/jazr/",
            "/2026/11/pictured/",
            "/2026/11/the-tide/",
            "/about/",
            "/author/ines/",
            "/category/harbour/",
            "/category/harbour/dredging/",
            "/fa/",
            "/tag/storms/",
        ];
        assert_eq!(all, expected);
        app.status("/sitemap-articles-1.xml", 404);
        app.status("/sitemap-articles-9223372036854775807.xml", 404);
    });
}

#[test]
fn an_article_names_its_languages_its_picture_and_its_last_change() {
    on_each(|app| {
        app.import(&site().build());
        let xml = app.page("/sitemap-articles-0.xml");
        let elements = elements(&xml);
        let languages: Vec<(String, String)> = elements
            .iter()
            .filter(|(at, ..)| at == "urlset/url/xhtml:link")
            .map(|(_, attributes, _)| (attributes[1].1.clone(), attributes[2].1.clone()))
            .collect();
        let (en, fa) = (
            ("en-GB".to_owned(), format!("{HERE}/2026/11/the-tide/")),
            ("fa".to_owned(), format!("{HERE}/2026/11/jazr/")),
        );
        assert_eq!(languages, [en.clone(), fa.clone(), en, fa], "each names both");
        let pictures = texts(&xml, "urlset/url/image:image/image:loc");
        assert_eq!(pictures, ["http://port-merrow.example/wp-content/uploads/2026/11/quay.jpg"]);
        assert!(texts(&xml, "urlset/url/lastmod").iter().all(|at| at == "2026-11-14T07:30:00Z"));
    });
}

#[test]
fn sitemaps_are_never_behind() {
    on_each(|app| {
        app.import(&site().build());
        for path in ["/sitemap.xml", "/sitemap-articles-0.xml", "/sitemap-site.xml", "/sitemap-people-0.xml"]
        {
            app.page(path);
        }
        app.status("/sitemap-articles-3.xml", 404);
        app.import(
            &Wxr::courier()
                .with(Item::post(60, "new", "New").by("tobias"))
                .with(Item::post(6_001, "newer", "Newer"))
                .build(),
        );
        assert!(locations(&app, "/sitemap-articles-0.xml").contains(&"/2026/11/new/".into()));
        assert_eq!(locations(&app, "/sitemap-articles-3.xml"), ["/2026/11/newer/"]);
        assert!(locations(&app, "/sitemap.xml").contains(&"/sitemap-articles-3.xml".into()));
        assert!(locations(&app, "/sitemap-people-0.xml").contains(&"/author/tobias/".into()));
        app.act(|tx| {
            let site = settings::store::site(tx)?;
            for id in [8, 6_001] {
                let article = articles::store::article(tx, id)?.unwrap();
                publishing::actions::withdraw(tx, &site, &article, "")?;
            }
            Ok(())
        })
        .unwrap();
        app.status("/sitemap-articles-3.xml", 404);
        assert!(!locations(&app, "/sitemap.xml").contains(&"/sitemap-articles-3.xml".into()));
        assert_eq!(locations(&app, "/sitemap-site.xml"), ["/"]);
        let articles = app.page("/sitemap-articles-0.xml");
        assert!(!articles.contains("jazr") && !articles.contains("hreflang"), "{articles}");
    });
}

#[test]
fn news_are_of_the_last_two_days_and_end_by_themselves() {
    on_each(|app| {
        let ago = |hours: i64| {
            let at = jiff::Timestamp::from_microsecond(now() - hours * 3_600_000_000).unwrap();
            at.strftime("%Y-%m-%d %H:%M:%S").to_string()
        };
        let of = |id: i64, slug: &str, date: &str| Item::post(id, slug, "Tides & silt").date(date);
        let hidden = of(4, "hidden", &ago(1)).meta("_yoast_wpseo_meta-robots-noindex", "1");
        app.import(
            &Wxr::courier()
                .with(of(1, "now", &ago(1)))
                .with(of(2, "yesterday", &ago(30)).term("language", "fa", "fa"))
                .with(of(3, "old", &ago(49)))
                .with(hidden)
                .with(Item::page(5, "about", "About us").date(&ago(1)))
                .build(),
        );
        let xml = app.page("/news-sitemap.xml");
        let of = |name: &str| texts(&xml, &format!("urlset/url/{name}"));
        assert_eq!(of("news:news/news:title"), ["Tides & silt", "Tides & silt"]);
        assert_eq!(of("news:news/news:publication/news:language"), ["en", "fa"]);
        assert_eq!(of("news:news/news:publication/news:name"), ["Port Merrow Courier"; 2]);
        assert!(of("loc")[0].ends_with("/now/") && of("loc")[1].ends_with("/yesterday/"), "{xml}");
        // The page ends when yesterday's article is no longer news.
        let inner = app.app.clone();
        let page = app
            .app
            .db
            .read(move |sql| inner.composer.compose(sql, &Ask::of("/news-sitemap.xml", None)))
            .wait();
        let until = page.unwrap().valid_until.expect("it ends") - now();
        let hours = until / 3_600_000_000;
        assert!((17..=18).contains(&hours), "it ends in {hours} hours");
    });
}

#[test]
fn where_others_keep_theirs_leads_here() {
    on_sqlite(|app| {
        app.import(&site().build());
        for path in [
            "/wp-sitemap.xml",
            "/wp-sitemap-posts-post-1.xml",
            "/sitemap_index.xml",
            "/post-sitemap.xml",
            "/Sitemap.xml",
            "/sitemap.xml/",
        ] {
            app.leads(path, "/sitemap.xml");
        }
    });
}

#[test]
fn robots_are_told_what_the_site_says() {
    on_each(|app| {
        let answer = app.get("/robots.txt");
        assert_eq!((answer.status, answer.header("content-type")), (200, "text/plain; charset=utf-8"));
        let text = answer.text();
        assert!(text.starts_with("User-agent: *\n"), "{text}");
        assert!(text.contains("\nSitemap: https://courier.example/sitemap.xml\n"), "{text}");
        assert!(!text.contains("GPTBot") && !text.contains("\nDisallow: /\n"), "{text}");
        app.status("/.well-known/tdmrep.json", 404);
        app.status("/.well-known/security.txt", 404);
        let set = app.command(&[
            "site",
            "robots=Disallow: /archive/; # old",
            "ai_training=refuse",
            "security_contact=safe@courier.example",
        ]);
        assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
        let text = app.page("/robots.txt");
        let (all, training) = text.split_once("\n\n").unwrap();
        assert!(all.contains("Disallow: /archive/\n# old") && !all.contains("GPTBot"), "{text}");
        assert!(training.contains("User-agent: GPTBot\n") && training.contains("Disallow: /\n"), "{text}");
        assert_eq!(app.page("/.well-known/tdmrep.json"), r#"[{"location":"/","tdm-reservation":1}]"#);
        let security = app.page("/.well-known/security.txt");
        assert!(security.starts_with("Contact: mailto:safe@courier.example\nExpires: 20"), "{security}");
        app.leads("/security.txt", "/.well-known/security.txt");
        for bad in ["robots=nonsense", "ai_training=maybe", "security_contact=nobody", "robots=X-Y: z"] {
            let refused = app.command(&["site", bad]);
            assert_eq!(refused.status.code(), Some(2), "{bad}");
        }
        assert!(app.command(&["site", "robots=", "security_contact="]).status.success());
        assert!(!app.page("/robots.txt").contains("/archive/"));
    });
}
