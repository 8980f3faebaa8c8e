//! Addresses below an article's own.

use super::*;

/// All that there is below an article's address.
const TAILS: [&str; 11] = [
    "versions/",
    "versions/3/",
    "versions/1..3/",
    "timemap",
    "timegate",
    "cite.bib",
    "cite.json",
    "versions/3/cite.bib",
    "prov.jsonld",
    "ninjs.json",
    "report-an-error/",
];

#[test]
fn a_tail_follows_its_article_to_its_one_address() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report().meta("_wp_old_slug", "an-early-report")).build());
        for tail in TAILS {
            let here = format!("{REPORT}{tail}");
            for other in ["/2026/11/an-early-report/", "/2026/11/A-Report/", "/2026//11/a-report/"] {
                let answer = app.get(&format!("{other}{tail}"));
                assert_eq!((answer.status, answer.header("location")), (301, here.as_str()), "{other}{tail}");
            }
            // A slash too many, or one that is missing.
            let other = here.strip_suffix('/').map_or_else(|| format!("{here}/"), str::to_owned);
            let answer = app.get(&other);
            assert_eq!((answer.status, answer.header("location")), (301, here.as_str()), "{other}");
        }
        let answer = app.get(&format!("{REPORT}versions/3..1/"));
        assert_eq!(answer.header("location"), format!("{REPORT}versions/1..3/"));
        for nothing in ["versions/0/", "versions/x/", "versions/1../", "timemap.json", "cite"] {
            app.status(&format!("{REPORT}{nothing}"), 404);
        }
        for tail in TAILS {
            app.status(&format!("/2026/11/no-report/{tail}"), 404);
            app.status(&format!("/category/harbour/{tail}"), 404);
        }
        // Where the article goes, they go.
        publish(&app, |manuscript| manuscript.path = Some("/2026/11/another-report/".into()));
        for tail in TAILS {
            let answer = app.get(&format!("{REPORT}{tail}"));
            let to = format!("/2026/11/another-report/{tail}");
            assert_eq!((answer.status, answer.header("location")), (301, to.as_str()), "{tail}");
        }
    });
}

#[test]
fn a_page_of_the_site_wins_over_a_tail() {
    on_each(|app| {
        let page = |id: i64, path: &str, title: &str, parent: i64| {
            let slug = path.rsplit('/').next().unwrap_or(path);
            Item::page(id, slug, title).link(&format!("{OLD}/{path}/")).below(parent)
        };
        let pages = [page(21, "about", "About us", 0), page(22, "about/versions", "Our editions", 21)];
        app.import(&pages.into_iter().fold(Wxr::courier(), Wxr::with).build());
        assert!(app.page("/about/versions/").contains("Our editions"));
    });
}

#[test]
fn below_a_withdrawn_article_all_is_gone_with_its_note() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report()).build());
        for tail in TAILS {
            app.get(&format!("{REPORT}{tail}"));
        }
        withdraw(&app, "The depths were those of another basin.");
        for tail in TAILS {
            let answer = app.get(&format!("{REPORT}{tail}"));
            assert_eq!(answer.status, 410, "{tail}");
            assert!(answer.text().contains("The depths were those of another basin."), "{tail}");
            assert!(!answer.text().contains("Old Basin"), "{tail}");
        }
    });
}
