//! Files that are broken, cut off, hostile or no exports at all: a clear error, and nothing lost that came before.

use super::common::{
    TestApp, on_each, on_sqlite,
    wxr::{Item, Wxr},
};
use std::process::Output;

fn import(app: &TestApp, name: &str, content: impl AsRef<[u8]>) -> Output {
    let file = app.file(name, content);
    app.command(&["import", "wordpress", file.to_str().unwrap(), "--zone", "UTC"])
}

/// What a command said, on both streams.
fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn three() -> String {
    (1..=3)
        .fold(Wxr::courier(), |export, n| {
            export.with(Item::post(n, &format!("report-{n}"), &format!("Report {n}")))
        })
        .build()
}

#[test]
fn a_file_that_was_cut_off_keeps_what_came_before_and_names_the_line() {
    on_each(|app| {
        let whole = three();
        let cut = whole.find("Report 3").unwrap();
        let line = whole[..cut].matches('\n').count() + 1;
        let done = import(&app, "cut.xml", &whole[..cut]);
        assert_eq!(done.status.code(), Some(1));
        let said = said(&done);
        assert!(said.contains(&format!("line {line}")) && said.contains("cut.xml"), "{said}");
        app.status("/2026/11/report-1/", 200);
        app.status("/2026/11/report-2/", 200);
        app.status("/2026/11/report-3/", 404);
        // The whole file goes on from there.
        let done = import(&app, "whole.xml", &whole);
        assert!(done.status.success());
        app.status("/2026/11/report-3/", 200);
    });
}

#[test]
fn files_that_are_no_exports_are_refused_by_what_they_are() {
    on_sqlite(|app| {
        let nothing: Vec<String> = app.dump(&["import_runs", "audit"]);
        for (name, content, expected) in [
            ("empty.xml", &b""[..], "empty"),
            ("page.html", b"<!doctype html><html><body>Not found</body></html>", "line 1"),
            (
                "feed.xml",
                b"<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>",
                "line 1",
            ),
            ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "not a WordPress export"),
            ("dump.sql", b"-- MySQL dump\nCREATE TABLE wp_posts (ID int);\n", "not a WordPress export"),
            ("ghost.json", b"{\"db\":[{\"meta\":{}}]}", "not a WordPress export"),
        ] {
            let done = import(&app, name, content);
            assert!(matches!(done.status.code(), Some(1 | 2)), "{name}: {:?}", done.status);
            let said = said(&done);
            assert!(said.contains(expected) && said.contains(name), "{name}: {said}");
            assert!(!said.contains("panicked"), "{said}");
        }
        assert_eq!(app.dump(&["import_runs", "audit"]), nothing);
    });
}

#[test]
fn an_export_in_which_nothing_was_found_says_so() {
    on_sqlite(|app| {
        let done = import(&app, "nothing.xml", Wxr::new().build());
        assert!(said(&done).to_lowercase().contains("nothing"), "{}", said(&done));
    });
}

#[test]
fn hostile_files_end_with_an_error_and_not_with_the_memory() {
    on_sqlite(|app| {
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
            <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        let entities = three()
            .replacen("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>", bomb, 1)
            .replace("Report 1", "]]>&c;&f;<![CDATA[");
        let deep = three().replacen(
            "<item>",
            &format!("<item>{}{}", "<x>".repeat(100_000), "</x>".repeat(100_000)),
            1,
        );
        let long = three().replacen("Report 1", &"a".repeat(30 << 20), 1);
        for (name, content) in [("entities.xml", entities), ("deep.xml", deep), ("long.xml", long)] {
            let done = import(&app, name, content);
            let said = said(&done);
            assert!(matches!(done.status.code(), Some(0..=2)), "{name}: {:?} {said:.400}", done.status);
            assert!(!said.contains("panicked") && !said.contains("overflow"), "{name}: {said:.400}");
            assert!(!app.get("/latest/").text().contains("root:"), "{name} read a file of this machine");
        }
    });
}

#[test]
fn arguments_that_cannot_be_are_named() {
    on_sqlite(|app| {
        let file = app.file("export.xml", three());
        let file = file.to_str().unwrap();
        for (arguments, expected) in [
            (vec!["import", "wordpress", "/nowhere/export.xml"], "/nowhere/export.xml"),
            (vec!["import", "wordpress", file, "--zone", "Port/Merrow"], "Europe/Berlin"),
            (vec!["import", "wordpress", file, "--uploads", "/nowhere/uploads"], "/nowhere/uploads"),
            (vec!["import", "wordpress", file, "--redirects", "/nowhere/list.csv"], "/nowhere/list.csv"),
            (vec!["site", "zone=Port/Merrow"], "zone"),
            (vec!["site", "colour=blue"], "permalinks"),
            (vec!["site", "name"], "name=value"),
            (vec!["config", "--listen", "here"], "127.0.0.1:4080"),
            (vec!["config", "--config", "/nowhere/dateline.toml"], "/nowhere/dateline.toml"),
            (vec!["config", "--database-url", "mysql://x/y"], "postgres://"),
        ] {
            let done = app.command(&arguments);
            assert!(matches!(done.status.code(), Some(1 | 2)), "{arguments:?}: {:?}", done.status);
            let said = said(&done);
            assert!(said.contains(expected), "{arguments:?}: {said}");
            assert!(!said.contains("panicked"), "{said}");
        }
        app.status("/2026/11/report-1/", 404);
    });
}

#[test]
fn errors_and_summaries_are_there_for_machines_too() {
    on_sqlite(|app| {
        let file = app.file("export.xml", three());
        let done = app.command(&["import", "wordpress", file.to_str().unwrap(), "--json"]);
        let summary: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        assert_eq!(summary["counts"]["articles"]["new"], 3);
        let done = app.command(&["import", "wordpress", "/nowhere/export.xml", "--json"]);
        let text =
            format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        let error: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
        assert!(error["error"].as_str().unwrap().contains("/nowhere/export.xml"));
        let done = app.command(&["config", "--json"]);
        let all: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        assert_eq!(all["data"]["from"], "command line");
    });
}

#[test]
fn completions_and_help_are_there() {
    for (arguments, expected) in [
        (vec!["completions", "bash"], "dateline"),
        (vec!["--help"], "import"),
        (vec!["--version"], "dateline "),
    ] {
        let done = super::common::binary(&arguments).output().unwrap();
        assert!(done.status.success() && said(&done).contains(expected), "{arguments:?}: {}", said(&done));
    }
}
