//! Old addresses: each that a site had before leads to what stood there.

use super::common::{
    on_each, on_sqlite,
    wxr::{Item, OLD, Wxr},
};

fn report() -> Item {
    Item::post(7, "a-report", "A report on the Old Basin")
        .section("dredging", "Dredging")
        .topic("old-basin", "Old Basin")
}

#[test]
fn permalinks_are_kept_and_every_other_form_leads_to_them() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report().meta("_wp_old_slug", "an-early-report")).build());
        assert!(app.page("/2026/11/a-report/").contains("A report on the Old Basin"));
        for old in [
            "/?p=7",
            "/index.php?p=7",
            "/?p=7&preview=true",
            "/?name=a-report",
            "/index.php/2026/11/a-report/",
            "/2026/11/a-report",
            "/2026/11/A-Report/",
            "/2026/11/a-report//",
            "/2026/11/an-early-report/",
            "/2026/11/a-report/amp/",
            "/2026/11/a-report/comment-page-2/",
            "/2026/11/a-report/2/",
            "/2020/01/a-report/",
            "/a-report/",
        ] {
            app.leads(old, "/2026/11/a-report/");
        }
        for nowhere in
            ["/?p=8", "/?p=-7", "/?p=7x", "/?p=99999999999999999999", "/2026/11/another/", "/nothing"]
        {
            app.status(nowhere, 404);
        }
        // A query that means nothing here changes nothing.
        app.status("/2026/11/a-report/?utm_source=letter&fbclid=x", 200);
    });
}

#[test]
fn sections_topics_people_and_days_have_their_old_addresses() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report()).build());
        for (path, name) in [
            ("/category/harbour/", "Harbour"),
            ("/category/harbour/dredging/", "Dredging"),
            ("/tag/old-basin/", "Old Basin"),
            ("/author/ines/", "Ines Calloway"),
            ("/2026/", "2026"),
            ("/2026/11/", "2026"),
            ("/2026/11/14/", ">November 2026</a>"),
        ] {
            let page = app.page(path);
            assert!(page.contains(name), "{path} does not say {name}");
            assert!(page.contains("A report on the Old Basin"), "{path} does not list the report");
        }
        for (old, now) in [
            ("/?cat=3", "/category/harbour/dredging/"),
            ("/?category_name=harbour", "/category/harbour/"),
            ("/category/harbour", "/category/harbour/"),
            ("/category/harbour/page/2/", "/category/harbour/"),
            ("/?tag=old-basin", "/tag/old-basin/"),
            ("/TAG/Old-Basin/", "/tag/old-basin/"),
            ("/?author=1", "/author/ines/"),
            ("/?author_name=ines", "/author/ines/"),
            ("/?m=202611", "/2026/11/"),
            ("/?m=20261114", "/2026/11/14/"),
            ("/2026/11", "/2026/11/"),
            ("/page/2/", "/"),
        ] {
            app.leads(old, now);
        }
        // Nobody wrote these, nothing stands on those days.
        for nowhere in
            ["/author/tobias/", "/2026/10/", "/2025/", "/2026/02/30/", "/category/fishing/", "/tag/x/"]
        {
            app.status(nowhere, 404);
        }
    });
}

#[test]
fn dates_are_those_of_the_newsrooms_zone() {
    on_sqlite(|app| {
        // 23:30 in UTC is the next day in Berlin.
        let late = Item::post(7, "late", "Late at night").date("2026-11-14 23:30:00");
        app.import_with(&Wxr::courier().with(late).build(), |options| {
            options.zone = Some("Europe/Berlin".into());
        });
        app.status("/2026/11/15/", 200);
        app.status("/2026/11/14/", 404);
    });
}

#[test]
fn pages_stand_below_one_another_in_whatever_order_they_come() {
    on_each(|app| {
        let at = |id: i64, path: &str, title: &str, parent: i64| {
            let slug = path.rsplit('/').next().unwrap_or(path);
            Item::page(id, slug, title).link(&format!("{OLD}/{path}/")).below(parent)
        };
        app.import(
            &Wxr::courier()
                .with(at(23, "about/people/desk", "The desk", 22))
                .with(at(22, "about/people", "The people", 21))
                .with(at(21, "about", "About the Courier", 0))
                .with(at(24, "lost", "A lost page", 99))
                .with(at(25, "ring-a", "Ring A", 26))
                .with(at(26, "ring-b", "Ring B", 25))
                .build(),
        );
        let desk = app.page("/about/people/desk/");
        for above in ["href=\"/about/\"", "href=\"/about/people/\""] {
            assert!(desk.contains(above), "the trail lacks {above}");
        }
        for path in ["/lost/", "/ring-a/", "/ring-b/"] {
            app.status(path, 200);
        }
        app.leads("/?page_id=23", "/about/people/desk/");
        app.leads("/about/people/desk", "/about/people/desk/");
    });
}

