//! What several pages are made of: links, pictures, list entries, and redirects.

use super::Work;
use crate::{
    articles::reader::{self as articles, Item},
    cache::Page,
    error::Result,
    media::{library, reader as media, store as media_store},
    pages::view::{LinkView, ListItem, PictureView},
    paths::model::Kind,
    people, sections, topics,
};
use http::{HeaderName, HeaderValue, StatusCode, header};

impl Work<'_, '_> {
    /// A redirect for good.
    pub(super) fn moved(&self, to: &str) -> Page {
        self.moved_with(301, to)
    }

    /// A redirect with the status that somebody wrote down for it; 410 says that it is gone.
    pub(super) fn moved_with(&self, code: i64, to: &str) -> Page {
        let status = u16::try_from(code).ok().and_then(|c| StatusCode::from_u16(c).ok());
        let status = status.filter(|s| s.is_redirection()).unwrap_or(StatusCode::MOVED_PERMANENTLY);
        let mut page = Page::redirect(status, to);
        page.headers.push(cache_control(MAY_BE_HELD));
        page
    }

    /// Where a thing is read; its fact is noted.
    pub(super) fn address_of(&mut self, kind: Kind, target: i64) -> Result<Option<String>> {
        match kind {
            Kind::Article => {
                self.rests_on(crate::publishing::store::fact(target));
                Ok(articles::article(self.sql, target)?.map(|a| a.path))
            }
            Kind::Section => {
                self.rests_on(sections::store::fact(target));
                Ok(sections::reader::section(self.sql, target)?.map(|s| s.path))
            }
            Kind::Topic => {
                self.rests_on(topics::store::fact(target));
                Ok(topics::reader::topic(self.sql, target)?.map(|t| t.path))
            }
            Kind::Person => Ok(self.person_link(target)?.map(|l| l.href)),
            Kind::Media => {
                self.rests_on(media_store::fact(target));
                Ok(media::medium(self.sql, target)?.map(|m| m.href()).filter(|href| !href.is_empty()))
            }
            Kind::Address => Ok(None),
        }
    }

    /// A person's name and page.
    pub(super) fn person_link(&mut self, id: i64) -> Result<Option<LinkView>> {
        self.rests_on(people::store::fact(id));
        let mut known = people::reader::person(self.sql, id)?.map(|p| (p.name, p.slug));
        if known.is_none() && self.unreleased.is_some() {
            known = people::store::named(self.sql, id)?.map(|p| (p.name, p.slug));
        }
        let Some((name, slug)) = known else { return Ok(None) };
        let (site, _) = self.settings()?;
        let path = format!("/{}/{slug}/", site.permalinks.person_base);
        Ok(Some(LinkView::new(name, crate::paths::model::encode(&path))))
    }

    /// A section's name and page.
    pub(super) fn section_link(&mut self, id: i64) -> Result<Option<LinkView>> {
        self.rests_on(sections::store::fact(id));
        Ok(sections::reader::section(self.sql, id)?.map(|s| LinkView::new(s.name, s.path)))
    }

    /// The trail of sections above a thing.
    pub(super) fn trail(&mut self, section: i64) -> Result<Vec<LinkView>> {
        let trail = sections::reader::trail(self.sql, section)?;
        for section in &trail {
            self.rests_on(sections::store::fact(section.id));
        }
        Ok(trail.into_iter().map(|s| LinkView::new(s.name, s.path)).collect())
    }

    /// A picture or file that was released; in a preview also one that was not, where staff finds it.
    pub(super) fn medium(&mut self, id: i64) -> Result<Option<media::Shown>> {
        self.rests_on(media_store::fact(id));
        match (media::medium(self.sql, id)?, &self.unreleased) {
            (None, Some(place)) => Ok(library::store::one(self.sql, id)?.map(|kept| place.shown(kept))),
            (found, _) => Ok(found),
        }
    }

    /// A picture that was released, with its smaller versions.
    pub(super) fn picture(&mut self, id: i64) -> Result<Option<PictureView>> {
        let found = self.medium(id)?.and_then(|medium| picture_view(&medium));
        self.shows(found.as_ref());
        Ok(found)
    }

    /// Entries of a list.
    pub(super) fn entries(&mut self, items: Vec<Item>) -> Result<Vec<ListItem>> {
        items.into_iter().map(|item| self.entry(item)).collect()
    }

    fn entry(&mut self, item: Item) -> Result<ListItem> {
        let section = match item.section {
            Some(id) => self.section_link(id)?,
            None => None,
        };
        let picture = match item.lead {
            Some(id) => self.picture(id)?,
            None => None,
        };
        Ok(ListItem {
            href: item.path,
            kicker: item.kicker,
            headline: item.headline,
            standfirst: item.standfirst,
            byline: String::new(),
            section,
            published_on: item.published_on,
            picture,
            sticky: item.sticky,
            language: Some(item.language),
        })
    }
}

/// A page that browsers and shared caches may hold, and ask about before they show it again. Where a CDN may hold it
/// without asking, `serve` says so instead.
pub const MAY_BE_HELD: &str = "public, no-cache";

/// Who may hold a page, and for how long.
pub fn cache_control(value: &'static str) -> (HeaderName, HeaderValue) {
    (header::CACHE_CONTROL, HeaderValue::from_static(value))
}

/// A picture as pages show it: variants in one format, the smallest first, as its `srcset`.
pub fn picture_view(medium: &media::Shown) -> Option<PictureView> {
    if !medium.media_type.starts_with("image/") {
        return None;
    }
    let size = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
    let stem = medium.name.rsplit_once('.').map_or(medium.name.as_str(), |(stem, _)| stem);
    let srcset = |end: &str| {
        let media_type = format!("image/{end}");
        let mut sizes: Vec<_> = medium.variants.iter().filter(|v| v.media_type == media_type).collect();
        sizes.sort_by_key(|v| v.width);
        let named = |width| format!("{stem}-{width}.{end}");
        let sizes =
            sizes.iter().map(|v| format!("{} {}w", media::address(&v.hash, &named(v.width)), v.width));
        sizes.collect::<Vec<String>>().join(", ")
    };
    // A browser without WebP takes the largest of the other format that is not huge, else the picture itself.
    let plain = medium
        .variants
        .iter()
        .filter(|v| matches!(v.media_type.as_str(), "image/jpeg" | "image/png") && v.width <= 1_600)
        .max_by_key(|v| v.width);
    let (src, width, height) = match plain {
        Some(v) => {
            let end = v.media_type.rsplit('/').next().unwrap_or("jpeg").replace("jpeg", "jpg");
            (
                media::address(&v.hash, &format!("{stem}-{}.{end}", v.width)),
                size(Some(v.width)),
                size(Some(v.height)),
            )
        }
        None => (medium.href(), size(medium.width), size(medium.height)),
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(PictureView {
        src,
        srcset: srcset("webp"),
        avif: srcset("avif"),
        sizes: String::new(),
        width,
        height,
        tint: super::tints::classes(&medium.tint, medium.focus),
        alt: medium.alt.clone(),
        caption: some(&medium.caption),
        credit: some(&medium.credit),
    })
}
