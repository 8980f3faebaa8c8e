//! The address that an article gets when it is first published. It is minted once and then kept.

use crate::{
    articles::{
        model::{Kind, Manuscript},
        store::Article,
    },
    db::Sql,
    error::Result,
    paths::{
        self,
        model::{Kind as PathKind, encode},
    },
    sections::store::Named,
    settings::model::Site,
};
use jiff::{Timestamp, tz::TimeZone};

/// The zone of the newsroom; UTC if the setting names none that exists.
pub fn zone(site: &Site) -> TimeZone {
    TimeZone::get(&site.zone).unwrap_or(TimeZone::UTC)
}

/// A moment's year, month and day in the newsroom's zone.
pub fn day(site: &Site, micros: i64) -> (i16, i8, i8) {
    let moment =
        Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(zone(site));
    (moment.year(), moment.month(), moment.day())
}

/// What the site's pattern makes of an article; a page's address is its slug below its parent's.
pub fn mint(
    site: &Site,
    kind: Kind,
    id: i64,
    manuscript: &Manuscript,
    on: i64,
    section: &str,
    parent: &str,
) -> String {
    let slug = manuscript.slug.as_str();
    if kind == Kind::Page {
        return format!("{}/{slug}/", parent.trim_end_matches('/'));
    }
    let (year, month, day) = day(site, on);
    let made = site
        .permalinks
        .article
        .replace("{year}", &format!("{year:04}"))
        .replace("{month}", &format!("{month:02}"))
        .replace("{day}", &format!("{day:02}"))
        .replace("{slug}", slug)
        .replace("{id}", &id.to_string())
        .replace("{section}", section);
    if made.starts_with('/') { made } else { format!("/{made}") }
}

/// The address that an article is to have: the one kept from elsewhere, or the one it has (then `true`), or a new one by the site's
/// pattern.
pub fn wanted(
    sql: &mut Sql<'_>,
    site: &Site,
    article: &Article,
    manuscript: &Manuscript,
    on: i64,
    trail: &[Named],
) -> Result<(String, bool)> {
    if let Some(kept) = &manuscript.path {
        return Ok((kept.clone(), false));
    }
    if article.kind == Kind::Article
        && let Some(has) = paths::store::canonical(sql, PathKind::Article, article.id)?
    {
        return Ok((has, true));
    }
    let parent = match manuscript.parent {
        Some(parent) => paths::store::canonical(sql, PathKind::Article, parent)?.unwrap_or_default(),
        None => String::new(),
    };
    let section = trail.last().map_or("news", |s| s.slug.as_str());
    Ok((encode(&mint(site, article.kind, article.id, manuscript, on, section, &parent)), false))
}

/// The address `path` with a number at its end, for when it is taken.
pub fn numbered(path: &str, number: u32) -> String {
    let (head, slash) = path.strip_suffix('/').map_or((path, ""), |head| (head, "/"));
    format!("{head}-{number}{slash}")
}
