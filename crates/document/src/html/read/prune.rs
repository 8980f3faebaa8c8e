//! Takes out references to notes that turned out not to be there, and what is empty without them.
//!
//! A note can be seen before the text is read and yet not be kept: its list may stand in a caption,
//! or be thrown about by misnested elements.

use std::collections::HashSet;

use super::flow::{Flow, Place};
use crate::tree::{Block, Document, Inline};

pub(super) fn references(document: &mut Document) {
    let mut notes = HashSet::new();
    let mut wanted = HashSet::new();
    document.for_each_block(&mut |block| {
        if let Block::Footnotes(list) = block {
            notes.extend(list.content.iter().map(|n| n.id.clone()));
        }
        block.each_inline_list(&mut |list| {
            for inline in list {
                if let Inline::FootnoteReference(r) = inline {
                    wanted.insert(r.id.clone());
                }
            }
        });
    });
    if !wanted.is_subset(&notes) {
        prune(&mut document.content, &notes);
    }
}

fn prune(blocks: &mut Vec<Block>, notes: &HashSet<String>) {
    blocks.retain_mut(|block| {
        block.each_child_list_mut(&mut |inner| prune(inner, notes));
        block.each_inline_list_mut(&mut |list| lines(list, notes));
        match block {
            Block::Paragraph(p) => !p.content.is_empty(),
            Block::Heading(h) => !h.content.is_empty(),
            Block::BulletList(l) => {
                l.content.retain(|i| !i.content.is_empty());
                !l.content.is_empty()
            }
            Block::OrderedList(l) => {
                l.content.retain(|i| !i.content.is_empty());
                !l.content.is_empty()
            }
            Block::Blockquote(q) | Block::PullQuote(q) => !q.content.is_empty(),
            Block::Aside(a) => !a.content.is_empty(),
            Block::Table(t) => t.content.iter().any(|r| r.content.iter().any(|c| !c.content.is_empty())),
            _ => true,
        }
    });
}

/// What stood around a reference closes up as text does.
fn lines(list: &mut Vec<Inline>, notes: &HashSet<String>) {
    let is_orphan = |n: &Inline| matches!(n, Inline::FootnoteReference(r) if !notes.contains(&r.id));
    if !list.iter().any(is_orphan) {
        return;
    }
    let mut flow = Flow::new(Place::Caption);
    for node in std::mem::take(list) {
        match node {
            node if is_orphan(&node) => {}
            Inline::Text(t) => flow.text(&t.text, &t.marks, false),
            Inline::HardBreak => flow.line_break(),
            node => flow.inline(node),
        }
    }
    *list = flow.finish_lines().0;
}
