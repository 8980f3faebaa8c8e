//! WordPress's shortcodes, turned into HTML before the text is parsed, since they may stand around
//! elements: `[caption]<img>words[/caption]`.
//!
//! Known ones become elements that mean the same. Of unknown ones the text inside stays. Brackets
//! that are no shortcode are left alone: `the [harbour] master`.

use std::borrow::Cow;
use std::collections::HashSet;

mod known;

use self::known::{is_known, known};
use crate::loss::Losses;

/// Elements in whose content brackets are just brackets.
const VERBATIM: [&str; 6] = ["pre", "code", "script", "style", "textarea", "kbd"];
/// Longer texts between brackets are no shortcode.
const MAX_TAG: usize = 2_000;

/// A shortcode's opening or closing tag.
struct Tag<'a> {
    name: &'a str,
    /// What stands behind the name.
    attrs: &'a str,
    closing: bool,
    /// Bytes, from bracket to bracket.
    len: usize,
}

/// The text with its shortcodes turned into HTML.
pub(super) fn expand<'a>(html: &'a str, losses: &mut Losses) -> Cow<'a, str> {
    if !html.contains('[') {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 64);
    let closed = closed_names(html);
    let mut changed = false;
    let mut verbatim: Option<&str> = None;
    let (mut line, mut rest) = (1_u32, html);
    while let Some(at) = rest.find(['[', '<', '\n']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let taken = if from.starts_with('\n') {
            line += 1;
            1
        } else if from.starts_with('<') {
            // What stands in a tag or comment is none of ours; a lone `<` is text.
            let len = tag_length(from);
            note_verbatim(from, &mut verbatim);
            line += u32::try_from(from.get(..len).unwrap_or("").matches('\n').count()).unwrap_or(0);
            len
        } else {
            let expanded =
                if verbatim.is_none() { shortcode(from, line, &closed, &mut out, losses) } else { None };
            if let Some(len) = expanded {
                changed = true;
                let gone = from.get(..len).unwrap_or("");
                line += u32::try_from(gone.matches('\n').count()).unwrap_or(0);
                rest = from.get(len..).unwrap_or("");
                continue;
            }
            1
        };
        let (kept, after) = from.split_at(taken);
        out.push_str(kept);
        rest = after;
    }
    if !changed {
        return Cow::Borrowed(html);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Every name that a closing tag has, found in one pass.
fn closed_names(html: &str) -> HashSet<&str> {
    let after = html.match_indices("[/").filter_map(|(i, _)| html.get(i + 2..));
    after.filter_map(|rest| rest.get(..rest.find(|c: char| !is_name(c))?)).collect()
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// The bytes before the closing tag, if it comes before another of its name opens.
fn inner_length(after: &str, name: &str) -> Option<usize> {
    for (i, _) in after.match_indices('[') {
        let inner = after.get(i + 1..)?;
        let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        if inner.strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_name)) {
            return closing.then_some(i);
        }
    }
    None
}

/// The length of the tag or comment at the start of `text`.
fn tag_length(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |i| i + 3);
    }
    if !text.get(1..2).is_some_and(|c| c.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')) {
        return 1;
    }
    let mut quote = None;
    for (i, b) in text.bytes().enumerate().skip(1) {
        match (b, quote) {
            (b'"' | b'\'', None) => quote = Some(b),
            (_, Some(q)) if q == b => quote = None,
            (b'>', None) => return i + 1,
            (b'<', None) => return i,
            _ => {}
        }
    }
    // Open to the end: so it is for the parser.
    text.len()
}

fn note_verbatim<'a>(tag: &'a str, verbatim: &mut Option<&'a str>) {
    let inner = tag.get(1..).unwrap_or("");
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let name = inner.get(..end).unwrap_or("");
    match (closing, *verbatim) {
        (true, Some(open)) if open.eq_ignore_ascii_case(name) => *verbatim = None,
        (false, None) if VERBATIM.iter().any(|v| v.eq_ignore_ascii_case(name)) => *verbatim = Some(name),
        _ => {}
    }
}

/// Expands the shortcode at the start of `text`; the bytes it took, or `None` if it is none.
fn shortcode(
    text: &str,
    line: u32,
    closed: &HashSet<&str>,
    out: &mut String,
    losses: &mut Losses,
) -> Option<usize> {
    // `[[name]]` is how one writes about a shortcode.
    if text.starts_with("[[") {
        let inner = tag_at(text.get(1..)?)?;
        let end = inner.len + 1;
        if text.get(end..)?.starts_with(']') {
            out.push_str(text.get(1..end)?);
            return Some(end + 1);
        }
    }
    let tag = tag_at(text)?;
    let whole = text.get(..tag.len)?;
    if is_known(tag.name) {
        if tag.closing {
            return Some(tag.len);
        }
        return Some(known(text, &tag, out, line, losses));
    }
    // Unknown: only what cannot be a remark in brackets.
    let opaque =
        tag.closing || tag.attrs.contains('=') || tag.name.contains(['_', '-']) || closed.contains(tag.name);
    if !opaque {
        return None;
    }
    if !tag.closing {
        losses.add(line, format!("shortcode {}", tag.name), whole);
    }
    Some(tag.len)
}

fn tag_at(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('[')?;
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let end = inner.find(|c: char| !is_name(c))?;
    let name = inner.get(..end)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let rest = inner.get(end..)?;
    if !rest.starts_with([']', ' ', '\t', '\n', '\r', '=', '/', '\u{a0}']) {
        return None;
    }
    let mut quote = None;
    for (i, b) in rest.bytes().enumerate().take(MAX_TAG) {
        match (b, quote) {
            (b'"' | b'\'', None) => quote = Some(b),
            (_, Some(q)) if q == b => quote = None,
            (b'[' | b'<', None) => return None,
            (b']', None) => {
                let attrs = rest.get(..i)?.trim().trim_end_matches('/').trim();
                let len = 1 + usize::from(closing) + end + i + 1;
                return Some(Tag { name, attrs, closing, len });
            }
            _ => {}
        }
    }
    None
}
