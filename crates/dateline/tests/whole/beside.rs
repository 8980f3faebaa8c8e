//! Commands beside a running server, a second server, and several nodes on one database.

use super::common::{
    on_each, on_postgres, soon,
    wxr::{Item, Wxr},
};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn report(title: &str) -> String {
    Wxr::courier().with(Item::post(7, "a-report", title).section("harbour", "Harbour")).build()
}

#[test]
fn what_a_command_wrote_is_shown_when_it_ends() {
    on_each(|app| {
        app.status("/2026/11/a-report/", 404);
        for round in 1..=3 {
            let title = format!("Round {round}");
            let file = app.file("export.xml", report(&title));
            let done = app.command(&["import", "wordpress", file.to_str().unwrap(), "--zone", "UTC"]);
            assert!(done.status.success(), "{}", text(&done.stderr));
            for path in ["/2026/11/a-report/", "/", "/category/harbour/"] {
                assert!(app.page(path).contains(&title), "{path} is stale in round {round}");
            }
        }
        let done = app.command(&["site", "name=The Evening Tide"]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        assert!(app.page("/").contains("The Evening Tide"));
    });
}

#[test]
fn what_a_rebuild_made_is_what_was_there() {
    on_each(|app| {
        app.import(&report("A report"));
        let before = app.dump(&["changes", "audit"]);
        let done = app.command(&["rebuild"]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        assert_eq!(app.dump(&["changes", "audit"]), before);
        assert!(app.page("/2026/11/a-report/").contains("A report"));
    });
}

#[test]
fn a_second_server_on_one_folder_is_refused() {
    on_each(|app| {
        let done = app.command(&["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(done.status.code(), Some(2));
        let said = text(&done.stderr);
        assert!(said.contains("another server") && said.contains("--data"), "{said}");
        app.status("/health", 200);
    });
}

#[test]
fn a_port_that_is_taken_is_named() {
    super::common::on_sqlite(|app| {
        let elsewhere = tempfile::tempdir().unwrap();
        let listen = app.address.to_string();
        let done = super::common::binary(&["serve", "--listen", &listen, "--data"])
            .arg(elsewhere.path())
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(2));
        assert!(text(&done.stderr).contains(&listen), "{}", text(&done.stderr));
    });
}

#[test]
fn every_node_shows_what_one_node_published() {
    on_postgres(|one| {
        let two = one.second_node();
        for round in 1..=3 {
            let title = format!("Round {round}");
            two.get("/");
            two.get("/2026/11/a-report/");
            one.import(&report(&title));
            assert!(one.page("/2026/11/a-report/").contains(&title));
            let begun = std::time::Instant::now();
            soon(|| {
                ["/", "/2026/11/a-report/", "/category/harbour/"]
                    .iter()
                    .all(|p| two.get(p).text().contains(&title))
            });
            assert!(begun.elapsed().as_millis() < 1_500, "it took {:?}", begun.elapsed());
        }
    });
}

#[test]
fn two_nodes_fire_a_schedule_once() {
    on_postgres(|one| {
        let two = one.second_node();
        let later = Item::post(35, "later", "The tide turns").date("2126-01-01 08:00:00").status("future");
        one.import(&Wxr::courier().with(later).build());
        one.act(|tx| tx.execute("UPDATE schedules SET due = 1", &[])).unwrap();
        soon(|| one.page("/").contains("The tide turns") && two.page("/").contains("The tide turns"));
        std::thread::sleep(std::time::Duration::from_millis(1_200));
        let shown =
            one.act(|tx| tx.number("SELECT COUNT(*) FROM publications WHERE article_id = 35", &[])).unwrap();
        assert_eq!(shown, 1);
    });
}
