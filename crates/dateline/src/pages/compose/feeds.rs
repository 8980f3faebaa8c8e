//! Feeds: where they stand, and what is in them. Below the address of a list stands its feed, as WordPress has it:
//! `/feed/`, `/category/harbour/feed/atom/`, `/fa/feed/json/`.

use super::{
    Ask, Work,
    ask::same_spelling,
    lists,
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    articles::reader::{self as articles, List, Place, Way},
    cache::Page,
    changes::Fact,
    error::{Error, Result},
    pages::{
        feeds,
        locale::Locale,
        view::{EntryView, FeedFormat, FeedLink, FeedView, SiteView},
    },
    paths::{
        self,
        model::{Kind, PathKey},
    },
    sections,
    settings::model::Site,
    topics,
    values::Language,
};
use http::{
    HeaderValue, StatusCode,
    header::{LINK, LOCATION},
};

/// Endings of a feed's address, with the format that stands there; the longer ones first.
const ENDINGS: [(&str, FeedFormat); 6] = [
    ("/feed/atom", FeedFormat::Atom),
    ("/feed/json", FeedFormat::Json),
    ("/feed/rss2", FeedFormat::Rss),
    ("/feed/rss", FeedFormat::Rss),
    ("/feed/rdf", FeedFormat::Rss),
    ("/feed", FeedFormat::Rss),
];

/// Where other systems keep the feed of the whole site.
const ELSEWHERE: [(&str, FeedFormat); 7] = [
    ("/rss", FeedFormat::Rss),
    ("/rss.xml", FeedFormat::Rss),
    ("/feed.xml", FeedFormat::Rss),
    ("/index.xml", FeedFormat::Rss),
    ("/atom.xml", FeedFormat::Atom),
    ("/feed.json", FeedFormat::Json),
    ("/comments/rss", FeedFormat::Rss),
];

/// What a feed follows.
pub(super) struct Followed<'a> {
    /// Its articles.
    pub list: List<'a>,
    /// The page's path.
    pub path: String,
    /// The list's name; empty for the site itself.
    pub name: String,
    /// A line about it; empty for the site's own.
    pub description: String,
    /// BCP 47; empty for the site's own.
    pub language: String,
}

impl Work<'_, '_> {
    /// The feed at an address, if it is one of a feed.
    pub(super) fn feed(&mut self, ask: &Ask, key: &PathKey) -> Result<Option<Page>> {
        let path = key.as_str();
        if let Some((_, format)) = ELSEWHERE.iter().find(|(known, _)| *known == path) {
            return Ok(Some(self.moved(&format.below(if path.starts_with("/comments") {
                "/comments"
            } else {
                "/"
            }))));
        }
        let Some((base, format)) = taken_apart(path) else { return Ok(None) };
        let place = |path: &str| format.below(path);
        if base == "/comments" {
            return self.comments_feed(ask, format).map(Some);
        }
        if base == super::corrections::PATH.trim_end_matches('/') {
            return self.corrections_feed(ask, format).map(Some);
        }
        if base.is_empty() {
            return self.site_feed(ask, None, format).map(Some);
        }
        let Some(base_key) = PathKey::of(base) else { return Ok(None) };
        self.rests_on(paths::store::fact(&base_key));
        if let Some(found) = paths::reader::find(self.sql, &base_key)? {
            let to = match (&found.destination, found.canonical) {
                (Some(elsewhere), _) => Some(elsewhere.clone()).filter(|to| to.starts_with('/')),
                (None, true) if same_spelling(&ask.path, &place(&found.shown)) => {
                    return self.feed_of(ask, found.kind, found.target, format);
                }
                (None, true) => Some(found.shown),
                (None, false) => self.address_of(found.kind, found.target)?,
            };
            return Ok(to.map(|to| self.moved(&place(&to))));
        }
        if let Ok(language) = Language::parse(base.trim_start_matches('/')) {
            return self.feed_in(ask, &language, format);
        }
        if let Some((year, month, day)) = lists::date_of(base) {
            return self.feed_of_days(ask, (year, month, day), format);
        }
        if base == "/latest" {
            return Ok(Some(self.moved(&place("/"))));
        }
        // Sections, topics and people under the names that they had elsewhere.
        Ok(self.old_form(&base_key)?.and_then(|page| led_to(&page)).map(|to| self.moved(&place(&to))))
    }

