//! The names that files have in a reader's downloads folder, and the header that says so.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name in bytes. File systems allow 255; a sync client or an archive tool adds
/// its own suffixes, and percent-encoding makes three bytes of one.
pub const MAX_NAME_BYTES: usize = 120;

/// What Windows takes for a device whatever the extension ("Naming Files, Paths, and
/// Namespaces", Microsoft Learn).
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A readable, safe file name from a title or an original name: `Report on the Basin` and
/// `pdf` give `report-on-the-basin.pdf`.
///
/// Letters, digits and marks of every script are kept (NFC, lower case); whatever
/// stands between them becomes one hyphen. So separators, control characters, bidirectional
/// overrides, quotes, leading dots and trailing dots cannot come through. The zero-width
/// (non-)joiner is kept inside a word, where Persian and Indic scripts need it.
///
/// `extension` comes without its dot from the file's [`Kind`](super::Kind); it is not
/// repeated when the title ends with it. When it is empty (an unknown type), the title's own
/// extension stays, unless it is one that a double click would run, which gets `.bin` added.
pub fn download_name(title: &str, extension: &str) -> String {
    let title = title.trim();
    let extension = words(extension, 16);
    let (stem, own) = split_extension(title);
    let (stem, extension) = match own {
        Some(own) if extension.is_empty() => {
            let own = words(own, 16);
            (stem, if super::kind::is_dangerous_extension(&own) { format!("{own}.bin") } else { own })
        }
        Some(own) if own.eq_ignore_ascii_case(&extension) => (stem, extension),
        _ => (title, extension),
    };
    let room = MAX_NAME_BYTES - if extension.is_empty() { 0 } else { extension.len() + 1 };
    let mut stem = words(stem, room);
    if stem.is_empty() || is_reserved(&stem) {
        stem = ["file", &stem].join("-").trim_end_matches('-').to_owned();
    }
    if extension.is_empty() { stem } else { format!("{stem}.{extension}") }
}

/// Splits at the last dot when what follows looks like an extension: a title such as
/// "Spending in the years 2019. A report" has none.
fn split_extension(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('.') {
        Some((stem, own))
            if (1..=10).contains(&own.len()) && own.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            (stem, Some(own))
        }
        _ => (name, None),
    }
}

/// Words joined by hyphens, at most `room` bytes, cut before a base character so that no
/// accent is left over.
fn words(text: &str, room: usize) -> String {
    let mut out = String::new();
    let mut gap = false;
    // A title of a megabyte is not looked at to its end.
    for char in text.chars().take(4 * MAX_NAME_BYTES).nfc().flat_map(char::to_lowercase) {
        let joiner = matches!(char, '\u{200c}' | '\u{200d}');
        let part_of_word = char.is_alphanumeric() || is_combining_mark(char) || char == '_';
        if part_of_word || (joiner && !gap && !out.is_empty()) {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(char);
        } else if !is_invisible(char) {
            gap = true;
        }
    }
    if out.len() > room {
        let mut end = 0;
        for (at, char) in out.char_indices() {
            if at > room {
                break;
            }
            if !is_combining_mark(char) && !matches!(char, '\u{200c}' | '\u{200d}') {
                end = at;
            }
        }
        out.truncate(end);
    }
    out.trim_matches(['-', '\u{200c}', '\u{200d}']).to_owned()
}

/// Characters that are dropped without leaving a hyphen: soft hyphen, zero-width spaces, marks
/// and overrides of direction (Unicode UAX #9), byte order mark.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_reserved(stem: &str) -> bool {
    let port = |name: &str| {
        let mut rest = stem.strip_prefix(name).unwrap_or("").chars();
        // Windows reads the superscripts as digits too.
        matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    RESERVED.contains(&stem) || port("com") || port("lpt")
}

/// Whether a browser shows a file or saves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// Shown in the browser.
    Inline,
    /// Saved.
    Attachment,
}

