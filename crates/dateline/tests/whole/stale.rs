//! No page is stale: once an action is answered, every page made from what it changed is gone.

use super::common::{
    TestApp, on_each,
    wxr::{Item, Wxr},
};
use dateline::articles::FairCopy;
use dateline::{
    articles::{self, model::Manuscript},
    comments, publishing, sections, settings,
};

/// Every list that the report stands in.
const LISTS: [&str; 8] = [
    "/",
    "/latest/",
    "/category/harbour/",
    "/category/harbour/dredging/",
    "/tag/storms/",
    "/author/ines/",
    "/2026/11/",
    "/2026/11/14/",
];

fn site() -> Wxr {
    let other = Item::post(8, "another", "Another").section("dredging", "Dredging").topic("storms", "Storms");
    Wxr::courier()
        .with(
            Item::post(7, "a-report", "A report")
                .section("dredging", "Dredging")
                .topic("storms", "Storms")
                .comment(70, 0, "0", "Ada", "Waits"),
        )
        .with(other)
}

/// Has every page in the cache.
fn warm(app: &TestApp) {
    for path in LISTS.iter().chain(&["/2026/11/a-report/", "/2026/11/new/", "/?p=60"]) {
        app.get(path);
    }
}

fn newest(app: &TestApp) -> (i64, Manuscript) {
    app.act(|tx| {
        let article = articles::store::article(tx, 7)?.unwrap();
        let (_, manuscript) = articles::store::revision(tx, 7, article.latest)?.unwrap();
        Ok((article.latest, manuscript))
    })
    .unwrap()
}

fn publish(app: &TestApp, change: impl Fn(&mut Manuscript) + Send + 'static) {
    let (latest, mut manuscript) = newest(app);
    change(&mut manuscript);
    let manuscript = FairCopy::of(manuscript).unwrap();
    app.act(move |tx| {
        let saved = articles::actions::save(tx, 7, latest, &manuscript)?;
        let site = settings::store::site(tx)?;
        let article = articles::store::article(tx, 7)?.unwrap();
        publishing::actions::publish(tx, &site, &article, saved.revision, &manuscript)
    })
    .unwrap();
}

#[test]
fn what_is_published_is_everywhere_at_once() {
    on_each(|app| {
        app.import(&site().build());
        for round in 1..=3 {
            warm(&app);
            let headline = format!("A report, version {round}.");
            let expected = headline.clone();
            publish(&app, move |manuscript| manuscript.headline = headline.clone());
            for path in LISTS.iter().chain(&["/2026/11/a-report/"]) {
                assert!(app.page(path).contains(&expected), "{path} is stale in round {round}");
            }
        }
    });
}

#[test]
fn what_is_withdrawn_is_nowhere_at_once() {
    on_each(|app| {
        app.import(&site().build());
        warm(&app);
        app.act(|tx| {
            let site = settings::store::site(tx)?;
            let article = articles::store::article(tx, 7)?.unwrap();
            publishing::actions::withdraw(tx, &site, &article, "The survey was misread.")
        })
        .unwrap();
        for path in LISTS {
            assert!(!app.get(path).text().contains("A report"), "{path} still lists it");
        }
        let gone = app.get("/2026/11/a-report/");
        assert_eq!(gone.status, 410);
        assert!(gone.text().contains("The survey was misread."));
    });
}

#[test]
fn a_page_that_was_not_found_appears() {
    on_each(|app| {
        app.import(&site().build());
        warm(&app);
        app.status("/2026/11/new/", 404);
        app.status("/?p=60", 404);
        app.status("/author/tobias/", 404);
        app.status("/2026/10/", 404);
        let new = Item::post(60, "new", "New").date("2026-10-02 08:00:00").by("tobias");
        app.import(&Wxr::courier().with(new.link("http://port-merrow.example/2026/11/new/")).build());
        assert!(app.page("/2026/11/new/").contains("<h1>New</h1>"));
        app.leads("/?p=60", "/2026/11/new/");
        app.status("/author/tobias/", 200);
        app.status("/2026/10/", 200);
    });
}

