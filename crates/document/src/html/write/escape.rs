//! Text and attribute values as HTML.

/// Text between tags.
pub(super) fn text(text: &str, out: &mut String) {
    escape(text, out, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// A value in double quotes. A line break is written by its number: browsers change others.
pub(super) fn attr(value: &str, out: &mut String) {
    escape(value, out, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\n' => Some("&#10;"),
        _ => None,
    });
}

fn escape(text: &str, out: &mut String, replace: impl Fn(u8) -> Option<&'static str>) {
    // Only ASCII is replaced, so that every cut falls between characters.
    let mut from = 0;
    for (i, b) in text.bytes().enumerate() {
        if let Some(with) = replace(b) {
            out.push_str(text.get(from..i).unwrap_or(""));
            out.push_str(with);
            from = i + 1;
        }
    }
    out.push_str(text.get(from..).unwrap_or(""));
}
