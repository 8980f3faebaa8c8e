//! html5ever's tree in an arena: nodes are numbers, so that a tree of any depth is dropped at once,
//! and siblings are linked, so that the tree builder's moves cost the same anywhere.

mod sink;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, ns};

pub(super) use sink::Sink;

pub(super) type Id = u32;
/// No node.
pub(super) const NONE: Id = u32::MAX;

#[derive(Debug)]
pub(super) enum Data {
    Document,
    Element(QualName, Vec<Attribute>),
    Text(StrTendril),
    Comment(StrTendril),
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Id,
    pub(super) prev: Id,
    pub(super) next: Id,
    pub(super) first: Id,
    last: Id,
    depth: u32,
    pub(super) line: u32,
    pub(super) data: Data,
}

/// A finished tree.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
    /// The root under which the fragment stands.
    pub(super) root: Id,
}

impl Dom {
    pub(super) fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn children(&self, id: Id) -> Children<'_> {
        Children { dom: self, next: self.node(id).map_or(NONE, |n| n.first) }
    }

    /// The HTML name of an element; empty for text, and for SVG and MathML.
    pub(super) fn tag(&self, id: Id) -> &str {
        match self.node(id) {
            Some(Node { data: Data::Element(name, _), .. }) if name.ns == ns!(html) => &name.local,
            _ => "",
        }
    }

    pub(super) fn attrs(&self, id: Id) -> &[Attribute] {
        match self.node(id) {
            Some(Node { data: Data::Element(_, attrs), .. }) => attrs,
            _ => &[],
        }
    }

    pub(super) fn attr(&self, id: Id, name: &str) -> Option<&str> {
        self.attrs(id).iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
    }

    pub(super) fn has_class(&self, id: Id, class: &str) -> bool {
        self.attr(id, "class").is_some_and(|c| c.split_ascii_whitespace().any(|c| c == class))
    }

    /// The node and all below it, in the order of the text, without recursion.
    pub(super) fn below(&self, id: Id) -> Below<'_> {
        Below { dom: self, top: id, next: id }
    }

    /// The first element below with one of these names.
    pub(super) fn find(&self, id: Id, names: &[&str]) -> Option<Id> {
        self.below(id).skip(1).find(|n| names.contains(&self.tag(*n)))
    }

    pub(super) fn find_class(&self, id: Id, class: &str) -> Option<Id> {
        self.below(id).skip(1).find(|n| self.has_class(*n, class))
    }

    /// All text below, as it stands.
    pub(super) fn text(&self, id: Id) -> String {
        let mut out = String::new();
        for n in self.below(id) {
            if let Some(Node { data: Data::Text(text), .. }) = self.node(n) {
                out.push_str(text);
            }
        }
        out
    }
}

pub(super) struct Children<'a> {
    dom: &'a Dom,
    next: Id,
}

impl Iterator for Children<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        let id = self.next;
        self.next = self.dom.node(id)?.next;
        Some(id)
    }
}

pub(super) struct Below<'a> {
    dom: &'a Dom,
    top: Id,
    next: Id,
}

impl Iterator for Below<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        let id = self.next;
        let node = self.dom.node(id)?;
        self.next = node.first;
        let mut at = id;
        while self.next == NONE && at != self.top {
            let Some(n) = self.dom.node(at) else { break };
            self.next = n.next;
            at = n.parent;
        }
        Some(id)
    }
}
