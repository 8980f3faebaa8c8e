//! Keeps the promises of `docs/ARCHITECTURE.md` that can be read off the source.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::path::{Path, PathBuf};

/// The longest that a source file may be, in lines.
const LONGEST: usize = 400;
/// Files that are longer, each with the reason why it is not two.
const LONGER: [(&str, &str); 0] = [];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the project is there")
}

/// A file of the project: its path from the root, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The code alone: without comments, and without the tests at a file's end.
    fn code(&self) -> String {
        let code = self.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }
}

/// Folders that hold what was made, not written.
const MADE: [&str; 6] = ["target", "node_modules", "dist", ".git", "data", "uploads"];
/// Endings of files that are text.
const TEXT: [&str; 15] =
    ["rs", "toml", "md", "sql", "html", "css", "json", "js", "mjs", "ts", "py", "sh", "yml", "xml", "svg"];

/// Every text file of the project.
fn sources() -> Vec<Source> {
    let root = root();
    let (mut found, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be read") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if !MADE.contains(&name.as_str()) && !name.starts_with("target-") {
                    folders.push(path);
                }
            } else if name == "Makefile"
                || path.extension().is_some_and(|e| TEXT.contains(&&*e.to_string_lossy()))
                || folder.ends_with(".ci")
            {
                // A case file may hold bytes that are no text: then it is none of these.
                if let Ok(text) = std::fs::read_to_string(&path) {
                    let path = path.strip_prefix(&root).expect("below the root").display().to_string();
                    found.push(Source { path, text });
                }
            }
        }
    }
    assert!(found.len() > 200, "only {} files were found", found.len());
    found
}

fn rust() -> Vec<Source> {
    let mut all = sources();
    all.retain(|s| s.path.ends_with(".rs"));
    all
}

const PRODUCT: &str = "crates/dateline/src/";

/// Fails with everything that was found.
fn none(found: Vec<String>) {
    assert!(found.is_empty(), "\n  {}", found.join("\n  "));
}

/// Words in capitals that only SQL is written with.
fn holds_sql(text: &str) -> bool {
    ["SELECT ", "INSERT INTO", "DELETE FROM", " SET ", "CREATE TABLE", " JOIN ", "ORDER BY"]
        .iter()
        .any(|word| text.contains(word))
}

#[test]
fn readers_reach_no_draft() {
    let mut found = Vec::new();
    for source in rust()
        .iter()
        .filter(|s| s.is_in(PRODUCT) && s.name() == "reader.rs" && !s.is_in("crates/dateline/src/db/"))
    {
        let code = source.code();
        let words: Vec<&str> =
            code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
        for pair in words.windows(2) {
            let (after, table) = (pair[0], pair[1]);
            let named = matches!(after, "FROM" | "JOIN" | "INTO" | "UPDATE" | "items");
            let allowed = table.starts_with("published_") || table == "paths" || table == "settings";
            // The two halves of a statement that `concat!` joins.
            let joined = table == "concat" || table == "from";
            if named && !allowed && !joined && !table.chars().any(char::is_uppercase) {
                found.push(format!("{}: {after} {table}", source.path));
            }
        }
        for writing in ["INSERT", "UPDATE", "DELETE"] {
            if words.contains(&writing) {
                found.push(format!("{}: {writing}", source.path));
            }
        }
    }
    none(found);
}

#[test]
fn pages_and_serve_hold_no_sql() {
    let rooms = ["pages/", "serve/", "desk/", "cache/", "files/", "follow/", "commands/"]
        .map(|r| format!("{PRODUCT}{r}"));
    none(
        rust()
            .iter()
            .filter(|s| rooms.iter().any(|r| s.is_in(r)) && holds_sql(&s.code()))
            .map(|s| s.path.clone())
            .collect(),
    );
}

#[test]
fn sql_stands_where_it_is_looked_for() {
    let rooms = ["db/", "changes/", "import/", "check/", "backup/"].map(|r| format!("{PRODUCT}{r}"));
    let files = ["store.rs", "reader.rs", "schedule.rs", "numbers.rs", "rebuild.rs"];
    none(
        rust()
            .iter()
            .filter(|s| s.is_in(PRODUCT) && holds_sql(&s.code()))
            .filter(|s| !files.contains(&s.name()) && !rooms.iter().any(|r| s.is_in(r)))
            .map(|s| s.path.clone())
            .collect(),
    );
}

