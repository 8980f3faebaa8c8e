//! Reads HTML into a tree. `docs/` say what each element becomes; here is how a text is walked.

mod attributes;
mod elements;
mod figures;
mod flow;
mod frames;
mod inlines;
mod lists;
mod notes;
mod pictures;
mod prune;
mod quotes;
mod recordings;
mod shortcodes;
mod tables;
mod wordpress;

use std::collections::HashMap;

use self::flow::{Flow, Place};
use super::dom::{Data, Dom, Id};
use super::surroundings::{Flavour, Surroundings};
use super::{guard, headings};
use crate::loss::Losses;
use crate::notes::settle;
use crate::tree::{Block, Document, Footnote, Inline, Mark};
use crate::{MAX_DEPTH, Reading};

/// Levels of elements walked by recursion. The guard keeps trees below this, all but those that the
/// adoption agency has rearranged; what is deeper gives its text.
const MAX_WALK: usize = 160;
/// Levels of lists, quotes and cells in the tree. The rest up to [`MAX_DEPTH`] is for what is in them.
const MAX_NESTED: usize = MAX_DEPTH - 10;

/// Reads HTML. Any text is read: what is not understood is reported, never refused.
#[must_use]
pub fn read(html: &str, around: &dyn Surroundings, flavour: Flavour) -> Reading {
    let mut reading = read_within(html, around, flavour, &[], Place::Top);
    prune::references(&mut reading.document);
    settle(&mut reading.document);
    headings::settle(&mut reading.document);
    reading
}

/// Reads a text that stands inside others: `within` are the reusable blocks it is in.
fn read_within(
    html: &str,
    around: &dyn Surroundings,
    flavour: Flavour,
    within: &[i64],
    place: Place,
) -> Reading {
    let mut losses = match within.last() {
        Some(id) => Losses::within(format!("reusable block {id}, ")),
        None => Losses::default(),
    };
    let expanded;
    let html = if flavour == Flavour::WordPress {
        expanded = shortcodes::expand(html, &mut losses);
        expanded.as_ref()
    } else {
        html
    };
    let (dom, flattened) = guard::parse(html);
    if flattened {
        losses.add(1, "nesting", "elements nested deeper than 120 levels were laid flat");
    }
    let mut reader = Reader {
        dom: &dom,
        around,
        flavour,
        within,
        losses,
        marks: Vec::new(),
        open: Vec::new(),
        notes: HashMap::new(),
        found_notes: Vec::new(),
        walked: 0,
        nested: 0,
        keep_lines: false,
        caption: CaptionParts::default(),
    };
    reader.find_notes();
    let mut flow = Flow::new(place);
    reader.children(dom.root, &mut flow);
    let mut content = flow.finish();
    reader.add_notes(&mut content);
    Reading { document: Document { content }, losses: reader.losses.into_vec() }
}

/// What a caption holds besides its words.
#[derive(Debug, Default)]
struct CaptionParts {
    credit: Option<String>,
    title: Option<String>,
}

struct Reader<'a> {
    dom: &'a Dom,
    around: &'a dyn Surroundings,
    flavour: Flavour,
    /// Reusable blocks around this text, outermost first.
    within: &'a [i64],
    losses: Losses,
    /// The marks that text carries here, in their order.
    marks: Vec<Mark>,
    /// Block comments that are open.
    open: Vec<wordpress::OpenBlock>,
    /// Ids that notes are known by.
    notes: HashMap<String, notes::Note>,
    /// Notes whose text has been read. They belong to the document, whatever their list stands in.
    found_notes: Vec<Footnote>,
    walked: usize,
    nested: usize,
    /// Line ends mean something here, as in a verse.
    keep_lines: bool,
    caption: CaptionParts,
}

impl Reader<'_> {
    fn children(&mut self, id: Id, flow: &mut Flow) {
        self.children_but(id, None, flow);
    }

    fn children_but(&mut self, id: Id, but: Option<Id>, flow: &mut Flow) {
        let dom = self.dom;
        for child in dom.children(id) {
            if Some(child) != but {
                self.node(child, flow);
            }
        }
    }

    fn node(&mut self, id: Id, flow: &mut Flow) {
        let dom = self.dom;
        let Some(node) = dom.node(id) else { return };
        match &node.data {
            Data::Text(text) => {
                let lines = self.lines_matter(flow);
                flow.text(text, &self.marks, lines);
            }
            Data::Element(..) if self.walked >= MAX_WALK => {
                let text = dom.text(id);
                flow.text(&text, &self.marks, false);
            }
            Data::Element(..) => {
                self.walked += 1;
                self.element(id, flow);
                self.walked -= 1;
            }
            Data::Comment(text) => self.comment(id, text, flow),
            Data::Document => {}
        }
    }

    fn lines_matter(&self, flow: &Flow) -> bool {
        self.keep_lines
            || (self.flavour == Flavour::WordPress && flow.place != Place::Caption && self.is_classic())
    }

    /// The blocks that stand in an element.
    fn inside(&mut self, id: Id, place: Place) -> Vec<Block> {
        self.inside_but(id, None, place)
    }

    fn inside_but(&mut self, id: Id, but: Option<Id>, place: Place) -> Vec<Block> {
        let mut flow = Flow::new(place);
        let marks = std::mem::take(&mut self.marks);
        self.children_but(id, but, &mut flow);
        self.marks = marks;
        flow.finish()
    }

    /// Runs `inner` one level of the tree deeper; `false` if the tree is deep enough, and the
    /// element has to be laid flat.
    fn deeper(&mut self, levels: usize, inner: impl FnOnce(&mut Self)) -> bool {
        if self.nested + levels > MAX_NESTED {
            return false;
        }
        self.nested += levels;
        inner(self);
        self.nested -= levels;
        true
    }

    /// The words of a caption.
    fn lines_of(&mut self, id: Id) -> Vec<Inline> {
        self.lines_of_but(id, None)
    }

    fn lines_of_but(&mut self, id: Id, but: Option<Id>) -> Vec<Inline> {
        let mut flow = Flow::new(Place::Caption);
        let marks = std::mem::take(&mut self.marks);
        self.children_but(id, but, &mut flow);
        self.marks = marks;
        let (lines, left_out) = flow.finish_lines();
        if left_out > 0 {
            self.lose(id, "block inside a caption", &self.dom.text(id));
        }
        lines
    }

    fn lose(&mut self, id: Id, what: &str, sample: &str) {
        let line = self.line_of(id);
        self.losses.add(line, what, sample);
    }

    /// The line an element stands on: as Markdown's writer noted it, else as the HTML has it.
    fn line_of(&self, id: Id) -> u32 {
        let mut at = id;
        // Bounded: a text of nothing but scripts would else be walked through for each.
        for _ in 0..64 {
            let Some(node) = self.dom.node(at) else { break };
            if let Some(position) = self.dom.attr(at, "data-sourcepos") {
                return position.split(':').next().and_then(|n| n.parse().ok()).unwrap_or(1);
            }
            at = if node.prev == super::dom::NONE { node.parent } else { node.prev };
        }
        self.dom.node(id).map_or(1, |n| n.line)
    }
}
