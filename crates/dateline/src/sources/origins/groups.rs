//! Which origins are taken for one, and why.

use super::{graph::Graph, keys};
use crate::{
    articles::sources::{Kind, Named},
    sources::model::{By, Origin},
};
use std::collections::{BTreeSet, HashMap};

/// The origins, and which of them each listed source is itself.
pub(super) struct Groups {
    /// The origins: those of listed sources in the list's order, then those that are gone.
    pub origins: Vec<Origin>,
    /// Of each listed source the place of the origin that it is, if it is one.
    pub of: Vec<Option<usize>>,
    /// How many of the origins are listed; the rest are gone, in the order of [`Graph::gone`].
    pub listed: usize,
}

/// What a body is to a source; a stronger tie counts more than a weaker one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Name,
    Author,
    Control,
}

/// A name, an address, or what else sources may have in common.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Body(String),
    Link(String),
    OwnReporting,
}

/// A thing that sources have in common, with those that have it.
struct Common {
    /// As it was first written.
    shown: String,
    what: What,
    /// How many origins have it.
    members: usize,
    tie: Tie,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Body,
    Link,
    OwnReporting,
}

/// Joins what has something in common. `joined` are pairs with the same text.
pub(super) fn of(graph: &Graph<'_>, joined: &[(i64, i64)]) -> Groups {
    let mut commons = Commons {
        at: HashMap::new(),
        all: Vec::new(),
        controlled: BTreeSet::new(),
        union: Union::new(graph.sources.len()),
    };
    for (place, source) in graph.sources.iter().enumerate() {
        let first = graph.first[place];
        if first && source.kind == Kind::OwnReporting {
            commons.tie(place, Key::OwnReporting, "", Tie::Name);
        }
        let Some(named) = source.named() else { continue };
        if first {
            commons.origin(place, named);
        } else {
            commons.controls(named);
        }
    }
    let mut same_text = Vec::new();
    for (one, other) in joined {
        let place = |id| graph.places.get(id).copied().filter(|place| graph.first[*place]);
        if let (Some(one), Some(other)) = (place(one), place(other)) {
            commons.union.join(one, other);
            same_text.push(one);
        }
    }
    commons.groups(graph, &same_text)
}

struct Commons {
    at: HashMap<Key, usize>,
    all: Vec<Common>,
    /// Bodies of which a source that is no origin says that one controls the other.
    controlled: BTreeSet<(usize, usize)>,
    /// Of sources first, then of commons.
    union: Union,
}

impl Commons {
    fn origin(&mut self, place: usize, named: &Named) {
        let bodies =
            [(&named.name, Tie::Name), (&named.author, Tie::Author), (&named.controlled_by, Tie::Control)];
        let mut mine: Vec<String> = Vec::new();
        for (shown, tie) in bodies {
            let key = keys::name(shown);
            // A source that is its own author has one body, not two.
            if !key.is_empty() && !mine.contains(&key) {
                self.tie(place, Key::Body(key.clone()), shown, tie);
                mine.push(key);
            }
        }
        if let Some(link) = &named.link {
            self.tie(place, Key::Link(keys::link(link)), "", Tie::Name);
        }
    }

    /// Who controls whom is known of a body, even if the source that says so is no origin.
    fn controls(&mut self, named: &Named) {
        let (name, by) = (keys::name(&named.name), keys::name(&named.controlled_by));
        if name.is_empty() || by.is_empty() || name == by {
            return;
        }
        let one = self.common(Key::Body(name), &named.name);
        let other = self.common(Key::Body(by), &named.controlled_by);
        self.all[other].tie = Tie::Control;
        self.controlled.insert((one.min(other), one.max(other)));
        let sources = self.union.sources;
        self.union.join(sources + one, sources + other);
    }

    fn tie(&mut self, place: usize, key: Key, shown: &str, tie: Tie) {
        let at = self.common(key, shown);
        let common = &mut self.all[at];
        common.tie = common.tie.max(tie);
        common.members += 1;
        let node = self.union.sources + at;
        self.union.join(place, node);
    }

