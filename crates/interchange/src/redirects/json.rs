//! The plugin's JSON: `{"groups": […], "redirects": […]}`, or the list alone. Its versions write numbers
//! as texts and flags as numbers, so each field is taken as it comes.

use std::collections::HashSet;

use serde_json::Value;

use super::Redirect;

pub(super) fn read(text: &str) -> Result<Vec<Redirect>, (u64, String)> {
    let file: Value =
        serde_json::from_str(text).map_err(|e| (e.line() as u64, format!("broken JSON ({e})")))?;
    let list = match &file {
        Value::Array(list) => list,
        Value::Object(file) => match file.get("redirects") {
            Some(Value::Array(list)) => list,
            _ => return Err((1, "the JSON has no list named “redirects”".to_owned())),
        },
        _ => return Err((1, "the JSON is no list of redirects".to_owned())),
    };
    let disabled: HashSet<i64> = file
        .get("groups")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|group| !group.get("enabled").is_none_or(truthy))
        .filter_map(|group| group.get("id").and_then(number))
        .collect();
    list.iter().zip(1..).map(|(entry, line)| one(entry, line, &disabled)).collect()
}

fn one(entry: &Value, line: u64, disabled: &HashSet<i64>) -> Result<Redirect, (u64, String)> {
    if !entry.is_object() {
        return Err((1, format!("entry {line} of the list is not an object")));
    }
    let field = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let or_url = |name: &str| if field(name).is_empty() { "url".to_owned() } else { field(name) };
    let in_disabled_group = entry.get("group_id").and_then(number).is_some_and(|id| disabled.contains(&id));
    let switched_on =
        entry.get("enabled").is_none_or(truthy) && entry.get("status").is_none_or(|s| s != "disabled");
    Ok(Redirect {
        line,
        source: field("url"),
        target: target(entry.get("action_data")),
        code: entry.get("action_code").and_then(number).and_then(|n| u16::try_from(n).ok()).unwrap_or(0),
        regex: entry.get("regex").is_some_and(truthy)
            || entry.pointer("/match_data/source/flag_regex").is_some_and(truthy),
        enabled: switched_on && !in_disabled_group,
        title: field("title"),
        match_type: or_url("match_type"),
        action: or_url("action_type"),
    })
}

/// An address, or an object with it.
fn target(data: Option<&Value>) -> String {
    let url = match data {
        Some(Value::String(url)) => Some(url.as_str()),
        Some(Value::Object(data)) => data.get("url").and_then(Value::as_str),
        _ => None,
    };
    url.unwrap_or_default().trim().to_owned()
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(s) => !matches!(s.as_str(), "" | "0" | "false" | "disabled"),
        _ => false,
    }
}
