//! "How we know this": from a published chain to what a page shows of it.
//!
//! A chain may hold circles, and numbers of sources that are no longer listed. Whatever walks along it here goes a few
//! steps only, or visits each source once.

mod drawn;
mod said;
#[cfg(test)]
mod tests;

use crate::{
    articles::sources::{Source, Who},
    pages::{
        locale::Locale,
        view::{ChainView, InterestView, SourceView, StepView},
    },
    sources::model::Chain,
};
use std::collections::HashMap;

/// Steps that are shown below one source; who is quoted further on says so at its own place.
const STEPS: usize = 12;
/// Steps that are shown below all of them, but for one each: a chain that is longer than any reader's patience.
const ALL_STEPS: usize = 1_500;
/// More sources than this stand below the text, on any screen.
const BESIDE: usize = 10;

/// The panel. `passages` are the sources that passages of the text rest on; `rtl` is true where the page's lines begin
/// at the right.
pub(super) fn view(chain: &Chain, locale: &Locale, passages: &[i64], rtl: bool) -> ChainView {
    let shown = Listed::of(chain, locale);
    let steps = (ALL_STEPS / chain.sources.len().max(1)).clamp(1, STEPS);
    ChainView {
        sources: chain.sources.iter().map(|source| shown.source(source, passages, steps)).collect(),
        count: chain.origins.as_ref().map(|origins| said::count(&shown, origins)),
        drawn: drawn::drawing(&shown, chain.origins.as_ref(), rtl),
        long: chain.sources.len() > BESIDE,
        unnamed: chain.sources.iter().any(|source| source.named().is_none()),
    }
}

/// The sources of a chain, with the places at which their numbers in the manuscript are found.
struct Listed<'a> {
    sources: &'a [Source],
    places: HashMap<i64, usize>,
    locale: &'a Locale,
}

impl<'a> Listed<'a> {
    fn of(chain: &'a Chain, locale: &'a Locale) -> Listed<'a> {
        let places = chain.sources.iter().enumerate().map(|(at, source)| (source.id, at)).collect();
        Listed { sources: &chain.sources, places, locale }
    }

    /// As readers count it: the place in the list, from 1.
    fn number(&self, id: i64) -> Option<u64> {
        self.places.get(&id).map(|at| *at as u64 + 1)
    }

    fn find(&self, id: i64) -> Option<&'a Source> {
        self.places.get(&id).and_then(|at| self.sources.get(*at))
    }

    /// The numbers of sources as words: "1, 2 and 5".
    fn numbers(&self, places: &[usize]) -> String {
        let numbers: Vec<String> = places.iter().map(|at| self.locale.digits(*at as u64 + 1)).collect();
        self.locale.join(&numbers.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What a source is called.
    fn name(&self, source: &Source) -> String {
        match &source.who {
            Who::Named(named) => named.name.clone(),
            Who::Unnamed { called, .. } => {
                self.locale.text(&format!("source_called_{}", called.as_str())).to_owned()
            }
        }
    }

    fn source(&self, source: &Source, passages: &[i64], most: usize) -> SourceView {
        let why = match &source.who {
            Who::Named(_) => None,
            Who::Unnamed { why, .. } => Some(why.as_str()),
        };
        let mut view = SourceView {
            number: self.number(source.id).unwrap_or_default(),
            name: self.name(source),
            why,
            kind: source.kind.as_str(),
            quotes: source.via.iter().filter_map(|id| self.number(*id)).take(most).collect(),
            own: source.own && !source.via.is_empty(),
            passage: passages.contains(&source.id),
            ..SourceView::default()
        };
        view.steps = self.steps(source, most);
        let direct = view.steps.iter().filter(|step| step.depth == 1).count();
        view.more = source.via.len().saturating_sub(direct) as u64;
        if let Some(named) = source.named() {
            view.href = named.link.as_ref().map(ToString::to_string);
            view.author.clone_from(&named.author);
            view.controlled_by.clone_from(&named.controlled_by);
            view.dated = named.dated.as_ref().map(ToString::to_string);
            view.seen = named.seen.as_ref().map(ToString::to_string);
            view.interest = named.interest.as_ref().map(|interest| InterestView {
                what: interest.what.clone(),
                evidence: interest.evidence.clone(),
                href: interest.link.as_ref().map(ToString::to_string),
            });
        }
        view
    }

    /// Whom a source quotes, and whom they quote: each below who quotes them.
    fn steps(&self, source: &Source, most: usize) -> Vec<StepView> {
        let mut steps = Vec::new();
        // What is still to be shown, the next one last: how deep, who quotes, who is quoted.
        let mut open: Vec<(usize, &Source, i64)> =
            source.via.iter().take(most).rev().map(|id| (1, source, *id)).collect();
        // Who stands above the step that comes next, from the source itself on.
        let mut above = vec![source.id];
        while let Some((depth, by, id)) = open.pop() {
            if steps.len() >= most {
                break;
            }
            above.truncate(depth);
            let quoted = self.find(id);
            let round = above.contains(&id);
            steps.push(StepView {
                depth,
                number: self.number(id),
                name: quoted.map(|quoted| self.name(quoted)).unwrap_or_default(),
                prints: by.prints,
                round,
            });
            above.push(id);
            if let (Some(quoted), false, true) = (quoted, round, depth < StepView::DEEPEST) {
                open.extend(quoted.via.iter().take(most).rev().map(|id| (depth + 1, quoted, *id)));
            }
        }
        steps
    }
}