#[test]
fn an_article_that_moves_between_lists_leaves_the_old_ones() {
    on_each(|app| {
        app.import(&site().build());
        warm(&app);
        app.page("/category/town/");
        publish(&app, |manuscript| {
            manuscript.section = Some(4);
            manuscript.topics = vec![5];
            manuscript.published_on = Some(1_790_000_000_000_000); // 21 September 2026
        });
        for path in
            ["/category/harbour/", "/category/harbour/dredging/", "/tag/storms/", "/2026/11/", "/2026/11/14/"]
        {
            assert!(!app.get(path).text().contains("A report"), "{path} still lists it");
        }
        for path in ["/category/town/", "/tag/old-basin/", "/2026/09/", "/2026/09/21/", "/"] {
            assert!(app.page(path).contains("A report"), "{path} does not list it");
        }
    });
}

#[test]
fn a_comment_that_is_approved_is_shown_at_once() {
    on_each(|app| {
        app.import(&site().build());
        assert!(!app.page("/2026/11/a-report/").contains("Waits"));
        app.act(|tx| {
            tx.execute("UPDATE comments SET state = 'approved' WHERE id = 70", &[])?;
            comments::store::show(tx, 7)
        })
        .unwrap();
        assert!(app.page("/2026/11/a-report/").contains("Waits"));
    });
}

#[test]
fn a_renamed_section_is_renamed_on_every_page_that_names_it() {
    on_each(|app| {
        app.import(&site().build());
        warm(&app);
        app.act(|tx| {
            let section = sections::model::Section {
                parent: Some(2),
                slug: dateline::values::Slug::parse("dredging")?,
                name: "Mud and machines".into(),
                description: String::new(),
                language: None,
            };
            sections::store::update(tx, 3, &section, "category")
        })
        .unwrap();
        for path in
            ["/2026/11/a-report/", "/category/harbour/", "/category/harbour/dredging/", "/tag/storms/"]
        {
            assert!(app.page(path).contains("Mud and machines"), "{path}");
        }
    });
}

#[test]
fn the_sites_name_changes_on_every_page() {
    on_each(|app| {
        app.import(&site().build());
        warm(&app);
        app.act(|tx| {
            let mut site = settings::store::site(tx)?;
            site.name = "The Evening Tide".into();
            settings::store::set_site(tx, &site)
        })
        .unwrap();
        for path in LISTS.iter().chain(&["/2026/11/a-report/", "/nothing/here/"]) {
            assert!(app.get(path).text().contains("The Evening Tide"), "{path}");
        }
    });
}

#[test]
fn a_translation_that_appears_is_offered_at_once() {
    on_each(|app| {
        let of = |item: Item, language: &str| {
            item.term("language", language, language).term("post_translations", "pll_1", "pll_1")
        };
        let english = of(Item::post(7, "the-tide", "The tide"), "en");
        app.import(&Wxr::courier().with(english.clone()).build());
        assert!(!app.page("/2026/11/the-tide/").contains("hreflang=\"fa\""));
        app.status("/fa/", 404);
        app.import(&Wxr::courier().with(of(Item::post(8, "jazr", "جزر"), "fa")).build());
        assert!(app.page("/2026/11/the-tide/").contains("hreflang=\"fa\""));
        app.status("/fa/", 200);
        app.import(&Wxr::courier().with(of(Item::post(8, "jazr", "جزر"), "fa").status("draft")).build());
        assert!(!app.page("/2026/11/the-tide/").contains("hreflang=\"fa\""));
        app.status("/fa/", 404);
    });
}

/// Readers ask without pause while the article is published again and again: none may see an older version
/// once its successor was answered.
#[test]
fn no_reader_is_ever_taken_back() {
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
    on_each(|app| {
        app.import(&site().build());
        publish(&app, |m| m.headline = "Version 0.".into());
        let (answered, done) = (AtomicU64::new(0), AtomicBool::new(false));
        std::thread::scope(|scope| {
            for path in ["/2026/11/a-report/", "/", "/tag/storms/"] {
                let (app, answered, done) = (&app, &answered, &done);
                scope.spawn(move || {
                    while !done.load(Ordering::Acquire) {
                        let at_least = answered.load(Ordering::Acquire);
                        let page = app.page(path);
                        let shown = page.split("Version ").nth(1).and_then(|r| r.split('.').next());
                        let shown: u64 = shown.and_then(|n| n.parse().ok()).expect("a version is shown");
                        assert!(shown >= at_least, "{path} shows {shown} after {at_least} was answered");
                    }
                });
            }
            for version in 1..=40 {
                publish(&app, move |m| m.headline = format!("Version {version}."));
                answered.store(version, Ordering::Release);
            }
            done.store(true, Ordering::Release);
        });
    });
}
