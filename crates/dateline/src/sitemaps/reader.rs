//! Sitemaps' reading of published rows. A slice holds the things whose numbers lie in one range, so that its cost does not
//! grow with the archive, a new article changes one slice alone, and an old slice stays as it is.

use crate::{
    db::{Row, Sql},
    error::Result,
    params,
    publishing::store::{SLICE, View},
};

/// The most sitemaps that an index may list (sitemaps.org): 100 million numbers.
const MOST_SLICES: i64 = 50_000;
/// The most entries that a news sitemap may hold (Google's rule).
const MOST_NEWS: i64 = 1_000;

/// What a slice is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sliced {
    /// Articles and static pages.
    Articles,
    /// Sections that list something.
    Sections,
    /// Topics that something is about.
    Topics,
    /// People who signed something.
    People,
}

impl Sliced {
    /// All of them.
    pub const ALL: [Sliced; 4] = [Sliced::Articles, Sliced::Sections, Sliced::Topics, Sliced::People];

    /// As addresses have it.
    pub fn name(self) -> &'static str {
        match self {
            Sliced::Articles => "articles",
            Sliced::Sections => "sections",
            Sliced::Topics => "topics",
            Sliced::People => "people",
        }
    }
}

/// Looks up the first number that holds anything, and goes on behind its slice: one step a slice, however many articles
/// there are. `?1` is a slice's length, `?2` the most slices.
macro_rules! slices {
    ($first:literal, $next:literal) => {
        concat!(
            "WITH RECURSIVE published_slices (n) AS (SELECT (",
            $first,
            ") / ?1 UNION ALL SELECT (",
            $next,
            ") / ?1 FROM published_slices p WHERE p.n IS NOT NULL) SELECT n FROM published_slices WHERE n IS NOT NULL LIMIT ?2"
        )
    };
}

/// The slices that hold anything, in their order.
pub fn slices(sql: &mut Sql<'_>, of: Sliced) -> Result<Vec<i64>> {
    let query = match of {
        Sliced::Articles => slices!(
            "SELECT a.id FROM published_articles a WHERE a.state = 'live' AND a.unlisted = 0 ORDER BY a.id LIMIT 1",
            "SELECT a.id FROM published_articles a WHERE a.id >= (p.n + 1) * ?1 AND a.state = 'live' AND a.unlisted = 0
             ORDER BY a.id LIMIT 1"
        ),
        Sliced::Sections => slices!(
            "SELECT s.id FROM published_sections s
             WHERE EXISTS (SELECT 1 FROM published_in_sections l WHERE l.section_id = s.id) ORDER BY s.id LIMIT 1",
            "SELECT s.id FROM published_sections s WHERE s.id >= (p.n + 1) * ?1
             AND EXISTS (SELECT 1 FROM published_in_sections l WHERE l.section_id = s.id) ORDER BY s.id LIMIT 1"
        ),
        Sliced::Topics => slices!(
            "SELECT t.id FROM published_topics t
             WHERE EXISTS (SELECT 1 FROM published_on_topics l WHERE l.topic_id = t.id) ORDER BY t.id LIMIT 1",
            "SELECT t.id FROM published_topics t WHERE t.id >= (p.n + 1) * ?1
             AND EXISTS (SELECT 1 FROM published_on_topics l WHERE l.topic_id = t.id) ORDER BY t.id LIMIT 1"
        ),
        Sliced::People => slices!(
            "SELECT w.id FROM published_people w
             WHERE EXISTS (SELECT 1 FROM published_bylines l WHERE l.person_id = w.id) ORDER BY w.id LIMIT 1",
            "SELECT w.id FROM published_people w WHERE w.id >= (p.n + 1) * ?1
             AND EXISTS (SELECT 1 FROM published_bylines l WHERE l.person_id = w.id) ORDER BY w.id LIMIT 1"
        ),
    };
    sql.rows(query, params![SLICE, MOST_SLICES], |row| row.int(0))
}

/// An article or a page that may be looked for.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its address.
    pub path: String,
    /// Its language.
    pub language: String,
    /// What it shares with its translations.
    pub group: Option<i64>,
    /// When it last changed (UTC microseconds).
    pub modified: i64,
    /// Its lead picture's number.
    pub lead: Option<i64>,
    /// Where that picture is: hash and name, or its old address.
    pub picture: Option<(Option<String>, String, Option<String>)>,
}

