//! Sections, topics, people and settings by plain forms, and what readers see of a change.

use super::{
    super::common::{desk::TestDesk, wxr::*, *},
    uploads::{photograph, uploaded},
};
use dateline::accounts::roles::Role;

fn newsroom(app: &TestApp) -> TestDesk {
    app.import(
        &Wxr::new()
            .author(1, "ines", "Ines Calloway")
            .category(3, "news", "", "News")
            .category(4, "harbour", "news", "Harbour")
            .category(5, "opinion", "", "Opinion")
            .tag(8, "tides", "Tides")
            .with(
                Item::post(7, "a-report", "A report")
                    .section("harbour", "Harbour")
                    .topic("tides", "Tides")
                    .by("ines"),
            )
            .build(),
    );
    app.signed_in_as(Role::Administrator)
}

fn done(answer: &http::Answer) {
    assert_eq!(answer.status, 303, "{}", answer.text());
}

fn wrong(answer: &http::Answer, says: &[&str]) {
    let text = answer.text();
    assert_eq!(answer.status, 422, "{text}");
    for says in says {
        assert!(text.contains(says), "{says:?} is not in {text}");
    }
}

#[test]
fn a_section_is_added_renamed_and_ordered() {
    on_each(|app| {
        let desk = newsroom(&app);
        let front = app.page("/");
        assert!(front.contains("Harbour") && !front.contains("Weather"));
        wrong(
            &desk.post("/desk/sections", &[("name", " "), ("slug", "a b"), ("language", "klingonisch")]),
            &["Give it a name.", "value=\"a b\"", "klingonisch", "no language tag"],
        );
        wrong(
            &desk.post("/desk/sections", &[("name", "News")]),
            &["that of “News” beside it", "value=\"News\""],
        );
        wrong(&desk.post("/desk/sections", &[("name", "X"), ("parent", "999")]), &["is no section any more"]);
        done(&desk.post("/desk/sections", &[("name", "Weather"), ("description", "Wind and rain")]));
        assert!(app.page("/category/weather/").contains("Wind and rain"));
        done(&desk.post("/desk/sections/4", &[("name", "The port"), ("slug", "harbour"), ("parent", "3")]));
        assert!(app.page("/2026/11/a-report/").contains("The port"), "readers see it at once");
        // The order is that of readers' lists.
        let order = || {
            let page = desk.page("/desk/sections");
            let at = |name: &str| page.find(&format!("<bdi>{name}</bdi>")).unwrap();
            (at("News") < at("Opinion"), at("Opinion") < at("Weather"))
        };
        assert_eq!(order(), (true, true));
        done(&desk.post("/desk/sections/5/shift", &[("to", "up")]));
        assert_eq!(order(), (false, true));
        done(&desk.post("/desk/sections/5/shift", &[("to", "up")]));
        assert_eq!(order(), (false, true), "the first stays the first");
        done(&desk.post("/desk/sections/5/shift", &[("to", "down")]));
        assert_eq!(order(), (true, true));
        assert!(app.command(&["check"]).status.success());
    });
}

#[test]
fn a_section_that_moves_takes_along_what_is_below_it_and_old_addresses_lead_there() {
    on_each(|app| {
        let desk = newsroom(&app);
        app.status("/category/news/harbour/", 200);
        assert!(app.page("/category/news/").contains("A report"));
        assert!(!app.page("/category/opinion/").contains("A report"));
        wrong(
            &desk.post("/desk/sections/3", &[("name", "News"), ("slug", "news"), ("parent", "4")]),
            &["or one below it"],
        );
        wrong(
            &desk.post("/desk/sections/3", &[("name", "News"), ("slug", "news"), ("parent", "3")]),
            &["or one below it"],
        );
        // A new slug of the one above.
        done(&desk.post("/desk/sections/3", &[("name", "News"), ("slug", "latest-news")]));
        app.leads("/category/news/", "/category/latest-news/");
        app.leads("/category/news/harbour/", "/category/latest-news/harbour/");
        assert!(app.page("/2026/11/a-report/").contains("/category/latest-news/harbour/"));
        // Moved below another: in its list, and in no other.
        done(&desk.post("/desk/sections/4", &[("name", "Harbour"), ("slug", "harbour"), ("parent", "5")]));
        app.leads("/category/news/harbour/", "/category/opinion/harbour/");
        app.leads("/category/latest-news/harbour/", "/category/opinion/harbour/");
        app.status("/2026/11/a-report/", 200);
        soon(|| app.page("/category/opinion/").contains("A report"));
        assert!(!app.page("/category/latest-news/").contains("A report"));
        let check = app.command(&["check"]);
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
        // And back, to the address that it had.
        done(&desk.post("/desk/sections/4", &[("name", "Harbour"), ("slug", "harbour"), ("parent", "3")]));
        app.leads("/category/opinion/harbour/", "/category/latest-news/harbour/");
        soon(|| app.page("/category/latest-news/").contains("A report"));
    });
}

