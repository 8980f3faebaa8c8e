//! The other forms in which WordPress's addresses came: with a query, of a page further on, of a picture's size.

use super::{Ask, Work};
use crate::{
    articles::reader as articles,
    cache::Page,
    changes::Fact,
    error::Result,
    files::uploads::known_as,
    paths::{
        self,
        model::{Kind, PathKey},
    },
    people,
    settings::model::Site,
    topics,
    values::Slug,
};
use http::StatusCode;

/// Endings that WordPress adds to an address for another view of the same thing.
const ENDINGS: [&str; 3] = ["/amp", "/embed", "/trackback"];

impl Work<'_, '_> {
    /// `/?p=7` and its kin, at the root or below `index.php`.
    pub(super) fn old_query(&mut self, ask: &Ask) -> Result<Option<Page>> {
        let Some((name, value)) = &ask.old else { return Ok(None) };
        if !self.is_root(&ask.path)? {
            return Ok(None);
        }
        if let Some(key) = PathKey::of(&format!("/?{name}={value}")) {
            self.rests_on(paths::store::fact(&key));
            if let Some(found) = paths::reader::find(self.sql, &key)? {
                if let Some(destination) = &found.destination {
                    return Ok(Some(self.moved_with(found.code, destination)));
                }
                if let Some(to) = self.address_of(found.kind, found.target)? {
                    return Ok(Some(self.moved(&to)));
                }
            }
        }
        let number = value.parse::<i64>().ok();
        let to = match (*name, number) {
            ("p" | "page_id", Some(id)) => match self.address_of(Kind::Article, id)? {
                // WordPress counts files among its posts.
                None => self.address_of(Kind::Media, id)?,
                to => to,
            },
            ("attachment_id", Some(id)) => self.address_of(Kind::Media, id)?,
            ("cat", Some(id)) => self.address_of(Kind::Section, id)?,
            ("author", Some(id)) => self.address_of(Kind::Person, id)?,
            ("tag", _) => {
                let found = topics::reader::by_slug(self.sql, value)?;
                match found.map(|id| self.address_of(Kind::Topic, id)).transpose()?.flatten() {
                    None => self.by_old_name(|site| &site.permalinks.topic_base, value)?,
                    to => to,
                }
            }
            ("author_name", _) => {
                let found = people::reader::by_slug(self.sql, value)?;
                match found.map(|id| self.address_of(Kind::Person, id)).transpose()?.flatten() {
                    None => self.by_old_name(|site| &site.permalinks.person_base, value)?,
                    to => to,
                }
            }
            ("category_name", _) => self.section_by_path(value)?,
            ("name" | "pagename", _) => self.guess(value)?,
            ("m", Some(_)) => date_path(value),
            _ => None,
        };
        match to {
            Some(to) => Ok(Some(self.moved(&to))),
            None => self.notice(StatusCode::NOT_FOUND, ask, None, None).map(Some),
        }
    }

    /// The root of the site, here or where the old one stood (`/blog/?p=7`), or `index.php` in it.
    fn is_root(&mut self, path: &str) -> Result<bool> {
        let root = PathKey::of(path);
        if root.as_ref().is_some_and(|r| r.as_str() == "/") || path.ends_with("/index.php") {
            return Ok(true);
        }
        let (site, _) = self.settings()?;
        let old = site.origin.as_deref().and_then(|o| o.split_once("//")?.1.split_once('/'));
        Ok(root.is_some() && old.is_some_and(|(_, below)| PathKey::of(&format!("/{below}")) == root))
    }

    /// What stands below `base` under a name that is no slug here.
    fn by_old_name(&mut self, base: fn(&Site) -> &str, name: &str) -> Result<Option<String>> {
        let (site, _) = self.settings()?;
        match name.contains(['/', '?', '#']) {
            true => Ok(None),
            false => self.known(&format!("/{}/{name}/", base(&site))),
        }
    }

    fn section_by_path(&mut self, slug: &str) -> Result<Option<String>> {
        let (site, _) = self.settings()?;
        let Some(key) = PathKey::of(&format!("/{}/{slug}/", site.permalinks.section_base)) else {
            return Ok(None);
        };
        self.rests_on(paths::store::fact(&key));
        match paths::reader::find(self.sql, &key)? {
            Some(found) if found.kind == Kind::Section => self.address_of(Kind::Section, found.target),
            _ => Ok(None),
        }
    }

