//! How addresses are compared.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// An address as it is compared: percent-decoded, in NFC, lower case, without `index.php` or `index.html`
/// and without slashes at its end.
///
/// Two addresses that differ only in these lead to the same place, by one redirect to the canonical spelling.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PathKey(String);

/// The longest path that can lead anywhere, in bytes.
pub const LONGEST: usize = 2_000;

const INDEXES: [&str; 3] = ["/index.html", "/index.htm", "/index.php"];

impl PathKey {
    /// The key of a path (`/2026/11/a-report/`) or of an old form with a query (`/?p=7`).
    /// `None` for what can be no address of a site: too long, with control characters, or not beginning with a slash.
    pub fn of(path: &str) -> Option<PathKey> {
        if !path.starts_with('/') || path.len() > LONGEST {
            return None;
        }
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
        if decoded.chars().any(char::is_control) {
            return None;
        }
        let mut text = if decoded.is_ascii() || is_nfc(&decoded) {
            decoded.into_owned()
        } else {
            decoded.nfc().collect()
        };
        text = if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() };
        while text.contains("//") {
            text = text.replace("//", "/");
        }
        if let Some(rest) = text.strip_prefix("/index.php")
            && (rest.is_empty() || rest.starts_with(['/', '?']))
        {
            text = if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") };
        }
        let kept = text.trim_end_matches('/').len();
        text.truncate(kept);
        // What servers of files call a folder's own page.
        if let Some(folder) = INDEXES.iter().find_map(|index| text.strip_suffix(index)) {
            text.truncate(folder.len());
        }
        if text.is_empty() {
            text.push('/');
        }
        Some(PathKey(text))
    }

    /// The text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article or a page.
    Article,
    /// A section's front.
    Section,
    /// A topic's page.
    Topic,
    /// A person's page.
    Person,
    /// A file.
    Media,
    /// An address elsewhere, or one that an editor wrote down.
    Address,
}

impl Kind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Section => "section",
            Kind::Topic => "topic",
            Kind::Person => "person",
            Kind::Media => "media",
            Kind::Address => "address",
        }
    }

    /// From what is stored.
    pub fn parse(text: &str) -> Option<Kind> {
        [Kind::Article, Kind::Section, Kind::Topic, Kind::Person, Kind::Media, Kind::Address]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// Writes a path for an address line: what is not allowed there percent-encoded (RFC 3986, section 3.3).
pub fn encode(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const SET: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b'\\')
        .add(b'^')
        .add(b'|');
    utf8_percent_encode(path, SET).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_have_one_key() {
        for (input, expected) in [
            ("/2026/11/A-Report/", "/2026/11/a-report"),
            ("/2026//11/a-report", "/2026/11/a-report"),
            ("/index.php/2026/11/a-report/", "/2026/11/a-report"),
            ("/%D8%AF%D8%B1%DB%8C%D8%A7/", "/دریا"),
            ("/2026/11/a-report/index.html", "/2026/11/a-report"),
            ("/Index.php", "/"),
            ("/a-report/myindex.html", "/a-report/myindex.html"),
            ("/", "/"),
            ("///", "/"),
            ("/?p=7", "/?p=7"),
            ("/index.php?p=7", "/?p=7"),
        ] {
            assert_eq!(PathKey::of(input).map(|k| k.0).as_deref(), Some(expected), "{input}");
        }
    }

    #[test]
    fn what_can_be_no_address_has_no_key() {
        assert_eq!(PathKey::of("relative"), None);
        assert_eq!(PathKey::of("/a%00b"), None);
        assert_eq!(PathKey::of("/a%0d%0aSet-Cookie:x"), None);
        assert_eq!(PathKey::of("/%ff%fe"), None);
        assert_eq!(PathKey::of(&format!("/{}", "a".repeat(3_000))), None);
    }
}
