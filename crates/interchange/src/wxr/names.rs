//! Which namespace an element is in. Exports bind any prefix, and any of WordPress's versions.

use std::borrow::Cow;

/// The namespaces that WXR draws on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ns {
    /// RSS itself, which has none.
    Plain,
    Wp,
    Excerpt,
    Content,
    Dc,
    Other,
}

/// By the address, in any version, with or without TLS and the last slash.
pub(super) fn classify(uri: &str) -> Ns {
    let uri = uri.trim().to_ascii_lowercase();
    let uri = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://")).unwrap_or(&uri);
    let uri = uri.trim_end_matches('/').trim_start_matches("www.");
    if let Some(version) = uri.strip_prefix("wordpress.org/export/") {
        return match version.split_once('/') {
            None => Ns::Wp,
            Some((_, "excerpt")) => Ns::Excerpt,
            Some(_) => Ns::Other,
        };
    }
    match uri {
        "purl.org/rss/1.0/modules/content" => Ns::Content,
        "purl.org/dc/elements/1.1" => Ns::Dc,
        // RSS 2.0 has no namespace; these were bound as default by writers who gave it one.
        "" | "backend.userland.com/rss2" | "blogs.law.harvard.edu/tech/rss" | "purl.org/rss/2.0" => Ns::Plain,
        _ => Ns::Other,
    }
}

/// What a prefix means where a file forgot to bind it.
fn usual(prefix: &str) -> Ns {
    match prefix {
        "" => Ns::Plain,
        "wp" => Ns::Wp,
        "excerpt" => Ns::Excerpt,
        "content" => Ns::Content,
        "dc" => Ns::Dc,
        _ => Ns::Other,
    }
}

/// Whether the prefix is one that WordPress itself binds to more than RSS.
pub(super) fn is_wordpress_prefix(prefix: &str) -> bool {
    !prefix.is_empty() && usual(prefix) != Ns::Other
}

/// The prefix that an attribute binds, if it is a declaration.
pub(super) fn declared(attribute: &str) -> Option<&str> {
    match attribute.strip_prefix("xmlns") {
        Some("") => Some(""),
        Some(rest) => rest.strip_prefix(':'),
        None => None,
    }
}

/// The bindings in force, innermost last.
#[derive(Debug, Default)]
pub(super) struct Scope {
    bound: Vec<(String, Ns)>,
    /// Prefixes that the file uses and does not bind; at most one of each usual one.
    assumed: Vec<(String, Ns)>,
    /// Whether any element so far was in a namespace of WXR's own.
    pub(super) wxr: bool,
}

impl Scope {
    /// The namespace of `name` with the attributes of its own tag, and whether its prefix is bound.
    pub(super) fn resolve(&self, name: &str, attributes: &[(String, String)]) -> (Ns, bool) {
        let (prefix, _) = split(name);
        let own = attributes.iter().find(|(key, _)| declared(key) == Some(prefix));
        if let Some((_, uri)) = own {
            return (classify(uri), true);
        }
        match self.bound.iter().rev().chain(&self.assumed).find(|(bound, _)| bound == prefix) {
            Some(&(_, ns)) => (ns, true),
            None => (usual(prefix), prefix.is_empty()),
        }
    }

    /// Brings the declarations of a tag into force; returns what [`Scope::leave`] wants.
    pub(super) fn enter(&mut self, attributes: &[(String, String)]) -> usize {
        let mark = self.bound.len();
        for (key, uri) in attributes {
            if let Some(prefix) = declared(key) {
                let ns = classify(uri);
                self.wxr |= matches!(ns, Ns::Wp | Ns::Excerpt);
                self.bound.push((prefix.to_owned(), ns));
            }
        }
        mark
    }

    /// Binds a prefix for the whole file, beneath all that is bound.
    pub(super) fn assume(&mut self, prefix: &str, ns: Ns) {
        self.wxr |= matches!(ns, Ns::Wp | Ns::Excerpt);
        self.assumed.push((prefix.to_owned(), ns));
    }

    pub(super) fn leave(&mut self, mark: usize) {
        self.bound.truncate(mark);
    }
}

/// Prefix and local name.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// A name as text, whatever bytes it is of.
pub(super) fn text(name: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(name)
}

/// How long the name at the start of `bytes` is; 0 where none begins.
pub(super) fn length(bytes: &[u8]) -> usize {
    let begins =
        bytes.first().is_some_and(|&b| b.is_ascii_alphabetic() || b == b'_' || b == b':' || b >= 0x80);
    if !begins {
        return 0;
    }
    let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'-' | b'.') || *b >= 0x80;
    bytes.iter().take_while(|b| inside(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_and_scheme_is_known() {
        for uri in [
            "http://wordpress.org/export/1.0/",
            "https://wordpress.org/export/1.2",
            " http://wordpress.org/export/1.1/ ",
        ] {
            assert_eq!(classify(uri), Ns::Wp, "{uri}");
        }
        assert_eq!(classify("https://wordpress.org/export/1.2/excerpt/"), Ns::Excerpt);
        assert_eq!(classify("http://purl.org/rss/1.0/modules/content/"), Ns::Content);
        assert_eq!(classify("http://wordpress.org.example.com/export/1.2/"), Ns::Other);
        assert_eq!(classify("http://example.com/wordpress.org/export/1.2/"), Ns::Other);
    }

    #[test]
    fn the_innermost_binding_counts_and_ends() {
        let mut scope = Scope::default();
        let root = [("xmlns:wp".to_owned(), "http://wordpress.org/export/1.2/".to_owned())];
        scope.enter(&root);
        let other = [("xmlns:wp".to_owned(), "http://example.com/".to_owned())];
        let mark = scope.enter(&other);
        assert_eq!(scope.resolve("wp:tag", &[]).0, Ns::Other);
        assert_eq!(scope.resolve("wp:tag", &root).0, Ns::Wp);
        scope.leave(mark);
        assert_eq!(scope.resolve("wp:tag", &[]).0, Ns::Wp);
        assert_eq!(scope.resolve("excerpt:encoded", &[]), (Ns::Excerpt, false));
    }
}