/// What RFC 8187 §3.2.1 calls `attr-char` stays as it is, everything else is percent-encoded.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// The value of `Content-Disposition` (RFC 6266): a plain `filename` that every client
/// reads, and `filename*` (RFC 8187) when the name needs more than ASCII.
///
/// The value is visible ASCII and spaces for any name at all, so it is always a valid header
/// value and a name cannot start another header.
pub fn content_disposition(disposition: Disposition, name: &str) -> String {
    let disposition = match disposition {
        Disposition::Inline => "inline",
        Disposition::Attachment => "attachment",
    };
    let plain = ascii_name(name);
    if plain == name {
        return format!("{disposition}; filename=\"{plain}\"");
    }
    let clean: String = name
        .chars()
        .map(|char| if char.is_control() || matches!(char, '/' | '\\') { '_' } else { char })
        .filter(|char| !is_invisible(*char) || matches!(char, '\u{200c}' | '\u{200d}'))
        .collect();
    format!("{disposition}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(&clean, VALUE))
}

/// RFC 6266 appendix D: no percent sign (some clients decode it), no quote, no backslash.
fn ascii_name(name: &str) -> String {
    let (stem, extension) = split_extension(name);
    let mut plain = String::new();
    for char in stem.nfkd().filter(|char| !is_combining_mark(*char) && !is_invisible(*char)) {
        match char {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | ' ' | '(' | ')' | ',' | '+' => {
                plain.push(char)
            }
            _ if plain.ends_with('_') => {}
            _ => plain.push('_'),
        }
    }
    // A name wholly in another script leaves nothing worth reading.
    if !plain.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        "file".clone_into(&mut plain);
    }
    match extension {
        Some(extension) => format!("{plain}.{extension}"),
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(title: &str, extension: &str, expected: &str) {
        assert_eq!(download_name(title, extension), expected, "{title:?}");
    }

    #[test]
    fn titles_become_names() {
        check("Report on the Basin", "pdf", "report-on-the-basin.pdf");
        check("Annual_Report 2024 (final).PDF", "pdf", "annual_report-2024-final.pdf");
        check("Harbour accounts, 2019–2024", "xlsx", "harbour-accounts-2019-2024.xlsx");
        check("Tide table.csv", "txt", "tide-table-csv.txt");
        check("گزارش می\u{200c}خواهیم", "pdf", "گزارش-می\u{200c}خواهیم.pdf");
        check("Cafe\u{301} Menu", "pdf", "café-menu.pdf");
        check("", "pdf", "file.pdf");
        check("…", "", "file");
    }

    #[test]
    fn nothing_dangerous_comes_through() {
        check("../../etc/passwd", "pdf", "etc-passwd.pdf");
        check("..\\..\\win.ini", "txt", "win-ini.txt");
        check(".htaccess", "txt", "htaccess.txt");
        check("a\r\nSet-Cookie: b", "txt", "a-set-cookie-b.txt");
        check("rep\u{202e}fdp.exe", "pdf", "repfdp-exe.pdf");
        check("name...   ", "", "name");
        check("CON", "txt", "file-con.txt");
        check("com1.txt", "txt", "file-com1.txt");
        check("LPT²", "pdf", "file-lpt².pdf");
        check("console", "txt", "console.txt");
        check("setup.exe", "", "setup.exe.bin");
        check("survey.sav", "", "survey.sav");
    }

    #[test]
    fn long_names_keep_their_extension_and_whole_characters() {
        let name = download_name(&"é".repeat(500), "pdf");
        assert!(name.len() <= MAX_NAME_BYTES && name.ends_with("é.pdf"), "{name}");
        // Letters with a mark that has no composed form: the cut falls before a letter.
        let name = download_name(&"x\u{338}".repeat(500), "pdf");
        assert!(name.ends_with("x\u{338}.pdf"), "{name:?}");
    }

    #[test]
    fn the_header_by_rfc_6266() {
        let header = |name| content_disposition(Disposition::Attachment, name);
        assert_eq!(header("report.pdf"), "attachment; filename=\"report.pdf\"");
        assert_eq!(
            header("café-menu.pdf"),
            "attachment; filename=\"cafe-menu.pdf\"; filename*=UTF-8''caf%C3%A9-menu.pdf"
        );
        assert_eq!(
            header("گزارش.pdf"),
            "attachment; filename=\"file.pdf\"; filename*=UTF-8''%DA%AF%D8%B2%D8%A7%D8%B1%D8%B4.pdf"
        );
        assert_eq!(
            content_disposition(Disposition::Inline, "a\"\r\nX: y%41\\.pdf"),
            "inline; filename=\"a_X_ y_41_.pdf\"; filename*=UTF-8''a%22__X%3A%20y%2541_.pdf"
        );
    }

    proptest! {
        #[test]
        fn any_title_makes_a_safe_name(title in any::<String>(), extension in "[a-z0-9]{0,5}") {
            let name = download_name(&title, &extension);
            prop_assert!(!name.is_empty() && name.len() <= MAX_NAME_BYTES);
            prop_assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']));
            prop_assert!(!name.chars().any(|c| c.is_control() || "/\\:*?\"<>|".contains(c)));
            prop_assert!(content_disposition(Disposition::Attachment, &name).is_ascii());
        }

        #[test]
        fn any_name_makes_a_header(name in any::<String>()) {
            let header = content_disposition(Disposition::Inline, &name);
            prop_assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
        }
    }
}
