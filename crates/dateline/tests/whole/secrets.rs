//! What is not published is on no page at all.

use super::common::{
    Engine, TestApp,
    crawl::crawl,
    engines, import_into, on_each,
    wxr::{Item, OLD, Wxr},
};
use dateline::{params, publishing::schedule};
use sha2::{Digest, Sha256};

/// A word that stands in every text that nobody may see.
const SECRET: &str = "Quillfeather";

/// Items in every state that is not for the public; their slugs do not hold the word, since a page that
/// says "not found" repeats the address that was asked for.
fn hidden() -> Vec<Item> {
    let post = |id: i64, slug: &str| {
        Item::post(id, slug, &format!("{SECRET} {id}"))
            .excerpt(&format!("{SECRET} in short"))
            .content(&format!("<p>{SECRET} at length.</p>"))
            .section("harbour", "Harbour")
            .topic("old-basin", "Old Basin")
            .by("tobias")
            .comment(id * 10, 0, "1", &format!("{SECRET} Reader"), &format!("{SECRET} comment"))
    };
    vec![
        post(31, "in-draft").status("draft"),
        post(32, "in-private").status("private").link(&format!("{OLD}/2026/11/in-private/")),
        post(33, "in-review").status("pending"),
        post(34, "in-trash__trashed").status("trash"),
        post(35, "in-future").status("future").date("2126-01-01 08:00:00"),
        post(36, "in-closed").password("tide"),
        post(37, "in-closed-draft").password("tide").status("draft"),
        post(38, "in-auto").status("auto-draft"),
        post(39, "in-unknown").status("archived-by-plugin"),
        Item::page(40, "in-page", &format!("{SECRET} page")).status("draft"),
        Item::post(41, "in-type", &format!("{SECRET} recipe")).of_kind("recipe"),
        Item::post(42, "in-block", &format!("{SECRET} block")).of_kind("wp_block"),
        Item::post(43, "7-revision-v1", &format!("{SECRET} revision")).of_kind("revision").status("inherit"),
        Item::post(44, "in-field", "Open").meta("source_name", SECRET).meta("_internal_note", SECRET),
    ]
}

fn export() -> Wxr {
    let open =
        Item::post(7, "a-report", "A report").section("harbour", "Harbour").topic("old-basin", "Old Basin");
    let export = Wxr::courier().with(open);
    hidden().into_iter().fold(export, Wxr::with)
}

#[test]
fn nothing_unpublished_is_on_any_page() {
    on_each(|app| {
        app.import(&export().build());
        let guesses: Vec<String> = (1..60)
            .flat_map(|id| [format!("/?p={id}"), format!("/?page_id={id}"), format!("/?attachment_id={id}")])
            .chain(
                [
                    "in-draft",
                    "in-private",
                    "in-review",
                    "in-trash",
                    "in-trash__trashed",
                    "in-future",
                    "in-closed",
                    "in-closed-draft",
                    "in-auto",
                    "in-unknown",
                    "in-page",
                    "in-type",
                    "in-block",
                ]
                .iter()
                .flat_map(|slug| {
                    [
                        format!("/2026/11/{slug}/"),
                        format!("/{slug}/"),
                        format!("/?name={slug}"),
                        format!("/recipe/{slug}/"),
                    ]
                }),
            )
            .chain(
                ["/author/tobias/", "/2126/", "/2126/01/", "/2126/01/01/", "/latest/", "/?author=2"]
                    .map(String::from),
            )
            .collect();
        let also: Vec<&str> = guesses.iter().map(String::as_str).collect();
        let pages = crawl(&app, &also);
        assert!(pages.len() > also.len(), "the crawl saw the site");
        for (path, answer) in &pages {
            assert!(!answer.text().contains(SECRET), "{path} shows what nobody may see");
        }
        for path in
            ["/2026/11/in-draft/", "/2026/11/in-private/", "/?p=31", "/?p=36", "/author/tobias/", "/2126/"]
        {
            assert_eq!(pages[path].status, 404, "{path}");
        }
        assert_eq!(pages["/2026/11/a-report/"].status, 200);
    });
}

