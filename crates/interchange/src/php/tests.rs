//! Serialised values of PHP, good and broken.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn check(text: &str, expected: serde_json::Value) {
    let read = unserialize(text).unwrap();
    assert_eq!((read.value.to_json(), read.miscounted), (expected, false), "{text}");
}

fn refused(text: &str, what: &str) {
    let error = unserialize(text).unwrap_err();
    assert!(error.to_string().contains(what), "{text}: {error}");
}

#[test]
fn every_type_is_read() {
    check("N;", json!(null));
    check("b:1;", json!(true));
    check("i:-7;", json!(-7));
    check("d:0.5;", json!(0.5));
    check("d:INF;", json!(null));
    check("s:5:\"caf\u{e9}\";", json!("café"));
    check("a:2:{i:0;s:1:\"a\";i:1;N;}", json!(["a", null]));
    check("a:1:{i:1;s:1:\"a\";}", json!({ "1": "a" }));
    check("a:0:{}", json!([]));
    check("O:8:\"stdClass\":1:{s:4:\"name\";i:1;}", json!({ "__class": "stdClass", "name": 1 }));
    check("C:3:\"Set\":4:{a}b;}", json!({ "__class": "Set", "data": "a}b;" }));
    check("a:2:{s:1:\"a\";a:0:{}s:1:\"b\";R:2;}", json!({ "a": [], "b": { "__reference": 2 } }));
    check(" i:1;\n", json!(1));
}

#[test]
fn quotation_marks_in_a_text_are_counted() {
    check("a:1:{s:1:\"k\";s:9:\"a\";s:1:\"b\";}", json!({ "k": "a\";s:1:\"b" }));
}

#[test]
fn private_names_lose_their_marks() {
    check("O:1:\"A\":2:{s:4:\"\0A\0b\";i:1;s:4:\"\0*\0c\";i:2;}", json!({ "__class": "A", "b": 1, "c": 2 }));
}

#[test]
fn counts_that_search_and_replace_broke_are_mended() {
    let text = "a:2:{s:3:\"url\";s:20:\"https://courier.example/\";s:4:\"size\";i:2;}";
    let read = unserialize(text).unwrap();
    assert_eq!(read.value.to_json(), json!({ "url": "https://courier.example/", "size": 2 }));
    assert!(read.miscounted);
    let short = unserialize("s:40:\"harbour\";").unwrap();
    assert_eq!((short.value, short.miscounted), (Value::Text("harbour".into()), true));
}

#[test]
fn lies_and_stumps_are_refused() {
    refused("", "type");
    refused("hello", "type");
    refused("x:1;", "unknown type");
    refused("i:1;i:2;", "follows");
    refused("s:99999999999999999999:\"a\";", "number");
    refused("s:18446744073709551615:\"a", "never ends");
    refused("a:99999999:{i:0;i:1;}", "type");
    refused("a:1:{i:0;i:1;i:2;i:3;}", "as many entries");
    refused("a:1:{N;i:1;}", "key");
    refused("C:1:\"A\":99:{}", "as long");
    refused(&"a:1:{i:0;".repeat(100_000), "too deep");
}

#[test]
fn what_looks_serialised() {
    for yes in ["a:0:{}", " a:1:{i:0;i:1;} ", "O:1:\"A\":0:{}", "s:1:\"a\";"] {
        assert!(looks_serialized(yes), "{yes}");
    }
    for no in ["", "a:b", "a: note {like this}", "s:", "https://courier.example/{a}"] {
        assert!(!looks_serialized(no), "{no}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = unserialize(&bytes);
    }

    #[test]
    fn near_misses_are_survived(text in "([aOCsSibdRrN]:?-?[0-9]{0,3}:?[\"{};:]{0,3}[a-z]{0,3}){0,20}") {
        if let Ok(read) = unserialize(&text) {
            let _ = read.value.to_json();
        }
    }

    #[test]
    fn texts_come_back(texts in prop::collection::vec(".{0,20}", 0..6)) {
        let body: String =
            texts.iter().enumerate().map(|(n, text)| format!("i:{n};s:{}:\"{text}\";", text.len())).collect();
        let read = unserialize(format!("a:{}:{{{body}}}", texts.len())).unwrap();
        prop_assert_eq!(read.value.to_json(), json!(texts));
        prop_assert!(!read.miscounted);
    }
}