#[test]
fn uploads_left_at_the_old_site_lead_there() {
    on_each(|app| {
        app.import(
            &Wxr::courier()
                .with(report())
                .with(Item::attachment(8, "2026/11/quay.jpg", "The quay", 7))
                .with(Item::attachment(9, "2026/11/mole-scaled.jpg", "The mole", 7))
                .build(),
        );
        let there = |file: &str| format!("{OLD}/wp-content/uploads/2026/11/{file}");
        for (path, to) in [
            ("/wp-content/uploads/2026/11/quay.jpg", there("quay.jpg")),
            ("/wp-content/uploads/2026/11/quay-300x200.jpg", there("quay.jpg")),
            ("/wp-content/uploads/2026/11/quay-1024x683.jpg", there("quay.jpg")),
            ("/wp-content/uploads/2026/11/mole.jpg", there("mole-scaled.jpg")),
            ("/wp-content/uploads/2026/11/mole-300x200.jpg", there("mole-scaled.jpg")),
            ("/?attachment_id=8", there("quay.jpg")),
            ("/quay/", there("quay.jpg")),
        ] {
            let answer = app.get(path);
            assert_eq!((answer.status, answer.header("location")), (301, to.as_str()), "{path}");
        }
        app.status("/wp-content/uploads/2026/11/other.jpg", 404);
    });
}

#[test]
fn an_address_in_another_script_is_kept() {
    on_each(|app| {
        let encoded = "%d8%af%d8%b1%db%8c%d8%a7";
        let post = Item::post(7, encoded, "دریا").link(&format!("{OLD}/2026/11/{encoded}/"));
        app.import(&Wxr::courier().with(post).build());
        assert!(app.page("/2026/11/%D8%AF%D8%B1%DB%8C%D8%A7/").contains("دریا"));
        app.status("/2026/11/%d8%af%d8%b1%db%8c%d8%a7/", 200);
        assert_eq!(app.get("/?p=7").status, 301);
    });
}

#[test]
fn two_items_with_one_permalink_both_have_an_address() {
    on_each(|app| {
        let first = Item::post(7, "twin", "The first twin");
        let second = Item::post(8, "twin", "The second twin");
        let summary = app.import(&Wxr::courier().with(first).with(second).build());
        // Which of them keeps the address is not said: on PostgreSQL several are brought in at once.
        let mut stand = Vec::new();
        for (number, headline) in [(7, "The first twin"), (8, "The second twin")] {
            let answer = app.get(&format!("/?p={number}"));
            assert_eq!(answer.status, 301);
            let at = answer.header("location").to_owned();
            assert!(app.page(&at).contains(&format!("<h1>{headline}</h1>")), "{at}");
            stand.push(at);
        }
        stand.sort();
        assert_eq!(stand, ["/2026/11/twin-2/", "/2026/11/twin/"]);
        assert!(summary.remarks.total > 0, "that an address was taken is said");
    });
}

#[test]
fn redirect_lists_come_in_and_never_cover_an_article() {
    on_each(|app| {
        let json = r#"{"groups":[{"id":1,"enabled":true}],"redirects":[
            {"url":"/old-tides","action_data":{"url":"/2026/11/a-report/"},"action_code":301,"group_id":1,"enabled":true},
            {"url":"/ferry","action_data":{"url":"https://ferry.example/times"},"action_code":302,"group_id":1,"enabled":true},
            {"url":"/2026/11/a-report/","action_data":{"url":"/elsewhere"},"action_code":301,"group_id":1,"enabled":true},
            {"url":"^/x/(.*)","regex":true,"action_data":{"url":"/$1"},"action_code":301,"group_id":1,"enabled":true},
            {"url":"/bad","action_data":{"url":"javascript:alert(1)"},"action_code":301,"group_id":1,"enabled":true}]}"#;
        let list = app.file("redirects.json", json);
        let summary = app.import_with(&Wxr::courier().with(report()).build(), |options| {
            options.redirects = Some(list);
        });
        app.leads("/old-tides", "/2026/11/a-report/");
        app.leads("/old-tides/", "/2026/11/a-report/");
        let ferry = app.get("/ferry");
        assert_eq!((ferry.status, ferry.header("location")), (302, "https://ferry.example/times"));
        app.status("/2026/11/a-report/", 200);
        app.status("/bad", 404);
        assert_eq!(summary.redirects, 3, "{summary}");
        assert!(summary.to_string().contains("pattern"), "{summary}");
    });
}

#[test]
fn a_list_as_csv_comes_in_too() {
    on_sqlite(|app| {
        let list = app.file("redirects.csv", "source,target,code\n/old-tides,/2026/11/a-report/,308\n");
        app.import_with(&Wxr::courier().with(report()).build(), |options| options.redirects = Some(list));
        assert_eq!(app.get("/old-tides").status, 308);
    });
}
