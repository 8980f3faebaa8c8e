//! PHP's `serialize()` format, in which WordPress and its plugins keep structured values in
//! custom fields and term descriptions.
//!
//! Nothing is ever instantiated: an object is a list of its properties with the name of its
//! class. Texts are counted in bytes, and a search and replace over a database (a new domain, say) leaves the
//! counts wrong; such texts are read up to their closing `";` and [`Unserialized::miscounted`] says so.
//!
//! The format: PHP manual, "serialize", and php-src `ext/standard/var.c`.

mod parse;

use std::borrow::Cow;

use serde_json::{Map, Number};

pub use parse::{looks_serialized, unserialize};

/// Arrays within arrays beyond this are refused.
pub const DEPTH: usize = 64;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `N;`
    Null,
    /// `b:1;`
    Bool(bool),
    /// `i:7;`
    Int(i64),
    /// `d:0.5;`
    Float(f64),
    /// `s:3:"abc";`
    Text(String),
    /// `a:1:{…}`: PHP's arrays are ordered maps.
    Array(Vec<(Key, Value)>),
    /// `O:8:"stdClass":1:{…}`, kept as data. For a class with its own format (`C:`) the one
    /// property "data" holds it.
    Object {
        /// The class, which is never looked up.
        class: String,
        /// Its properties; private and protected ones without PHP's NUL marks.
        properties: Vec<(Key, Value)>,
    },
    /// `R:2;` or `r:2;`: the value of that number, counted by PHP from 1. Not followed.
    Reference(u64),
}

/// A key of an array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A number.
    Int(i64),
    /// A text.
    Text(String),
}

impl Key {
    /// As text, as JSON wants it.
    pub fn as_text(&self) -> Cow<'_, str> {
        match self {
            Self::Int(n) => Cow::Owned(n.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// What [`unserialize`] read.
#[derive(Debug, Clone, PartialEq)]
pub struct Unserialized {
    /// The value.
    pub value: Value,
    /// Whether a text's length was wrong and had to be found out.
    pub miscounted: bool,
}

/// Why a text is no serialised value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a PHP serialised value: {what} at byte {at}")]
pub struct Error {
    /// Offset in bytes.
    pub at: usize,
    /// What was wrong there.
    pub what: &'static str,
}

impl Value {
    /// The value under a key of an array or an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(k, _)| k.as_text() == key).map(|(_, value)| value)
    }

    /// The pairs of an array or an object; of anything else none.
    pub fn entries(&self) -> &[(Key, Self)] {
        match self {
            Self::Array(entries) | Self::Object { properties: entries, .. } => entries,
            _ => &[],
        }
    }

    /// A text as it is.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number, or a text that is one, as PHP itself would take it.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Int(n) => u64::try_from(*n).ok(),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Float(f) if f.fract() == 0.0 && (0.0..9e15).contains(f) => Some(*f as u64),
            _ => None,
        }
    }

    /// As JSON. An array whose keys count from 0 is a list; an object has its class under
    /// "__class"; a reference is {"__reference": number}; a float that JSON does not have is null.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Bool(b) => Json::Bool(*b),
            Self::Int(n) => Json::from(*n),
            Self::Float(f) => Number::from_f64(*f).map_or(Json::Null, Json::Number),
            Self::Text(text) => Json::from(text.as_str()),
            Self::Array(entries) => {
                let counted = entries.iter().enumerate().all(|(n, (key, _))| *key == Key::Int(n as i64));
                if counted {
                    Json::Array(entries.iter().map(|(_, value)| value.to_json()).collect())
                } else {
                    Json::Object(pairs(entries))
                }
            }
            Self::Object { class, properties } => {
                let mut map = pairs(properties);
                map.insert("__class".to_owned(), Json::from(class.as_str()));
                Json::Object(map)
            }
            Self::Reference(n) => {
                let mut map = Map::new();
                map.insert("__reference".to_owned(), Json::from(*n));
                Json::Object(map)
            }
        }
    }
}

fn pairs(entries: &[(Key, Value)]) -> Map<String, serde_json::Value> {
    entries.iter().map(|(key, value)| (key.as_text().into_owned(), value.to_json())).collect()
}

#[cfg(test)]
mod tests;
