//! Cuts a paragraph into words and marks, and into sentences.

use crate::{
    flags::{ABBREVIATION, CAPITAL, Flags, GENITIVE, HANDLE, NUMBER},
    lexicon::{Entry, Words},
};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Word,
    Comma,
    /// A full stop and its like.
    Stop,
    /// A semicolon.
    Semicolon,
    Colon,
    Dash,
    /// A bracket that opens or closes.
    Open,
    Close,
    /// A quotation mark; `quotes` finds out which way it faces.
    Quote,
    Other,
}

/// A word or a mark, with where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'w> {
    pub mark: Mark,
    pub start: usize,
    pub end: usize,
    /// Where it stands in characters.
    pub first: usize,
    pub last: usize,
    pub flags: Flags,
    pub entry: Option<&'w Entry>,
    /// White space stands before it, or nothing.
    pub spaced: bool,
}

/// The longest sentence that is looked at as one, in tokens: what is longer is cut, so that work stays linear.
const LONGEST: usize = 300;

/// Cuts a paragraph into tokens.
pub(crate) fn cut<'w>(text: &str, words: &'w Words) -> Vec<Token<'w>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut lower = String::new();
    let mut chars = text.char_indices().enumerate().map(|(n, (at, c))| (n, at, c)).peekable();
    let mut spaced = true;
    let mut before = ' ';
    while let Some((first, start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            before = c;
            continue;
        }
        let rest = text.get(start + c.len_utf8()..).unwrap_or_default();
        let next = rest.chars().next().unwrap_or(' ');
        let (mut end, mut last) = (start + c.len_utf8(), first + 1);
        let word = is_letter(c)
            || (matches!(c, '@' | '#') && is_letter(next))
            || (is_apostrophe(c) && clitic(before, rest));
        let mark = if word {
            let apart = is_apostrophe(c);
            let mut previous = c;
            while let Some(&(n, at, d)) = chars.peek() {
                let after = text.get(at + d.len_utf8()..).unwrap_or_default();
                let within = is_letter(d)
                    || (!apart
                        && holds(previous, d, after)
                        && !(is_apostrophe(d) && clitic(previous, after)));
                if !within {
                    break;
                }
                if words.elision && is_apostrophe(d) && (n - first <= 2 || elided(text, start, at)) {
                    chars.next();
                    (end, last) = (at + d.len_utf8(), n + 1);
                    break;
                }
                chars.next();
                previous = d;
                (end, last) = (at + d.len_utf8(), n + 1);
            }
            // The stop of an abbreviation belongs to it.
            if let Some(&(n, at, '.')) = chars.peek() {
                let so_far = text.get(start..end).unwrap_or_default();
                if abbreviates(so_far, words, &mut lower) {
                    chars.next();
                    (end, last) = (at + 1, n + 1);
                }
            }
            Mark::Word
        } else {
            match c {
                ',' | '،' | '、' => Mark::Comma,
                '.' | '!' | '?' | '…' | '؟' | '。' | '۔' => Mark::Stop,
                ';' | '؛' => Mark::Semicolon,
                ':' => Mark::Colon,
                '–' | '—' | '―' | '-' => {
                    while let Some(&(n, at, '-')) = chars.peek() {
                        chars.next();
                        (end, last) = (at + 1, n + 1);
                    }
                    Mark::Dash
                }
                '(' | '[' => Mark::Open,
                ')' | ']' => Mark::Close,
                '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '‚' | '`' | '‹' | '›' => {
                    Mark::Quote
                }
                '\'' => {
                    if let Some(&(n, at, '\'')) = chars.peek() {
                        chars.next();
                        (end, last) = (at + 1, n + 1);
                    }
                    Mark::Quote
                }
                _ => Mark::Other,
            }
        };
        let mut token = Token { mark, start, end, first, last, flags: 0, entry: None, spaced };
        if mark == Mark::Word {
            describe(&mut token, text.get(start..end).unwrap_or_default(), words, &mut lower);
        }
        before = text.get(start..end).and_then(|t| t.chars().next_back()).unwrap_or(' ');
        spaced = false;
        found.push(token);
    }
    found
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{200c}' | '\u{64b}'..='\u{655}' | '_' | '$' | '%')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// French words that lose their vowel though they are longer than two letters.
fn elided(text: &str, start: usize, at: usize) -> bool {
    let word = text.get(start..at).unwrap_or_default().to_lowercase();
    ["lorsqu", "puisqu", "jusqu", "quoiqu"].contains(&word.as_str())
}

/// Whether an apostrophe begins what hangs on the word before: 's, 've, 'd.
fn clitic(before: char, rest: &str) -> bool {
    if !is_letter(before) {
        return false;
    }
    let mut letters = rest.chars();
    let found: String = letters.by_ref().take_while(|c| c.is_alphabetic()).take(3).collect();
    matches!(found.as_str(), "s" | "S" | "ve" | "d" | "ll" | "m" | "re")
}

/// Whether a mark within a word belongs to it.
fn holds(previous: char, c: char, after: &str) -> bool {
    let next = after.chars().next().unwrap_or(' ');
    match c {
        '\'' | '’' | '-' | '&' | '@' | '/' | '\u{2011}' => is_letter(next) && is_letter(previous),
        '.' => {
            is_letter(next) && is_letter(previous) && !next.is_uppercase()
                || next.is_uppercase() && after.chars().nth(1).is_some_and(|d| d == '.')
        }
        ',' => previous.is_numeric() && next.is_numeric(),
        _ => false,
    }
}

fn abbreviates(word: &str, words: &Words, lower: &mut String) -> bool {
    let mut chars = word.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return c.is_uppercase();
    }
    fold(word, lower);
    word.contains('.') && word.len() <= 6 || words.look_up(lower).is_some_and(|e| e.flags & ABBREVIATION != 0)
}

/// Writes a word in lower case, with its curly apostrophe made straight.
pub(crate) fn fold(word: &str, lower: &mut String) {
    lower.clear();
    for c in word.chars() {
        match c {
            '’' => lower.push('\''),
            _ if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
            _ => lower.extend(c.to_lowercase()),
        }
    }
}

fn describe<'w>(token: &mut Token<'w>, word: &str, words: &'w Words, lower: &mut String) {
    fold(word, lower);
    let first = word.chars().next().unwrap_or(' ');
    if first.is_uppercase() {
        token.flags |= CAPITAL;
    }
    if first.is_numeric() || first == '$' {
        token.flags |= NUMBER;
    }
    if matches!(first, '@' | '#') {
        token.flags |= HANDLE;
    }
    if lower == "'s" {
        token.flags |= GENITIVE;
    }
    let plain = lower.trim_end_matches('.');
    token.entry = words.look_up(lower).or_else(|| words.look_up(plain));
    if let Some(entry) = token.entry {
        token.flags |= entry.flags;
    }
}

/// The sentences of a paragraph: ranges of tokens.
pub(crate) fn sentences(text: &str, tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        let ends = tokens.get(at).is_some_and(|t| t.mark == Mark::Stop) || end - start >= LONGEST;
        at += 1;
        if !ends {
            continue;
        }
        // What closes belongs to the sentence that it ends.
        let most = end + 8;
        while end < most
            && tokens
                .get(end)
                .is_some_and(|t| matches!(t.mark, Mark::Quote | Mark::Close | Mark::Stop) && !t.spaced)
        {
            end += 1;
        }
        let goes_on = tokens.get(end).is_some_and(|t| {
            let lower =
                text.get(t.start..t.end).and_then(|w| w.chars().next()).is_some_and(char::is_lowercase);
            !t.spaced || lower || matches!(t.mark, Mark::Comma)
        });
        if !goes_on || end - start >= LONGEST {
            found.push((start, end));
            start = end;
            at = end;
        }
    }
    if start < tokens.len() {
        found.push((start, tokens.len()));
    }
    found
}
