//! Characters that no text of an article may hold.

use std::borrow::Cow;

/// Whether `c` is refused in text: the controls (tab and line breaks apart), which XML 1.0 cannot
/// carry at all and so would break feeds, and the non-characters.
pub(crate) fn is_refused(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}' => true,
        // The last two code points of every plane are non-characters (Unicode, chapter 23.7).
        _ => (c as u32) & 0xfffe == 0xfffe,
    }
}

/// The text without the characters that [`is_refused`] names; borrowed when there are none.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    // Most text is printable ASCII: a pass over bytes costs a tenth of one over characters.
    if text.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\n' || b == b'\t') {
        return Cow::Borrowed(text);
    }
    if text.contains(is_refused) {
        Cow::Owned(text.chars().filter(|c| !is_refused(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// HTML's own white space (WHATWG Infra, "ASCII whitespace"): what a browser collapses.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// White space collapsed to single spaces and trimmed, refused characters left out.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_space(c) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_refused(c) {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// At most `max` characters of `text`, cut with an ellipsis.
pub(crate) fn shorten(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        None => text.to_owned(),
        Some(_) => {
            let kept: String = text.chars().take(max.saturating_sub(1)).collect();
            kept.trim_end().to_owned() + "…"
        }
    }
}
