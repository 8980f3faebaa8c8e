//! An import that is killed leaves nothing half-written, and goes on when it is run again.

use super::{
    common::{
        Engine, TestApp, engines,
        wxr::{Item, Wxr},
    },
    site,
};
use std::time::{Duration, Instant};

fn export(posts: i64) -> String {
    let mut wxr = Wxr::courier();
    for number in 0..posts {
        let id = 100 + number;
        wxr = wxr.with(
            Item::post(id, &format!("report-{id}"), &format!("Report {id} from the harbour"))
                .section(["dredging", "town"][id as usize % 2], "")
                .topic("storms", "Storms")
                .content("<p>The tide came in.</p><h2>Later</h2><p>The tide went out.</p>")
                .comment(id * 2, 0, "1", "Ada", "I was there.")
                .comment(id * 2 + 1, id * 2, "1", "Ben", "So was I."),
        );
    }
    wxr.build()
}

#[test]
fn nothing_is_half_written_after_a_kill() {
    for engine in engines() {
        let app = TestApp::new(engine);
        let file = app.file("big.xml", export(800));
        let arguments = ["import", "wordpress", file.to_str().unwrap(), "--zone", "UTC"];
        let articles =
            || app.app.db.read(|sql| sql.number("SELECT COUNT(*) FROM articles", &[])).wait().unwrap();
        for wanted in [50, 300] {
            let mut child = app
                .binary(&arguments)
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .spawn()
                .unwrap();
            let begun = Instant::now();
            while articles() < wanted && begun.elapsed() < Duration::from_secs(60) {
                std::thread::sleep(Duration::from_millis(1));
            }
            child.kill().unwrap();
            child.wait().unwrap();
            let there = articles();
            assert!((wanted..800).contains(&there), "{engine:?}: killed at {there}");
            site::assert_clean(&app.app.config.database, &app.app.files);
        }
        let ended = app.command(&arguments);
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        assert_eq!(articles(), 800);
        site::assert_clean(&app.app.config.database, &app.app.files);
        let again = app.command(&arguments);
        assert!(again.status.success());
        site::assert_clean(&app.app.config.database, &app.app.files);
        assert!(app.page("/2026/11/report-899/").contains("So was I."), "{engine:?}");
    }
}

/// The engine is named so that a failing machine says which of the two it was.
#[test]
fn the_demo_newsroom_is_sound() {
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/port-merrow.xml");
    let xml = std::fs::read_to_string(demo).unwrap();
    for engine in engines() {
        let app = TestApp::new(engine);
        let summary = app.import(&xml);
        assert_eq!(summary.error, None);
        site::assert_clean(&app.app.config.database, &app.app.files);
        dateline::rebuild::run(&app.app.actions, &mut |_, _| {}).unwrap();
        site::assert_clean(&app.app.config.database, &app.app.files);
        assert_eq!(app.engine() == Engine::Sqlite, engine == Engine::Sqlite);
    }
}
