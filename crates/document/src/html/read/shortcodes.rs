//! WordPress's shortcodes, turned into HTML before the text is parsed, since they may stand around
//! elements: `[caption]<img>words[/caption]`.
//!
//! Known ones become elements that mean the same. Of unknown ones the text inside stays. Brackets
//! that are no shortcode are left alone: `the [harbour] master`.

use std::borrow::Cow;
use std::collections::HashSet;

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
            let expanded = if verbatim.is_none() { shortcode(from, line, &closed, &mut out, losses) } else { None };
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

fn is_known(name: &str) -> bool {
    matches!(
        name,
        "caption"
            | "wp_caption"
            | "gallery"
            | "audio"
            | "video"
            | "playlist"
            | "embed"
            | "youtube"
            | "vimeo"
            | "soundcloud"
            | "dailymotion"
            | "instagram"
            | "tweet"
            | "twitter"
            | "facebook"
            | "tiktok"
            | "spotify"
    )
}

/// Writes what a known shortcode means; the bytes it took.
fn known(text: &str, tag: &Tag<'_>, out: &mut String, line: u32, losses: &mut Losses) -> usize {
    let attr = |name: &str| attribute(tag.attrs, name);
    // What stands between it and its closing tag, if it has one before another of its kind opens.
    let after = text.get(tag.len..).unwrap_or("");
    let close = format!("[/{}]", tag.name);
    let end = inner_length(after, tag.name);
    let inner = end.and_then(|end| after.get(..end)).unwrap_or("");
    let took = tag.len + end.map_or(0, |end| end + close.len());
    match tag.name {
        "caption" | "wp_caption" => {
            if end.is_none() {
                losses.add(line, "shortcode caption without its end", text.get(..tag.len).unwrap_or(""));
                return tag.len;
            }
            out.push_str("<figure class=\"wp-caption\"");
            if let Some(id) = attr("id").and_then(|id| id.rsplit('_').next().map(str::to_owned)) {
                push_attr(out, "data-attachment", &id);
            }
            if let Some(caption) = attr("caption") {
                push_attr(out, "data-caption", &caption);
            }
            out.push('>');
            out.push_str(inner);
            out.push_str("</figure>");
        }
        "gallery" => {
            let ids = attr("ids").or_else(|| attr("include")).unwrap_or_default();
            element(out, "gallery", "ids", &ids);
            return tag.len;
        }
        "playlist" => {
            let kind =
                if attr("type").as_deref() == Some("video") { "playlist-video" } else { "playlist-audio" };
            let ids = attr("ids").unwrap_or_default();
            if ids.is_empty() {
                losses.add(line, "shortcode playlist", text.get(..tag.len).unwrap_or(""));
            }
            element(out, kind, "ids", &ids);
            return tag.len;
        }
        "audio" | "video" => {
            let names = ["src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv", "mov"];
            let src = names.iter().find_map(|n| attr(n)).unwrap_or_else(|| inner.trim().to_owned());
            let of_site = crate::address::clean_source(&src)
                .is_some_and(|u| crate::providers::embeddable(&u).is_some());
            if of_site {
                element(out, "embed", "url", &src);
            } else if src.is_empty() {
                losses.add(line, format!("shortcode {}", tag.name), text.get(..tag.len).unwrap_or(""));
            } else {
                out.push('<');
                out.push_str(tag.name);
                push_attr(out, "src", &src);
                if let Some(poster) = attr("poster") {
                    push_attr(out, "poster", &poster);
                }
                out.push_str("></");
                out.push_str(tag.name);
                out.push('>');
            }
        }
        _ => match player_address(tag, inner) {
            Some(url) => element(out, "embed", "url", &url),
            None => {
                losses.add(line, format!("shortcode {}", tag.name), text.get(..took).unwrap_or(""));
                // What it stands around stays, and is read like any text.
                return tag.len;
            }
        },
    }
    took
}

/// The address that the shortcode of a site names, in any of the ways in use: `[youtube ADDRESS]`,
/// `[youtube=ADDRESS]`, `[youtube id="…"]`, `[embed]ADDRESS[/embed]`.
fn player_address(tag: &Tag<'_>, inner: &str) -> Option<String> {
    let named = ["url", "src", "href", "id", "v"].iter().find_map(|n| attribute(tag.attrs, n));
    let bare = || {
        let bare = tag.attrs.trim_start_matches('=').split_whitespace().next()?;
        let bare = bare.trim_matches(['"', '\'', '”', '“']);
        let is_pair = bare
            .split_once('=')
            .is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
        (!bare.is_empty() && (bare.contains("://") || !is_pair)).then(|| bare.to_owned())
    };
    let inner = inner.trim();
    let given = named.or_else(bare).or_else(|| (!inner.is_empty()).then(|| inner.to_owned()))?;
    if given.contains("://") || given.starts_with("//") {
        // `[youtube ADDRESS&w=640&h=360]`: the size is the shortcode's, not the address's.
        let end = ["&w=", "&h=", "&amp;w=", "&amp;h="].iter().filter_map(|s| given.find(s)).min();
        return Some(given.get(..end.unwrap_or(given.len())).unwrap_or(&given).to_owned());
    }
    let id = given.split('&').next().unwrap_or("");
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/.".contains(&b)) {
        return None;
    }
    Some(match tag.name {
        "youtube" => format!("https://www.youtube.com/watch?v={id}"),
        "vimeo" => format!("https://vimeo.com/{id}"),
        "dailymotion" => format!("https://www.dailymotion.com/video/{id}"),
        "tweet" | "twitter" => format!("https://twitter.com/i/status/{id}"),
        "instagram" => format!("https://www.instagram.com/p/{id}/"),
        _ => return None,
    })
}

/// The value of an attribute: in double quotes, single quotes or none. Entities stay as they are,
/// since the value becomes an HTML attribute.
fn attribute(attrs: &str, name: &str) -> Option<String> {
    let mut rest = attrs;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let name_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let found = rest.get(..name_end)?;
        let behind = rest.get(name_end..)?.trim_start();
        let Some(value) = behind.strip_prefix('=') else {
            rest = rest.get(name_end..)?;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(q @ ('"' | '\'')) => {
                let inner = value.get(1..)?;
                let end = inner.find(q).unwrap_or(inner.len());
                (inner.get(..end)?, inner.get(end + 1..).unwrap_or(""))
            }
            _ => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                (value.get(..end)?, value.get(end..).unwrap_or(""))
            }
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
        rest = after;
    }
}

fn element(out: &mut String, kind: &str, name: &str, value: &str) {
    out.push_str("<x-dateline kind=\"");
    out.push_str(kind);
    out.push('"');
    push_attr(out, name, value);
    out.push_str("></x-dateline>");
}

fn push_attr(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            c => out.push(c),
        }
    }
    out.push('"');
}
