//! The chain of an article as readers see it, and what was counted from it.

use crate::{
    articles::{
        model::Manuscript,
        sources::{Overruled, Source},
    },
    error::Result,
    values::hex,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};

/// Why sources are taken for one origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// They have one author.
    Author(String),
    /// One body controls them, or one of them is that body.
    Control(String),
    /// They have one name.
    Name(String),
    /// They have one address.
    Link,
    /// Their text is the same, as archived copies show.
    Text,
    /// All of it is the newsroom's own reporting.
    Own,
}

/// What is taken for one known origin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The sources that it is, by their numbers.
    pub sources: Vec<i64>,
    /// Why they are one; empty for a single source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<By>,
    /// A source that others quote, and that is not in the list any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

/// Sources that in the end rest on each other, or on our own article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circle {
    /// Their numbers, in the order in which they quote each other.
    pub sources: Vec<i64>,
    /// It passes through this very article.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ours: bool,
}

/// What was counted from a chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origins {
    /// How many known origins there are at most, by the rule.
    pub at_most: usize,
    /// The origins.
    pub origins: Vec<Origin>,
    /// Of each source, in the order of the list: on which of the origins it rests, by their places in `origins`.
    pub rests: Vec<Vec<usize>>,
    /// Circles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circles: Vec<Circle>,
    /// The longest way from our article to an origin, in hops: 1 for a source that we have at first hand.
    pub hops: usize,
    /// What an editor says instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overruled: Option<Overruled>,
}

impl Origins {
    /// What readers are told: the editor's number, or the rule's.
    pub fn said(&self) -> usize {
        self.overruled.as_ref().map_or(self.at_most, |said| said.at_most as usize)
    }
}

/// What readers see of an article's sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The sources, in the order in which readers count them from 1.
    pub sources: Vec<Source>,
    /// How many origins that makes; `None` where no editor has confirmed the count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origins: Option<Origins>,
}

/// SHA-256, in hex, of a source: a confirmation holds for exactly this.
pub fn digest(source: &Source) -> Result<String> {
    Ok(hex(&Sha256::digest(serde_json::to_string(source)?.as_bytes())))
}

/// SHA-256, in hex, of all sources of an article and of what was counted from them.
pub fn digest_of_all(sources: &[Source], origins: &Origins) -> Result<String> {
    Ok(hex(&Sha256::digest(serde_json::to_string(&(sources, origins))?.as_bytes())))
}

/// What editors have confirmed of an article, as digests.
#[derive(Debug, Clone, Default)]
pub struct Confirmed {
    /// Of single sources.
    pub sources: HashSet<String>,
    /// Of the whole with its count.
    pub origins: HashSet<String>,
}

/// The chain that readers may see: the sources that are confirmed, with everything that they quote. One that quotes
/// something that nobody confirmed stays back too: alone it would look like an origin.
pub fn shown(manuscript: &Manuscript, confirmed: &Confirmed, origins: &Origins) -> Result<Option<Chain>> {
    let mut good: HashMap<i64, &Source> = HashMap::new();
    for source in &manuscript.sources {
        if confirmed.sources.contains(&digest(source)?) {
            good.insert(source.id, source);
        }
    }
    let listed: HashSet<i64> = manuscript.sources.iter().map(|source| source.id).collect();
    // Takes away whatever quotes something listed that is not good, until nothing more goes.
    let mut quoted_by: HashMap<i64, Vec<i64>> = HashMap::new();
    for source in &manuscript.sources {
        for via in &source.via {
            quoted_by.entry(*via).or_default().push(source.id);
        }
    }
    let mut bad: Vec<i64> = listed.iter().filter(|id| !good.contains_key(id)).copied().collect();
    while let Some(id) = bad.pop() {
        for quoting in quoted_by.get(&id).into_iter().flatten() {
            if good.remove(quoting).is_some() {
                bad.push(*quoting);
            }
        }
    }
    let sources: Vec<Source> =
        manuscript.sources.iter().filter(|source| good.contains_key(&source.id)).cloned().collect();
    if sources.is_empty() {
        return Ok(None);
    }
    let whole = sources.len() == manuscript.sources.len();
    let counted = whole && confirmed.origins.contains(&digest_of_all(&manuscript.sources, origins)?);
    Ok(Some(Chain { sources, origins: counted.then(|| origins.clone()) }))
}