    /// Forms that have no row of their own: each is looked for under the address that it was made from.
    pub(super) fn old_form(&mut self, key: &PathKey) -> Result<Option<Page>> {
        let path = key.as_str();
        if path.contains("/wp-content/uploads/") || path.starts_with("/files/") {
            return self.upload(path);
        }
        let (site, _) = self.settings()?;
        for (base, now) in [
            ("/category/", &site.permalinks.section_base),
            ("/tag/", &site.permalinks.topic_base),
            ("/author/", &site.permalinks.person_base),
        ] {
            if let Some(rest) = path.strip_prefix(base)
                && *now != base.trim_matches('/')
                && let Some(to) = self.known(&format!("/{now}/{rest}/"))?
            {
                return Ok(Some(self.moved(&to)));
            }
        }
        if let Some(first) = without_page(path) {
            let first = if first.is_empty() { "/" } else { first };
            if first == "/" {
                return Ok(Some(self.moved("/")));
            }
            if let Some(to) = self.known(first)? {
                return Ok(Some(self.moved(&to)));
            }
        }
        let slug = path.rsplit('/').next().unwrap_or_default();
        Ok(self.guess(slug)?.map(|to| self.moved(&to)))
    }

    /// The one article with a slug, wherever it stands now.
    fn guess(&mut self, slug: &str) -> Result<Option<String>> {
        let Some(slug) = Slug::from_text(slug.rsplit('/').next().unwrap_or_default()) else {
            return Ok(None);
        };
        self.rests_on(Fact::new(format!("slug/{slug}")));
        articles::by_slug(self.sql, slug.as_str())
    }

    /// The address of what stands at a path.
    pub(super) fn known(&mut self, path: &str) -> Result<Option<String>> {
        let Some(key) = PathKey::of(path) else { return Ok(None) };
        self.rests_on(paths::store::fact(&key));
        match paths::reader::find(self.sql, &key)? {
            Some(found) if found.canonical => Ok(Some(found.shown)),
            Some(found) => match found.destination {
                Some(destination) => Ok(Some(destination)),
                None => self.address_of(found.kind, found.target),
            },
            None => Ok(None),
        }
    }

    /// `photo-1024x683.jpg`, `photo-scaled.jpg`: sizes that WordPress made of one picture.
    fn upload(&mut self, path: &str) -> Result<Option<Page>> {
        let Some((folder, name)) = path.rsplit_once('/') else { return Ok(None) };
        for candidate in known_as(name) {
            if let Some(to) = self.known(&format!("{folder}/{candidate}"))? {
                return Ok(Some(self.moved(&to)));
            }
        }
        Ok(None)
    }
}

/// `/a/page/2`, `/a/2` (a page of a long post), `/a/comment-page-2`, `/a/amp` → `/a`.
fn without_page(path: &str) -> Option<&str> {
    if let Some(rest) = ENDINGS.iter().find_map(|ending| path.strip_suffix(ending)) {
        return Some(rest);
    }
    let (rest, last) = path.rsplit_once('/')?;
    let number = |text: &str| !text.is_empty() && text.len() < 6 && text.bytes().all(|b| b.is_ascii_digit());
    if last.strip_prefix("comment-page-").is_some_and(number) {
        return Some(rest);
    }
    if number(last) {
        // A number alone is a year without articles, not a page of the front.
        return rest.strip_suffix("/page").or((!rest.is_empty()).then_some(rest));
    }
    None
}

/// `?m=202611` → `/2026/11/`.
fn date_path(value: &str) -> Option<String> {
    match value.len() {
        4 => Some(format!("/{value}/")),
        6 => Some(format!("/{}/{}/", value.get(..4)?, value.get(4..)?)),
        8 => Some(format!("/{}/{}/{}/", value.get(..4)?, value.get(4..6)?, value.get(6..)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_pages_lead_to_the_first() {
        for (path, expected) in [
            ("/category/news/page/2", Some("/category/news")),
            ("/page/3", Some("")),
            ("/2026/11/a-report/2", Some("/2026/11/a-report")),
            ("/2026/11/a-report/comment-page-2", Some("/2026/11/a-report")),
            ("/2026/11/a-report/amp", Some("/2026/11/a-report")),
            ("/2026/11/a-report", None),
            ("/2025", None),
        ] {
            assert_eq!(without_page(path), expected, "{path}");
        }
    }
}
