//! Themes: a folder that overrides the built-in one file by file, seen as it is edited.

use crate::common::{
    Engine, TestApp, engines, soon,
    wxr::{Item, Wxr},
};
use std::{fs, path::PathBuf};

/// A site with a theme in a folder beside its data, on SQLite: a theme knows no database.
fn with_theme(files: &[(&str, &str)], test: impl Fn(TestApp, PathBuf)) {
    if !engines().contains(&Engine::Sqlite) {
        return;
    }
    let mut theme = PathBuf::new();
    let app = TestApp::set_up(Engine::Sqlite, |config| {
        theme = config.data.with_file_name("theme");
        fs::create_dir_all(&theme).unwrap();
        for (name, text) in files {
            write(&theme, name, text);
        }
        config.theme = theme.display().to_string();
    });
    app.import(
        &Wxr::courier().with(Item::post(7, "a-report", "A report").date("2026-11-02 10:00:00")).build(),
    );
    test(app, theme);
}

fn write(theme: &std::path::Path, name: &str, text: &str) {
    let path = theme.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const REPORT: &str = "/2026/11/a-report/";
const FOOTER: &str = "<footer><p>Set by hand in {{ site.name }}</p></footer>";

#[test]
fn one_file_is_overridden_and_the_rest_stays() {
    let files = [
        ("templates/footer.html", FOOTER),
        ("words/en.json", r#"{"text": {"skip": "Jump to the story"}}"#),
        ("theme.toml", "[light]\naccent = \"#7a0019\"\n"),
        ("more.css", ".mine { color: var(--accent); }"),
        ("README.md", "no part of it"),
    ];
    with_theme(&files, |app, _| {
        let answer = app.get(REPORT);
        let page = answer.text();
        assert!(page.contains("<p>Set by hand in ") && !page.contains("class=\"colophon\""), "{page}");
        assert!(page.contains("Jump to the story") && page.contains("class=\"masthead\""));
        assert!(page.contains("--accent:#7a0019;") && page.contains(".mine { color: var(--accent); }"));
        // The policy allows this stylesheet, and no other.
        let sheet = page.split("<style>").nth(1).and_then(|p| p.split("</style>").next()).unwrap();
        let hash = dateline::pages::style::source(sheet);
        assert!(answer.header("content-security-policy").contains(&hash), "{hash}");
    });
}

#[test]
fn an_edit_is_seen_without_a_restart_and_a_mistake_harms_nobody() {
    with_theme(&[("templates/footer.html", FOOTER)], |app, theme| {
        assert!(app.page(REPORT).contains("Set by hand"));
        write(&theme, "templates/footer.html", "<footer>Set by machine</footer>");
        soon(|| app.page(REPORT).contains("Set by machine"));
        // A word that is not there, a tag that is not closed, a loop without an end, a setting that is none.
        let broken = [
            ("templates/footer.html", "<footer>{{ site.nonsense }}</footer>"),
            ("templates/footer.html", "<footer>{% if %}</footer>"),
            (
                "templates/footer.html",
                "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}",
            ),
            ("templates/footer.html", "{% include \"/etc/hostname\" %}"),
            ("theme.toml", "[light]\naccent = \"red;} body { display: none\"\n"),
        ];
        for (name, text) in broken {
            write(&theme, name, text);
            let output = app.command(&["theme", "check", &theme.display().to_string()]);
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(output.status.code(), Some(1), "{text}: {said}");
            assert!(said.contains(name.trim_start_matches("templates/")), "{said}");
            // Longer than a look at the folder takes: the last good one still serves.
            std::thread::sleep(std::time::Duration::from_millis(700));
            assert!(app.page(REPORT).contains("Set by machine"), "{text}");
        }
        fs::remove_file(theme.join("theme.toml")).unwrap();
        write(&theme, "templates/footer.html", "<footer>Set well again</footer>");
        soon(|| app.page(REPORT).contains("Set well again"));
    });
}

#[test]
fn a_theme_is_started_from_an_export() {
    with_theme(&[], |app, theme| {
        let own = theme.with_file_name("own").display().to_string();
        let output = app.command(&["theme", "export", &own]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(app.command(&["theme", "check", &own]).status.success());
        let again = app.command(&["theme", "export", &own]);
        assert_eq!(again.status.code(), Some(2), "it would overwrite what somebody wrote");
        let list = app.command(&["theme", "list", "--theme", "ledger"]);
        assert!(String::from_utf8_lossy(&list.stdout).contains("* ledger"));
        let nowhere = app.command(&["serve", "--theme", "/nowhere/at/all"]);
        assert!(String::from_utf8_lossy(&nowhere.stderr).contains("broadsheet, ledger"));
    });
}

#[test]
fn a_link_out_of_the_folder_is_refused() {
    with_theme(&[], |app, theme| {
        let own = theme.with_file_name("leaky");
        write(&own, "theme.toml", "");
        fs::create_dir_all(own.join("templates")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", own.join("templates/footer.html")).unwrap();
        let output = app.command(&["theme", "check", &own.display().to_string()]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("footer.html: leads out of the theme's folder"), "{said}");
    });
}
#[test]
fn every_page_stands_in_the_second_theme_too() {
    if !engines().contains(&Engine::Sqlite) {
        return;
    }
    let app = TestApp::set_up(Engine::Sqlite, |config| config.theme = "ledger".into());
    app.import(
        &Wxr::courier().with(Item::post(7, "a-report", "A report").date("2026-11-02 10:00:00")).build(),
    );
    for path in ["/", REPORT, "/latest/", "/2026/11/"] {
        let page = app.page(path);
        assert!(page.contains("A report") && page.contains("class=\"ledger"), "{path}: {page}");
    }
    assert!(app.get("/nothing/").text().contains("class=\"ledger"));
}
