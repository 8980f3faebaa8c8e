//! html5ever's tree in an arena: nodes are numbers, so that a tree of any depth is dropped at once,
//! and siblings are linked, so that the tree builder's moves cost the same anywhere.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};

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

/// A tree being built.
#[derive(Debug)]
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    line: Cell<u32>,
    /// How deep the place is where the tree builder last did something.
    pub(super) depth: Cell<u32>,
}

impl Sink {
    pub(super) fn new(size_hint: usize) -> Self {
        let sink = Self {
            nodes: RefCell::new(Vec::with_capacity(size_hint)),
            line: Cell::new(1),
            depth: Cell::new(0),
        };
        sink.make(Data::Document);
        sink
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn make(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        // The guard stops tags long before numbers run out.
        let id = Id::try_from(nodes.len()).unwrap_or(NONE);
        let line = self.line.get();
        nodes.push(Node {
            parent: NONE,
            prev: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            depth: 0,
            line,
            data,
        });
        id
    }

    /// Puts `child` under `parent`, before `next` or, if that is [`NONE`], at the end.
    fn link(&self, parent: Id, next: Id, child: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let (prev, depth) = match (get(&nodes, parent), get(&nodes, next)) {
            (Some(p), Some(n)) => (n.prev, p.depth + 1),
            (Some(p), None) => (p.last, p.depth + 1),
            _ => return,
        };
        if let Some(c) = get_mut(&mut nodes, child) {
            (c.parent, c.prev, c.next, c.depth) = (parent, prev, next, depth);
            let element = matches!(c.data, Data::Element(..));
            self.depth.set(if element { depth } else { depth - 1 });
        }
        match get_mut(&mut nodes, prev) {
            Some(p) => p.next = child,
            None => {
                if let Some(p) = get_mut(&mut nodes, parent) {
                    p.first = child;
                }
            }
        }
        match get_mut(&mut nodes, next) {
            Some(n) => n.prev = child,
            None => {
                if let Some(p) = get_mut(&mut nodes, parent) {
                    p.last = child;
                }
            }
        }
    }

    fn unlink(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(node) = get_mut(&mut nodes, id) else { return };
        let (parent, prev, next) = (node.parent, node.prev, node.next);
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
        match get_mut(&mut nodes, prev) {
            Some(p) => p.next = next,
            None => {
                if let Some(p) = get_mut(&mut nodes, parent) {
                    p.first = next;
                }
            }
        }
        match get_mut(&mut nodes, next) {
            Some(n) => n.prev = prev,
            None => {
                if let Some(p) = get_mut(&mut nodes, parent) {
                    p.last = prev;
                }
            }
        }
    }

    fn parent(&self, id: Id) -> Id {
        get(&self.nodes.borrow(), id).map_or(NONE, |n| n.parent)
    }

    /// Puts text or a node before `next`; text joins a text before it, as the HTML standard asks.
    fn insert(&self, parent: Id, next: Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.unlink(id);
                self.link(parent, next, id);
            }
            NodeOrText::AppendText(text) => {
                {
                    let mut nodes = self.nodes.borrow_mut();
                    let before = match (get(&nodes, next), get(&nodes, parent)) {
                        (Some(n), _) => n.prev,
                        (None, Some(p)) => p.last,
                        _ => NONE,
                    };
                    if let Some(Node { data: Data::Text(have), depth, .. }) = get_mut(&mut nodes, before) {
                        have.push_tendril(&text);
                        self.depth.set(depth.saturating_sub(1));
                        return;
                    }
                }
                let id = self.make(Data::Text(text));
                self.link(parent, next, id);
            }
        }
    }
}

fn get(nodes: &[Node], id: Id) -> Option<&Node> {
    nodes.get(id as usize)
}

fn get_mut(nodes: &mut [Node], id: Id) -> Option<&mut Node> {
    nodes.get_mut(id as usize)
}

/// A name of its own, since one inside the arena could not be lent out.
#[derive(Debug)]
pub(super) struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        let nodes = self.nodes.into_inner();
        // The fragment parser puts an `html` element under the document.
        let root = nodes.first().map_or(NONE, |d| d.first);
        Dom { nodes, root }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name(&self, target: &Id) -> Name {
        match get(&self.nodes.borrow(), *target) {
            Some(Node { data: Data::Element(name, _), .. }) => Name(name.ns.clone(), name.local.clone()),
            _ => Name(ns!(), LocalName::from("")),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        self.make(Data::Element(name, attrs))
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.make(Data::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.make(Data::Comment(StrTendril::new()))
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, prev_element: &Id, child: NodeOrText<Id>) {
        let parent = self.parent(*element);
        if parent == NONE {
            self.insert(*prev_element, NONE, child);
        } else {
            self.insert(parent, *element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        if let Some(node) = get(&self.nodes.borrow(), *node) {
            self.depth.set(node.depth.saturating_sub(1));
        }
    }

    /// What stands in a template is never shown: it can stand in the template itself, which the
    /// reader leaves out.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        self.insert(self.parent(*sibling), *sibling, child);
    }

    fn add_attrs_if_missing(&self, _: &Id, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Id) {
        self.unlink(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let first = get(&self.nodes.borrow(), *node).map_or(NONE, |n| n.first);
            if first == NONE {
                return;
            }
            self.unlink(first);
            self.link(*new_parent, NONE, first);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}

impl Dom {
    pub(super) fn node(&self, id: Id) -> Option<&Node> {
        get(&self.nodes, id)
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
