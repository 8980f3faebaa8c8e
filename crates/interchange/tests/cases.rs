//! One file, one test: `cases/wxr/NAME.xml` (or `.gz`, `.txt`) and beside it `NAME.json`, all that the reader
//! made of it. A file whose name begins with `limit-` is read with small limits.
//! `UPDATE_CASES=1 cargo test -p dateline-interchange` writes the answers anew: look at the difference.

// Helpers of tests fail as tests do.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use dateline_interchange::wxr::{Event, Limits, Reader, WxrError};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/wxr")
}

fn limits(name: &str) -> Limits {
    if name.starts_with("limit-") {
        Limits { element_bytes: 1000, item_bytes: 4000, tag_bytes: 300, depth: 8, ..Limits::default() }
    } else {
        Limits::default()
    }
}

/// Without what is empty: a case shall show what it is about.
fn full(value: Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) if text.is_empty() => None,
        Value::Array(list) if list.is_empty() => None,
        Value::Array(list) => {
            // A pair keeps its place even where a half of it is empty.
            Some(Value::Array(list.into_iter().map(|v| full(v).unwrap_or(json!(""))).collect()))
        }
        Value::Object(map) => {
            Some(Value::Object(map.into_iter().filter_map(|(key, v)| Some((key, full(v)?))).collect()))
        }
        other => Some(other),
    }
}

fn error(error: &WxrError) -> Value {
    json!({ "error": error.to_string(), "line": error.line() })
}

/// One event a line, so that differences read well.
fn read(bytes: &[u8], limits: Limits, capacity: usize) -> String {
    let mut lines = Vec::new();
    for event in Reader::new(BufReader::with_capacity(capacity, bytes), limits) {
        let mut value = match &event {
            Ok(event) => full(serde_json::to_value(event).unwrap()).unwrap(),
            Err(e) => error(e),
        };
        if let Ok(Event::Repair(repair)) = &event {
            value["repair"]["says"] = json!(repair.to_string());
        }
        lines.push(serde_json::to_string(&value).unwrap());
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn cases() -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension != "json"));
    paths.sort();
    assert!(paths.len() >= 25);
    paths
}

#[test]
fn every_case_is_read_as_its_answer_says() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut answers: BTreeSet<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    answers.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    let mut wrong = Vec::new();
    for path in cases() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = read(&fs::read(&path).unwrap(), limits(&name), 8192);
        let answer = path.with_extension("json");
        answers.remove(&answer);
        if update {
            fs::write(&answer, &found).unwrap();
        }
        let expected = fs::read_to_string(&answer).unwrap_or_default();
        for (found, expected) in found.lines().zip(expected.lines()).filter(|(a, b)| a != b) {
            wrong.push(format!("{name}:\n  found    {found}\n  expected {expected}"));
        }
        if found.lines().count() != expected.lines().count() {
            wrong.push(format!(
                "{name}: found {} events and not as many as expected",
                found.lines().count() - 2
            ));
        }
    }
    wrong.extend(answers.into_iter().map(|path| format!("{}: an answer without a case", path.display())));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_is_read_alike_in_any_pieces() {
    for path in cases() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        let whole = read(&bytes, limits(&name), 8192);
        for (capacity, buffer_bytes) in [(1, 1), (3, 7), (64, 100)] {
            let pieces = read(&bytes, Limits { buffer_bytes, ..limits(&name) }, capacity);
            assert_eq!(pieces, whole, "{name} in pieces of {buffer_bytes}");
        }
    }
}
