//! Pages that list articles: sections, topics, people, dates, and the newest of all. They page by key, not by counting.

use super::{
    Ask, Work,
    ask::written,
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    articles::reader::{self as articles, Item, List, Place, Way},
    cache::Page,
    changes::Fact,
    error::{Error, Result},
    pages::view::{FeedFormat, LinkView, ListKind, ListView},
    paths::model::PathKey,
    people,
    publishing::address,
    sections,
    settings::model::Site,
    topics,
};
use http::StatusCode;
use jiff::{ToSpan, civil::Date};

/// Articles on one page of a list.
const ON_A_PAGE: i64 = 20;

impl Work<'_, '_> {
    /// A section's front: its articles and those of all sections below it.
    pub(super) fn section(&mut self, ask: &Ask, id: i64) -> Result<Page> {
        self.rests_on(sections::store::list_fact(id));
        self.rests_on(sections::store::children_fact(Some(id)));
        let mut trail = self.trail(id)?;
        let Some(section) = sections::reader::section(self.sql, id)? else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        trail.pop();
        let children = sections::reader::children(self.sql, Some(id))?;
        for child in &children {
            self.rests_on(sections::store::fact(child.id));
        }
        let view = ListView {
            kind: ListKind::Section,
            name: section.name,
            description: section.description,
            path: section.path,
            language: section.language.unwrap_or_default(),
            breadcrumb: trail,
            children: children.into_iter().map(|c| LinkView::new(c.name, c.path)).collect(),
            ..ListView::default()
        };
        self.list(ask, List::Section(id), view)
    }

    /// A topic's articles.
    pub(super) fn topic(&mut self, ask: &Ask, id: i64) -> Result<Page> {
        self.rests_on(topics::store::list_fact(id));
        self.rests_on(topics::store::fact(id));
        let Some(topic) = topics::reader::topic(self.sql, id)? else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        let view = ListView {
            kind: ListKind::Topic,
            name: topic.name,
            description: topic.description,
            path: topic.path,
            ..ListView::default()
        };
        self.list(ask, List::Topic(id), view)
    }

    /// A person's articles, with a few lines about them.
    pub(super) fn person(&mut self, ask: &Ask, id: i64) -> Result<Page> {
        self.rests_on(Fact::of("list/person", id));
        let link = self.person_link(id)?;
        let (Some(link), Some(person)) = (link, people::reader::person(self.sql, id)?) else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        let picture = match person.picture {
            Some(picture) => self.picture(picture)?,
            None => None,
        };
        let view = ListView {
            kind: ListKind::Person,
            picture,
            name: link.name,
            description: person.bio,
            path: link.href,
            ..ListView::default()
        };
        self.list(ask, List::Person(id), view)
    }

    /// Addresses that are built in, and that no article has: the newest, days, and fronts in other languages.
    pub(super) fn built_in(&mut self, ask: &Ask, key: &PathKey) -> Result<Option<Page>> {
        if let Some(page) = self.for_machines(ask, key)? {
            return Ok(Some(page));
        }
        if let Some(page) = self.corrections_page(ask, key)? {
            return Ok(Some(page));
        }
        let path = key.as_str();
        if path == super::counting::PATH {
            return self.how_we_count(ask).map(Some);
        }
        if path == "/latest" {
            return self.latest(ask).map(Some);
        }
        if let Some((year, month, day)) = date_of(path) {
            return self.date(ask, year, month, day);
        }
        let tag = path.trim_start_matches('/');
        if !tag.contains('/')
            && let Ok(language) = crate::values::Language::parse(tag)
        {
            self.rests_on(Fact::new("list/front"));
            let (site, _) = self.settings()?;
            // `/en/` is the front page of a site in `en-GB`, too.
            if site.language.as_str().split('-').next() == Some(language.as_str()) {
                return Ok(Some(self.moved("/")));
            }
            if articles::speaks(self.sql, language.as_str())? {
                let home = format!("/{language}/");
                return Ok(Some(match () {
                    () if site.language == language => self.moved("/"),
                    () if ask.path != home => self.moved(&home),
                    () => self.front(Some(language.as_str()))?,
                }));
            }
        }
        Ok(None)
    }

    fn latest(&mut self, ask: &Ask) -> Result<Page> {
        if ask.path != "/latest/" {
            return Ok(self.moved("/latest/"));
        }
        self.rests_on(Fact::new("list/front"));
        let (site, _) = self.settings()?;
        let view = ListView { kind: ListKind::Latest, path: "/latest/".into(), ..ListView::default() };
        self.list(ask, List::River(site.language.as_str()), view)
    }

    /// A day's, month's or year's articles; nothing, if there are none.
    fn date(&mut self, ask: &Ask, year: i16, month: Option<i8>, day: Option<i8>) -> Result<Option<Page>> {
        let name = named(year, month, day);
        self.rests_on(Fact::new(format!("list/date/{name}")));
        let (site, _) = self.settings()?;
        let Some((from, to)) = span(&site, year, month, day) else { return Ok(None) };
        if articles::list(self.sql, List::Dates(from, to), Place::TOP, Way::Older, 1)?.is_empty() {
            return Ok(None);
        }
        let path = format!("/{}/", name.replace('-', "/"));
        if ask.path != path {
            return Ok(Some(self.moved(&path)));
        }
        let locale = self.locale(&site, site.language.as_str())?;
        let mut breadcrumb = Vec::new();
        if month.is_some() {
            breadcrumb.push(LinkView::new(locale.archive(year, None, None), format!("/{year:04}/")));
        }
        if let (Some(m), Some(_)) = (month, day) {
            breadcrumb.push(LinkView::new(locale.archive(year, month, None), format!("/{year:04}/{m:02}/")));
        }
        let view = ListView {
            kind: ListKind::Archive { year, month, day },
            path,
            breadcrumb,
            ..ListView::default()
        };
        self.list(ask, List::Dates(from, to), view).map(Some)
    }

