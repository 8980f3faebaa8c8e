//! However an address is spelled, one redirect leads to the one way to write it.

use super::common::{
    TestApp, on_sqlite,
    wxr::{Item, OLD, Wxr},
};

fn site(app: &TestApp) {
    let report =
        Item::post(7, "a-report", "A report").section("dredging", "Dredging").topic("old-basin", "Old Basin");
    let encoded = "%d8%af%d8%b1%db%8c%d8%a7";
    let other = Item::post(8, encoded, "دریا").link(&format!("{OLD}/2026/11/{encoded}/"));
    let page = Item::page(21, "about", "About the Courier").link(&format!("{OLD}/about/"));
    app.import(&Wxr::courier().with(report).with(other).with(page).build());
}

/// Follows redirects to their end: the steps, and where it ends.
fn walk(app: &TestApp, path: &str) -> (Vec<String>, u16) {
    let mut steps = vec![path.to_owned()];
    loop {
        let answer = app.get(steps.last().unwrap());
        if answer.status / 100 != 3 {
            return (steps, answer.status);
        }
        let to = answer.header("location").to_owned();
        assert!(to.starts_with('/') && !to.starts_with("//"), "{path} leads away, to {to}");
        steps.push(to);
        assert!(steps.len() < 6, "{steps:?}");
    }
}

#[test]
fn odd_spellings_take_exactly_one_redirect() {
    on_sqlite(|app| {
        site(&app);
        for (spelled, canonical) in [
            ("/2026/11/a-report", "/2026/11/a-report/"),
            ("/2026/11/A-REPORT", "/2026/11/a-report/"),
            ("/2026/11/a%2Dreport", "/2026/11/a-report/"),
            ("/2026/11/%61-report/", "/2026/11/a-report/"),
            ("/2026%2F11/a-report/", "/2026/11/a-report/"),
            ("//evil.example/2026/11/a-report/", "/2026/11/a-report/"),
            ("//2026/11/a-report/", "/2026/11/a-report/"),
            ("//2026//11///a-report", "/2026/11/a-report/"),
            ("/2026/11/a-report/index.html", "/2026/11/a-report/"),
            ("/2026/11/A-Report/index.php", "/2026/11/a-report/"),
            ("/index.php/2026/11/a-report", "/2026/11/a-report/"),
            ("/2026/11/a-report/?utm_source=x", "/2026/11/a-report/?utm_source=x"),
            ("/Category/Harbour", "/category/harbour/"),
            ("/category/harbour/index.html", "/category/harbour/"),
            ("//category/harbour/", "/category/harbour/"),
            ("/Category/Harbour/Dredging", "/category/harbour/dredging/"),
            ("/TAG/old-basin", "/tag/old-basin/"),
            ("/Author/Ines", "/author/ines/"),
            ("/About", "/about/"),
            ("/about//", "/about/"),
            ("/2026/11/%D8%AF%D8%B1%DB%8C%D8%A7", "/2026/11/%D8%AF%D8%B1%DB%8C%D8%A7/"),
            ("/LATEST", "/latest/"),
            ("/latest/index.html", "/latest/"),
            ("/2026//11", "/2026/11/"),
            ("//", "/"),
            ("/index.php", "/"),
            ("/index.html", "/"),
            ("/INDEX.HTML", "/"),
        ] {
            let (steps, status) = walk(&app, spelled);
            assert_eq!(status, 200, "{steps:?}");
            let expected = usize::from(spelled != canonical);
            assert_eq!(steps.len() - 1, expected, "{steps:?}");
            let end = steps.last().unwrap();
            assert!(end.eq_ignore_ascii_case(canonical), "{spelled} ends at {end}");
        }
    });
}

#[test]
fn what_is_no_address_leads_nowhere() {
    on_sqlite(|app| {
        site(&app);
        for path in [
            "//evil.example/2026/11/",
            "//evil.example",
            "/\\evil.example",
            "/%2F%2Fevil.example",
            "/2026/11/a-report/%00",
            "/2026/11/%ff",
            "/2026/11/a-report/../../../etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/about/index.html/index.html",
        ] {
            let (steps, status) = walk(&app, path);
            assert!(status == 404 && steps.len() <= 2, "{steps:?}: {status}");
        }
    });
}
