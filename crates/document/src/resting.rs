//! Passages that rest on sources, by their words: for who brings them in, or gives them out, without the editor.

use crate::tree::{Document, Inline, Mark, Text};
use std::ops::Range;

impl Document {
    /// Lets the first passage with these words rest on sources, by their numbers, and on no others. Spaces and quotation marks
    /// of whatever shape are taken for the same. False if no block has the words, or no number is one of a source.
    pub fn rest(&mut self, passage: &str, on: &[i64]) -> bool {
        let Some(mark) = Mark::source(on.iter().copied()) else { return false };
        let wanted = Folded::of(passage.trim()).text;
        if wanted.is_empty() {
            return false;
        }
        let mut found = false;
        self.for_each_block_mut(&mut |block| {
            block.each_inline_list_mut(&mut |list| {
                if !found && let Some(range) = find(list, &wanted) {
                    put(list, &range, &mark);
                    found = true;
                }
            });
        });
        found
    }

    /// Takes every mark of a source away.
    pub fn rest_on_nothing(&mut self) {
        self.for_each_block_mut(&mut |block| {
            block.each_inline_list_mut(&mut |list| {
                let mut plain: Vec<Inline> = Vec::with_capacity(list.len());
                for mut inline in list.drain(..) {
                    if let Inline::Text(text) = &mut inline {
                        text.marks.retain(|mark| !matches!(mark, Mark::Source(_)));
                        // What was one text before it was marked is one again.
                        if let Some(Inline::Text(last)) = plain.last_mut()
                            && last.marks == text.marks
                        {
                            last.text.push_str(&text.text);
                            continue;
                        }
                    }
                    plain.push(inline);
                }
                *list = plain;
            });
        });
    }

    /// The passages that rest on sources, in the order of the text.
    #[must_use]
    pub fn resting(&self) -> Vec<(String, Vec<i64>)> {
        let mut all: Vec<(String, Vec<i64>)> = Vec::new();
        self.for_each_block(&mut |block| {
            block.each_inline_list(&mut |list| {
                let mut open: Option<(String, Vec<i64>)> = None;
                let mut between = String::new();
                for inline in list {
                    let Inline::Text(text) = inline else {
                        if matches!(inline, Inline::HardBreak) {
                            between.push('\n');
                        }
                        continue;
                    };
                    let ids = text.marks.iter().find_map(|mark| match mark {
                        Mark::Source(ids) => Some(ids),
                        _ => None,
                    });
                    match (&mut open, ids) {
                        (Some((passage, on)), Some(ids)) if on == ids => {
                            passage.push_str(&between);
                            passage.push_str(&text.text);
                        }
                        _ => {
                            all.extend(open.take());
                            open = ids.map(|ids| (text.text.clone(), ids.clone()));
                        }
                    }
                    between.clear();
                }
                all.extend(open);
            });
        });
        all
    }
}

/// A text in which quotation marks and spaces have one shape, with where each byte came from.
struct Folded {
    text: String,
    from: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Folded {
        let mut folded = Folded { text: String::with_capacity(text.len()), from: Vec::new() };
        for (at, c) in text.char_indices() {
            folded.push(at, c);
        }
        folded
    }

    fn push(&mut self, at: usize, c: char) {
        let c = match c {
            '’' | '‘' | '‚' | '‛' => '\'',
            '“' | '”' | '„' | '‟' | '«' | '»' => '"',
            '\u{ad}' | '\u{200b}' => return,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(c);
        self.from.resize(self.text.len(), at);
    }
}

/// Where the words stand in a line, in bytes of the texts of its nodes, one after the other; a break counts one.
fn find(list: &[Inline], wanted: &str) -> Option<Range<usize>> {
    let (mut folded, mut base) = (Folded { text: String::new(), from: Vec::new() }, 0);
    for inline in list {
        match inline {
            Inline::Text(text) => {
                for (at, c) in text.text.char_indices() {
                    folded.push(base + at, c);
                }
                base += text.text.len();
            }
            Inline::HardBreak => {
                folded.push(base, '\n');
                base += 1;
            }
            _ => {}
        }
    }
    let start = folded.text.find(wanted)?;
    let first = *folded.from.get(start)?;
    let end = folded.from.get(start + wanted.len()).copied().unwrap_or(base);
    Some(first..end)
}

fn put(list: &mut Vec<Inline>, range: &Range<usize>, mark: &Mark) {
    let mut done: Vec<Inline> = Vec::with_capacity(list.len() + 2);
    let mut base = 0;
    for inline in list.drain(..) {
        let text = match inline {
            Inline::Text(text) => text,
            other => {
                base += usize::from(matches!(other, Inline::HardBreak));
                done.push(other);
                continue;
            }
        };
        let len = text.text.len();
        let (from, to) =
            (range.start.clamp(base, base + len) - base, range.end.clamp(base, base + len) - base);
        base += len;
        for (piece, marked) in [(0..from, false), (from..to, true), (to..len, false)] {
            let Some(words) = text.text.get(piece).filter(|words| !words.is_empty()) else { continue };
            let mut marks = text.marks.clone();
            if marked {
                mark.clone().put(&mut marks);
            }
            done.push(Inline::Text(Text { text: words.to_owned(), marks }));
        }
    }
    *list = done;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(markdown: &str) -> Document {
        crate::markdown::read(markdown).document
    }

    #[test]
    fn a_passage_is_found_by_its_words_and_given_out_again() {
        let mut text =
            document("One.\n\n- The ’pier’ was **closed** on Sunday, [said](https://a.example/) Reed.");
        let before = text.clone();
        assert!(text.rest("'pier'  was closed on Sunday,", &[2, 1, 2]));
        assert_eq!(text.resting(), [("’pier’ was closed on Sunday,".to_owned(), vec![2, 1])]);
        assert!(
            text.rest("One.", &[3])
                && !text.rest("Two.", &[3])
                && !text.rest("One.", &[0])
                && !text.rest(" ", &[3])
        );
        assert_eq!(text.resting().len(), 2);
        let again = text.clone();
        assert!(text.rest("One.", &[3]));
        assert_eq!(text, again);
        text.rest_on_nothing();
        assert_eq!(text, before);
    }
}
