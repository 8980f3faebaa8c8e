//! The paragraphs of a text, with the places of their words as the desk's editor counts them.

use document::{Block, Document, Inline, Mark};
use std::ops::Range;

/// Stands for what is no text within a block, as ProseMirror's `textBetween` has it for the editor.
const NO_TEXT: char = '\u{fffc}';

/// A paragraph that is read.
pub(super) struct Passage {
    /// Which of the blocks with words it is, from 0.
    pub number: usize,
    /// What is read: breaks are line breaks, the numbers of footnotes are left out.
    pub text: String,
    /// Where pieces of `text` begin, in bytes, and where they stand in the block, in UTF-16 units.
    pieces: Vec<(usize, usize)>,
    /// The block's text as the editor has it.
    shown: String,
    /// What rests on sources: from where to where (UTF-16), and on which.
    marked: Vec<(Range<usize>, Vec<i64>)>,
}

/// The paragraphs of a text that somebody's words may stand in: not those of tables, quotations and footnotes, where what is
/// said is said by whoever is quoted already.
pub(super) fn of(document: &Document) -> Vec<Passage> {
    let mut found = Vec::new();
    walk(&document.content, true, &mut 0, &mut found);
    found
}

/// As deep as a document is, which its readers limit.
fn walk(blocks: &[Block], read: bool, number: &mut usize, found: &mut Vec<Passage>) {
    for block in blocks {
        if let (Block::Paragraph(paragraph), true) = (block, read) {
            found.push(passage(*number, &paragraph.content));
        }
        // The editor's blocks with words in them: code is one.
        *number += usize::from(matches!(block, Block::CodeBlock(_)));
        block.each_inline_list(&mut |_| *number += 1);
        let within = match block {
            Block::Table(_) | Block::Blockquote(_) | Block::PullQuote(_) | Block::Footnotes(_) => false,
            _ => read,
        };
        block.each_child_list(&mut |inner| walk(inner, within, number, found));
    }
}

fn passage(number: usize, inlines: &[Inline]) -> Passage {
    let mut passage =
        Passage { number, text: String::new(), pieces: Vec::new(), shown: String::new(), marked: Vec::new() };
    let mut at = 0;
    for inline in inlines {
        passage.pieces.push((passage.text.len(), at));
        match inline {
            Inline::Text(text) => {
                let end = at + text.text.encode_utf16().count();
                passage.text.push_str(&text.text);
                passage.shown.push_str(&text.text);
                for mark in &text.marks {
                    if let Mark::Source(ids) = mark {
                        passage.marked.push((at..end, ids.clone()));
                    }
                }
                at = end;
            }
            other => {
                if matches!(other, Inline::HardBreak) {
                    passage.text.push('\n');
                }
                passage.shown.push(NO_TEXT);
                at += 1;
            }
        }
    }
    passage
}

impl Passage {
    /// Where a byte of `text` stands in the block, in UTF-16 units. `end`: what ends there is meant, and not what begins.
    pub fn place(&self, byte: usize, end: bool) -> usize {
        let after = self.pieces.partition_point(|(from, _)| if end { *from < byte } else { *from <= byte });
        let Some((from, at)) = after.checked_sub(1).and_then(|i| self.pieces.get(i)) else { return 0 };
        at + self.text.get(*from..byte).unwrap_or_default().encode_utf16().count()
    }

    /// The block's text between two places.
    pub fn shown(&self, start: usize, end: usize) -> String {
        let mut at = 0;
        self.shown
            .chars()
            .filter(|c| {
                let here = at;
                at += c.len_utf16();
                (start..end).contains(&here)
            })
            .collect()
    }

    /// On which sources any of it rests.
    pub fn rests_on(&self, start: usize, end: usize) -> Vec<i64> {
        let within = |range: &Range<usize>| range.start < end && start < range.end;
        self.marked.iter().filter(|(range, _)| within(range)).flat_map(|(_, ids)| ids).copied().collect()
    }

    /// Whether all of its text rests on something.
    pub fn is_covered(&self, start: usize, end: usize) -> bool {
        let mut covered = start;
        for (range, _) in &self.marked {
            // A break or the number of a footnote, which counts one, carries no mark.
            let gap = usize::from(covered > start);
            if range.start <= covered + gap && range.end > covered {
                covered = range.end;
            }
        }
        covered >= end
    }
}
