//! What else an export says of an article: other languages, several authors, search texts, blocks, dates.

use super::common::{
    on_each, on_sqlite,
    wxr::{Item, Wxr},
};

#[test]
fn translations_lead_to_one_another() {
    on_each(|app| {
        let of = |item: Item, language: &str| {
            item.term("language", language, language).term("post_translations", "pll_1", "pll_1")
        };
        app.import(
            &Wxr::courier()
                .with(of(Item::post(7, "the-tide", "The tide"), "en"))
                .with(of(Item::post(8, "jazr", "جزر و مد").content("<p>متن</p>"), "fa"))
                .build(),
        );
        let english = app.page("/2026/11/the-tide/");
        assert!(english.contains("hreflang=\"fa\"") && english.contains("href=\"/2026/11/jazr/\""));
        let persian = app.page("/2026/11/jazr/");
        assert!(persian.contains("dir=\"rtl\"") && persian.contains("href=\"/2026/11/the-tide/\""));
        // Each language has a front of its own.
        assert!(!app.page("/").contains("جزر و مد"));
        assert!(app.page("/fa/").contains("جزر و مد"));
        app.leads("/en-GB/", "/");
        app.status("/de/", 404);
    });
}

#[test]
fn all_who_wrote_it_are_named() {
    on_each(|app| {
        app.import(
            &Wxr::courier()
                .with(Item::post(7, "a-report", "A report").term("author", "cap-tobias", "tobias").term(
                    "author",
                    "cap-guest-nell",
                    "guest-nell",
                ))
                .with(
                    Item::post(90, "cap-guest-nell", "Nell Marsh")
                        .of_kind("guest-author")
                        .meta("cap-display_name", "Nell Marsh")
                        .meta("cap-user_login", "guest-nell")
                        .meta("cap-user_email", "nell@example.org"),
                )
                .build(),
        );
        let page = app.page("/2026/11/a-report/");
        assert!(page.contains("Tobias Renn") && page.contains("Nell Marsh"));
        assert!(!page.contains("Ines Calloway"), "she only typed it in");
        assert!(app.page("/author/guest-nell/").contains("A report"));
        assert!(!app.page("/author/guest-nell/").contains("nell@example.org"));
    });
}

#[test]
fn search_texts_are_those_of_the_plugin() {
    on_each(|app| {
        app.import(
            &Wxr::courier()
                .with(
                    Item::post(7, "a-report", "A report")
                        .meta("_yoast_wpseo_title", "For search engines")
                        .meta("_yoast_wpseo_metadesc", "In a few words")
                        .meta("_yoast_wpseo_meta-robots-noindex", "1")
                        .meta("_yoast_wpseo_canonical", "https://agency.example/first"),
                )
                .with(Item::post(8, "plain", "Plain").meta("_yoast_wpseo_title", "%%title%% %%sep%%"))
                .build(),
        );
        let page = app.page("/2026/11/a-report/");
        let head = page.split("</head>").next().unwrap();
        assert!(head.contains("For search engines") && head.contains("content=\"In a few words\""));
        assert!(head.contains("noindex"));
        assert!(head.contains("<link rel=\"canonical\" href=\"https://agency.example/first\">"), "{head}");
        assert!(!app.page("/2026/11/plain/").contains("%%"));
    });
}

#[test]
fn kicker_place_and_standfirst_come_from_their_fields() {
    on_each(|app| {
        let post = Item::post(7, "a-report", "A report")
            .excerpt("What it says, in a line.")
            .meta("kicker", "Harbour")
            .meta("place", "Holm Quay");
        app.import(&Wxr::courier().with(post).build());
        let page = app.page("/2026/11/a-report/");
        assert!(page.contains("<p class=\"kicker\">Harbour</p>"));
        assert!(page.contains("<p class=\"standfirst\">What it says, in a line.</p>"));
        assert!(page.contains("Holm Quay"));
    });
}

#[test]
fn a_reusable_block_stands_in_each_text_that_uses_it() {
    on_each(|app| {
        let using = |id: i64| {
            Item::post(id, &format!("uses-{id}"), "Uses it")
                .content("<p>Before.</p>\n<!-- wp:block {\"ref\":50} /-->")
        };
        app.import(
            &Wxr::courier()
                .with(using(7))
                .with(using(8))
                .with(
                    Item::post(50, "how-we-work", "How we work")
                        .of_kind("wp_block")
                        .content("<!-- wp:paragraph --><p>We show our sources.</p><!-- /wp:paragraph -->"),
                )
                .with(
                    Item::post(51, "circle", "Circle")
                        .of_kind("wp_block")
                        .content("<p>Round</p><!-- wp:block {\"ref\":51} /-->"),
                )
                .with(Item::post(9, "round", "Round").content("<!-- wp:block {\"ref\":51} /-->"))
                .build(),
        );
        for id in [7, 8] {
            assert!(app.page(&format!("/2026/11/uses-{id}/")).contains("We show our sources."));
        }
        assert!(app.page("/2026/11/round/").contains("Round"));
    });
}

#[test]
fn links_to_the_old_site_become_links_of_this_one() {
    on_each(|app| {
        let post = Item::post(7, "a-report", "A report").content(
            "<p><a href=\"http://www.port-merrow.example/2026/11/other/\">There</a>, \
             <a href=\"https://elsewhere.example/\">elsewhere</a></p>",
        );
        app.import(&Wxr::courier().with(post).with(Item::post(8, "other", "Other")).build());
        let page = app.page("/2026/11/a-report/");
        assert!(
            page.contains("href=\"/2026/11/other/\"") && page.contains("href=\"https://elsewhere.example/\"")
        );
        assert!(!page.contains("port-merrow.example"));
    });
}

#[test]
fn json_ld_says_what_the_page_says() {
    on_sqlite(|app| {
        let post =
            Item::post(7, "a-report", "A report").section("dredging", "Dredging").topic("storms", "Storms");
        app.import(&Wxr::courier().with(post).build());
        let page = app.page("/2026/11/a-report/");
        let text =
            page.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next();
        let value: serde_json::Value = serde_json::from_str(text.unwrap()).unwrap();
        let graph = value["@graph"].as_array().unwrap();
        let of = |kind: &str| graph.iter().find(|node| node["@type"] == kind).unwrap();
        let article = of("NewsArticle");
        assert_eq!(article["headline"], "A report");
        assert_eq!(article["url"], "https://courier.example/2026/11/a-report/");
        assert_eq!(article["author"][0]["name"], "Ines Calloway");
        assert!(article["datePublished"].as_str().unwrap().starts_with("2026-11-14T07:30:00"));
        let names: Vec<_> =
            of("BreadcrumbList")["itemListElement"].as_array().unwrap().iter().map(|i| &i["name"]).collect();
        assert_eq!(names, ["Port Merrow Courier", "Harbour", "Dredging", "A report"]);
    });
}

#[test]
fn an_item_with_next_to_nothing_comes_in() {
    on_each(|app| {
        let bare = "<item><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>";
        let summary = app.import(&Wxr::new().raw(bare).build());
        assert_eq!(summary.counts["articles"].new, 1, "{summary}");
        let answer = app.get("/?p=7");
        assert_eq!(answer.status, 301, "{summary}");
        assert_eq!(app.get(answer.header("location")).status, 200);
    });
}
