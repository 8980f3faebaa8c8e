//! How many known origins an article's sources make at most. `docs/PROVENANCE.md` ("Known origins") has the rule with its
//! reasons; the files here are its clauses.
//!
//! Everything is a loop over lists, bounded by sources and links: no recursion, whatever quotes whatever.

mod circles;
mod graph;
mod groups;
mod keys;
mod own;
mod reach;
#[cfg(test)]
mod tests;

pub use own::Ours;

use super::model::Origins;
use crate::{
    articles::{
        model::Manuscript,
        sources::{Overruled, Source},
    },
    db::Sql,
    error::Result,
    settings::model::Site,
};
use graph::Graph;
use std::collections::HashMap;

/// A name as names are compared here: two sources with the same one are taken for one.
pub fn name_key(text: &str) -> String {
    keys::name(text)
}

/// Counts the origins of a manuscript's sources.
pub fn of(sql: &mut Sql<'_>, site: &Site, article: i64, manuscript: &Manuscript) -> Result<Origins> {
    of_sources(sql, site, article, &manuscript.sources, manuscript.origins.as_ref())
}

/// Counts the origins of an article's sources, as far as its own site knows.
pub fn of_sources(
    sql: &mut Sql<'_>,
    site: &Site,
    article: i64,
    sources: &[Source],
    overruled: Option<&Overruled>,
) -> Result<Origins> {
    let ours = own::among(sql, site, article, sources)?;
    Ok(count(sources, overruled, &[], &ours))
}

/// Counts. `joined` are pairs of sources whose text is the same, as copies of them show; `ours` are those that lead back to
/// the article itself.
pub fn count(
    sources: &[Source],
    overruled: Option<&Overruled>,
    joined: &[(i64, i64)],
    ours: &HashMap<i64, Ours>,
) -> Origins {
    let graph = Graph::of(sources, ours);
    let groups = groups::of(&graph, joined);
    let (order, knots) = circles::knots(&graph);
    let reached = reach::of(&graph, &groups, &order, &knots);
    Origins {
        at_most: groups.origins.len(),
        origins: groups.origins,
        rests: reached.rests,
        circles: circles::named(&graph, &order, &knots),
        hops: reached.hops,
        overruled: overruled.cloned(),
    }
}
