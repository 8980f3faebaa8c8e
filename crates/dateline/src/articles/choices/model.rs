//! What may be chosen, and the order it is offered in.

/// Something that can be chosen by its name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Choice {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
}

/// A section in the order of the tree.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Branch {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// How many sections stand above it.
    pub depth: usize,
}

/// Puts sections, as (number, section above, name) in the order of their positions, into the order of the tree. One whose section
/// above is not there stands at the top; a circle cannot hold it up.
pub fn tree(flat: &[(i64, Option<i64>, String)]) -> Vec<Branch> {
    let mut below: std::collections::BTreeMap<i64, Vec<usize>> = std::collections::BTreeMap::new();
    let known: std::collections::BTreeSet<i64> = flat.iter().map(|(id, ..)| *id).collect();
    for (at, (_, parent, _)) in flat.iter().enumerate() {
        let parent = parent.filter(|parent| known.contains(parent)).unwrap_or(0);
        below.entry(parent).or_default().push(at);
    }
    let mut out = Vec::with_capacity(flat.len());
    let mut waiting: Vec<(usize, usize)> =
        below.remove(&0).into_iter().flatten().rev().map(|at| (at, 0)).collect();
    while let Some((at, depth)) = waiting.pop() {
        let Some((id, _, name)) = flat.get(at) else { continue };
        out.push(Branch { id: *id, name: name.clone(), depth });
        waiting.extend(below.remove(id).into_iter().flatten().rev().map(|at| (at, depth + 1)));
    }
    out
}

/// A pattern for SQL's LIKE, of what somebody typed, with `\` before what would mean something else.
pub fn like(typed: &str) -> String {
    let mut out = String::with_capacity(typed.len() + 2);
    for c in typed.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_stand_below_their_own() {
        let flat = [
            (1, None, "News"),
            (2, Some(1), "Harbour"),
            (3, None, "Sport"),
            (4, Some(1), "Town"),
            (5, Some(9), "Lost"),
        ]
        .map(|(id, parent, name)| (id, parent, name.to_owned()));
        let order: Vec<(i64, usize)> = tree(&flat).into_iter().map(|b| (b.id, b.depth)).collect();
        assert_eq!(order, [(1, 0), (2, 1), (4, 1), (3, 0), (5, 0)]);
        let circle = [(1, Some(2), "A".to_owned()), (2, Some(1), "B".to_owned())];
        assert!(tree(&circle).is_empty(), "a circle ends");
        assert_eq!(like("50%_"), "50\\%\\_");
    }
}
