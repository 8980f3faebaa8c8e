//! An entry of the file, and what becomes of a manuscript by it.

use crate::{
    articles::{
        model::Manuscript,
        sources::{Overruled, Source},
        writing::lenient,
    },
    error::{Error, Result},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Which article is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Which {
    /// By its number.
    Number(i64),
    /// By its address: `/2026/11/a-report/`.
    Path(String),
}

impl std::fmt::Display for Which {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Which::Number(number) => write!(out, "article {number}"),
            Which::Path(path) => write!(out, "article {path}"),
        }
    }
}

/// A passage and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rests {
    /// Its words.
    pub passage: String,
    /// Sources, by their numbers.
    pub on: Vec<i64>,
}

/// What the file says of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Which one.
    pub article: Which,
    /// Its sources, in the stored form; they take the place of those that were listed.
    pub sources: Value,
    /// What an editor says of the number of origins, in the stored form.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub origins: Value,
    /// What rests on what, in place of what was marked; absent: the marks stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rests: Option<Vec<Rests>>,
}

/// An entry whose sources were read.
#[derive(Debug, Clone)]
pub struct Sound {
    /// Which article.
    pub article: Which,
    /// Its sources.
    pub sources: Vec<Source>,
    /// What an editor says of the count.
    pub origins: Option<Overruled>,
    /// What rests on what.
    pub rests: Option<Vec<Rests>>,
}

impl Entry {
    /// What an article's manuscript says.
    pub fn of(article: Which, manuscript: &Manuscript) -> Result<Entry> {
        let rests = manuscript.body.resting().into_iter().map(|(passage, on)| Rests { passage, on });
        Ok(Entry {
            article,
            sources: serde_json::to_value(&manuscript.sources)?,
            origins: serde_json::to_value(&manuscript.origins)?,
            rests: Some(rests.collect()),
        })
    }

    /// Reads an entry of the file as strictly as what an editor saves; says all that is wrong with it.
    pub fn read(value: Value) -> Result<Sound> {
        let called = match value.get("article") {
            Some(Value::String(path)) => format!("article {path}"),
            Some(Value::Number(number)) => format!("article {number}"),
            _ => "an entry without an article".to_owned(),
        };
        let entry: Entry =
            serde_json::from_value(value).map_err(|e| Error::refused(&called, e.to_string()))?;
        let read = lenient::read(json!({ "sources": entry.sources, "origins": entry.origins }));
        if !read.wrong.is_empty() {
            let wrong: Vec<String> = read.wrong.iter().map(|w| format!("{}: {}", w.field, w.why)).collect();
            return Err(Error::refused(called, wrong.join(" ")));
        }
        Ok(Sound { article: entry.article, sources: read.sources, origins: read.origins, rests: entry.rests })
    }
}

impl Sound {
    /// Puts it into a manuscript. Returns the passages that were not found.
    pub fn put(&self, manuscript: &mut Manuscript) -> Vec<String> {
        manuscript.sources.clone_from(&self.sources);
        manuscript.origins.clone_from(&self.origins);
        let mut missing = Vec::new();
        if let Some(rests) = &self.rests {
            manuscript.body.rest_on_nothing();
            for one in rests {
                if !manuscript.body.rest(&one.passage, &one.on) {
                    missing.push(one.passage.clone());
                }
            }
        }
        missing
    }
}
