//! Who quotes whom, by places in the list.

use super::Ours;
use crate::articles::sources::{Kind, Source};
use std::collections::{HashMap, HashSet};

/// The sources of an article with what they quote.
pub(super) struct Graph<'a> {
    /// The sources, as they are listed.
    pub sources: &'a [Source],
    /// Of each the places of the listed ones that it quotes, each once.
    pub quotes: Vec<Vec<usize>>,
    /// Of each the places in `gone` of those that it quotes.
    pub quotes_gone: Vec<Vec<usize>>,
    /// Numbers of sources that are quoted and not listed any more, from the lowest.
    pub gone: Vec<i64>,
    /// Whether each leads back to the article itself.
    pub ours: Vec<bool>,
    /// Whether each is an origin.
    pub first: Vec<bool>,
    /// The place of each number.
    pub places: HashMap<i64, usize>,
}

impl<'a> Graph<'a> {
    /// Reads who quotes whom.
    pub fn of(sources: &'a [Source], ours: &HashMap<i64, Ours>) -> Graph<'a> {
        let mut places = HashMap::with_capacity(sources.len());
        for (place, source) in sources.iter().enumerate() {
            places.entry(source.id).or_insert(place);
        }
        let mut gone: Vec<i64> = sources.iter().flat_map(|source| &source.via).copied().collect();
        gone.retain(|id| !places.contains_key(id));
        gone.sort_unstable();
        gone.dedup();
        let gone_at: HashMap<i64, usize> = gone.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let (mut quotes, mut quotes_gone) = (Vec::new(), Vec::new());
        for source in sources {
            let mut seen = HashSet::new();
            let via = || source.via.iter();
            quotes.push(
                via()
                    .filter_map(|id| places.get(id))
                    .copied()
                    .filter(|at| seen.insert(*at))
                    .collect::<Vec<_>>(),
            );
            seen.clear();
            quotes_gone.push(
                via()
                    .filter_map(|id| gone_at.get(id))
                    .copied()
                    .filter(|at| seen.insert(*at))
                    .collect::<Vec<_>>(),
            );
        }
        let first = sources.iter().map(|source| is_first(source, ours.get(&source.id).copied())).collect();
        Graph {
            sources,
            quotes,
            quotes_gone,
            gone,
            ours: sources.iter().map(|source| ours.contains_key(&source.id)).collect(),
            first,
            places,
        }
    }

    /// The places of the sources that quote each.
    pub fn quoted_by(&self) -> Vec<Vec<usize>> {
        let mut by = vec![Vec::new(); self.sources.len()];
        for (place, quotes) in self.quotes.iter().enumerate() {
            for quoted in quotes {
                by[*quoted].push(place);
            }
        }
        by
    }
}

/// Whether a source is an origin: it found out itself, or quotes nobody and leads to nothing of ours.
fn is_first(source: &Source, ours: Option<Ours>) -> bool {
    source.kind == Kind::OwnReporting
        || (source.own && ours != Some(Ours::This))
        || (source.via.is_empty() && ours.is_none())
}
