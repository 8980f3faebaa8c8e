//! The one script: suggestions while somebody types, on the page of the search alone. It is a file of our own under a name by
//! content, and the page's policy allows that file and no other.

use super::style::source;
use crate::values::hex;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

static SCRIPT: LazyLock<String> = LazyLock::new(|| tighten(include_str!("../../theme/search.js")));
static HASH: LazyLock<[u8; 32]> = LazyLock::new(|| Sha256::digest(SCRIPT.as_bytes()).into());
static INTEGRITY: LazyLock<String> = LazyLock::new(|| source(&SCRIPT).trim_matches('\'').to_owned());
static ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("/assets/search-{}.js", hex(HASH.get(..6).unwrap_or_default())));

/// The script, as it is sent.
pub fn text() -> &'static str {
    &SCRIPT
}

/// Where it is.
pub fn address() -> &'static str {
    &ADDRESS
}

/// Its hash, as the attribute `integrity` wants it (W3C, Subresource Integrity).
pub fn integrity() -> &'static str {
    &INTEGRITY
}

/// What a Content-Security-Policy has to say besides: this script, by its whole address and by its hash (CSP 3, 8.4, for a
/// site that is looked at under another name). That it may ask this site is in every policy.
pub fn policy(base_url: &str) -> String {
    let origin = base_url.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:/[]".contains(&b));
    let by_address = if origin { format!("{base_url}{}", address()) } else { String::new() };
    format!("script-src {by_address} '{}'", integrity())
}

/// Without the lines that say why, and without indentation.
fn tighten(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::new(), |out, line| out + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_small_and_named_by_its_content() {
        assert!(text().len() < 2_048, "{} bytes", text().len());
        assert!(!text().contains("//"));
        assert_eq!(address().len(), "/assets/search-.js".len() + 12);
        assert!(
            policy("https://courier.example")
                .starts_with("script-src https://courier.example/assets/search-")
        );
        assert!(policy("https://x.example; script-src *").starts_with("script-src  'sha256-"));
    }
}
