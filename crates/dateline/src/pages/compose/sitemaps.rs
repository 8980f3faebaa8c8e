//! The sitemaps: an index, slices by number, and the news of the last two days.

use super::{
    Ask, Work,
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    cache::Page,
    changes::Fact,
    error::Result,
    media,
    pages::sitemaps::{self as write, NewsView, UrlView},
    paths::model::encode,
    people,
    publishing::store::slice_fact,
    sections,
    sitemaps::reader::{self as sitemaps, Listed, Sliced},
    topics,
};
use http::{HeaderValue, StatusCode};
use std::collections::HashMap;

/// How long an article is news to search engines (Google's rule), in microseconds.
const NEWS: i64 = 2 * 86_400 * 1_000_000;

/// Where other systems keep theirs.
const ELSEWHERE: [&str; 6] = [
    "/sitemap_index.xml",
    "/sitemap-index.xml",
    "/post-sitemap.xml",
    "/page-sitemap.xml",
    "/category-sitemap.xml",
    "/sitemap.txt",
];

impl Work<'_, '_> {
    /// The sitemap at an address, if it is one of a sitemap.
    pub(super) fn sitemap(&mut self, ask: &Ask, path: &str) -> Result<Option<Page>> {
        if ELSEWHERE.contains(&path) || (path.starts_with("/wp-sitemap") && path.ends_with(".xml")) {
            return Ok(Some(self.moved("/sitemap.xml")));
        }
        let known = ["/sitemap.xml", "/sitemap-site.xml", "/news-sitemap.xml"].contains(&path);
        let slice = sliced(path);
        if !known && slice.is_none() {
            return Ok(None);
        }
        if ask.path != path {
            return Ok(Some(self.moved(path)));
        }
        let body = match (path, slice) {
            (_, Some((Sliced::Articles, number))) => self.slice_of_articles(number)?,
            (_, Some((of, number))) => self.slice_of_places(of, number)?,
            ("/sitemap.xml", _) => Some(self.sitemap_index()?),
            ("/news-sitemap.xml", _) => Some(self.news_sitemap()?),
            _ => Some(self.fronts()?),
        };
        Ok(body.map(|body| {
            let mut page =
                Page::new(StatusCode::OK, HeaderValue::from_static("application/xml; charset=utf-8"), body);
            page.headers.push(cache_control(MAY_BE_HELD));
            page
        }))
    }

    fn sitemap_index(&mut self) -> Result<Vec<u8>> {
        self.rests_on(Fact::new("list/front"));
        self.rests_on(Fact::new("list/pages"));
        let mut all = vec![self.composer.absolute("/sitemap-site.xml")];
        for of in Sliced::ALL {
            for number in sitemaps::slices(self.sql, of)? {
                all.push(self.composer.absolute(&format!("/sitemap-{}-{number}.xml", of.name())));
            }
        }
        Ok(write::index(&all))
    }

    /// The front page in each language.
    fn fronts(&mut self) -> Result<Vec<u8>> {
        self.rests_on(Fact::new("list/front"));
        let (site, _) = self.settings()?;
        let own = site.language.as_str();
        let others = self.other_languages(own)?;
        let fronts: Vec<(String, String)> = std::iter::once((own.to_owned(), "/".to_owned()))
            .chain(others.into_iter().map(|tag| (tag.clone(), format!("/{tag}/"))))
            .map(|(tag, path)| (tag, self.composer.absolute(&path)))
            .collect();
        let languages = if fronts.len() > 1 { fronts.clone() } else { Vec::new() };
        let urls: Vec<UrlView> = fronts
            .into_iter()
            .map(|(_, address)| UrlView { address, languages: languages.clone(), ..UrlView::default() })
            .collect();
        Ok(write::urls(&urls))
    }

    /// The languages, besides the site's own, that have a front page: those that anything is published in.
    pub(super) fn other_languages(&mut self, own: &str) -> Result<Vec<String>> {
        self.rests_on(Fact::new("list/front"));
        let mut all = sitemaps::languages(self.sql)?;
        // `/en/` is the front page of a site in `en-GB`, too.
        all.retain(|tag| tag != own && own.split('-').next() != Some(tag.as_str()));
        Ok(all)
    }