#[test]
fn only_an_empty_section_is_taken_away() {
    on_each(|app| {
        let desk = newsroom(&app);
        wrong(&desk.post("/desk/sections/3/retire", &[]), &["has sections below it"]);
        wrong(&desk.post("/desk/sections/4/retire", &[]), &["has articles"]);
        done(&desk.post("/desk/sections", &[("name", "Boats"), ("parent", "5")]));
        let page = desk.page("/desk/sections");
        let id = page.split("<bdi>Boats</bdi>").next().unwrap().rsplit("/desk/sections/").next().unwrap();
        let id = id.split('"').next().unwrap().to_owned();
        app.status("/category/opinion/boats/", 200);
        done(&desk.post(&format!("/desk/sections/{id}/retire"), &[]));
        app.leads("/category/opinion/boats/", "/category/opinion/");
        done(&desk.post("/desk/sections/5/retire", &[]));
        app.leads("/category/opinion/", "/");
        assert_eq!(desk.get("/desk/sections/5").status, 404);
        assert!(!app.page("/category/news/").contains("Opinion"));
        let check = app.command(&["check"]);
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    });
}

#[test]
fn topics_are_found_added_renamed_and_not_offered_any_more() {
    on_each(|app| {
        let desk = newsroom(&app);
        done(&desk.post("/desk/topics", &[("name", "Ebb & flow"), ("description", "Twice a day")]));
        wrong(
            &desk.post("/desk/topics", &[("name", "ebb flow")]),
            &["There is a topic of this name", "value=\"ebb flow\""],
        );
        wrong(&desk.post("/desk/topics", &[("name", "…")]), &["Give it a letter or a digit."]);
        let names = |question: &str| {
            let page = desk.page(&format!("/desk/topics{question}"));
            page.split("<bdi>")
                .skip(1)
                .filter_map(|rest| rest.split("</bdi>").next().map(str::to_owned))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["Ebb &amp; flow", "Tides"]);
        assert_eq!(names("?q=TID"), ["Tides"]);
        assert_eq!(names("?q=%25"), Vec::<String>::new());
        done(&desk.post("/desk/topics/8", &[("name", "High and low water"), ("description", "Of the sea")]));
        let page = app.page("/tag/tides/");
        assert!(page.contains("High and low water") && page.contains("Of the sea"));
        assert!(app.page("/2026/11/a-report/").contains("High and low water"));
        done(&desk.post("/desk/topics/8/retire", &[]));
        assert!(!desk.get("/desk/topics.json?q=high").text().contains("High and low"), "it is not offered");
        app.status("/tag/tides/", 200);
        assert!(app.command(&["rebuild"]).status.success());
        app.status("/tag/tides/", 200);
        done(&desk.post("/desk/topics/8/retire", &[("back", "1")]));
        assert!(desk.get("/desk/topics.json?q=high").text().contains("High and low"));
        assert!(app.command(&["check"]).status.success());
    });
}

#[test]
fn names_are_paged() {
    on_sqlite(|app| {
        let desk = newsroom(&app);
        for n in 0..130 {
            done(&desk.post("/desk/topics", &[("name", &format!("Matter {n:03}"))]));
        }
        let (mut seen, mut next) = (0, Some("/desk/topics?q=matter".to_owned()));
        while let Some(path) = next.take() {
            let page = desk.page(&path);
            seen += page.matches("<bdi>Matter").count();
            let more = page.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
            next = more.map(|path| path.replace("&amp;", "&"));
        }
        assert_eq!(seen, 130);
    });
}

