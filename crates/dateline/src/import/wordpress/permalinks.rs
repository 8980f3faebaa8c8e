//! How the old site made its addresses, so that new ones are made alike.

use super::context::Run;
use interchange::wxr::{Item, Timestamp};

impl Run<'_> {
    /// Looks at a published post's permalink, until one says how they are made.
    pub fn see_permalink(&mut self, item: &Item) {
        if self.pattern.is_none()
            && item.post_type == "post"
            && item.status == "publish"
            && let Some(path) = self.kept_path(&item.link)
        {
            self.pattern = pattern_of(&path, item);
        }
    }

    /// The pattern that was found.
    pub fn permalink_pattern(&self) -> Option<String> {
        self.pattern.clone()
    }

    /// The path of a permalink that can be kept: on the old site, without a query, and not its root.
    pub fn kept_path(&self, link: &str) -> Option<String> {
        let local = self.hosts.local(link.trim())?;
        let path = local.split('#').next().unwrap_or(local);
        (!path.contains('?') && path.len() > 1).then(|| path.to_owned())
    }
}

impl Run<'_> {
    /// The number in a permalink of the form `/?p=7`, at the root of the old site.
    pub fn numbered_link(&self, link: &str) -> Option<u64> {
        let (_, query) = self.hosts.local(link.trim())?.split_once('?')?;
        let query = query.split('#').next().unwrap_or(query);
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| matches!(*name, "p" | "page_id"))?.1.parse().ok()
    }
}

/// `/2026/11/a-report/` of the post `a-report` → `/{year}/{month}/{slug}/`. `None` if a part is not understood.
fn pattern_of(path: &str, item: &Item) -> Option<String> {
    let date = Timestamp::parse(&item.post_date)?;
    let mut out = String::new();
    let mut slug = false;
    for part in path.trim_matches('/').split('/') {
        out.push('/');
        let number = part.parse::<u64>().ok();
        if part.eq_ignore_ascii_case(&item.slug) {
            slug = true;
            out.push_str("{slug}");
        } else if number.is_some() && number == item.post_id && part.len() != 4 && part.len() != 2 {
            slug = true;
            out.push_str("{id}");
        } else if part == format!("{:04}", date.year) {
            out.push_str("{year}");
        } else if part == format!("{:02}", date.month) && out.contains("{year}") && !out.contains("{month}") {
            out.push_str("{month}");
        } else if part == format!("{:02}", date.day) && out.contains("{month}") {
            out.push_str("{day}");
        } else if item.terms.iter().any(|t| t.domain == "category" && t.nicename.eq_ignore_ascii_case(part)) {
            out.push_str("{section}");
        } else {
            return None;
        }
    }
    slug.then(|| if path.ends_with('/') { format!("{out}/") } else { out })
}

#[cfg(test)]
mod tests {
    use super::*;
    use interchange::wxr::TermRef;

    fn check(path: &str, expected: Option<&str>) {
        let item = Item {
            post_date: "2026-11-14 07:30:00".into(),
            slug: "a-report".into(),
            post_id: Some(123),
            terms: vec![TermRef {
                domain: "category".into(),
                nicename: "harbour".into(),
                name: "Harbour".into(),
            }],
            ..Item::default()
        };
        assert_eq!(pattern_of(path, &item).as_deref(), expected, "{path}");
    }

    #[test]
    fn patterns_are_read_from_a_permalink() {
        check("/2026/11/a-report/", Some("/{year}/{month}/{slug}/"));
        check("/2026/11/14/a-report", Some("/{year}/{month}/{day}/{slug}"));
        check("/a-report/", Some("/{slug}/"));
        check("/harbour/a-report/", Some("/{section}/{slug}/"));
        check("/archives/123", None);
        check("/123/", Some("/{id}/"));
        check("/2026/11/", None);
    }
}