    fn common(&mut self, key: Key, shown: &str) -> usize {
        let what = match key {
            Key::Body(_) => What::Body,
            Key::Link(_) => What::Link,
            Key::OwnReporting => What::OwnReporting,
        };
        let next = self.all.len();
        let at = *self.at.entry(key).or_insert(next);
        if at == next {
            self.union.add();
            self.all.push(Common { shown: shown.trim().to_owned(), what, members: 0, tie: Tie::Name });
        }
        at
    }

    fn groups(mut self, graph: &Graph<'_>, same_text: &[usize]) -> Groups {
        let mut origins: Vec<Origin> = Vec::new();
        let mut at_root: HashMap<usize, usize> = HashMap::new();
        let mut of = vec![None; graph.sources.len()];
        for (place, source) in graph.sources.iter().enumerate().filter(|(place, _)| graph.first[*place]) {
            let next = origins.len();
            let group = *at_root.entry(self.union.root(place)).or_insert(next);
            if group == next {
                origins.push(Origin::default());
            }
            origins[group].sources.push(source.id);
            of[place] = Some(group);
        }
        for at in self.between() {
            let group = at_root.get(&self.union.root(self.union.sources + at)).copied();
            if let (Some(group), Some(by)) = (group, self.all[at].reason())
                && origins[group].sources.len() > 1
            {
                origins[group].by.push(by);
            }
        }
        let texts: BTreeSet<usize> = same_text.iter().filter_map(|place| of[*place]).collect();
        for group in texts {
            origins[group].by.push(By::Text);
        }
        let listed = origins.len();
        origins.extend(graph.gone.iter().map(|id| Origin { sources: vec![*id], by: Vec::new(), gone: true }));
        Groups { origins, of, listed }
    }
}

impl Commons {
    /// What stands between two origins: commons of which none is a dead end.
    fn between(&self) -> Vec<usize> {
        let mut near: Vec<Vec<usize>> = vec![Vec::new(); self.all.len()];
        for (one, other) in &self.controlled {
            near[*one].push(*other);
            near[*other].push(*one);
        }
        let mut ties: Vec<usize> =
            self.all.iter().zip(&near).map(|(c, near)| c.members + near.len()).collect();
        let mut ends: Vec<usize> = (0..ties.len()).filter(|at| ties[*at] < 2).collect();
        let mut dead = vec![false; ties.len()];
        while let Some(end) = ends.pop() {
            dead[end] = true;
            for other in near[end].iter().copied().filter(|at| !dead[*at]) {
                ties[other] -= 1;
                if ties[other] == 1 {
                    ends.push(other);
                }
            }
        }
        (0..ties.len()).filter(|at| !dead[*at]).collect()
    }
}

impl Common {
    /// What this says of a group.
    fn reason(&self) -> Option<By> {
        match self.what {
            What::Body if self.tie == Tie::Control => Some(By::Control(self.shown.clone())),
            _ if self.members < 2 => None,
            What::Link => Some(By::Link),
            What::OwnReporting => Some(By::Own),
            What::Body if self.tie == Tie::Author => Some(By::Author(self.shown.clone())),
            What::Body => Some(By::Name(self.shown.clone())),
        }
    }
}

/// Sets that are joined (union by size, with paths halved): nearly linear, however they are joined.
struct Union {
    above: Vec<usize>,
    size: Vec<usize>,
    /// How many of the first nodes are sources.
    sources: usize,
}

impl Union {
    fn new(sources: usize) -> Union {
        Union { above: (0..sources).collect(), size: vec![1; sources], sources }
    }

    fn add(&mut self) {
        self.above.push(self.above.len());
        self.size.push(1);
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.above[node] != node {
            self.above[node] = self.above[self.above[node]];
            node = self.above[node];
        }
        node
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let (big, small) = if self.size[one] < self.size[other] { (other, one) } else { (one, other) };
        self.above[small] = big;
        self.size[big] += self.size[small];
    }
}
