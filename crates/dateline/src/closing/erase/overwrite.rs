//! Overwriting a passage in a text, and in the texts of a JSON value: documents, manuscripts, proposals.

use super::model::{MARK, MARK_IN_ADDRESS, Passage};
use serde_json::{Map, Value};

/// Names whose values say what something is, and nothing that somebody wrote.
const STRUCTURE: [&str; 14] = [
    "type",
    "kind",
    "language",
    "slug",
    "path",
    "hash",
    "media_type",
    "called",
    "dated",
    "seen",
    "guid",
    "state",
    "align",
    "digest",
];
/// Names whose values are addresses.
const ADDRESSES: [&str; 8] = ["href", "link", "src", "url", "cite", "poster", "captions", "canonical"];

/// Overwrites it in plain text; gives how often.
pub fn in_text(text: &mut String, passage: &Passage) -> u64 {
    let times = text.matches(passage.as_str()).count() as u64;
    if times > 0 {
        *text = text.replace(passage.as_str(), MARK);
    }
    times
}

/// Overwrites it in an address, as it is or percent-encoded.
pub fn in_address(address: &mut String, passage: &Passage) -> u64 {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let coded = percent_encoding::utf8_percent_encode(passage.as_str(), KEPT).to_string();
    let mut times = 0;
    for form in [coded.to_lowercase(), coded.clone(), coded.replace("%20", "+"), passage.as_str().to_owned()]
    {
        // A passage without letters in capitals is not to be found in another case than its own.
        if form.to_lowercase() == form && form != coded && !form.contains('%') && form != passage.as_str() {
            continue;
        }
        times += address.matches(form.as_str()).count() as u64;
        *address = address.replace(form.as_str(), MARK_IN_ADDRESS);
    }
    times
}

/// Overwrites it in every text of a value; gives how often. What several text nodes of a paragraph say together is read as
/// readers read it, in one.
pub fn in_json(value: &mut Value, passage: &Passage) -> u64 {
    match value {
        Value::String(text) => in_text(text, passage),
        Value::Array(list) => {
            in_run(list, passage) + list.iter_mut().map(|one| in_json(one, passage)).sum::<u64>()
        }
        Value::Object(map) => map.iter_mut().map(|(name, value)| in_field(name, value, passage)).sum(),
        _ => 0,
    }
}

fn in_field(name: &str, value: &mut Value, passage: &Passage) -> u64 {
    match value {
        Value::String(_) if STRUCTURE.contains(&name) => 0,
        Value::String(address) if ADDRESSES.contains(&name) => in_address(address, passage),
        value => in_json(value, passage),
    }
}

/// The text of a text node.
fn text_of(node: &Value) -> Option<&str> {
    let map = node.as_object()?;
    (map.get("type")?.as_str()? == "text").then(|| map.get("text")?.as_str()).flatten()
}

/// Overwrites what goes on from one text node to the next, as marks split a passage. The mark stands in the first of them.
fn in_run(list: &mut Vec<Value>, passage: &Passage) -> u64 {
    let (mut times, mut start) = (0, 0);
    while start < list.len() {
        let end =
            (start..list.len()).find(|at| list.get(*at).and_then(text_of).is_none()).unwrap_or(list.len());
        if end > start + 1 {
            times += joined(list.get_mut(start..end).unwrap_or_default(), passage);
        }
        start = end + 1;
    }
    list.retain(|node| text_of(node) != Some(""));
    times
}

fn joined(nodes: &mut [Value], passage: &Passage) -> u64 {
    let texts: Vec<String> = nodes.iter().filter_map(text_of).map(str::to_owned).collect();
    let whole = texts.concat();
    let length = passage.as_str().len();
    let matches: Vec<usize> = whole.match_indices(passage.as_str()).map(|(at, _)| at).collect();
    let mut begins = 0;
    for (node, text) in nodes.iter_mut().zip(&texts) {
        let ends = begins + text.len();
        let (mut out, mut at) = (String::new(), begins);
        for found in &matches {
            let (from, to) = (*found, found + length);
            if to <= begins || from >= ends {
                continue;
            }
            out.push_str(whole.get(at..from.max(at)).unwrap_or_default());
            if from >= begins {
                out.push_str(MARK);
            }
            at = to.min(ends);
        }
        out.push_str(whole.get(at..ends).unwrap_or_default());
        if let (Some(map), true) = (node.as_object_mut(), out != *text) {
            set(map, out);
        }
        begins = ends;
    }
    matches.len() as u64
}

fn set(map: &mut Map<String, Value>, text: String) {
    map.insert("text".to_owned(), Value::String(text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(mut value: Value, times: u64, expected: Value) {
        let passage = Passage::parse("Mara Holt").unwrap();
        assert_eq!(in_json(&mut value, &passage), times);
        assert_eq!(value, expected);
    }

    #[test]
    fn it_is_found_across_marks_and_nowhere_else() {
        let text = |text: &str, marks: Value| json!({ "type": "text", "text": text, "marks": marks });
        let bold = json!([{ "type": "bold" }]);
        check(
            json!([
                text("It was Ma", json!([])),
                text("ra Ho", bold.clone()),
                text("lt, said Mara Holt.", json!([]))
            ]),
            2,
            json!([text("It was [erased]", json!([])), text(", said [erased].", json!([]))]),
        );
        // In another case, or across a break, it is something else.
        check(json!(["mara holt", "Mara  Holt"]), 0, json!(["mara holt", "Mara  Holt"]));
        let broken = json!([text("Mara ", json!([])), { "type": "hard_break" }, text("Holt", json!([]))]);
        check(broken.clone(), 0, broken);
    }

    #[test]
    fn what_holds_a_tree_together_stays() {
        let passage = Passage::parse("paragraph").unwrap();
        let mut value = json!({ "type": "paragraph", "slug": "a-paragraph", "content": [{ "type": "text", "text": "a paragraph" }] });
        assert_eq!(in_json(&mut value, &passage), 1);
        assert_eq!(
            value,
            json!({ "type": "paragraph", "slug": "a-paragraph", "content": [{ "type": "text", "text": "a [erased]" }] })
        );
    }

    #[test]
    fn addresses_stay_addresses() {
        check(
            json!({ "href": "https://x.example/Mara%20Holt?q=Mara+Holt", "name": "Mara Holt" }),
            3,
            json!({ "href": "https://x.example/erased?q=erased", "name": "[erased]" }),
        );
    }

    #[test]
    fn what_would_be_found_everywhere_is_refused() {
        for bad in ["", "  ab ", "a\nb c", "erased", "[er", &"a".repeat(3_000)] {
            assert!(Passage::parse(bad).is_err(), "{bad:.9?}");
        }
        assert_eq!(format!("{:?}", Passage::parse("Mara Holt").unwrap()), "Passage(…)");
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_left_of_it_however_marks_split_it(parts in proptest::collection::vec("[Mar Holtx]{0,6}", 0..12)) {
            let passage = Passage::parse("Mara").unwrap();
            let nodes: Vec<Value> = parts.iter().filter(|p| !p.is_empty())
                .map(|p| json!({ "type": "text", "text": p, "marks": [] })).collect();
            let mut value = Value::Array(nodes);
            in_json(&mut value, &passage);
            let whole: String = value.as_array().unwrap().iter().filter_map(text_of).collect();
            proptest::prop_assert!(!whole.contains("Mara"), "{whole}");
        }
    }
}
