//! An import that is run again: unchanged, newer, edited here, interrupted, and beside that of another site.

use super::common::{
    binary, on_each, on_sqlite,
    wxr::{Item, Wxr},
};
use dateline::articles::{self, FairCopy};

/// What a second run may write: that it ran.
const RUNS: [&str; 2] = ["import_runs", "audit"];

fn site() -> Wxr {
    Wxr::courier()
        .with(
            Item::post(7, "a-report", "A report")
                .section("dredging", "Dredging")
                .topic("storms", "Storms")
                .meta("kicker", "Harbour")
                .comment(70, 0, "1", "Reader", "A comment"),
        )
        .with(Item::post(8, "a-draft", "A draft").status("draft"))
        .with(Item::page(9, "about", "About"))
        .with(Item::page(10, "child", "Child").below(9))
        .with(Item::attachment(11, "2026/11/quay.jpg", "The quay", 7))
        .with(Item::post(12, "a-recipe", "A recipe").of_kind("recipe"))
}

#[test]
fn an_unchanged_file_changes_nothing() {
    on_each(|app| {
        app.import(&site().build());
        let before = app.dump(&RUNS);
        let summary = app.import(&site().build());
        assert_eq!(app.dump(&RUNS), before);
        for (kind, count) in &summary.counts {
            assert_eq!((count.new, count.changed), (0, 0), "{kind}: {summary}");
        }
    });
}

#[test]
fn lines_and_spaces_of_the_file_are_no_change() {
    on_sqlite(|app| {
        app.import(&site().build());
        let before = app.dump(&RUNS);
        app.import(&site().build().replace("<item>", "\n\n<!-- made later -->\n<item>"));
        assert_eq!(app.dump(&RUNS), before);
    });
}

#[test]
fn a_newer_export_adds_and_updates() {
    on_each(|app| {
        app.import(&site().build());
        let newer = Wxr::courier()
            .with(
                Item::post(7, "a-report", "A report, mended")
                    .section("dredging", "Dredging")
                    .comment(70, 0, "1", "Reader", "A comment")
                    .comment(71, 70, "1", "Editor", "An answer"),
            )
            .with(Item::post(8, "a-draft", "No draft any more"))
            .with(Item::post(13, "a-new-one", "A new one"));
        let summary = app.import(&newer.build());
        let report = app.page("/2026/11/a-report/");
        assert!(report.contains("A report, mended") && report.contains("An answer"));
        assert!(app.page("/2026/11/a-draft/").contains("No draft any more"));
        app.status("/2026/11/a-new-one/", 200);
        // What a newer file does not hold stays: exports are often parts.
        app.status("/about/", 200);
        let articles = summary.counts["articles"];
        assert_eq!((articles.new, articles.changed), (1, 2), "{summary}");
        app.status("/tag/storms/", 200);
        assert!(!app.page("/tag/storms/").contains("A report"), "it has no topic any more");
    });
}

#[test]
fn what_a_newer_export_withdraws_is_gone_and_says_so() {
    on_each(|app| {
        app.import(&site().build());
        app.import(
            &Wxr::courier()
                .with(Item::post(7, "a-report", "A report").status("draft"))
                .with(Item::page(10, "child", "Child").status("trash"))
                .build(),
        );
        app.status("/2026/11/a-report/", 410);
        app.status("/child/", 410);
        let gone = app.get("/2026/11/a-report/").text();
        assert!(!gone.contains("The text of 7."), "the notice shows the text");
        for list in ["/", "/category/harbour/dredging/", "/tag/storms/", "/latest/"] {
            assert!(!app.get(list).text().contains("A report"), "{list} still lists it");
        }
        // And back again.
        app.import(&site().build());
        assert!(app.page("/2026/11/a-report/").contains("A report"));
    });
}

#[test]
fn what_was_edited_here_is_listed_and_not_touched() {
    on_each(|app| {
        app.import(&site().build());
        app.act(|tx| {
            let (_, mut manuscript) = articles::store::revision(tx, 7, 1)?.unwrap();
            manuscript.headline = "Written here".into();
            let manuscript = FairCopy::of(manuscript)?;
            let saved = articles::actions::save(tx, 7, 1, &manuscript)?;
            let site = dateline::settings::store::site(tx)?;
            let article = articles::store::article(tx, 7)?.unwrap();
            dateline::publishing::actions::publish(tx, &site, &article, saved.revision, &manuscript)
        })
        .unwrap();
        let newer = Wxr::courier().with(Item::post(7, "a-report", "Written there"));
        let summary = app.import(&newer.build());
        let page = app.page("/2026/11/a-report/");
        assert!(page.contains("Written here") && !page.contains("Written there"));
        assert_eq!(summary.edited_here.total, 1);
        assert!(summary.to_string().contains("Written there"), "{summary}");
    });
}

#[test]
fn a_dry_run_writes_nothing() {
    on_each(|app| {
        let before = app.dump(&[]);
        let dry = app.import_with(&site().build(), |options| options.dry_run = true);
        assert_eq!(app.dump(&[]), before);
        assert!(dry.dry_run);
        let wet = app.import(&site().build());
        let counts = |summary: &dateline::import::summary::Summary| {
            ["articles", "pages", "people"].map(|kind| summary.counts.get(kind).map(|c| c.new))
        };
        assert_eq!(counts(&dry), counts(&wet));
    });
}

#[test]
fn a_dry_run_where_there_is_no_site_leaves_nothing_behind() {
    on_sqlite(|app| {
        let file = app.file("export.xml", site().build());
        let folder = file.with_file_name("no-site-yet");
        let ran = binary(&["import", "wordpress", "--dry-run", "--json", "--data"])
            .arg(&folder)
            .arg(&file)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        assert!(String::from_utf8_lossy(&ran.stdout).contains("\"dry_run\": true"));
        assert!(!folder.exists());
    });
}

#[test]
fn two_sites_share_one_house() {
    on_each(|app| {
        app.import(&site().build());
        let mut other = Wxr::new().author(1, "hilda", "Hilda Voss").category(2, "fen", "", "Fen");
        other.site = "https://fen-gazette.example".into();
        let other = other
            .with(Item::post(7, "a-report", "A report from the Fen").by("hilda").section("fen", "Fen"))
            .with(Item::post(20, "eels", "Eels").by("hilda"));
        let summary = app.import(&other.build());
        assert!(app.page("/2026/11/a-report/").contains("A report"));
        assert!(
            !app.page("/2026/11/a-report/").contains("from the Fen"),
            "the second site took the first one's page"
        );
        app.status("/2026/11/eels/", 200);
        assert!(app.page("/category/fen/").contains("A report from the Fen"));
        assert!(summary.remarks.total >= 1, "that number and address were taken is said: {summary}");
        // Each file again changes nothing.
        let before = app.dump(&RUNS);
        app.import(&site().build());
        app.import(&other.build());
        assert_eq!(app.dump(&RUNS), before);
    });
}

#[test]
fn a_number_that_stands_twice_makes_two_articles() {
    on_each(|app| {
        let twice = Wxr::courier().with(Item::post(7, "first", "The first seven")).with(Item::post(
            7,
            "second",
            "The second seven",
        ));
        let summary = app.import(&twice.build());
        assert!(app.page("/2026/11/first/").contains("The first seven"));
        assert!(app.page("/2026/11/second/").contains("The second seven"));
        assert!(summary.to_string().contains("stands twice"), "{summary}");
        let before = app.dump(&RUNS);
        app.import(&twice.build());
        assert_eq!(app.dump(&RUNS), before);
    });
}
