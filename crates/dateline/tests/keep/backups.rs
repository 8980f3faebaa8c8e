//! A backup holds everything, and gives it back on either engine.

use super::{
    common::{self, Engine, TestApp, engines, pg, wxr::Item, wxr::Wxr},
    site,
};
use dateline::{
    app::{open_files, open_store},
    backup::{self, Absent},
    config::Config,
    db::{DatabaseUrl, NEWEST_MIGRATION},
    files::Hash,
    import::wordpress::{self, Options},
};
use std::path::{Path, PathBuf};

fn written(app: &TestApp, name: &str) -> PathBuf {
    let to = app.folder.with_file_name(name);
    let mut from = app.app.db.separate().unwrap();
    backup::write(&mut from, &app.app.files, &to, Absent::Refuse, &mut |_| {})
        .expect("the backup is written");
    to
}

fn empty(folder: &Path, engine: Engine) -> Config {
    let database = (engine == Engine::Postgres).then(pg::TestPg::database);
    common::config(folder, database.as_deref())
}

fn restored(config: &Config, from: &Path) {
    let files = open_files(config).unwrap();
    backup::restore(config, &files, from, &mut |_| {}).expect("the backup is restored");
}

#[test]
fn a_site_moves_between_the_engines_and_back() {
    for engine in engines() {
        let app = site::app(engine);
        site::assert_clean(&app.app.config.database, &app.app.files);
        // The server's own work (what is related, sizes of pictures) is part of the site: it is waited for.
        let busy = || {
            let before = site::rows(&app.app.config.database);
            std::thread::sleep(std::time::Duration::from_millis(700));
            !before["jobs"].is_empty() || before != site::rows(&app.app.config.database)
        };
        common::soon(|| !busy());
        let (first, before) = (written(&app, "first.tar.zst"), site::rows(&app.app.config.database));
        let verdict = backup::verify(&first, &mut |_| {}).unwrap();
        assert_eq!(verdict.damages, Vec::new());
        let rows = |table: &str| before[table].len() as u64;
        for table in before.keys() {
            assert_eq!(verdict.contents.rows(table), rows(table), "{table}");
        }
        assert!(
            verdict.contents.files >= 3,
            "a document, a picture and its sizes: {}",
            verdict.contents.files
        );
        for other in engines() {
            let folder = app.folder.with_file_name(format!("on-{other:?}"));
            let config = empty(&folder, other);
            restored(&config, &first);
            assert_eq!(site::rows(&config.database), before, "{engine:?} to {other:?}");
            let (db, files) = open_store(&config).unwrap();
            site::assert_clean(&config.database, &files);
            // And back: what a restored site gives is what it was given.
            let second = app.folder.with_file_name(format!("second-{other:?}.tar.zst"));
            backup::write(&mut db.separate().unwrap(), &files, &second, Absent::Refuse, &mut |_| {}).unwrap();
            let back = empty(&app.folder.with_file_name(format!("back-{other:?}")), engine);
            restored(&back, &second);
            assert_eq!(site::rows(&back.database), before, "{engine:?} to {other:?} and back");
        }
    }
}

#[test]
fn a_restored_site_goes_on_counting() {
    for engine in engines() {
        let app = site::app(Engine::Sqlite);
        let config = empty(&app.folder.with_file_name("other"), engine);
        restored(&config, &written(&app, "a.tar.zst"));
        let (db, files) = open_store(&config).unwrap();
        let file = app.file("more.xml", Wxr::courier().with(Item::post(90, "more", "One more")).build());
        let actions = dateline::changes::Actions::new(db, None, dateline::app::now);
        let options = Options { file, ..Options::default() };
        let summary = wordpress::run(&actions, &files, &config, &options, &mut |_| {}).unwrap();
        assert_eq!(summary.error, None);
        site::assert_clean(&config.database, &files);
    }
}

