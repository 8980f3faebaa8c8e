//! Lists: the front page, sections and their pages further on, sticky stories, menus.

use super::common::{
    TestApp,
    crawl::links,
    on_each, on_sqlite,
    wxr::{Item, OLD, Wxr},
};
use std::collections::BTreeSet;

/// Fifty reports, a day apart but for ten that share one moment.
fn fifty() -> Wxr {
    (1..=50).fold(Wxr::courier(), |export, n| {
        let day = if n > 40 { 15 } else { n % 28 + 1 };
        let month = if n > 28 { 10 } else { 9 };
        export.with(
            Item::post(n, &format!("report-{n}"), &format!("Report number {n}."))
                .date(&format!("2026-{month:02}-{day:02} 08:00:00"))
                .section("dredging", "Dredging")
                .topic("storms", "Storms"),
        )
    })
}

/// Follows the way to older pages to its end; the headlines' numbers in order.
fn walk(app: &TestApp, first: &str) -> Vec<(String, Vec<String>)> {
    let mut pages = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(path) = next.take() {
        assert!(pages.len() < 10, "the list goes on without end");
        let html = app.page(&path);
        let reports: Vec<String> = links(html.split("<main").nth(1).unwrap())
            .into_iter()
            .filter(|l| l.contains("/report-"))
            .collect();
        next = links(&html).into_iter().find(|l| l.contains("?before="));
        // A page further on links both ways.
        next = html
            .split("<a class=\"older\"")
            .nth(1)
            .and_then(|rest| links(rest).into_iter().next())
            .or_else(|| next.filter(|_| false));
        pages.push((path, reports));
    }
    pages
}

#[test]
fn paging_by_key_shows_each_article_once() {
    on_each(|app| {
        app.import(&fifty().build());
        for first in
            ["/category/harbour/", "/category/harbour/dredging/", "/tag/storms/", "/author/ines/", "/latest/"]
        {
            let pages = walk(&app, first);
            let all: Vec<&String> = pages.iter().flat_map(|(_, reports)| reports).collect();
            let once: BTreeSet<&String> = all.iter().copied().collect();
            assert_eq!((all.len(), once.len()), (50, 50), "{first}");
            assert!(pages.len() >= 3, "{first} has {} pages", pages.len());
        }
    });
}

#[test]
fn an_article_published_between_two_pages_repeats_none() {
    on_sqlite(|app| {
        app.import(&fifty().build());
        let second = walk(&app, "/tag/storms/")[1].clone();
        app.import(
            &Wxr::courier().with(Item::post(60, "report-60", "New").topic("storms", "Storms")).build(),
        );
        assert_eq!(walk(&app, &second.0)[0].1, second.1);
    });
}

#[test]
fn a_place_that_is_none_is_no_fault() {
    on_sqlite(|app| {
        app.import(&fifty().build());
        for query in
            ["before=x", "before=", "before=1", "before=0-0", "after=99999999999999999-1", "before=-5-7"]
        {
            let answer = app.get(&format!("/tag/storms/?{query}"));
            assert!([200, 301].contains(&answer.status), "{query}: {}", answer.status);
        }
    });
}

#[test]
fn sticky_stories_stand_first() {
    on_each(|app| {
        app.import(
            &fifty()
                .with(Item::post(51, "notice", "Read this first").date("2020-01-01 08:00:00").sticky())
                .build(),
        );
        let front = app.page("/");
        let main = front.split("<main").nth(1).unwrap();
        assert!(links(main)[0].contains("/notice/"), "the first link is {}", links(main)[0]);
    });
}

#[test]
fn the_sites_menu_comes_along() {
    on_each(|app| {
        let entry = |id: i64, title: &str, kind: &str, object: i64, parent: i64, order: i64| {
            Item::post(id, &id.to_string(), title)
                .of_kind("nav_menu_item")
                .order(order)
                .term("nav_menu", "main", "Main menu")
                .meta("_menu_item_type", kind)
                .meta("_menu_item_object_id", &object.to_string())
                .meta("_menu_item_menu_item_parent", &parent.to_string())
        };
        app.import(
            &Wxr::courier()
                .term(30, "nav_menu", "main", "Main menu")
                .with(Item::post(7, "a-report", "A report").section("harbour", "Harbour"))
                .with(Item::page(9, "about", "About us"))
                .with(Item::page(10, "secret", "Not public").status("draft"))
                .with(entry(81, "", "taxonomy", 2, 0, 1))
                .with(entry(82, "Who we are", "post_type", 9, 0, 2))
                .with(entry(83, "Tides", "custom", 0, 0, 3).meta("_menu_item_url", "https://tides.example/"))
                .with(entry(84, "Evil", "custom", 0, 0, 4).meta("_menu_item_url", "javascript:alert(1)"))
                .with(entry(85, "Hidden", "post_type", 10, 0, 5))
                .build(),
        );
        let front = app.page("/");
        let menu = front.split("<nav class=\"menu\"").nth(1).unwrap().split("</nav>").next().unwrap();
        for (name, href) in [
            ("Harbour", "/category/harbour/"),
            ("Who we are", "/about/"),
            ("Tides", "https://tides.example/"),
        ] {
            assert!(menu.contains(name) && menu.contains(&format!("href=\"{href}\"")), "{name}: {menu}");
        }
        assert!(!menu.contains("Evil") && !menu.contains("Hidden") && !menu.contains("javascript"), "{menu}");
    });
}

#[test]
fn the_trail_leads_through_the_tree_of_sections() {
    on_each(|app| {
        let report = Item::post(7, "a-report", "A report")
            .section("town", "Town")
            .section("dredging", "Dredging")
            .meta("_yoast_wpseo_primary_category", "3");
        app.import(&Wxr::courier().with(report).build());
        let page = app.page("/2026/11/a-report/");
        let trail = page.split("<nav class=\"crumbs\"").nth(1).unwrap().split("</nav>").next().unwrap();
        assert_eq!(links(trail), ["/", "/category/harbour/", "/category/harbour/dredging/"]);
        // The section that does not place it lists it, and the sections above list what is below them.
        for list in ["/category/town/", "/category/harbour/"] {
            assert!(app.page(list).contains("A report"), "{list}");
        }
    });
}

#[test]
fn sections_may_stand_in_a_circle() {
    on_sqlite(|app| {
        let summary = app.import(
            &Wxr::new()
                .category(2, "a", "b", "A")
                .category(3, "b", "a", "B")
                .category(4, "c", "c", "C")
                .category(5, "d", "nowhere", "D")
                .with(Item::post(7, "x", "X").link(&format!("{OLD}/x/")).section("a", "A").section("c", "C"))
                .build(),
        );
        assert!(app.page("/x/").contains("<h1>X</h1>"), "{summary}");
        assert_eq!(app.get("/?cat=5").status, 301);
    });
}
