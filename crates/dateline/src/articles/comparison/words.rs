//! Two texts, word by word.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::time::Instant;

/// A piece of a text: as it was in both, taken out, or put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// `same`, `gone` or `new`.
    pub kind: &'static str,
    /// The text.
    pub text: String,
}

/// A text's words, each with the space that follows it; of scripts without spaces, each character.
fn cut(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before: Option<Class> = None;
    for (at, c) in text.char_indices() {
        let class = Class::of(c);
        let joins =
            matches!((before, class), (None, _) | (Some(_), Class::Space) | (Some(Class::Word), Class::Word));
        if !joins {
            out.push(text.get(start..at).unwrap_or_default());
            start = at;
        }
        before = Some(class);
    }
    if start < text.len() {
        out.push(text.get(start..).unwrap_or_default());
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Word,
    Space,
    Alone,
}

impl Class {
    fn of(c: char) -> Class {
        // Scripts that write no spaces: Thai, Lao, kana, Han, and those between (Unicode blocks).
        let spaceless = matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        if c.is_whitespace() {
            Class::Space
        } else if !spaceless
            && (c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{200c}' | '\u{300}'..='\u{36f}'))
        {
            Class::Word
        } else {
            Class::Alone
        }
    }
}

fn push(out: &mut Vec<Piece>, kind: &'static str, words: Option<&[&str]>) {
    let text = words.unwrap_or_default().concat();
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == kind => last.text.push_str(&text),
        _ => out.push(Piece { kind, text }),
    }
}

/// The pieces of two texts, and how much of them is in both, from 0 to 1.
pub fn compare(one: &str, other: &str, until: Instant) -> (Vec<Piece>, f32) {
    let (old, new) = (cut(one), cut(other));
    // A word is the same whatever space follows it, so that the last one before something new is not marked.
    let bare = |words: &[&str]| -> Vec<String> { words.iter().map(|w| w.trim_end().to_owned()).collect() };
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &bare(&old), &bare(&new), Some(until));
    let (mut out, mut same) = (Vec::new(), 0);
    for op in ops {
        match op {
            DiffOp::Equal { new_index, len, .. } => {
                let words = new.get(new_index..new_index + len);
                same += words.unwrap_or_default().iter().map(|w| w.len()).sum::<usize>();
                push(&mut out, "same", words);
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                push(&mut out, "gone", old.get(old_index..old_index + old_len));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                push(&mut out, "new", new.get(new_index..new_index + new_len));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                push(&mut out, "gone", old.get(old_index..old_index + old_len));
                push(&mut out, "new", new.get(new_index..new_index + new_len));
            }
        }
    }
    let longest = one.len().max(other.len()).max(1);
    (out, same as f32 / longest as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(one: &str, other: &str) -> String {
        let (pieces, _) = compare(one, other, super::super::deadline());
        let mark = |p: &Piece| match p.kind {
            "gone" => format!("[-{}-]", p.text),
            "new" => format!("[+{}+]", p.text),
            _ => p.text.clone(),
        };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn words_and_not_lines() {
        assert_eq!(
            shown("The board was surveyed in full.", "The board was surveyed."),
            "The board was surveyed[-in full-]."
        );
        assert_eq!(shown("", "New"), "[+New+]");
        assert_eq!(shown("don’t stop", "don’t go"), "don’t [-stop-][+go+]");
        assert_eq!(shown("港は深い", "港は浅い"), "港は[-深-][+浅+]い");
        assert_eq!(shown("می‌رود خانه", "می‌رود مدرسه"), "می‌رود [-خانه-][+مدرسه+]");
    }

    #[test]
    fn both_texts_can_be_read_off() {
        let (one, other) = ("a b c\nd é, f", "b c\nd, e f g");
        let (pieces, _) = compare(one, other, super::super::deadline());
        let side = |without: &str| {
            pieces.iter().filter(|p| p.kind != without).map(|p| p.text.as_str()).collect::<String>()
        };
        let spaceless = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(side("gone"), other);
        assert_eq!(spaceless(&side("new")), spaceless(one));
    }
}