#[test]
fn the_commands_do_it_while_the_server_runs() {
    let app = site::app(Engine::Sqlite);
    let file = app.folder.with_file_name("site.tar.zst");
    let name = file.to_str().unwrap();
    let ended = |arguments: &[&str]| {
        let output = app.command(arguments);
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    };
    let (code, said) = ended(&["backup", name]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("6 articles and pages"), "{said}");
    let (code, said) = ended(&["backup", name]);
    assert!(code == Some(2) && said.contains("is there already"), "{said}");
    let (code, said) = ended(&["verify", name]);
    assert!(code == Some(0) && said.contains("is whole"), "{said}");
    let (code, said) = ended(&["check", "--files"]);
    assert!(code == Some(0) && said.contains("Nothing is wrong"), "{said}");
    let (code, said) = ended(&["restore", name]);
    assert!(code == Some(2) && said.contains("server"), "{said}");
    assert!(app.page("/2026/11/a-report/").contains("Old Basin"), "the server has not noticed");
    let other = app.folder.with_file_name("other");
    let run = |arguments: &[&str]| {
        let output = common::binary(arguments).arg("--data").arg(&other).output().unwrap();
        (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    let (code, said) = run(&["check"]);
    assert!(code == Some(2) && said.contains("no database"), "{said}");
    let (code, said) = run(&["restore", name]);
    assert!(code == Some(0) && said.contains("Restored"), "{said}");
    let (code, said) = run(&["restore", name]);
    assert!(code == Some(2) && said.contains("holds something already"), "{said}");
    let (code, said) = run(&["check", "--files"]);
    assert_eq!(code, Some(0), "{said}");
    // Something is wrong: it is named, and the command says so with its code.
    site::meddle(
        &DatabaseUrl::Sqlite(other.join("dateline.db")),
        "UPDATE published_articles SET headline = 'x' WHERE id = 7",
    );
    let (code, said) = run(&["check"]);
    assert!(code == Some(1) && said.contains("article 7") && said.contains("1 thing is wrong"), "{said}");
    let (code, said) = run(&["check", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, report["findings"][0]["about"].as_str()), (Some(1), Some("article 7")));
    let (code, _) = run(&["rebuild"]);
    assert_eq!(code, Some(0));
    let (code, said) = run(&["check"]);
    assert_eq!(code, Some(0), "rebuild mends what check said it would: {said}");
}

#[test]
fn a_file_that_is_missing_or_damaged_is_named() {
    let app = site::app(Engine::Sqlite);
    let hash = Hash::of(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
    let path = app.app.files.path(&hash);
    let attempt = |absent| {
        let to = app.folder.with_file_name(format!("{absent:?}.tar.zst"));
        let made =
            backup::write(&mut app.app.db.separate().unwrap(), &app.app.files, &to, absent, &mut |_| {});
        let left = std::fs::read_dir(to.parent().unwrap()).unwrap().filter_map(|e| {
            let name = e.unwrap().file_name().to_string_lossy().into_owned();
            name.contains("tar.zst").then_some(name)
        });
        let left: Vec<String> = left.collect();
        (made, left, to)
    };
    let content = std::fs::read(&path).unwrap();
    let mut damaged = content.clone();
    damaged[3] ^= 1;
    std::fs::write(&path, damaged).unwrap();
    let (made, left, _) = attempt(Absent::Refuse);
    assert!(made.unwrap_err().to_string().contains(&hash.to_string()));
    assert_eq!(left, Vec::<String>::new(), "nothing half-written is left");
    std::fs::remove_file(&path).unwrap();
    let (made, left, _) = attempt(Absent::Refuse);
    assert!(made.unwrap_err().to_string().contains(&hash.to_string()));
    assert_eq!(left, Vec::<String>::new());
    // The one that is made before a migration must come about all the same, and says what it lacks.
    let (made, _, to) = attempt(Absent::Note);
    assert_eq!(made.unwrap().absent, [hash.to_string()]);
    let verdict = backup::verify(&to, &mut |_| {}).unwrap();
    assert_eq!((verdict.damages, verdict.contents.absent), (Vec::new(), vec![hash.to_string()]));
}

#[test]
fn what_is_newer_or_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let config = empty(&folder.path().join("data"), Engine::Sqlite);
    let refused = |header: &[u8]| {
        let mut tar = tar::Builder::new(Vec::new());
        let mut entry = tar::Header::new_gnu();
        entry.set_size(header.len() as u64);
        tar.append_data(&mut entry, "dateline-backup.json", header).unwrap();
        let path = folder.path().join("other.tar.zst");
        std::fs::write(&path, zstd::encode_all(&tar.into_inner().unwrap()[..], 3).unwrap()).unwrap();
        let files = open_files(&config).unwrap();
        let said = backup::restore(&config, &files, &path, &mut |_| {}).unwrap_err().to_string();
        assert!(!config.data.join("dateline.db").exists(), "{said}");
        said
    };
    let header = |format: i64, migration: i64| {
        serde_json::json!({"format": format, "dateline": "9.9.9", "migration": migration, "engine": "sqlite", "made_at": ""})
            .to_string()
    };
    assert!(refused(header(2, 1).as_bytes()).contains("9.9.9"));
    assert!(refused(header(1, NEWEST_MIGRATION + 1).as_bytes()).contains("9.9.9"));
    assert!(refused(b"{}").contains("no backup"));
    assert!(refused(header(1, 1).as_bytes()).contains("manifest.json"));
}
