//! Small types that cannot hold a bad value. Whatever comes from outside is parsed into them at the door.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result { out.write_str(&self.0) }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String { value.0 }
        }
        impl TryFrom<String> for $name {
            type Error = Error;
            fn try_from(text: String) -> Result<Self> { Self::parse(&text) }
        }
    };
}

text_type! {
    /// The part of an address that names an article, section, topic or person: lower case, in NFC, of letters, digits,
    /// marks, `-`, `_` and `.`, 1 to 200 bytes.
    Slug
}
text_type! {
    /// A language tag (RFC 5646), in its usual case: `en`, `pt-BR`, `fa`.
    Language
}
text_type! {
    /// An absolute `http` or `https` address (RFC 3986), at most 4,096 bytes.
    HttpUrl
}

text_type! {
    /// An e-mail address, as HTML's `<input type=email>` takes it, with a dot in its domain, at most 254 bytes (RFC 5321).
    Email
}

text_type! {
    /// A day of the calendar, as it is written in ISO 8601: `2026-11-14`. The years 1000 to 2999.
    Day
}

/// The longest slug, in bytes: WordPress keeps 200.
const SLUG_BYTES: usize = 200;

impl Slug {
    /// Takes a slug that is one already.
    pub fn parse(text: &str) -> Result<Self> {
        let made = Self::from_text(text)
            .ok_or_else(|| Error::refused("slug", "is empty; give it a letter or a digit"))?;
        if made.0 != text {
            return Err(Error::refused(
                "slug",
                format!("{text:?} cannot stand in an address; {:?} could", made.0),
            ));
        }
        Ok(made)
    }

    /// Makes one from any text; `None` if no letter or digit is left. Percent-encoded text (as WordPress stores the
    /// slugs of other scripts) is decoded first.
    pub fn from_text(text: &str) -> Option<Self> {
        let decoded = percent_encoding::percent_decode_str(text).decode_utf8().unwrap_or(text.into());
        let mut out = String::with_capacity(decoded.len());
        for c in decoded.trim().nfc().flat_map(char::to_lowercase).filter(|c| !is_invisible(*c)) {
            let keep = c.is_alphanumeric() || matches!(c, '_' | '.' | '\u{200c}') || is_mark(c);
            let c = if keep { c } else { '-' };
            if c == '-' && (out.is_empty() || out.ends_with('-')) {
                continue;
            }
            if out.len() + c.len_utf8() > SLUG_BYTES {
                break;
            }
            out.push(c);
        }
        let out = out.trim_matches(['-', '.', '\u{200c}']);
        out.chars().any(char::is_alphanumeric).then(|| Slug(out.to_owned()))
    }

    /// What an article is called in its address when its headline has no letter.
    pub fn of_article(number: i64) -> Self {
        Slug(format!("article-{}", number.unsigned_abs()))
    }

    /// The same slug with a number behind it, for when it is taken: `a-report` → `a-report-2`.
    pub fn numbered(&self, number: u32) -> Self {
        let tail = format!("-{number}");
        let mut head = self.0.as_str();
        while head.len() + tail.len() > SLUG_BYTES {
            head = &head[..head.len() - head.chars().next_back().map_or(1, char::len_utf8)];
        }
        Slug(format!("{head}{tail}"))
    }
}

/// Characters that show nothing, and would make two addresses that look alike: they part no words either.
/// U+200C is none of them: Persian writes words with it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Combining marks, which many scripts write their vowels with (Unicode general category M, the ranges in use).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{981}'..='\u{983}' | '\u{9bc}'..='\u{9cd}' | '\u{a3c}'..='\u{a4d}' | '\u{abc}'..='\u{acd}' | '\u{b3c}'..='\u{b4d}'
        | '\u{bbe}'..='\u{bcd}' | '\u{c3e}'..='\u{c4d}' | '\u{cbc}'..='\u{ccd}' | '\u{d3e}'..='\u{d4d}' | '\u{e31}' | '\u{e34}'..='\u{e4e}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

impl Day {
    /// Takes `2026-11-14`.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let bad = || Error::refused("day", format!("{text:?} is no day; write it as 2026-11-14"));
        let day: jiff::civil::Date = text.parse().map_err(|_| bad())?;
        if text.len() != 10 || !(1000..3000).contains(&day.year()) {
            return Err(bad());
        }
        Ok(Day(text.to_owned()))
    }
}

impl Language {
    /// Takes `en`, `en_US`, `pt-br` and the like.
    pub fn parse(text: &str) -> Result<Self> {
        let mut parts = text.trim().split(['-', '_']);
        let bad = || {
            Error::refused("language", format!("{text:?} is no language tag; write it as en, pt-BR or fa"))
        };
        let first =
            parts.next().filter(|p| matches!(p.len(), 2 | 3) && p.bytes().all(|b| b.is_ascii_alphabetic()));
        let mut out = first.ok_or_else(bad)?.to_ascii_lowercase();
        for part in parts {
            if part.is_empty()
                || part.len() > 8
                || !part.bytes().all(|b| b.is_ascii_alphanumeric())
                || out.len() > 35
            {
                return Err(bad());
            }
            out.push('-');
            match part.len() {
                2 => out.push_str(&part.to_ascii_uppercase()),
                4 => out.push_str(&(part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase())),
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        Ok(Language(out))
    }

    /// English, the default of a new site.
    pub fn english() -> Self {
        Language("en".to_owned())
    }
}

impl Email {
    /// Takes an address that mail can be sent to. It holds no space, comma or line break, so it adds nothing to a header.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let bad = || {
            let shown = clip(text, 80);
            Error::refused("e-mail", format!("{shown:?} is no address; write it as name@example.org"))
        };
        let (local, domain) = text.rsplit_once('@').ok_or_else(bad)?;
        let in_local = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b);
        let label = |l: &str| {
            (1..=63).contains(&l.len())
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !l.starts_with('-')
                && !l.ends_with('-')
        };
        let good = (1..=64).contains(&local.len())
            && local.bytes().all(in_local)
            && domain.contains('.')
            && domain.split('.').all(label)
            && text.len() <= 254;
        if good { Ok(Email(text.to_owned())) } else { Err(bad()) }
    }
}