/// The articles and pages of a slice that are for search engines: neither withdrawn nor unlisted, nor somebody else's.
pub fn articles(sql: &mut Sql<'_>, slice: i64) -> Result<Vec<Listed>> {
    let found = sql.rows(
        "SELECT a.path, a.language, a.translation_group, a.modified, a.lead_media, m.hash, m.name, m.remote, a.view
         FROM published_articles a LEFT JOIN published_media m ON m.id = a.lead_media
         WHERE a.id >= ?1 AND a.id < ?2 AND a.state = 'live' AND a.unlisted = 0 ORDER BY a.id",
        params![slice.saturating_mul(SLICE), slice.saturating_add(1).saturating_mul(SLICE)],
        |row| {
            let view: View = row.json(8)?;
            let picture = match row.opt_text(6)? {
                Some(name) => Some((row.opt_text(5)?, name, row.opt_text(7)?)),
                None => None,
            };
            let listed = Listed {
                path: row.text(0)?,
                language: row.text(1)?,
                group: row.opt_int(2)?,
                modified: row.int(3)?,
                lead: row.opt_int(4)?,
                picture,
            };
            // A text that was taken over is looked for where it comes from.
            Ok(Some(listed).filter(|_| view.search.canonical.is_none()))
        },
    )?;
    Ok(found.into_iter().flatten().collect())
}

/// The translations that a slice's articles have: group, language, address, in the order of their groups.
pub fn translations(sql: &mut Sql<'_>, slice: i64) -> Result<Vec<(i64, String, String)>> {
    sql.rows(
        "SELECT t.translation_group, t.language, t.path FROM published_articles t
         WHERE t.translation_group IN (SELECT DISTINCT b.translation_group FROM published_articles b
             WHERE b.id >= ?1 AND b.id < ?2 AND b.state = 'live' AND b.translation_group IS NOT NULL)
           AND t.state = 'live' AND t.unlisted = 0 ORDER BY t.translation_group, t.language",
        params![slice.saturating_mul(SLICE), slice.saturating_add(1).saturating_mul(SLICE)],
        |row| Ok((row.int(0)?, row.text(1)?, row.text(2)?)),
    )
}

/// A section, topic or person: number, address (a person's slug), and when something was last published there.
pub type Place = (i64, String, i64);

fn place(row: &Row<'_>) -> Result<Option<Place>> {
    Ok(match row.opt_int(2)? {
        Some(newest) => Some((row.int(0)?, row.text(1)?, newest)),
        None => None,
    })
}

/// The sections, topics or people of a slice that have anything to read.
pub fn places(sql: &mut Sql<'_>, of: Sliced, slice: i64) -> Result<Vec<Place>> {
    let query = match of {
        Sliced::Articles => return Ok(Vec::new()),
        Sliced::Sections => {
            "SELECT s.id, s.path, (SELECT l.published_on FROM published_in_sections l WHERE l.section_id = s.id
                 ORDER BY l.published_on DESC LIMIT 1)
             FROM published_sections s WHERE s.id >= ?1 AND s.id < ?2 ORDER BY s.id"
        }
        Sliced::Topics => {
            "SELECT t.id, t.path, (SELECT l.published_on FROM published_on_topics l WHERE l.topic_id = t.id
                 ORDER BY l.published_on DESC LIMIT 1)
             FROM published_topics t WHERE t.id >= ?1 AND t.id < ?2 ORDER BY t.id"
        }
        Sliced::People => {
            "SELECT w.id, w.slug, (SELECT l.published_on FROM published_bylines l WHERE l.person_id = w.id
                 ORDER BY l.published_on DESC LIMIT 1)
             FROM published_people w WHERE w.id >= ?1 AND w.id < ?2 ORDER BY w.id"
        }
    };
    let bounds = params![slice.saturating_mul(SLICE), slice.saturating_add(1).saturating_mul(SLICE)];
    Ok(sql.rows(query, bounds, place)?.into_iter().flatten().collect())
}

/// The languages that articles are published in, at most 100: one step a language.
pub fn languages(sql: &mut Sql<'_>) -> Result<Vec<String>> {
    sql.rows(
        "WITH RECURSIVE published_languages (tag) AS (
             SELECT MIN(a.language) FROM published_articles a WHERE a.kind = 'article' AND a.state = 'live'
             UNION ALL SELECT (SELECT MIN(a.language) FROM published_articles a
                 WHERE a.kind = 'article' AND a.state = 'live' AND a.language > l.tag)
             FROM published_languages l WHERE l.tag IS NOT NULL)
         SELECT tag FROM published_languages WHERE tag IS NOT NULL LIMIT 100",
        &[],
        |row| row.text(0),
    )
}

/// An article of a news sitemap.
#[derive(Debug, Clone)]
pub struct News {
    /// Its address.
    pub path: String,
    /// Its language.
    pub language: String,
    /// One line.
    pub headline: String,
    /// The date it carries (UTC microseconds).
    pub published_on: i64,
}

/// Articles published since a moment, the newest first, at most 1,000.
pub fn news(sql: &mut Sql<'_>, since: i64) -> Result<Vec<News>> {
    sql.rows(
        "SELECT path, language, headline, published_on FROM published_articles
         WHERE kind = 'article' AND state = 'live' AND unlisted = 0 AND published_on >= ?1
         ORDER BY published_on DESC, id DESC LIMIT ?2",
        params![since, MOST_NEWS],
        |row| {
            Ok(News {
                path: row.text(0)?,
                language: row.text(1)?,
                headline: row.text(2)?,
                published_on: row.int(3)?,
            })
        },
    )
}
