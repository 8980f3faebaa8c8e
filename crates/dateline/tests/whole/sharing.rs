//! What other sites and search engines are told of an article: oEmbed, Open Graph, schema.org.

use super::common::{
    TestApp, on_each, on_sqlite,
    wxr::{Item, Wxr},
    xml::texts,
};
use serde_json::Value;

const ARTICLE: &str = "https://courier.example/2026/11/a-report/";

fn site() -> Wxr {
    let of = |item: Item, language: &str| {
        item.term("language", language, language).term("post_translations", "pll_1", "pll_1")
    };
    Wxr::courier()
        .with(of(
            Item::post(7, "a-report", "Tides & <b>silt</b>")
                .excerpt("What it said.")
                .section("dredging", "Dredging"),
            "en",
        ))
        .with(of(Item::post(8, "jazr", "جزر"), "pt_BR"))
        .with(Item::post(9, "draft", "Draft").status("draft"))
}

fn ask(app: &TestApp, query: &str) -> (u16, Value) {
    let answer = app.get(&format!("/oembed?{query}"));
    (answer.status, serde_json::from_str(&answer.text()).unwrap())
}

#[test]
fn an_address_that_is_pasted_elsewhere_shows_a_quotation() {
    on_each(|app| {
        app.import(&site().build());
        let (status, json) = ask(&app, &format!("url={ARTICLE}&format=json"));
        assert_eq!(status, 200);
        for (name, value) in [
            ("version", "1.0"),
            ("type", "rich"),
            ("title", "Tides & silt"),
            ("author_name", "Ines Calloway"),
            ("author_url", "https://courier.example/author/ines/"),
            ("provider_name", "Port Merrow Courier"),
        ] {
            assert_eq!(json[name], value, "{name}");
        }
        let html = json["html"].as_str().unwrap();
        assert!(html.contains(&format!("<a href=\"{ARTICLE}\">Tides &amp; silt</a>")), "{html}");
        assert!(!html.contains("<script") && !html.contains("<iframe"), "{html}");
        let answer = app.get(&format!("/oembed?url={ARTICLE}&format=xml"));
        assert_eq!(answer.header("content-type"), "text/xml; charset=utf-8");
        assert_eq!(texts(&answer.text(), "oembed/title"), ["Tides & silt"]);
        assert_eq!(texts(&answer.text(), "oembed/width"), ["600"]);
        // The same at WordPress's address, and what the page itself leads to.
        app.status(&format!("/wp-json/oembed/1.0/embed?url={ARTICLE}"), 200);
        let page = app.page("/2026/11/a-report/");
        let found = page.split("application/json+oembed\" href=\"").nth(1).and_then(|r| r.split('"').next());
        app.status(found.expect("the page names it"), 200);
    });
}

#[test]
fn an_embed_is_no_larger_than_was_asked_for() {
    on_sqlite(|app| {
        app.import(&site().build());
        let (_, json) = ask(&app, &format!("url={ARTICLE}&maxwidth=300&maxheight=100"));
        assert_eq!((&json["width"], &json["height"]), (&Value::from(300), &Value::from(100)));
        let (_, json) = ask(&app, &format!("url={ARTICLE}&maxwidth=99999&maxheight=-1"));
        assert_eq!(json["width"], 600);
    });
}

#[test]
fn what_cannot_be_embedded_says_so() {
    on_each(|app| {
        app.import(&site().build());
        for (query, status) in [
            ("url=https://courier.example/2026/11/nothing/", 404),
            ("url=https://elsewhere.example/2026/11/a-report/", 404),
            ("url=https://courier.example/?p=9", 404),
            ("url=https://courier.example/category/harbour/", 404),
            ("url=javascript:alert(1)", 404),
            ("url=%3Cscript%3E", 404),
            ("url=", 400),
            ("", 400),
            (&format!("url={ARTICLE}&format=yaml"), 501),
        ] {
            let (got, json) = ask(&app, query);
            assert_eq!(got, status, "{query}");
            assert_eq!(json["data"]["status"], status, "{query}");
        }
        for query in [
            "url=http://www.courier.example/2026/11/A-Report".to_owned(),
            "url=https://courier.example/?p=7".to_owned(),
            format!("url={ARTICLE}%23comment-7"),
        ] {
            assert_eq!(ask(&app, &query).0, 200, "{query}");
        }
        // What did not exist was kept in memory as well, and is not shown once it does.
        let nothing = "url=https://courier.example/2026/11/nothing/";
        app.import(&Wxr::courier().with(Item::post(60, "nothing", "Something")).build());
        assert_eq!(ask(&app, nothing).1["title"], "Something");
    });
}

/// The nodes of a page's JSON-LD.
fn graph(page: &str) -> Vec<Value> {
    let text = page.split("application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let json: Value = serde_json::from_str(text).unwrap();
    json["@graph"].as_array().unwrap().clone()
}

#[test]
fn the_front_says_how_the_site_is_searched_and_in_which_languages_it_is() {
    on_each(|app| {
        app.import(&site().build());
        let front = app.page("/");
        let site = &graph(&front)[0];
        assert_eq!(site["@type"], "WebSite");
        let target = &site["potentialAction"]["target"]["urlTemplate"];
        assert_eq!(target, "https://courier.example/search?q={search_term_string}");
        assert!(front.contains("hreflang=\"pt-BR\" href=\"https://courier.example/pt-BR/\""), "{front}");
        assert!(app.page("/pt-BR/").contains("hreflang=\"en-GB\" href=\"https://courier.example/\""));
    });
}

#[test]
fn an_article_says_who_wrote_it_when_and_where_it_stands() {
    on_each(|app| {
        app.import(&site().build());
        let page = app.page("/2026/11/a-report/");
        let graph = graph(&page);
        assert_eq!(graph[0]["@type"], "NewsArticle");
        assert_eq!(graph[0]["author"][0]["name"], "Ines Calloway");
        assert_eq!(graph[0]["publisher"]["name"], "Port Merrow Courier");
        assert_eq!(graph[0]["datePublished"], graph[0]["dateModified"]);
        let trail = graph[1]["itemListElement"].as_array().unwrap();
        let names: Vec<&str> = trail.iter().map(|step| step["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Port Merrow Courier", "Harbour", "Dredging", "Tides & silt"]);
        for tag in [
            "<meta property=\"og:type\" content=\"article\">",
            "<meta property=\"og:locale\" content=\"en_GB\">",
            "<meta property=\"og:locale:alternate\" content=\"pt_BR\">",
            "<meta property=\"article:published_time\" content=\"2026-11-14T07:30:00+00:00\">",
            "<meta property=\"article:section\" content=\"Dredging\">",
            "<meta name=\"twitter:card\" content=\"summary\">",
        ] {
            assert!(page.contains(tag), "{tag} is missing");
        }
    });
}