    fn slice_of_articles(&mut self, number: i64) -> Result<Option<Vec<u8>>> {
        self.rests_on(slice_fact(number));
        let mut groups: HashMap<i64, Vec<(String, String)>> = HashMap::new();
        for (group, language, path) in sitemaps::translations(self.sql, number)? {
            groups.entry(group).or_default().push((language, self.composer.absolute(&path)));
        }
        let listed = sitemaps::articles(self.sql, number)?;
        if listed.is_empty() {
            return Ok(None);
        }
        let mut urls = Vec::with_capacity(listed.len());
        for one in listed {
            if let Some(group) = one.group {
                self.rests_on(Fact::of("translations", group));
            }
            if let Some(lead) = one.lead {
                self.rests_on(media::store::fact(lead));
            }
            let languages = one.group.and_then(|group| groups.get(&group)).filter(|all| all.len() > 1);
            urls.push(UrlView {
                address: self.composer.absolute(&one.path),
                changed: Some(one.modified),
                languages: languages.cloned().unwrap_or_default(),
                picture: picture(&one).map(|href| self.composer.absolute(&href)),
            });
        }
        Ok(Some(write::urls(&urls)))
    }

    fn slice_of_places(&mut self, of: Sliced, number: i64) -> Result<Option<Vec<u8>>> {
        // Whether there is anything to read changes with each publication.
        self.rests_on(Fact::new("list/front"));
        let (site, _) = self.settings()?;
        let places = sitemaps::places(self.sql, of, number)?;
        if places.is_empty() {
            return Ok(None);
        }
        let mut urls = Vec::with_capacity(places.len());
        for (id, path, newest) in places {
            let path = match of {
                Sliced::People => encode(&format!("/{}/{path}/", site.permalinks.person_base)),
                _ => path,
            };
            self.rests_on(match of {
                Sliced::People => people::store::fact(id),
                Sliced::Topics => topics::store::fact(id),
                _ => sections::store::fact(id),
            });
            let address = self.composer.absolute(&path);
            urls.push(UrlView { address, changed: Some(newest), ..UrlView::default() });
        }
        Ok(Some(write::urls(&urls)))
    }

    /// The news of the last two days. It is no longer right when the oldest of them is older.
    fn news_sitemap(&mut self) -> Result<Vec<u8>> {
        self.rests_on(Fact::new("list/front"));
        let (site, _) = self.settings()?;
        let news = sitemaps::news(self.sql, (self.composer.clock)() - NEWS)?;
        self.valid_until = news.last().map(|oldest| oldest.published_on.saturating_add(NEWS));
        let all: Vec<NewsView> = news
            .into_iter()
            .filter(|one| !one.headline.is_empty())
            .map(|one| NewsView {
                address: self.composer.absolute(&one.path),
                language: one.language,
                headline: one.headline,
                published: one.published_on,
            })
            .collect();
        Ok(write::news(&site.name, &all))
    }
}

fn picture(one: &Listed) -> Option<String> {
    let (hash, name, remote) = one.picture.as_ref()?;
    match hash {
        Some(hash) => Some(media::reader::address(hash, name)),
        None => remote.clone(),
    }
}

/// `/sitemap-articles-12.xml` → articles, 12. A number has one spelling.
fn sliced(path: &str) -> Option<(Sliced, i64)> {
    let (name, number) = path.strip_prefix("/sitemap-")?.strip_suffix(".xml")?.split_once('-')?;
    let of = Sliced::ALL.into_iter().find(|of| of.name() == name)?;
    let parsed: i64 = number.parse().ok().filter(|n| *n >= 0)?;
    (parsed.to_string() == number).then_some((of, parsed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_have_one_address_each() {
        assert_eq!(sliced("/sitemap-articles-12.xml"), Some((Sliced::Articles, 12)));
        for no in [
            "/sitemap-articles-012.xml",
            "/sitemap-articles--1.xml",
            "/sitemap-x-1.xml",
            "/sitemap-topics.xml",
        ] {
            assert_eq!(sliced(no), None, "{no}");
        }
    }
}