/// Readers' queries name published tables only, so it is enough that none of these holds the word.
#[test]
fn nothing_unpublished_is_in_the_tables_that_readers_are_served_from() {
    on_each(|app| {
        app.import(&export().build());
        assert!(app.dump(&[]).iter().any(|row| row.contains(SECRET)), "it is in the database");
        for row in app.dump(&[]) {
            let table = row.split(':').next().unwrap_or_default();
            if table.starts_with("published_") || table == "paths" || table == "settings" {
                assert!(!row.contains(SECRET), "{row}");
            }
        }
    });
}

#[test]
fn a_file_of_a_draft_is_not_served() {
    on_each(|app| {
        let (kept, open) = ("Names that stay in the newsroom.\n", "Tide tables for all.\n");
        app.file("uploads/2026/11/names.txt", kept);
        let uploads = app.file("uploads/2026/11/tides.txt", open).parent().unwrap().join("../..");
        let export = Wxr::courier()
            .with(Item::post(7, "a-report", "A report"))
            .with(Item::attachment(8, "2026/11/tides.txt", "Tides", 7))
            .with(Item::post(31, "in-draft", "A draft").status("draft"))
            .with(Item::attachment(32, "2026/11/names.txt", "Names", 31));
        app.import_with(&export.build(), |options| options.uploads = Some(uploads.clone()));
        let hash = |text: &str| Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect::<String>();
        app.status(&format!("/media/{}/tides.txt", hash(open)), 200);
        app.status(&format!("/media/{}/names.txt", hash(kept)), 404);
        app.status("/wp-content/uploads/2026/11/names.txt", 404);
        app.status("/?attachment_id=32", 404);
    });
}

#[test]
fn addresses_of_commenters_are_nowhere_on_the_disk() {
    on_each(|app| {
        app.import(&export().build());
        assert!(!app.dump(&[]).iter().any(|row| row.contains("192.0.2.77")));
        for entry in std::fs::read_dir(&app.folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                let found = bytes.windows(10).any(|w| w == b"192.0.2.77");
                assert!(!found, "{} holds an IP address", path.display());
            }
        }
    });
}

#[test]
fn what_came_due_while_nothing_ran_is_public_at_the_start() {
    for engine in engines() {
        let app = TestApp::prepared(engine, |config| {
            let later =
                Item::post(35, "later", "The tide turns").date("2126-01-01 08:00:00").status("future");
            import_into(config, &Wxr::courier().with(later).build());
            let (db, _) = dateline::app::open_store(config).unwrap();
            let actions = dateline::changes::Actions::new(db, None, dateline::app::now);
            actions
                .act("test", dateline::changes::Actor::unnamed(dateline::changes::Via::Command), |tx| {
                    let past = tx.now - 3_600_000_000;
                    tx.execute("UPDATE schedules SET due = ?1", params![past])
                })
                .wait()
                .unwrap();
        });
        assert!(app.page("/").contains("The tide turns"), "on {engine:?}");
    }
}

#[test]
fn a_schedule_fires_while_the_server_runs() {
    on_each(|app| {
        let later = Item::post(35, "later", "The tide turns").date("2126-01-01 08:00:00").status("future");
        app.import(&Wxr::courier().with(later).build());
        assert!(!app.page("/").contains("The tide turns"));
        app.act(|tx| {
            let revision = tx.number("SELECT id FROM revisions WHERE article_id = 35", &[])?;
            let due = tx.now;
            schedule::set(tx, 35, revision, due)
        })
        .unwrap();
        super::common::soon(|| app.page("/").contains("The tide turns"));
    });
}

#[test]
fn the_engines_that_are_tested_are_two() {
    if std::env::var_os("DATELINE_TEST_ENGINES").is_none() {
        assert_eq!(engines(), [Engine::Sqlite, Engine::Postgres]);
    }
}
