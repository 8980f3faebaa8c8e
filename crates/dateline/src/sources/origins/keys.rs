//! When two names, or two addresses, are taken for one.

use crate::values::HttpUrl;
use unicode_normalization::UnicodeNormalization;

/// A name as it is compared: NFKC, lower case, runs of spaces one. Letters that Arabic and Persian keyboards write
/// differently are one, and joiners that show nothing are left out. Empty: there is nothing to compare.
pub(super) fn name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase).nfkc() {
        let c = match c {
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | 'ـ' => continue,
            c if c.is_whitespace() || c.is_control() => ' ',
            c => c,
        };
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

/// An address as it is compared: without scheme, `www.`, fragment, and slashes at its end; percent-decoded, in NFC.
pub(super) fn link(address: &HttpUrl) -> String {
    let Ok(url) = url::Url::parse(address.as_str()) else { return address.as_str().to_owned() };
    let host = url.host_str().unwrap_or_default();
    let mut out = bare(host).to_owned();
    if let Some(port) = url.port() {
        out.push_str(&format!(":{port}"));
    }
    let path = percent_encoding::percent_decode_str(url.path()).decode_utf8_lossy();
    out.extend(path.trim_end_matches('/').nfc());
    if let Some(query) = url.query().filter(|query| !query.is_empty()) {
        out.push('?');
        out.push_str(query);
    }
    out
}

/// A host without the `www.` that most have or have not.
pub(super) fn bare(host: &str) -> &str {
    host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_are_one() {
        for (one, other) in [
            ("Coast Wire", " coast\u{a0}  WIRE "),
            ("Ｃoast Wire", "Coast Wire"),
            ("Hafenbehörde", "HAFENBEHO\u{308}RDE"),
            ("كاتب", "کاتب"),
            ("می\u{200c}نا", "مینا"),
        ] {
            assert_eq!(name(one), name(other), "{one} {other}");
        }
        assert_ne!(name("Coast Wire"), name("Coast Wire 2"));
        assert_eq!(name(" \u{200b}\u{a0} "), "");
    }

    #[test]
    fn spellings_of_an_address_are_one() {
        let key = |text: &str| link(&HttpUrl::parse(text).unwrap());
        for (one, other) in [
            ("https://www.Example.org/a/", "http://example.org/a#part"),
            ("https://example.org", "https://example.org/#top"),
            ("https://example.org:443/a?p=7", "https://example.org/a/?p=7"),
            ("https://example.org/%C3%BC", "https://example.org/u\u{308}"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        for (one, other) in [
            ("https://example.org/a", "https://example.org/b"),
            ("https://example.org/a", "https://example.org/A"),
            ("https://example.org/?p=7", "https://example.org/?p=8"),
            ("https://www.org/", "https://org/"),
            ("https://example.org:8080/", "https://example.org/"),
        ] {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
    }
}