    fn list(&mut self, ask: &Ask, list: List<'_>, mut view: ListView) -> Result<Page> {
        let (site_view, site) = self.site()?;
        if view.language.is_empty() {
            view.language = site.language.to_string();
        }
        let (items, newer, older) = self.read_page(ask, list)?;
        if items.is_empty() && !ask.is_first() {
            return Ok(self.moved(&view.path));
        }
        let base = view.path.clone();
        view.newer = newer.map(|place| match place {
            Some(place) => format!("{base}?after={}", written(place)),
            None => base.clone(),
        });
        view.older = older.map(|place| format!("{base}?before={}", written(place)));
        if !ask.is_first() {
            view.path = match (ask.before, ask.after) {
                (Some((on, id)), _) => format!("{base}?before={on}-{id}"),
                (_, Some((on, id))) => format!("{base}?after={on}-{id}"),
                _ => base.clone(),
            };
        }
        view.canonical = view.path.clone();
        if matches!(view.kind, ListKind::Section | ListKind::Topic | ListKind::Person) {
            let title = format!("{} – {}", view.name, site.name);
            view.feed = Some(super::feeds::link(FeedFormat::Rss, title, &base));
        }
        view.items = self.entries(items)?;
        let html = self.renderer.list(&site_view, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(StatusCode::OK, html);
        page.headers.push(cache_control(MAY_BE_HELD));
        Ok(page)
    }

    /// A page of a list: its entries, the way to newer ones (`Some(None)` is the first page) and to older ones.
    #[allow(clippy::type_complexity)]
    fn read_page(
        &mut self,
        ask: &Ask,
        list: List<'_>,
    ) -> Result<(Vec<Item>, Option<Option<Place>>, Option<Place>)> {
        let (from, way) = match (ask.before, ask.after) {
            (Some((on, id)), _) => (Place { on, id }, Way::Older),
            (None, Some((on, id))) => (Place { on, id }, Way::Newer),
            (None, None) => (Place::TOP, Way::Older),
        };
        let mut items = articles::list(self.sql, list, from, way, ON_A_PAGE + 1)?;
        let more = items.len() as i64 > ON_A_PAGE;
        items.truncate(ON_A_PAGE as usize);
        if way == Way::Newer {
            items.reverse();
        }
        let place = |item: &Item| Place { on: item.published_on, id: item.id };
        let (first, last) = (items.first().map(place), items.last().map(place));
        Ok(match way {
            Way::Older if ask.is_first() => (items, None, last.filter(|_| more)),
            Way::Older => (items, Some(first), last.filter(|_| more)),
            // Fewer above than a page holds: that is the first page, at its own address.
            Way::Newer => (items, Some(first.filter(|_| more)), last),
        })
    }
}

/// `2026-11-14`, as the fact of its list has it.
pub(super) fn named(year: i16, month: Option<i8>, day: Option<i8>) -> String {
    match (month, day) {
        (Some(m), Some(d)) => format!("{year:04}-{m:02}-{d:02}"),
        (Some(m), None) => format!("{year:04}-{m:02}"),
        _ => format!("{year:04}"),
    }
}

/// `/2026/11/14` → its numbers, if it is a day, month or year of the calendar.
pub(super) fn date_of(path: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut parts = path.trim_start_matches('/').split('/');
    let digits = |text: &str, length: usize| {
        (text.len() == length && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<i16>().ok())
            .flatten()
    };
    let year = digits(parts.next()?, 4).filter(|y| *y > 0)?;
    let small = |part: Option<&str>| match part {
        None => Some(None),
        Some(text) => digits(text, 2).and_then(|n| i8::try_from(n).ok()).map(Some),
    };
    let (month, day) = (small(parts.next())?, small(parts.next())?);
    if parts.next().is_some() || Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_err() {
        return None;
    }
    Some((year, month, day))
}

/// The first moment of a day, month or year in the newsroom's zone, and the first one after it.
pub(super) fn span(site: &Site, year: i16, month: Option<i8>, day: Option<i8>) -> Option<(i64, i64)> {
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let next = match (month, day) {
        (Some(_), Some(_)) => first.checked_add(1.day()),
        (Some(_), None) => first.checked_add(1.month()),
        _ => first.checked_add(1.year()),
    };
    let zone = address::zone(site);
    let micros =
        |date: Date| date.to_zoned_datetime(zone.clone()).ok().map(|z| z.timestamp().as_microsecond());
    Some((micros(first)?, micros(next.ok()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_paths_of_the_calendar() {
        assert_eq!(date_of("/2026/11/14"), Some((2026, Some(11), Some(14))));
        assert_eq!(date_of("/2026/11"), Some((2026, Some(11), None)));
        assert_eq!(date_of("/2026"), Some((2026, None, None)));
        for no in ["/2026/13", "/2026/02/30", "/20261", "/2026/1", "/2026/11/14/1", "/0000", "/٢٠٢٦"] {
            assert_eq!(date_of(no), None, "{no}");
        }
    }
}
