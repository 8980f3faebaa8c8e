//! What WordPress's own shortcodes, and those of well-known sites, mean.

use super::{Tag, inner_length, is_name};
use crate::loss::Losses;

pub(super) fn is_known(name: &str) -> bool {
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
pub(super) fn known(text: &str, tag: &Tag<'_>, out: &mut String, line: u32, losses: &mut Losses) -> usize {
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
            let src = names.iter().find_map(|n| attr(n)).or_else(|| bare(tag.attrs));
            let src = src.unwrap_or_else(|| inner.trim().to_owned());
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
    let inner = inner.trim();
    let given =
        named.or_else(|| bare(tag.attrs)).or_else(|| (!inner.is_empty()).then(|| inner.to_owned()))?;
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

/// A value without a name: `[audio ADDRESS]`, `[youtube=ADDRESS]`.
fn bare(attrs: &str) -> Option<String> {
    let bare = attrs.trim_start_matches('=').split_whitespace().next()?;
    let bare = bare.trim_matches(['"', '\'', '”', '“']);
    let is_pair = bare.split_once('=').is_some_and(|(name, _)| name.chars().all(is_name));
    (!bare.is_empty() && !is_pair).then(|| bare.to_owned())
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
