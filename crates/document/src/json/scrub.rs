//! What is done to values that this version does not understand, so that they may be kept.

use serde_json::Value;

use crate::{address, chars};

/// Keys under which other editors keep addresses.
const ADDRESSES: [&str; 10] =
    ["href", "src", "url", "poster", "action", "formaction", "data", "cite", "background", "xlink:href"];

/// Takes refused characters out of strings, and addresses that run code out of objects.
/// Recursion is bounded: a value that came through `serde_json` is at most 128 levels deep, and
/// `depth` refuses more from any other source.
pub(super) fn scrub(value: &mut Value, depth: usize) {
    if depth == 0 {
        *value = Value::Null;
        return;
    }
    match value {
        Value::String(text) if text.contains(chars::is_refused) => {
            text.retain(|c| !chars::is_refused(c));
        }
        Value::Array(list) => list.iter_mut().for_each(|v| scrub(v, depth - 1)),
        Value::Object(map) => {
            map.retain(|key, v| match v {
                Value::String(text) if ADDRESSES.contains(&key.as_str()) => {
                    text.is_empty() || address::clean(text).is_some()
                }
                _ => true,
            });
            map.values_mut().for_each(|v| scrub(v, depth - 1));
        }
        _ => {}
    }
}
