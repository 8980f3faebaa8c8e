//! What a person typed, taken apart: words, "phrases", and what must not be there.
//!
//! There is no wrong question. Quotation marks of any language hold a phrase, a hyphen before a word or phrase leaves out what
//! has it; everything else is words. What is too long is cut and still answered. A raw question never reaches tantivy's own
//! parser of queries, so nothing of its language can be injected.

/// Longer questions are cut, in letters.
pub const LONGEST: usize = 200;
/// What comes after so many words and phrases is left out.
const MOST: usize = 16;

/// A question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// What an article should have.
    pub wanted: Vec<Part>,
    /// What it must not have.
    pub unwanted: Vec<Part>,
    /// Whether something was cut off.
    pub cut: bool,
}

/// A part of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As it was typed, without marks.
    pub text: String,
    /// Its words stand in a row.
    pub phrase: bool,
}

impl Question {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Question {
        let mut question = Question::default();
        let mut letters = typed.chars().take(LONGEST).peekable();
        question.cut = typed.chars().nth(LONGEST).is_some();
        while let Some(c) = letters.next() {
            if c.is_whitespace() || c.is_control() {
                continue;
            }
            let minus = matches!(c, '-' | '−') && letters.peek().is_some_and(|next| !next.is_whitespace());
            let first = if minus { letters.next().unwrap_or(c) } else { c };
            let part = if is_quote(first) {
                let text: String = letters.by_ref().take_while(|c| !is_quote(*c)).collect();
                Part { text, phrase: true }
            } else {
                let mut text = String::from(first);
                while let Some(next) = letters.next_if(|c| !c.is_whitespace() && !is_quote(*c)) {
                    text.push(next);
                }
                Part { text, phrase: false }
            };
            // Punctuation alone asks for nothing.
            if part.text.chars().any(char::is_alphanumeric) {
                if question.wanted.len() + question.unwanted.len() == MOST {
                    question.cut = true;
                    break;
                }
                if minus { question.unwanted.push(part) } else { question.wanted.push(part) }
            }
        }
        question
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// As it would be typed.
    pub fn typed(&self) -> String {
        let mut out = String::new();
        let parts = self.wanted.iter().map(|p| ("", p)).chain(self.unwanted.iter().map(|p| ("-", p)));
        for (sign, part) in parts {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(sign);
            match part.phrase {
                true => out.extend(["\"", part.text.trim(), "\""]),
                false => out.push_str(&part.text),
            }
        }
        out
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』')
}