#[test]
fn models_stores_and_actions_know_no_http() {
    let files = ["model.rs", "store.rs", "actions.rs", "reader.rs", "schedule.rs"];
    let rooms = ["db/", "changes/", "import/", "files/"].map(|r| format!("{PRODUCT}{r}"));
    none(
        rust()
            .iter()
            .filter(|s| s.is_in(PRODUCT))
            .filter(|s| files.contains(&s.name()) || rooms.iter().any(|r| s.is_in(r)))
            .filter(|s| {
                ["axum::", "hyper::", "tower::", "crate::serve", "crate::pages"]
                    .iter()
                    .any(|w| s.code().contains(w))
            })
            .map(|s| s.path.clone())
            .collect(),
    );
}

/// Which of the product's own rooms the files below `folder` may import.
fn imports_only(folder: &str, allowed: &[&str]) {
    let mut found = Vec::new();
    for source in rust().iter().filter(|s| s.is_in(&format!("{PRODUCT}{folder}"))) {
        // `use crate::{a::…, b::…}` is brought into one line a room first.
        let code = source.code();
        let mut rooms: Vec<String> = Vec::new();
        for part in code.split("crate::").skip(1) {
            match part.strip_prefix('{') {
                Some(list) => {
                    let (mut depth, mut word) = (0, String::new());
                    for c in list.chars() {
                        match c {
                            '{' => depth += 1,
                            '}' if depth == 0 => break,
                            '}' => depth -= 1,
                            ',' if depth == 0 => rooms.push(std::mem::take(&mut word)),
                            c if depth == 0 => word.push(c),
                            _ => {}
                        }
                    }
                    rooms.push(word);
                }
                None => rooms.push(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
            }
        }
        for room in rooms {
            let room: String = room.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !room.is_empty() && !allowed.contains(&room.as_str()) {
                found.push(format!("{} imports {room}", source.path));
            }
        }
    }
    none(found);
}

#[test]
fn cache_and_changes_know_no_feature() {
    imports_only("cache/", &["cache", "changes"]);
    imports_only("changes/", &["changes", "db", "error", "params"]);
    imports_only("db/", &["db", "error", "params"]);
    imports_only("files/", &["files"]);
    imports_only("jobs/", &["jobs", "changes", "db", "error", "params"]);
}

#[test]
fn features_import_leftwards() {
    let line = [
        "settings",
        "paths",
        "people",
        "accounts",
        "letters",
        "sections",
        "topics",
        "media",
        "articles",
        "sources",
        "comments",
        "related",
        "finding",
        "pings",
        "publishing",
        "corrections",
        "reports",
        "closing",
        "import",
    ];
    let base = [
        "values", "numbers", "error", "db", "changes", "files", "params", "config", "app", "jobs", "secrets",
        "floods",
    ];
    for (at, room) in line.iter().enumerate() {
        // `articles::reader` reads what publishing wrote, so it knows the type that it wrote it as.
        let also = if *room == "articles" { &["publishing"][..] } else { &[] };
        let allowed: Vec<&str> = base.iter().chain(&line[..=at]).chain(also).copied().collect();
        imports_only(&format!("{room}/"), &allowed);
    }
}

#[test]
fn pure_crates_stay_pure() {
    let never = [
        "rusqlite", "postgres", "sqlx", "tokio", "axum", "hyper", "http", "reqwest", "ureq", "tower",
        "dateline",
    ];
    let mut found = Vec::new();
    for name in ["document", "interchange", "search", "avif", "attribution"] {
        let manifest = std::fs::read_to_string(root().join(format!("crates/{name}/Cargo.toml"))).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        for part in ["dependencies", "build-dependencies"] {
            let table = manifest.get(part).and_then(toml::Value::as_table);
            for dependency in table.into_iter().flatten().map(|(name, _)| name) {
                if never.contains(&dependency.as_str()) {
                    found.push(format!("{name} depends on {dependency}"));
                }
            }
        }
        for source in rust().iter().filter(|s| s.is_in(&format!("crates/{name}/src/"))) {
            for word in ["std::net", "SystemTime::now", "Instant::now", "std::process"] {
                if source.code().contains(word) {
                    found.push(format!("{}: {word}", source.path));
                }
            }
        }
    }
    none(found);
}

#[test]
fn every_file_says_what_it_is_for() {
    none(
        rust()
            .iter()
            .filter(|s| !s.text.starts_with("//!") && !s.path.contains("/cases/"))
            .map(|s| format!("{} does not begin with //!", s.path))
            .collect(),
    );
}

#[test]
fn files_are_short() {
    let all = rust();
    let mut found = Vec::new();
    for source in &all {
        let lines = source.text.lines().count();
        let excused = LONGER.iter().any(|(path, _)| *path == source.path);
        if lines > LONGEST && !excused {
            found.push(format!("{} has {lines} lines", source.path));
        }
        if excused && lines <= LONGEST {
            found.push(format!("{} is short enough; take it off the list", source.path));
        }
    }
    none(found);
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file does not hold what it looks for.
    let never = ["todo", "unimplemented", "dbg"].map(|word| format!("{word}!("));
    let marks = ["FIX", "TO", "XX"].iter().zip(["ME", "DO", "X"]).map(|(a, b)| format!("{a}{b}"));
    let marks: Vec<String> = marks.collect();
    let mut found = Vec::new();
    for source in rust() {
        for word in never.iter().filter(|w| source.text.contains(*w)) {
            found.push(format!("{}: {word}", source.path));
        }
        let comments = source.text.lines().filter(|l| l.trim_start().starts_with("//"));
        for comment in comments.filter(|l| marks.iter().any(|m| l.contains(m.as_str()))) {
            found.push(format!("{}: {}", source.path, comment.trim()));
        }
    }
    none(found);
}

#[test]
fn nothing_names_a_machine() {
    let paths = ["work", "root", "home"].map(|folder| format!("/{folder}/"));
    // Paths that attacks and demos name, not ones that this project was made in.
    let excused = |line: &str| line.contains("http") || line.contains("/cases/");
    let mut found = Vec::new();
    for source in sources().iter().filter(|s| s.name() != "Cargo.lock" && s.name() != "package-lock.json") {
        for line in
            source.text.lines().filter(|l| paths.iter().any(|p| l.contains(p.as_str())) && !excused(l))
        {
            let at_word = |p: &String| {
                line.match_indices(p.as_str())
                    .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.'))
            };
            if paths.iter().any(at_word) {
                found.push(format!("{}: {}", source.path, line.trim().chars().take(120).collect::<String>()));
            }
        }
    }
    none(found);
}

#[test]
fn every_setting_is_documented() {
    let docs = std::fs::read_to_string(root().join("docs/CONFIG.md")).unwrap();
    none(
        dateline::config::SETTINGS
            .iter()
            .filter(|s| !docs.contains(&format!("| `{}` |", s.name)))
            .map(|s| format!("docs/CONFIG.md does not document {}", s.name))
            .collect(),
    );
}

#[test]
fn the_map_names_tests_that_exist() {
    let map = std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let here = include_str!("tidy.rs");
    let promises = map.lines().filter(|l| l.starts_with("**Invariant:**")).count();
    assert!(promises > 5, "the map has {promises} promises");
    let mut found = Vec::new();
    let mut named = 0;
    for part in map.split("(tidy: `").skip(1) {
        let name = part.split('`').next().unwrap_or_default();
        named += 1;
        if !here.contains(&format!("fn {name}()")) {
            found.push(format!("docs/ARCHITECTURE.md names the test {name}, which is not there"));
        }
    }
    assert!(named > 0, "the map names no test");
    none(found);
}

#[test]
fn the_map_and_the_readme_name_files_that_exist() {
    let mut found = Vec::new();
    for (document, base) in [("docs/ARCHITECTURE.md", "docs"), ("README.md", ""), ("CONTRIBUTING.md", "")] {
        let Ok(text) = std::fs::read_to_string(root().join(document)) else { continue };
        for part in text.split("](").skip(1) {
            let link = part.split([')', '#', ' ']).next().unwrap_or_default();
            if !link.is_empty() && !link.contains("://") && !root().join(base).join(link).exists() {
                found.push(format!("{document} links to {link}, which is not there"));
            }
        }
    }
    none(found);
}