    /// `/?feed=rss2`, also with what else WordPress names things by: to where that feed stands.
    pub(super) fn old_feed(&mut self, ask: &Ask) -> Result<Option<Page>> {
        let Some((format, comments)) = ask.feed else { return Ok(None) };
        let bare = Ask { feed: None, ..ask.clone() };
        let key = PathKey::of(&ask.path).filter(|key| key.as_str() != "/");
        let to = match (self.old_query(&bare)?, key) {
            (Some(page), _) => led_to(&page),
            (None, None) => Some(if comments { "/comments/" } else { "/" }.to_owned()),
            (None, Some(key)) => match self.known(key.as_str())? {
                None => self.old_form(&key)?.and_then(|page| led_to(&page)),
                to => to.filter(|to| to.starts_with('/')),
            },
        };
        match to {
            Some(to) => Ok(Some(self.moved(&format.below(&to)))),
            None => self.notice(StatusCode::NOT_FOUND, ask, None, None).map(Some),
        }
    }

    fn feed_of(&mut self, ask: &Ask, kind: Kind, id: i64, format: FeedFormat) -> Result<Option<Page>> {
        match kind {
            Kind::Section => {
                self.rests_on(sections::store::list_fact(id));
                self.rests_on(sections::store::fact(id));
                let Some(section) = sections::reader::section(self.sql, id)? else { return Ok(None) };
                let followed = Followed {
                    list: List::Section(id),
                    path: section.path,
                    name: section.name,
                    description: section.description,
                    language: section.language.unwrap_or_default(),
                };
                self.write_feed(&followed, format).map(Some)
            }
            Kind::Topic => {
                self.rests_on(topics::store::list_fact(id));
                self.rests_on(topics::store::fact(id));
                let Some(topic) = topics::reader::topic(self.sql, id)? else { return Ok(None) };
                let followed = Followed {
                    list: List::Topic(id),
                    path: topic.path,
                    name: topic.name,
                    description: topic.description,
                    language: String::new(),
                };
                self.write_feed(&followed, format).map(Some)
            }
            Kind::Person => {
                self.rests_on(Fact::of("list/person", id));
                let Some(person) = self.person_link(id)? else { return Ok(None) };
                let followed = Followed {
                    list: List::Person(id),
                    path: person.href,
                    name: person.name,
                    description: String::new(),
                    language: String::new(),
                };
                self.write_feed(&followed, format).map(Some)
            }
            Kind::Article => self.comments_feed_of(ask, id, format).map(Some),
            Kind::Media | Kind::Address => Ok(None),
        }
    }

    /// The feed of what the site publishes in a language that is not its own.
    fn feed_in(&mut self, ask: &Ask, language: &Language, format: FeedFormat) -> Result<Option<Page>> {
        self.rests_on(Fact::new("list/front"));
        let (site, _) = self.settings()?;
        let own = site.language.as_str();
        if own == language.as_str() || own.split('-').next() == Some(language.as_str()) {
            return Ok(Some(self.moved(&format.below("/"))));
        }
        match articles::speaks(self.sql, language.as_str())? {
            true => self.site_feed(ask, Some(language.as_str()), format).map(Some),
            false => Ok(None),
        }
    }

    /// The feed of a year, month or day, as WordPress has them.
    fn feed_of_days(
        &mut self,
        ask: &Ask,
        (year, month, day): (i16, Option<i8>, Option<i8>),
        format: FeedFormat,
    ) -> Result<Option<Page>> {
        let name = lists::named(year, month, day);
        self.rests_on(Fact::new(format!("list/date/{name}")));
        let (site, _) = self.settings()?;
        let Some((from, to)) = lists::span(&site, year, month, day) else { return Ok(None) };
        let list = List::Dates(from, to);
        if articles::list(self.sql, list, Place::TOP, Way::Older, 1)?.is_empty() {
            return Ok(None);
        }
        let path = format!("/{}/", name.replace('-', "/"));
        let address = format.below(&path);
        if ask.path != address {
            return Ok(Some(self.moved(&address)));
        }
        let name = self.locale(&site, site.language.as_str())?.archive(year, month, day);
        let followed = Followed { list, path, name, description: String::new(), language: String::new() };
        self.write_feed(&followed, format).map(Some)
    }

    fn site_feed(&mut self, ask: &Ask, language: Option<&str>, format: FeedFormat) -> Result<Page> {
        let path = language.map_or_else(|| "/".to_owned(), |language| format!("/{language}/"));
        let address = format.below(&path);
        if ask.path != address {
            return Ok(self.moved(&address));
        }
        self.rests_on(Fact::new("list/front"));
        let (site, _) = self.settings()?;
        let spoken = language.unwrap_or(site.language.as_str());
        let followed = Followed {
            list: List::River(spoken),
            path,
            name: String::new(),
            description: String::new(),
            language: spoken.to_owned(),
        };
        self.write_feed(&followed, format)
    }

