//! Making text harmless where it is written: in HTML and in JSON within HTML.

use std::fmt::{self, Write};

/// Writes text so that it stays text between tags and inside quoted attributes.
///
/// A slash is left as it is, unlike in minijinja's own escaping: it cannot end a quoted
/// attribute, and pages are mostly made of addresses.
pub fn html(out: &mut impl Write, text: &str) -> fmt::Result {
    let mut rest = text;
    // By bytes: all that is looked for is ASCII, and most text holds none of it.
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'' | 0)) {
        let Some((plain, special)) = rest.split_at_checked(at) else { break };
        out.write_str(plain)?;
        let mut chars = special.chars();
        out.write_str(match chars.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&#34;",
            Some('\'') => "&#39;",
            // NUL is not allowed in HTML, not even as a reference.
            _ => "\u{FFFD}",
        })?;
        rest = chars.as_str();
    }
    out.write_str(rest)
}

/// Makes serialised JSON safe inside `<script type="application/ld+json">`.
///
/// `</script>` and `<!--` are seen by the HTML parser before anyone reads the JSON
/// (HTML standard, 4.12.1.3, restrictions for contents of script elements). The replaced
/// characters can stand only within JSON's strings, where `\u003c` means the same. U+2028 and
/// U+2029 end a line for older JavaScript.
pub fn json_in_html(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// An address that may stand in an `href`: a path, or http, https, mailto or tel; anything
/// else becomes `#`. Imported menus and commenters' sites can hold `javascript:` addresses.
pub fn href(address: &str) -> &str {
    let address = address.trim_matches(|c: char| c <= ' ');
    if address.starts_with('/') {
        return address;
    }
    // Browsers drop tabs and line ends anywhere (URL standard, 4.4), so `java\nscript:` counts.
    let seen = || address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    let scheme: String = seen().take_while(|c| !matches!(c, '/' | '?' | '#' | '\\')).collect();
    let Some((scheme, _)) = scheme.split_once(':') else { return address };
    let known = ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    if known { address } else { "#" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_links() {
        for good in
            ["/a:b/", "https://x.example/?a:b", "mailto:a@b.example", "?p=7", "#comment-1", "", "HTTP://x"]
        {
            assert_eq!(href(good), good);
        }
        for bad in
            ["javascript:alert(1)", " \u{1}JavaScript:x", "java\nscript:x", "data:text/html,x", "vbscript:x"]
        {
            assert_eq!(href(bad), "#", "{bad}");
        }
    }

    #[test]
    fn text_stays_text() {
        let mut out = String::new();
        assert!(html(&mut out, "a/b <b>\"x\"</b> & 'y'\0é").is_ok());
        assert_eq!(out, "a/b &lt;b&gt;&#34;x&#34;&lt;/b&gt; &amp; &#39;y&#39;\u{FFFD}é");
    }

    #[test]
    fn json_cannot_end_its_script() {
        let hostile = "</script><!-- & \u{2028}\u{2029}";
        let safe = json_in_html(&serde_json::json!({ "headline": hostile }).to_string());
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{safe}");
        let back: serde_json::Value = serde_json::from_str(&safe).unwrap();
        assert_eq!(back["headline"], hostile);
    }
}
