//! What a real WordPress made of real exports, beside what Dateline makes of them.
//!
//! The exports are no part of the project: where the folder is not there, a line says so and nothing is tested.
//! Every difference must have a reason in `reasons.rs`; `docs/IMPORT.md` explains each to an editor.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "../common/mod.rs"]
mod common;

mod addresses;
mod compare;
mod ours;
mod reasons;
mod text;

use common::{Engine, TestApp};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// An export, and what WordPress made of it (`None` where it did not read the file at all).
pub struct Case {
    /// The file's name without its ending.
    pub name: String,
    /// The export.
    pub file: PathBuf,
    /// What WordPress made of it.
    pub theirs: Option<Value>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/material/wxr");
    let mut cases = Vec::new();
    for part in ["wordpress-importer", "theme-test-data", "ghost-migrate"] {
        for entry in std::fs::read_dir(folder.join(part)).into_iter().flatten().flatten() {
            let file = entry.path();
            if file.extension().is_none_or(|end| end != "xml") {
                continue;
            }
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let theirs = std::fs::read(folder.join("oracle").join(format!("{name}.json"))).ok();
            let theirs = theirs.map(|bytes| serde_json::from_slice(&bytes).expect("JSON"));
            cases.push(Case { name, file, theirs });
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    if cases.is_empty() {
        println!("skipped: {} is not here", folder.display());
    }
    cases
}

/// Imports a case into a new site.
fn imported(case: &Case) -> (TestApp, dateline::import::summary::Summary) {
    let app = TestApp::new(Engine::Sqlite);
    let summary = app.import_with("", |options| options.file.clone_from(&case.file));
    (app, summary)
}

#[test]
fn every_export_agrees_with_wordpress_or_says_why_not() {
    let mut unexplained = Vec::new();
    for case in cases() {
        let (app, summary) = imported(&case);
        let Some(theirs) = &case.theirs else {
            assert!(summary.repairs.total > 0, "{}: WordPress refused it; what was repaired?", case.name);
            continue;
        };
        if theirs["posts"].as_array().is_none_or(Vec::is_empty) && summary.count_articles() == 0 {
            assert!(
                summary.error.is_some() || !summary.counts.is_empty() || !summary.kept_aside.is_empty(),
                "{}: nothing came in, and nothing was said",
                case.name
            );
        }
        for difference in compare::differences(&app, theirs) {
            match reasons::of(&case.name, &difference) {
                Some(_) => {}
                None => unexplained.push(format!("{}: {difference}", case.name)),
            }
        }
    }
    assert!(
        unexplained.is_empty(),
        "{} differences without a reason:\n{}",
        unexplained.len(),
        unexplained.join("\n")
    );
}

#[test]
fn an_unchanged_export_changes_nothing() {
    for case in cases() {
        let (app, first) = imported(&case);
        let except = ["import_runs", "audit"];
        let before = app.dump(&except);
        let again = app.import_with("", |options| options.file.clone_from(&case.file));
        let changed: Vec<_> = again.counts.iter().filter(|(_, c)| c.new + c.changed > 0).collect();
        assert!(changed.is_empty(), "{}: {changed:?}", case.name);
        assert_eq!(first.error, again.error, "{}", case.name);
        assert!(before == app.dump(&except), "{}: rows changed", case.name);
    }
}

#[test]
fn every_old_address_leads_where_it_led() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (app, _) = imported(&case);
        wrong.extend(addresses::wrong(&app, &case.file).into_iter().map(|w| format!("{}: {w}", case.name)));
    }
    assert!(wrong.is_empty(), "{} addresses:\n{}", wrong.len(), wrong.join("\n"));
}

trait Articles {
    fn count_articles(&self) -> u64;
}

impl Articles for dateline::import::summary::Summary {
    fn count_articles(&self) -> u64 {
        ["articles", "pages"].iter().filter_map(|kind| self.counts.get(kind)).map(|c| c.new).sum()
    }
}