impl HttpUrl {
    /// Takes an absolute address with the scheme `http` or `https`.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = |why: &str| Error::refused("address", format!("{:?} {why}", clip(text, 120)));
        if text.len() > 4096 {
            return Err(bad("is longer than 4,096 bytes"));
        }
        let parsed = url::Url::parse(text.trim()).map_err(|e| bad(&format!("is no address: {e}")))?;
        if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
            return Err(bad("must begin with http:// or https://"));
        }
        Ok(HttpUrl(parsed.into()))
    }
}

/// One line of plain text: control characters and line ends become spaces, runs of spaces one, in NFC, cut at `limit` bytes
/// at a character's border.
pub fn line(text: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len().min(limit));
    for c in text.trim().nfc() {
        // Characters that turn the direction of what follows would reach beyond the line they stand in.
        if matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}') {
            continue;
        }
        let c = if c.is_control() || c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        if out.len() + c.len_utf8() > limit {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Lines of plain text: each as [`line`] makes it, at most one empty line between two, cut at `limit` bytes at a character's border.
pub fn lines(text: &str, limit: usize) -> String {
    let mut out = String::new();
    for one in text.split(['\n', '\u{2028}', '\u{2029}']) {
        let one = line(one, limit);
        if one.is_empty() && (out.is_empty() || out.ends_with("\n\n")) {
            continue;
        }
        if out.len() + one.len() > limit {
            out.push_str(clip(&one, limit.saturating_sub(out.len())));
            break;
        }
        out.push_str(&one);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// The beginning of a text, at most `limit` bytes, at a character's border.
pub fn clip(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Bytes in hex, two small letters or digits each.
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_mail_addresses() {
        for good in ["a@b.co", " ines.c+news@mail.example.org ", "o'hara@xn--bcher-kva.example"] {
            assert_eq!(Email::parse(good).unwrap().as_str(), good.trim());
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.co",
            "a@",
            "a@-b.co",
            "a b@c.de",
            "a@b.co\nBcc: c@d.ef",
            "a@b@c.de",
            "a@b..co",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
    }

    fn check_slug(input: &str, expected: Option<&str>) {
        assert_eq!(Slug::from_text(input).as_ref().map(Slug::as_str), expected, "{input:?}");
    }

    #[test]
    fn slugs_are_made_from_any_text() {
        check_slug("Dredging, signed off!", Some("dredging-signed-off"));
        check_slug("%d8%af%d8%b1%db%8c%d8%a7", Some("دریا"));
        check_slug("../../etc/passwd", Some("etc-passwd"));
        check_slug("  --  ", None);
        check_slug("v1.2", Some("v1.2"));
        check_slug("%zz", Some("zz"));
        check_slug("a\u{0}b\r\nc", Some("a-b-c"));
        assert!(Slug::from_text(&"é".repeat(500)).unwrap().as_str().len() <= 200);
        assert_eq!(Slug::from_text(&"é".repeat(500)).unwrap().numbered(12).as_str().len(), 199);
    }

    #[test]
    fn a_slug_that_is_none_is_refused_with_one_that_could_be() {
        assert!(Slug::parse("A b").unwrap_err().to_string().contains("a-b"));
        assert!(Slug::parse("").is_err());
    }

    #[test]
    fn languages_come_in_their_usual_case() {
        for (input, expected) in
            [("en_US", "en-US"), ("PT-br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("fa", "fa")]
        {
            assert_eq!(Language::parse(input).unwrap().as_str(), expected);
        }
        for bad in ["", "e", "english", "en-", "../x", "en-\"><script>"] {
            assert!(Language::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn days_are_days() {
        assert_eq!(Day::parse(" 2024-02-29 ").unwrap().as_str(), "2024-02-29");
        for bad in ["", "2023-02-29", "29.2.2024", "2024-2-9", "20240229", "0999-01-01", "2024-02-29T10:00"] {
            assert!(Day::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn addresses_are_http() {
        assert!(HttpUrl::parse("https://port-merrow.example/a b").is_ok());
        for bad in ["javascript:alert(1)", "data:text/html,x", "/relative", "http://", "ftp://x.example/"] {
            assert!(HttpUrl::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(line("  Two\r\n lines\u{0}\u{202e} ", 100), "Two lines");
        assert_eq!(line("ééé", 4), "éé");
        assert_eq!(lines(" a \r\n\n\nb\u{0}", 9), "a\n\nb");
        assert_eq!(lines("éé\né", 5), "éé");
    }
}
