//! Who in the end quotes himself. Knots (strongly connected components) by Tarjan's algorithm (SIAM J. Comput. 1, 1972),
//! with a stack of its own in place of recursion.

use super::graph::Graph;
use crate::sources::model::Circle;

/// The places of sources in an order in which each comes after all that it quotes, but for those of its own knot, and the
/// knot of each place: numbers that rise along that order.
pub(super) fn knots(graph: &Graph<'_>) -> (Vec<usize>, Vec<usize>) {
    const UNSEEN: usize = usize::MAX;
    let n = graph.sources.len();
    let (mut seen, mut low) = (vec![UNSEEN; n], vec![0; n]);
    let (mut knot, mut order) = (vec![UNSEEN; n], Vec::with_capacity(n));
    let (mut waiting, mut walk): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    let (mut counter, mut knots) = (0, 0);
    for start in 0..n {
        if seen[start] != UNSEEN {
            continue;
        }
        walk.push((start, 0));
        while let Some((node, next)) = walk.pop() {
            if next == 0 {
                seen[node] = counter;
                low[node] = counter;
                counter += 1;
                waiting.push(node);
            } else if let Some(came) = graph.quotes[node].get(next - 1) {
                low[node] = low[node].min(low[*came]);
            }
            let mut at = next;
            let mut down = None;
            while let Some(quoted) = graph.quotes[node].get(at).copied() {
                at += 1;
                if seen[quoted] == UNSEEN {
                    down = Some(quoted);
                    break;
                }
                if knot[quoted] == UNSEEN {
                    low[node] = low[node].min(seen[quoted]);
                }
            }
            if let Some(quoted) = down {
                walk.push((node, at));
                walk.push((quoted, 0));
                continue;
            }
            if low[node] == seen[node] {
                while let Some(of) = waiting.pop() {
                    knot[of] = knots;
                    order.push(of);
                    if of == node {
                        break;
                    }
                }
                knots += 1;
            }
        }
    }
    (order, knot)
}

/// The circles: knots of more than one source, sources that quote themselves, and what leads back to the article itself.
pub(super) fn named(graph: &Graph<'_>, order: &[usize], knot: &[usize]) -> Vec<Circle> {
    let mut circles = Vec::new();
    for places in order.chunk_by(|one, other| knot[*one] == knot[*other]) {
        let itself = |place: usize| graph.quotes[place].contains(&place);
        if places.len() > 1 || places.first().is_some_and(|place| itself(*place)) {
            circles.push(in_order(graph, places, false));
        }
    }
    circles.extend(ours(graph));
    circles.sort_by_key(|circle| {
        let first = circle.sources.iter().filter_map(|id| graph.places.get(id)).min().copied();
        (first, circle.ours)
    });
    circles
}

/// What leads back to the article: whoever quotes what is ours, and so on up. Those that have nothing to do with each other
/// are circles apart.
fn ours(graph: &Graph<'_>) -> Vec<Circle> {
    let quoted_by = graph.quoted_by();
    let n = graph.sources.len();
    let mut within = graph.ours.clone();
    let mut next: Vec<usize> = (0..n).filter(|place| within[*place]).collect();
    while let Some(place) = next.pop() {
        for quoting in &quoted_by[place] {
            if !within[*quoting] {
                within[*quoting] = true;
                next.push(*quoting);
            }
        }
    }
    let mut taken = vec![false; n];
    let mut circles = Vec::new();
    for start in (0..n).filter(|place| within[*place]) {
        if taken[start] {
            continue;
        }
        taken[start] = true;
        let (mut together, mut at) = (vec![start], 0);
        while let Some(place) = together.get(at).copied() {
            at += 1;
            for other in quoted_by[place].iter().chain(&graph.quotes[place]) {
                if within[*other] && !taken[*other] {
                    taken[*other] = true;
                    together.push(*other);
                }
            }
        }
        together.sort_unstable();
        circles.push(in_order(graph, &together, true));
    }
    circles
}

/// Sources in the order in which they quote each other: from one that none of them quotes, else from the first of the list,
/// along what it quotes.
fn in_order(graph: &Graph<'_>, places: &[usize], ours: bool) -> Circle {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    let at = |place: usize| sorted.binary_search(&place).ok();
    let mut quoted = vec![false; sorted.len()];
    for place in &sorted {
        for other in graph.quotes[*place].iter().filter(|other| *other != place).filter_map(|o| at(*o)) {
            quoted[other] = true;
        }
    }
    let tops = (0..sorted.len()).filter(|i| !quoted[*i]).chain(0..sorted.len());
    let mut taken = vec![false; sorted.len()];
    let mut sources = Vec::with_capacity(sorted.len());
    for top in tops {
        let mut next = vec![top];
        while let Some(i) = next.pop() {
            if std::mem::replace(&mut taken[i], true) {
                continue;
            }
            let place = sorted[i];
            sources.push(graph.sources[place].id);
            next.extend(
                graph.quotes[place].iter().rev().filter_map(|other| at(*other)).filter(|i| !taken[*i]),
            );
        }
    }
    Circle { sources, ours }
}
