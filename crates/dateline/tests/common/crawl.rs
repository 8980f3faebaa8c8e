//! Follows every link from the front page on, as a search engine would.

use super::{TestApp, http::Answer};
use std::collections::{BTreeMap, VecDeque};

/// More pages than any test's site has: a crawl that goes on and on is a fault too.
const MOST: usize = 800;

/// Every answer of the site that can be reached from the front page and from `also`, by its address.
pub fn crawl(app: &TestApp, also: &[&str]) -> BTreeMap<String, Answer> {
    let mut seen: BTreeMap<String, Answer> = BTreeMap::new();
    let mut queue: VecDeque<String> = ["/"].iter().chain(also).map(|p| (*p).to_owned()).collect();
    while let Some(path) = queue.pop_front() {
        if seen.contains_key(&path) {
            continue;
        }
        assert!(seen.len() < MOST, "the crawl goes on without end; it is at {path}");
        let answer = app.get(&path);
        assert!(answer.status < 500, "{path}: {}", answer.status);
        queue.extend(local(answer.header("location")));
        if answer.header("content-type").starts_with("text/html") {
            queue.extend(links(&answer.text()));
        }
        seen.insert(path, answer);
    }
    seen
}

/// The site's own addresses in a page's attributes.
pub fn links(html: &str) -> Vec<String> {
    let mut out = Vec::new();
    for name in ["href=\"", "src=\""] {
        for (at, _) in html.match_indices(name) {
            let rest = &html[at + name.len()..];
            let value = rest.split('"').next().unwrap_or_default().replace("&amp;", "&");
            out.extend(local(&value));
        }
    }
    out
}

/// The path and query, if the address is on this site.
fn local(address: &str) -> Option<String> {
    let path = address.strip_prefix("https://courier.example").unwrap_or(address);
    let path = path.split('#').next().unwrap_or_default();
    (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
}
