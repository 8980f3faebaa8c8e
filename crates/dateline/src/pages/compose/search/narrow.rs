//! The filters of a search: from what was typed to numbers, and back into the form.

use super::{super::Work, SearchAsk};
use crate::{
    db::Sql,
    error::Result,
    finding,
    pages::view::{FiltersView, OptionView},
    people, publishing, sections, settings, topics,
    values::{Language, Slug},
};
use jiff::{ToSpan, civil::Date};
use search::{Filters, Index, Kind, words};

/// What an ask narrows to. What cannot be understood is noted in it.
pub fn filters(sql: &mut Sql<'_>, ask: &mut SearchAsk, index: Option<&Index>) -> Result<Filters> {
    let mut filters = Filters::default();
    if !ask.section.is_empty() {
        filters.section = ask.section.parse().ok();
        let there = match filters.section {
            Some(id) => sections::reader::section(sql, id)?.is_some(),
            None => false,
        };
        if !there {
            ask.refuse("search_wrong_section");
        }
    }
    if !ask.topic.is_empty() {
        filters.topic = named(sql, index, Kind::Topic, &ask.topic)?;
        if filters.topic.is_none() {
            ask.refuse("search_wrong_topic");
        }
    }
    if !ask.person.is_empty() {
        filters.person = named(sql, index, Kind::Person, &ask.person)?;
        if filters.person.is_none() {
            ask.refuse("search_wrong_person");
        }
    }
    if !ask.language.is_empty() {
        filters.language = Language::parse(&ask.language).ok().map(|l| l.as_str().to_owned());
        if filters.language.is_none() {
            ask.refuse("search_wrong_language");
        }
    }
    if !ask.from.is_empty() || !ask.to.is_empty() {
        let (site, _) = settings::reader::site(sql)?;
        let zone = publishing::address::zone(&site);
        let midnight =
            |date: Date| date.to_zoned_datetime(zone.clone()).ok().map(|at| at.timestamp().as_microsecond());
        let date = |text: &str| text.parse::<Date>().ok().filter(|date| date.year() > 0);
        filters.from = date(&ask.from).and_then(midnight);
        // The whole of the last day.
        filters.before =
            date(&ask.to).map(|date| date.checked_add(1.day()).ok().and_then(midnight).unwrap_or(i64::MAX));
        let unread =
            filters.from.is_none() != ask.from.is_empty() || filters.before.is_none() != ask.to.is_empty();
        if unread {
            ask.refuse("search_wrong_date");
        } else if let (Some(from), Some(before)) = (filters.from, filters.before)
            && from >= before
        {
            ask.refuse("search_wrong_dates");
        }
    }
    Ok(filters)
}

/// So many names are compared that begin as what was typed.
const COMPARED: usize = 20;

/// A number by a slug, or by a name as it was typed: small letters, accents and forms of letters make no difference.
fn named(sql: &mut Sql<'_>, index: Option<&Index>, kind: Kind, typed: &str) -> Result<Option<i64>> {
    let by_slug = if kind == Kind::Topic { topics::reader::by_slug } else { people::reader::by_slug };
    if let Some(found) = by_slug(sql, typed)? {
        return Ok(Some(found));
    }
    let wanted = words::forms(typed);
    let near = index.and_then(|index| index.suggest(typed, COMPARED).ok()).unwrap_or_default();
    for key in near.into_iter().filter(|key| key.kind == kind) {
        if finding::reader::name(sql, key)?.is_some_and(|name| words::forms(&name.name) == wanted) {
            return Ok(Some(key.id));
        }
    }
    match Slug::from_text(typed) {
        Some(slug) => by_slug(sql, slug.as_str()),
        None => Ok(None),
    }
}

impl Work<'_, '_> {
    /// The form's filters as they were set.
    pub(super) fn filters(&mut self, ask: &SearchAsk, languages: &[String]) -> Result<FiltersView> {
        let tree = sections::reader::tree(self.sql)?;
        let sections = tree
            .into_iter()
            .map(|(depth, section)| {
                let value = section.id.to_string();
                OptionView { chosen: value == ask.section, value, name: section.name, depth }
            })
            .collect();
        let languages = if languages.len() > 1 { languages } else { &[] };
        let language = |tag: &String| OptionView {
            value: tag.clone(),
            name: self.renderer.language_name(tag),
            chosen: *tag == ask.language,
            depth: 0,
        };
        Ok(FiltersView {
            set: ask.narrows() || ask.newest,
            sections,
            topic: ask.topic.clone(),
            person: ask.person.clone(),
            from: ask.from.clone(),
            to: ask.to.clone(),
            languages: languages.iter().map(language).collect(),
            newest: ask.newest,
        })
    }
}
