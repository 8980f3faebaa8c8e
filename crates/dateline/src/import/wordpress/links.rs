//! Which addresses are the old site's own, and what they lead to here.

use crate::{db::Sql, error::Result, files::uploads::known_as, import::store};

/// The old site's addresses.
#[derive(Debug, Clone, Default)]
pub struct Hosts {
    /// Its hosts, without `www.`.
    hosts: Vec<String>,
    /// The first address that was given, without a path: where files are that were not brought along.
    first: Option<String>,
}

/// Where WordPress keeps uploads.
const UPLOADS: &str = "/wp-content/uploads/";

impl Hosts {
    /// The old site, with its scheme and without a path.
    pub fn first(&self) -> Option<&str> {
        self.first.as_deref()
    }

    /// Adds the host of an address.
    pub fn add(&mut self, address: &str) {
        if let Some(host) = document::address::host(address) {
            let host = host.to_ascii_lowercase();
            if self.first.is_none() {
                let scheme = if address.starts_with("http://") { "http" } else { "https" };
                self.first = Some(format!("{scheme}://{host}"));
            }
            if !self.hosts.contains(&host) {
                self.hosts.push(host);
            }
        }
    }

    /// The path and what follows it, if the address is on the old site; site-relative ones are.
    pub fn local<'a>(&self, address: &'a str) -> Option<&'a str> {
        if address.starts_with('/') && !address.starts_with("//") {
            return Some(address);
        }
        let host = document::address::host(address)?;
        if !self.hosts.iter().any(|h| h.eq_ignore_ascii_case(host)) {
            return None;
        }
        let rest = address.split_once("//")?.1;
        let path = rest.find(['/', '?', '#']).map_or("/", |at| &rest[at..]);
        Some(path)
    }
}

/// The part of an address below the uploads folder, without query and fragment.
pub fn below_uploads(address: &str) -> Option<&str> {
    let at = address.find(UPLOADS)? + UPLOADS.len();
    let rest = &address[at..];
    Some(rest.split(['?', '#']).next().unwrap_or(rest))
}

/// How an upload's address is remembered: host and path, without scheme, query and `www.`.
pub fn upload_key(address: &str) -> String {
    let bare = address.split(['?', '#']).next().unwrap_or(address);
    let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
    let bare = bare.trim_start_matches("//");
    bare.strip_prefix("www.").unwrap_or(bare).to_owned()
}

/// The file that an address of the old site shows, in whatever size.
pub fn upload(sql: &mut Sql<'_>, source: &str, hosts: &Hosts, address: &str) -> Result<Option<i64>> {
    let mut keys = vec![upload_key(address)];
    if address.starts_with('/') {
        keys = hosts.hosts.iter().map(|host| upload_key(&format!("{host}{address}"))).collect();
    }
    for key in keys {
        let Some((folder, name)) = key.rsplit_once('/') else { continue };
        for candidate in known_as(name) {
            if let Some(known) = store::known(sql, source, "upload", &format!("{folder}/{candidate}"))? {
                return Ok(Some(known.ours));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_sites_addresses_become_paths() {
        let mut hosts = Hosts::default();
        hosts.add("https://www.port-merrow.example/blog");
        for (input, expected) in [
            ("http://port-merrow.example/2026/11/a/?x=1#y", Some("/2026/11/a/?x=1#y")),
            ("https://port-merrow.example", Some("/")),
            ("https://port-merrow.example.evil.example/a", None),
            ("/a", Some("/a")),
            ("mailto:a@port-merrow.example", None),
        ] {
            assert_eq!(hosts.local(input), expected, "{input}");
        }
    }

    #[test]
    fn uploads_are_known_by_host_and_path() {
        assert_eq!(
            upload_key("https://www.a.example/wp-content/uploads/x.jpg?ver=2"),
            "a.example/wp-content/uploads/x.jpg"
        );
        assert_eq!(
            below_uploads("http://a.example/blog/wp-content/uploads/2026/11/x.jpg#z"),
            Some("2026/11/x.jpg")
        );
    }
}
