//! Lines of Markdown.

use super::Writer;
use crate::text;
use crate::tree::{Inline, Mark, Text};

impl Writer<'_> {
    pub(super) fn inlines(&self, list: &[Inline]) -> String {
        let mut out = String::new();
        for (i, node) in list.iter().enumerate() {
            match node {
                Inline::Text(t) => {
                    let before = i.checked_sub(1).and_then(|b| list.get(b));
                    // Where two marked texts touch, their stars would run together.
                    let touches = [before, list.get(i + 1)].into_iter().flatten().any(is_marked);
                    marked(t, touches, &mut out);
                }
                Inline::HardBreak => out.push_str("\\\n"),
                Inline::FootnoteReference(r) => {
                    if let Some(n) = self.notes.number(&r.id) {
                        out.push_str(&format!("[^{n}]"));
                    }
                }
                Inline::Unknown(value) => {
                    let mut plain = String::new();
                    text::unknown(value, &mut plain);
                    out.push_str(&escape(&plain));
                }
            }
        }
        guard_line_starts(&out)
    }
}

fn is_marked(node: &Inline) -> bool {
    matches!(node, Inline::Text(t) if !t.marks.is_empty())
}

fn marked(t: &Text, touches: bool, out: &mut String) {
    let edge = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // Stars mark a word only where a word begins and ends; elsewhere HTML's elements do.
    let stars = !touches && t.marks.len() == 1 && edge(t.text.chars().next()) && edge(t.text.chars().last());
    let mut closing: Vec<String> = Vec::new();
    let mut code = false;
    for mark in &t.marks {
        let (open, close): (String, String) = match mark {
            Mark::Link(href) => ("[".to_owned(), format!("]({})", address(href))),
            Mark::Bold if stars => ("**".to_owned(), "**".to_owned()),
            Mark::Italic if stars => ("*".to_owned(), "*".to_owned()),
            Mark::Strike if stars => ("~~".to_owned(), "~~".to_owned()),
            Mark::Bold => element("strong"),
            Mark::Italic => element("em"),
            Mark::Strike => element("s"),
            Mark::Highlight => element("mark"),
            Mark::Subscript => element("sub"),
            Mark::Superscript => element("sup"),
            Mark::Code if t.marks.len() == 1 && !t.text.contains('`') && t.text.trim() == t.text => {
                code = true;
                ("`".to_owned(), "`".to_owned())
            }
            Mark::Code => element("code"),
            Mark::Language(l) => {
                let lang =
                    l.lang.as_ref().map(|l| format!(" lang=\"{}\"", escape_attr(l))).unwrap_or_default();
                let dir = l.dir.map(|d| format!(" dir=\"{}\"", d.as_str())).unwrap_or_default();
                (format!("<span{lang}{dir}>"), "</span>".to_owned())
            }
            Mark::Source(_) | Mark::Unknown(_) => continue,
        };
        out.push_str(&open);
        closing.push(close);
    }
    if code {
        out.push_str(&t.text);
    } else {
        out.push_str(&escape(&t.text));
    }
    closing.iter().rev().for_each(|c| out.push_str(c));
}

fn element(name: &str) -> (String, String) {
    (format!("<{name}>"), format!("</{name}>"))
}

fn escape_attr(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// Text in which nothing means anything to Markdown.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '!' | '#' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A list's or rule's sign at the start of a line is only text there.
fn guard_line_starts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if line.starts_with(['-', '+', '=', ':']) {
            out.push('\\');
            out.push_str(line);
        } else if digits > 0 && line.get(digits..).is_some_and(|r| r.starts_with(['.', ')'])) {
            out.push_str(line.get(..digits).unwrap_or(""));
            out.push('\\');
            out.push_str(line.get(digits..).unwrap_or(""));
        } else {
            out.push_str(line);
        }
    }
    out
}

/// An address between round brackets.
pub(super) fn address(url: &str) -> String {
    url.replace('\\', "%5C")
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace(' ', "%20")
}
