//! The front page, in the site's language or in another that it publishes in.

use super::{
    Work,
    feeds::link as feed_link,
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    articles::reader::{self as articles, Item, List, Place, Way},
    cache::Page,
    changes::Fact,
    error::{Error, Result},
    pages::view::{FeedFormat, FrontGroup, FrontView, LinkView, TranslationView},
    publishing::address,
    sections,
};
use http::StatusCode;
use jiff::{Timestamp, ToSpan};

/// How many of the newest are read to choose from.
const NEWEST: i64 = 24;
/// Stories beside the first one.
const SECONDS: usize = 3;
/// Headlines in the column of the newest.
const LATEST: usize = 11;
/// Bands for sections, and stories in one.
const GROUPS: usize = 8;
const IN_GROUP: usize = 4;

impl Work<'_, '_> {
    /// The front page; `language` is `None` for the site's own.
    pub(super) fn front(&mut self, language: Option<&str>) -> Result<Page> {
        let (mut view, site) = self.site()?;
        let own = site.language.as_str();
        let spoken = language.unwrap_or(own);
        if let Some(language) = language {
            view.feeds = vec![feed_link(FeedFormat::Rss, site.name.clone(), &format!("/{language}/"))];
        }
        self.rests_on(Fact::new("list/front"));
        self.date_the_masthead(&mut view.today, &site);
        let mut newest = articles::list(self.sql, List::River(spoken), Place::TOP, Way::Older, NEWEST)?;
        let sticky = articles::sticky(self.sql, spoken)?;
        newest.retain(|item| !sticky.iter().any(|s| s.id == item.id));
        let mut chosen: Vec<i64> = Vec::new();
        let lead = sticky.first().cloned().or_else(|| best(&newest));
        chosen.extend(lead.as_ref().map(|l| l.id));
        let mut seconds: Vec<Item> = sticky.into_iter().skip(1).collect();
        seconds.extend(newest.iter().filter(|i| !chosen.contains(&i.id)).take(SECONDS).cloned());
        seconds.truncate(SECONDS);
        chosen.extend(seconds.iter().map(|i| i.id));
        let latest: Vec<Item> = newest.into_iter().filter(|i| !chosen.contains(&i.id)).take(LATEST).collect();
        let groups = self.groups(&chosen, language, spoken)?;
        let front = FrontView {
            path: language.map_or_else(|| "/".to_owned(), |l| format!("/{l}/")),
            language: spoken.to_owned(),
            lead: self.entries(lead.into_iter().collect())?.pop(),
            seconds: self.entries(seconds)?,
            latest: self.entries(latest)?,
            latest_href: language.is_none().then(|| "/latest/".to_owned()),
            groups,
            translations: self.fronts_besides(own, spoken)?,
            ..FrontView::default()
        };
        let html = self.renderer.front(&view, &front).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(StatusCode::OK, html);
        page.headers.push(cache_control(MAY_BE_HELD));
        Ok(page)
    }

    /// The front pages in other languages than the one that is spoken here.
    fn fronts_besides(&mut self, own: &str, spoken: &str) -> Result<Vec<TranslationView>> {
        let others = self.other_languages(own)?.into_iter().map(|tag| (format!("/{tag}/"), tag));
        let all = std::iter::once(("/".to_owned(), own.to_owned())).chain(others);
        let besides = all.filter(|(_, tag)| tag != spoken).map(|(href, language)| {
            let name = self.renderer.language_name(&language);
            TranslationView { language, name, href }
        });
        Ok(besides.collect())
    }

    /// The day in the masthead, and with it the moment from which the page is yesterday's.
    fn date_the_masthead(&mut self, today: &mut Option<i64>, site: &crate::settings::model::Site) {
        let now = (self.composer.clock)();
        *today = Some(now);
        let midnight = Timestamp::from_microsecond(now).ok().and_then(|t| {
            t.to_zoned_datetime(address::zone(site)).start_of_day().ok()?.checked_add(1.day()).ok()
        });
        self.valid_until = midnight.map(|m| m.timestamp().as_microsecond());
    }

    fn groups(&mut self, chosen: &[i64], language: Option<&str>, spoken: &str) -> Result<Vec<FrontGroup>> {
        let mut groups = Vec::new();
        for section in sections::reader::children(self.sql, None)? {
            if groups.len() == GROUPS {
                break;
            }
            if section.language.is_some() && section.language.as_deref() != language {
                continue;
            }
            // Some stand above already, and translations stand on the fronts of their languages.
            let most = (4 * IN_GROUP + chosen.len()) as i64;
            let mut items =
                articles::list(self.sql, List::Section(section.id), Place::TOP, Way::Older, most)?;
            items.retain(|i| !chosen.contains(&i.id) && i.language == spoken);
            items.truncate(IN_GROUP);
            if items.is_empty() {
                continue;
            }
            groups.push(FrontGroup {
                section: LinkView::new(section.name, section.path),
                items: self.entries(items)?,
            });
        }
        Ok(groups)
    }
}

/// The newest story with a picture among the first few, else the newest.
fn best(newest: &[Item]) -> Option<Item> {
    newest.iter().take(6).find(|i| i.lead.is_some()).or(newest.first()).cloned()
}