#[test]
fn a_byline_gets_a_bio_and_a_picture() {
    on_each(|app| {
        let desk = newsroom(&app);
        let page = desk.page("/desk/people?q=ines");
        let id = page.split("/desk/people/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let address = format!("/desk/people/{id}");
        wrong(
            &desk.post(
                &address,
                &[("name", ""), ("url", "javascript:alert(1)"), ("picture", "999"), ("bio", "Writes.")],
            ),
            &[
                "Give the name as it is to stand",
                "javascript:alert(1)",
                "no picture of this number",
                ">Writes.<",
            ],
        );
        let face = uploaded(&desk, "ines.jpg", &photograph(400, 500)).to_string();
        done(&desk.post(
            &address,
            &[
                ("name", "Ines Calloway-Reed"),
                ("bio", "Covers the port."),
                ("url", "https://ines.example"),
                ("picture", &face),
            ],
        ));
        assert!(app.page("/2026/11/a-report/").contains("Ines Calloway-Reed"), "at once");
        let path = "/author/ines/";
        let page = app.page(path);
        assert!(
            page.contains("Covers the port.") && page.contains("class=\"portrait\"") && page.contains("ines"),
            "{page}"
        );
        let src = page
            .split("class=\"portrait\">")
            .nth(1)
            .unwrap()
            .split("src=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        app.status(src, 200);
        done(&desk.post(&address, &[("name", "Ines Calloway-Reed"), ("picture", "")]));
        assert!(!app.page(path).contains("class=\"portrait\""));
        done(&desk.post("/desk/people", &[("name", "Gast Autorin")]));
        wrong(&desk.post("/desk/people", &[("name", "…")]), &["letter or a digit"]);
        assert!(desk.page("/desk/people").contains("Gast Autorin"));
        assert_eq!(app.signed_in_as(Role::Author).get("/desk/people").status, 403);
        assert!(app.command(&["check"]).status.success());
    });
}

#[test]
fn settings_are_set_by_the_rules_of_the_command_line() {
    on_each(|app| {
        let desk = newsroom(&app);
        let page = desk.page("/desk/settings");
        assert!(
            page.contains("<option value=\"Europe/Berlin\">") && page.contains("/{year}/{month}/{slug}/"),
            "{page}"
        );
        wrong(
            &desk.post(
                "/desk/settings",
                &[
                    ("name", " "),
                    ("zone", "Mars/Olympus"),
                    ("permalinks", "/{year}/"),
                    ("comments_links", "many"),
                    ("feed_items", "500"),
                    ("tagline", "Kept <as typed>"),
                    ("robots", "Dance: yes"),
                ],
            ),
            &[
                "a site needs a name",
                "Mars/Olympus",
                "no time zone",
                "must begin with /",
                "from 0 to 36500",
                "from 1 to 100",
                "Kept &lt;as typed&gt;",
                "no line of a robots.txt",
            ],
        );
        assert!(!app.page("/").contains("Kept"), "nothing was changed");
        done(&desk.post(
            "/desk/settings",
            &[
                ("name", "The Harbour Courier"),
                ("tagline", "Since 1871"),
                ("permalinks", "/{slug}/"),
                ("comments", "closed"),
                ("robots", "Disallow: /archive/"),
            ],
        ));
        let front = app.page("/");
        assert!(
            front.contains("The Harbour Courier") && front.contains("Since 1871"),
            "readers see it at once"
        );
        app.status("/2026/11/a-report/", 200);
        assert!(app.page("/robots.txt").contains("Disallow: /archive/"));
        let shown = String::from_utf8(app.command(&["site"]).stdout).unwrap();
        assert!(
            shown.contains("Since 1871") && shown.contains("/{slug}/") && shown.contains("closed"),
            "{shown}"
        );
        assert!(app.command(&["site", "zone=Asia/Tehran", "address_days=9"]).status.success());
        assert!(desk.page("/desk/settings").contains("value=\"Asia/Tehran\""));
        assert!(!app.command(&["site", "zone=Mars/Olympus"]).status.success());
        assert_eq!(app.signed_in_as(Role::Editor).get("/desk/settings").status, 403);
    });
}
