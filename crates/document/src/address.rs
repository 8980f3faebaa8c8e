//! Which addresses a document may hold.

use std::borrow::Cow;

use crate::chars;

/// Longer addresses are nobody's link; browsers stop at about this length too.
const MAX_LENGTH: usize = 8_000;

/// The address as it may be stored as a link, or `None` if it may not.
///
/// Kept are http, https, mailto, tel and site-relative addresses. As the URL standard's parser does,
/// tabs, line breaks and surrounding spaces are taken out before the scheme is looked at, so that
/// `java\nscript:` is what a browser would see. An address without a scheme but with two slashes
/// gets https. Characters that RFC 3986 does not allow are percent-encoded.
#[must_use]
pub fn clean(address: &str) -> Option<String> {
    let address = normal(address)?;
    match scheme(&address) {
        None => Some(address.into_owned()),
        Some(s) if s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https") => with_host(address),
        Some(s) if s.eq_ignore_ascii_case("mailto") || s.eq_ignore_ascii_case("tel") => {
            (address.len() > s.len() + 1).then(|| address.into_owned())
        }
        Some(_) => None,
    }
}

/// As [`clean`], for what a page loads (pictures, sound, files): http, https and site-relative only.
#[must_use]
pub fn clean_source(address: &str) -> Option<String> {
    let address = clean(address)?;
    match scheme(&address) {
        Some(s) if s.eq_ignore_ascii_case("mailto") || s.eq_ignore_ascii_case("tel") => None,
        _ if address.starts_with('#') => None,
        _ => Some(address),
    }
}

/// The host of an http or https address, without `www.`.
#[must_use]
pub fn host(address: &str) -> Option<&str> {
    let rest =
        strip_prefix_nocase(address, "https://").or_else(|| strip_prefix_nocase(address, "http://"))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end)?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?;
    let host = strip_prefix_nocase(host, "www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// The name of the file an address leads to; the whole address if it has none.
pub(crate) fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(address)
}

fn strip_prefix_nocase<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}

/// What stands before the first colon, if that colon comes before any slash, question mark or hash.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '?', '#'])?;
    if address.as_bytes().get(end) == Some(&b':') { address.get(..end) } else { None }
}

fn with_host(address: Cow<'_, str>) -> Option<String> {
    // `http:evil` and `http:///x` are repaired by browsers in ways that differ: refused.
    let colon = address.find(':')?;
    let rest = address.get(colon + 1..)?;
    if !rest.starts_with("//") || rest.get(2..).is_none_or(|r| r.is_empty() || r.starts_with('/')) {
        return None;
    }
    url::Url::parse(&address).ok()?;
    Some(address.into_owned())
}

fn normal(address: &str) -> Option<Cow<'_, str>> {
    let address = address.trim_matches(|c: char| c <= ' ' || chars::is_refused(c) || c.is_whitespace());
    if address.is_empty() || address.len() > MAX_LENGTH {
        return None;
    }
    let protocol_relative =
        address.starts_with("//") || address.starts_with('\\') || address.starts_with("/\\");
    if !protocol_relative && address.bytes().all(is_plain) && !address.contains(['%', '#', '[', '\\']) {
        return Some(Cow::Borrowed(address));
    }
    Some(Cow::Owned(encode(address, protocol_relative)))
}

/// What needs no encoding anywhere in an address.
fn is_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%\\".contains(&b)
}

fn encode(address: &str, protocol_relative: bool) -> String {
    let mut out = String::with_capacity(address.len() + 16);
    let mut rest = address;
    if protocol_relative {
        // A browser reads a backslash as a slash: `/\host` names a host, and so does `\\host`.
        let trimmed = rest.trim_start_matches(['/', '\\']);
        if rest.len() - trimmed.len() >= 2 {
            out.push_str("https://");
        } else {
            out.push('/');
        }
        rest = trimmed;
    }
    let mut fragment = false;
    let mut query = false;
    // Brackets are allowed around an IPv6 host alone.
    let host_end = rest.find("://").map_or(0, |i| {
        rest.get(i + 3..).and_then(|r| r.find(['/', '?', '#'])).map_or(rest.len(), |j| i + 3 + j)
    });
    for (i, c) in rest.char_indices() {
        match c {
            '\t' | '\n' | '\r' => {}
            c if chars::is_refused(c) => {}
            '\\' if !query && !fragment => out.push('/'),
            '%' if !followed_by_hex(rest, i) => out.push_str("%25"),
            '#' if fragment => out.push_str("%23"),
            '[' | ']' if i >= host_end => push_encoded(&mut out, c),
            '#' => {
                fragment = true;
                out.push(c);
            }
            '?' => {
                query = true;
                out.push(c);
            }
            c if c.is_ascii() && !is_plain(c as u8) => push_encoded(&mut out, c),
            // Other scripts stay readable (RFC 3987), their spaces and direction marks do not.
            c if c.is_whitespace() || is_invisible(c) => push_encoded(&mut out, c),
            '\\' => push_encoded(&mut out, c),
            c => out.push(c),
        }
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

fn push_encoded(out: &mut String, c: char) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut buffer = [0; 4];
    for b in c.encode_utf8(&mut buffer).bytes() {
        out.push('%');
        for digit in [b >> 4, b & 15] {
            out.push(HEX.get(usize::from(digit)).copied().map_or('0', char::from));
        }
    }
}

fn followed_by_hex(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    (1..=2).all(|n| bytes.get(at + n).is_some_and(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_a_reader_may_follow() {
        for kept in [
            "https://portmerrow.example/a?b=c#d",
            "/news/",
            "tide.html",
            "#top",
            "?p=7",
            "mailto:desk@portmerrow.example",
            "tel:+35100000",
            "http://[::1]/x",
            "HTTPS://Portmerrow.example/",
            "https://portmerrow.example/بندر",
        ] {
            assert_eq!(clean(kept).as_deref(), Some(kept));
        }
    }

    #[test]
    fn refuses_what_runs() {
        for bad in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "\u{1}javascript:x",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "vbscript:x",
            "",
            "http:",
            "http:///x",
            "http:evil",
            "blob:x",
            "file:///etc/passwd",
            "mailto:",
            "view-source:http://x",
            "java\tscript:x",
            "x:y",
            "\u{a0}javascript:x",
            "javascript\u{0}:x",
        ] {
            assert_eq!(clean(bad), None, "{bad:?}");
        }
        assert_eq!(clean_source("mailto:a@b.example"), None);
        assert_eq!(clean_source("#top"), None);
    }

    #[test]
    fn mends_what_browsers_mend() {
        assert_eq!(clean("//cdn.example/x").as_deref(), Some("https://cdn.example/x"));
        assert_eq!(clean("/\\cdn.example/x").as_deref(), Some("https://cdn.example/x"));
        assert_eq!(clean("\\x").as_deref(), Some("/x"));
        assert_eq!(clean("/a b|c").as_deref(), Some("/a%20b%7Cc"));
        assert_eq!(clean("/100%").as_deref(), Some("/100%25"));
        assert_eq!(clean("/a?b[]=1#c#d").as_deref(), Some("/a?b%5B%5D=1#c%23d"));
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for x in ["/a b", "//x.example/ö[1]", "/%zz", "\\\\a\\b", "https://a.example/\u{202e}x", "/a#b#c\\d"]
        {
            let once = clean(x).unwrap();
            assert_eq!(clean(&once).as_deref(), Some(once.as_str()), "{x}");
        }
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.Portmerrow.example:80/x"), Some("Portmerrow.example"));
        assert_eq!(host("/x"), None);
    }
}
