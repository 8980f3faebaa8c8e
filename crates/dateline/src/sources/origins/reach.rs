//! On which origins each source rests, and how far the farthest is.

use super::{graph::Graph, groups::Groups};

/// What was found.
pub(super) struct Reached {
    /// Of each source the origins that it rests on, by their places.
    pub rests: Vec<Vec<usize>>,
    /// The longest way from the article to an origin; a knot is one step of it.
    pub hops: usize,
}

/// Goes through the sources so that what is quoted comes first. Sources of one knot rest on the same.
pub(super) fn of(graph: &Graph<'_>, groups: &Groups, order: &[usize], knot: &[usize]) -> Reached {
    let words = groups.origins.len().div_ceil(64);
    let n = graph.sources.len();
    let mut sets: Vec<Vec<u64>> = Vec::new();
    let mut far: Vec<usize> = Vec::new();
    for places in order.chunk_by(|one, other| knot[*one] == knot[*other]) {
        let this = sets.len();
        let (mut set, mut longest) = (vec![0_u64; words], 0);
        for place in places {
            if let Some(group) = groups.of[*place] {
                put(&mut set, group);
                longest = longest.max(1);
            }
            for gone in &graph.quotes_gone[*place] {
                put(&mut set, groups.listed + gone);
                longest = longest.max(2);
            }
            for other in graph.quotes[*place].iter().map(|quoted| knot[*quoted]).filter(|k| *k != this) {
                for (word, more) in set.iter_mut().zip(&sets[other]) {
                    *word |= more;
                }
                if far[other] > 0 {
                    longest = longest.max(far[other] + 1);
                }
            }
        }
        sets.push(set);
        far.push(longest);
    }
    let rests = (0..n).map(|place| members(&sets[knot[place]])).collect();
    Reached { rests, hops: far.into_iter().max().unwrap_or(0) }
}

fn put(set: &mut [u64], at: usize) {
    if let Some(word) = set.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

fn members(set: &[u64]) -> Vec<usize> {
    let mut all = Vec::new();
    for (at, word) in set.iter().enumerate() {
        let mut left = *word;
        while left != 0 {
            all.push(at * 64 + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
    all
}
