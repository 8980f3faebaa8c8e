//! The numbers of footnotes: by the order in which the text refers to them.

use std::collections::HashMap;

use crate::tree::{Block, Document, Footnote, Footnotes, Inline};

/// The notes of a document in the order of their numbers.
#[derive(Debug, Default)]
pub(crate) struct Numbered<'a> {
    /// The note numbered 1, the note numbered 2, ….
    pub(crate) notes: Vec<&'a Footnote>,
    numbers: HashMap<&'a str, usize>,
}

impl<'a> Numbered<'a> {
    /// Numbers the notes. A note that nothing refers to comes last, so that it is shown all the same.
    pub(crate) fn of(document: &'a Document) -> Self {
        let mut by_id: HashMap<&str, &Footnote> = HashMap::new();
        let mut all = Vec::new();
        document.for_each_block(&mut |block| {
            if let Block::Footnotes(list) = block {
                for note in &list.content {
                    if by_id.insert(&note.id, note).is_none() {
                        all.push(note);
                    }
                }
            }
        });
        let mut numbered = Self::default();
        if all.is_empty() {
            return numbered;
        }
        numbered.refer(&document.content, &by_id);
        let (mut next, mut unreferred) = (0, all.into_iter());
        loop {
            // Notes may refer to notes: each is looked through once, when its own number is known.
            if let Some(note) = numbered.notes.get(next) {
                let note: &'a Footnote = note;
                next += 1;
                numbered.refer(&note.content, &by_id);
            } else if let Some(note) = unreferred.next() {
                numbered.add(&note.id, &by_id);
            } else {
                return numbered;
            }
        }
    }

    /// The number of a note, from 1; `None` for a reference without a note.
    pub(crate) fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    fn add(&mut self, id: &'a str, by_id: &HashMap<&'a str, &'a Footnote>) {
        if let Some(note) = by_id.get(id)
            && !self.numbers.contains_key(id)
        {
            self.notes.push(note);
            self.numbers.insert(id, self.notes.len());
        }
    }

    fn refer(&mut self, blocks: &'a [Block], by_id: &HashMap<&'a str, &'a Footnote>) {
        for block in blocks {
            if matches!(block, Block::Footnotes(_)) {
                continue;
            }
            block.each_inline_list(&mut |list| {
                for inline in list {
                    if let Inline::FootnoteReference(reference) = inline {
                        self.add(&reference.id, by_id);
                    }
                }
            });
            block.each_child_list(&mut |inner| self.refer(inner, by_id));
        }
    }
}

/// Brings all notes to the end of the document, in the order of their numbers, which become their ids.
pub(crate) fn settle(document: &mut Document) {
    let (notes, numbers) = {
        let numbered = Numbered::of(document);
        if numbered.notes.is_empty() {
            return;
        }
        let notes: Vec<Footnote> = numbered.notes.iter().map(|n| (*n).clone()).collect();
        let numbers: HashMap<String, usize> =
            numbered.numbers.iter().map(|(id, n)| ((*id).to_owned(), *n)).collect();
        (notes, numbers)
    };
    remove_lists(&mut document.content);
    document.content.push(Block::Footnotes(Footnotes { content: notes }));
    document.for_each_block_mut(&mut |block| {
        if let Block::Footnotes(list) = block {
            for (i, note) in list.content.iter_mut().enumerate() {
                note.id = (i + 1).to_string();
                remove_lists(&mut note.content);
            }
        }
        block.each_inline_list_mut(&mut |list| {
            for inline in list {
                if let Inline::FootnoteReference(reference) = inline
                    && let Some(number) = numbers.get(&reference.id)
                {
                    reference.id = number.to_string();
                }
            }
        });
    });
}

fn remove_lists(blocks: &mut Vec<Block>) {
    blocks.retain(|b| !matches!(b, Block::Footnotes(_)));
    blocks.iter_mut().for_each(|b| b.each_child_list_mut(&mut remove_lists));
}
