//! What can be read of a text while somebody types: what is wrong yet is left out, and said.

use super::{fields::Fields, model::Wrong, sources};
use crate::{
    articles::sources::{Overruled, Source},
    values::Language,
};
use document::Document;
use serde_json::Value;

/// What could be read.
#[derive(Debug)]
pub struct Lenient {
    /// The sources that are whole.
    pub sources: Vec<Source>,
    /// What an editor says of their origins.
    pub origins: Option<Overruled>,
    /// The language, if it is one.
    pub language: Option<Language>,
    /// The text; empty if it cannot be read.
    pub body: Document,
    /// What is wrong.
    pub wrong: Vec<Wrong>,
}

/// Reads it. Never fails, whatever is sent.
pub fn read(value: Value) -> Lenient {
    let map = match value {
        Value::Object(map) => map,
        _ => serde_json::Map::new(),
    };
    let mut f = Fields::new(map);
    let language = f.take("language").and_then(|value| Language::parse(value.as_str()?).ok());
    let (mut sources, origins) = (sources::sources(&mut f), sources::origins(&mut f));
    // One without a name yet is nobody.
    sources.retain(|source| source.named().is_none_or(|named| !named.name.is_empty()));
    let body = match f.take("body").map(Document::from_value) {
        None => Document::default(),
        Some(Ok(body)) => body,
        Some(Err(error)) => {
            f.wrong.push(Wrong::new("body", error.to_string()));
            Document::default()
        }
    };
    Lenient { sources, origins, language, body, wrong: f.wrong }
}