    fn write_feed(&mut self, followed: &Followed<'_>, format: FeedFormat) -> Result<Page> {
        let (site, _) = self.settings()?;
        let items = site.machines.feed_items;
        let newest = articles::list(self.sql, followed.list, Place::TOP, Way::Older, items)?;
        let language = if followed.language.is_empty() { site.language.as_str() } else { &followed.language };
        let mut entries = Vec::with_capacity(newest.len());
        for item in newest {
            entries.extend(self.entry_of(&site, item.id, language)?);
        }
        let title = match followed.name.as_str() {
            "" => site.name.clone(),
            name => format!("{name} – {}", site.name),
        };
        let description = if followed.name.is_empty() { &site.tagline } else { &followed.description };
        let view = self.feed_view(&site, title, description.clone(), &followed.path, language, entries);
        Ok(self.feed_page(&view, format))
    }

    /// A feed around its entries.
    pub(super) fn feed_view(
        &self,
        site: &Site,
        title: String,
        description: String,
        path: &str,
        language: &str,
        entries: Vec<EntryView>,
    ) -> FeedView {
        let now = (self.composer.clock)();
        FeedView {
            title,
            description,
            page: self.composer.absolute(path),
            addresses: FeedFormat::ALL.map(|f| (f, self.composer.absolute(&f.below(path)))).to_vec(),
            language: language.to_owned(),
            updated: entries.iter().map(|e| e.updated).max().unwrap_or(now),
            publisher: site.name.clone(),
            hub: site.machines.websub.as_ref().map(ToString::to_string),
            entries,
        }
    }

    /// A feed as a page of the cache.
    pub(super) fn feed_page(&mut self, view: &FeedView, format: FeedFormat) -> Page {
        // Colours belong into the stylesheet of a page; a feed has none.
        self.tints.clear();
        let media_type = match format {
            FeedFormat::Rss => "application/rss+xml; charset=utf-8",
            FeedFormat::Atom => "application/atom+xml; charset=utf-8",
            FeedFormat::Json => "application/feed+json; charset=utf-8",
        };
        let body = feeds::write(view, format);
        let mut page = Page::new(StatusCode::OK, HeaderValue::from_static(media_type), body);
        page.headers.push(cache_control(MAY_BE_HELD));
        if let Some(hub) = &view.hub {
            // W3C WebSub, section 4: found here before anywhere else.
            let links = format!("<{hub}>; rel=\"hub\", <{}>; rel=\"self\"", view.address(format));
            page.headers.extend(HeaderValue::try_from(links).ok().map(|links| (LINK, links)));
        }
        page
    }

    /// The words of a language, with the newsroom's zone.
    pub(super) fn locale(&self, site: &Site, language: &str) -> Result<Locale> {
        let view = SiteView {
            zone: site.zone.clone(),
            ..SiteView::bare(site.name.as_str(), site.language.as_str())
        };
        self.renderer.locale(&view, language).map_err(|e| Error::Internal(e.to_string()))
    }
}

/// Where a page sends its reader, if it is on this site.
fn led_to(page: &Page) -> Option<String> {
    let (_, to) = page.headers.iter().find(|(name, _)| *name == LOCATION)?;
    to.to_str().ok().filter(|to| to.starts_with('/')).map(str::to_owned)
}

/// A feed's link, for a page's head and foot.
pub(super) fn link(format: FeedFormat, title: String, path: &str) -> FeedLink {
    FeedLink {
        title,
        label: format.name().to_owned(),
        href: format.below(path),
        media_type: format.media_type().to_owned(),
    }
}

/// `/category/harbour/feed/atom` → `/category/harbour` and Atom.
fn taken_apart(path: &str) -> Option<(&str, FeedFormat)> {
    ENDINGS.iter().find_map(|(ending, format)| Some((path.strip_suffix(ending)?, *format)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_feeds_are_known() {
        for (path, expected) in [
            ("/feed", Some(("", FeedFormat::Rss))),
            ("/feed/rdf", Some(("", FeedFormat::Rss))),
            ("/comments/feed/atom", Some(("/comments", FeedFormat::Atom))),
            ("/category/harbour/feed/json", Some(("/category/harbour", FeedFormat::Json))),
            ("/feeder", None),
            ("/feed/xml", None),
        ] {
            assert_eq!(taken_apart(path), expected, "{path}");
        }
    }
}
