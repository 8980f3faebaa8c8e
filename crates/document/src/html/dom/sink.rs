//! What html5ever's tree builder writes to.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};

use super::{Data, Dom, Id, NONE, Node};

/// A tree being built.
#[derive(Debug)]
pub(in crate::html) struct Sink {
    nodes: RefCell<Vec<Node>>,
    line: Cell<u32>,
    /// How deep the place is where the tree builder last did something.
    pub(in crate::html) depth: Cell<u32>,
}

impl Sink {
    pub(in crate::html) fn new(size_hint: usize) -> Self {
        let sink = Self {
            nodes: RefCell::new(Vec::with_capacity(size_hint)),
            line: Cell::new(1),
            depth: Cell::new(0),
        };
        sink.make(Data::Document);
        sink
    }

    pub(in crate::html) fn len(&self) -> usize {
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
pub(in crate::html) struct Name(Namespace, LocalName);

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
