//! What readers see of articles: single ones, and lists by key.

use crate::{
    articles::model::Kind,
    db::{Param, Row, Sql},
    error::Result,
    params,
    publishing::store::View,
};
use document::Document;

/// A published article, or what is left of a withdrawn one.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its number.
    pub id: i64,
    /// False once it was withdrawn.
    pub live: bool,
    /// Article or page.
    pub kind: Kind,
    /// Its address.
    pub path: String,
    /// The language it is written in.
    pub language: String,
    /// Articles that say the same in other languages share one.
    pub translation_group: Option<i64>,
    /// The word or two above the headline.
    pub kicker: String,
    /// One line.
    pub headline: String,
    /// A sentence or two.
    pub standfirst: String,
    /// Where it stands.
    pub section: Option<i64>,
    /// The date it carries (UTC microseconds).
    pub published_on: i64,
    /// When it last changed for readers.
    pub modified: i64,
    /// Which of its publications this is, counted from 1.
    pub version: i64,
    /// Since when it is shown (UTC microseconds).
    pub version_from: i64,
    /// How its page answers once it was withdrawn: 410, or 451 where the law closed it.
    pub closed: i64,
    /// Why it was withdrawn.
    pub note: String,
    /// How many comments readers see.
    pub comment_count: i64,
    /// What it was known by where it came from.
    pub guid: Option<String>,
    /// The rest.
    pub view: View,
}

/// A published article by its number.
pub fn article(sql: &mut Sql<'_>, id: i64) -> Result<Option<Shown>> {
    sql.row(
        "SELECT state, kind, path, language, translation_group, kicker, headline, standfirst, section_id, published_on,
             modified, note, comment_count, view, guid, version, version_from, closed
         FROM published_articles WHERE id = ?1",
        params![id],
        |row| {
            Ok(Shown {
                id,
                live: row.text(0)? == "live",
                kind: Kind::parse(&row.text(1)?)?,
                path: row.text(2)?,
                language: row.text(3)?,
                translation_group: row.opt_int(4)?,
                kicker: row.text(5)?,
                headline: row.text(6)?,
                standfirst: row.text(7)?,
                section: row.opt_int(8)?,
                published_on: row.int(9)?,
                modified: row.int(10)?,
                note: row.text(11)?,
                comment_count: row.int(12)?,
                view: row.json(13)?,
                guid: row.opt_text(14)?,
                version: row.int(15)?,
                version_from: row.int(16)?,
                closed: row.int(17)?,
            })
        },
    )
}

/// A published article's text.
pub fn body(sql: &mut Sql<'_>, id: i64) -> Result<Option<Document>> {
    sql.row("SELECT body FROM published_bodies WHERE id = ?1", params![id], |row| row.json(0))
}

/// An article as lists show it.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its number.
    pub id: i64,
    /// Its address.
    pub path: String,
    /// The language it is written in.
    pub language: String,
    /// The word or two above the headline.
    pub kicker: String,
    /// One line.
    pub headline: String,
    /// A sentence or two.
    pub standfirst: String,
    /// Where it stands.
    pub section: Option<i64>,
    /// Its lead picture.
    pub lead: Option<i64>,
    /// The date it carries (UTC microseconds).
    pub published_on: i64,
    /// Kept at the top.
    pub sticky: bool,
}

fn item(row: &Row<'_>) -> Result<Item> {
    Ok(Item {
        id: row.int(0)?,
        path: row.text(1)?,
        language: row.text(2)?,
        kicker: row.text(3)?,
        headline: row.text(4)?,
        standfirst: row.text(5)?,
        section: row.opt_int(6)?,
        lead: row.opt_int(7)?,
        published_on: row.int(8)?,
        sticky: row.flag(9)?,
    })
}

/// The columns of an [`Item`], of the table `a`.
macro_rules! items {
    ($from:literal) => {
        concat!(
            "SELECT a.id, a.path, a.language, a.kicker, a.headline, a.standfirst, a.section_id, a.lead_media, a.published_on, a.sticky FROM ",
            $from
        )
    };
}

/// A place in a list: what stands there was published on this moment, and has this number. Lists page by it, not by counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// UTC microseconds.
    pub on: i64,
    /// The article's number.
    pub id: i64,
}

impl Place {
    /// Before everything, in a list that begins with the newest.
    pub const TOP: Place = Place { on: i64::MAX, id: i64::MAX };
    /// After everything.
    pub const END: Place = Place { on: i64::MIN, id: i64::MIN };
}

/// Which way a list is read from a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// What comes below: older articles, the newest of them first.
    Older,
    /// What comes above: newer articles, the oldest of them first.
    Newer,
}

/// A list of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List<'a> {
    /// All articles in a language.
    River(&'a str),
    /// Those of a section and of all sections below it.
    Section(i64),
    /// Those on a topic.
    Topic(i64),
    /// Those by a person.
    Person(i64),
    /// Those of a time: from the first moment to before the second.
    Dates(i64, i64),
}

/// Up to `limit` articles of a list from a place on.
pub fn list(sql: &mut Sql<'_>, list: List<'_>, from: Place, way: Way, limit: i64) -> Result<Vec<Item>> {
    let (query, first, second): (&'static str, Param<'_>, Param<'_>) = match (list, way) {
        (List::River(language), Way::Older) => (
            items!("published_articles a WHERE a.kind = 'article' AND a.state = 'live' AND a.language = ?4
                AND (a.published_on, a.id) < (?1, ?2) ORDER BY a.published_on DESC, a.id DESC LIMIT ?3"),
            Param::Text(language),
            Param::Null,
        ),
        (List::River(language), Way::Newer) => (
            items!("published_articles a WHERE a.kind = 'article' AND a.state = 'live' AND a.language = ?4
                AND (a.published_on, a.id) > (?1, ?2) ORDER BY a.published_on, a.id LIMIT ?3"),
            Param::Text(language),
            Param::Null,
        ),
        (List::Section(id), Way::Older) => (
            items!("published_in_sections l JOIN published_articles a ON a.id = l.article_id WHERE l.section_id = ?4
                AND (l.published_on, l.article_id) < (?1, ?2) ORDER BY l.published_on DESC, l.article_id DESC LIMIT ?3"),
            Param::Int(id),
            Param::Null,
        ),
        (List::Section(id), Way::Newer) => (
            items!("published_in_sections l JOIN published_articles a ON a.id = l.article_id WHERE l.section_id = ?4
                AND (l.published_on, l.article_id) > (?1, ?2) ORDER BY l.published_on, l.article_id LIMIT ?3"),
            Param::Int(id),
            Param::Null,
        ),
        (List::Topic(id), Way::Older) => (
            items!("published_on_topics l JOIN published_articles a ON a.id = l.article_id WHERE l.topic_id = ?4
                AND (l.published_on, l.article_id) < (?1, ?2) ORDER BY l.published_on DESC, l.article_id DESC LIMIT ?3"),
            Param::Int(id),
            Param::Null,
        ),
        (List::Topic(id), Way::Newer) => (
            items!("published_on_topics l JOIN published_articles a ON a.id = l.article_id WHERE l.topic_id = ?4
                AND (l.published_on, l.article_id) > (?1, ?2) ORDER BY l.published_on, l.article_id LIMIT ?3"),
            Param::Int(id),
            Param::Null,
        ),
        (List::Person(id), Way::Older) => (
            items!("published_bylines l JOIN published_articles a ON a.id = l.article_id WHERE l.person_id = ?4
                AND (l.published_on, l.article_id) < (?1, ?2) ORDER BY l.published_on DESC, l.article_id DESC LIMIT ?3"),
            Param::Int(id),
            Param::Null,
        ),
        (List::Person(id), Way::Newer) => (
            items!("published_bylines l JOIN published_articles a ON a.id = l.article_id WHERE l.person_id = ?4
                AND (l.published_on, l.article_id) > (?1, ?2) ORDER BY l.published_on, l.article_id LIMIT ?3"),
            Param::Int(id),
            Param::Null,
        ),
        (List::Dates(from, to), Way::Older) => (
            items!("published_articles a WHERE a.kind = 'article' AND a.state = 'live' AND a.published_on >= ?4 AND a.published_on < ?5
                AND (a.published_on, a.id) < (?1, ?2) ORDER BY a.published_on DESC, a.id DESC LIMIT ?3"),
            Param::Int(from),
            Param::Int(to),
        ),
        (List::Dates(from, to), Way::Newer) => (
            items!("published_articles a WHERE a.kind = 'article' AND a.state = 'live' AND a.published_on >= ?4 AND a.published_on < ?5
                AND (a.published_on, a.id) > (?1, ?2) ORDER BY a.published_on, a.id LIMIT ?3"),
            Param::Int(from),
            Param::Int(to),
        ),
    };
    let all = [Param::Int(from.on), Param::Int(from.id), Param::Int(limit), first, second];
    let used = if matches!(second, Param::Null) { &all[..4] } else { &all[..] };
    sql.rows(query, used, item)
}

/// How many an editor may keep at the top, of all languages together, before the oldest of them are no longer looked at.
const MOST_STICKY: i64 = 60;
/// How many of them a front page has room for.
const STICKY: usize = 3;

/// Articles that the editors keep at the top, the newest first.
///
/// In two steps, since neither engine can be relied on to take the small index first: asked in one, SQLite goes through the
/// whole archive by its language, and so does PostgreSQL while it has no statistics.
pub fn sticky(sql: &mut Sql<'_>, language: &str) -> Result<Vec<Item>> {
    let numbers = sql.rows(
        "SELECT id FROM published_articles WHERE sticky = 1 ORDER BY published_on DESC LIMIT ?1",
        params![MOST_STICKY],
        |row| row.int(0),
    )?;
    let mut found = Vec::new();
    for number in numbers {
        found.extend(sql.row(
            items!("published_articles a WHERE a.id = ?1 AND a.kind = 'article' AND a.state = 'live' AND a.language = ?2"),
            params![number, language],
            item,
        )?);
        if found.len() == STICKY {
            break;
        }
    }
    Ok(found)
}

/// Up to `limit` articles that are related to one, the nearest first: those of them that are public now.
pub fn related(sql: &mut Sql<'_>, article: i64, limit: i64) -> Result<Vec<Item>> {
    sql.rows(
        items!(
            "published_related r JOIN published_articles a ON a.id = r.other_id WHERE r.article_id = ?1 AND a.state = 'live'
             ORDER BY r.place LIMIT ?2"
        ),
        params![article, limit],
        item,
    )
}

/// Pages at the top of the tree, in their order: for the foot of every page. At most 12.
pub fn top_pages(sql: &mut Sql<'_>) -> Result<Vec<(String, String)>> {
    sql.rows(
        "SELECT headline, path FROM published_articles WHERE kind = 'page' AND state = 'live' AND unlisted = 0 AND headline <> ''
         ORDER BY published_on, id LIMIT 12",
        &[],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// The same article in other languages: language and address.
pub fn translations(sql: &mut Sql<'_>, group: i64, except: i64) -> Result<Vec<(String, String)>> {
    sql.rows(
        "SELECT language, path FROM published_articles WHERE translation_group = ?1 AND id <> ?2 AND state = 'live' ORDER BY language LIMIT 50",
        params![group, except],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// The address of the one article with a slug; `None` if there is none, or more than one.
pub fn by_slug(sql: &mut Sql<'_>, slug: &str) -> Result<Option<String>> {
    let found = sql.rows(
        "SELECT path FROM published_articles WHERE slug = ?1 AND state = 'live' LIMIT 2",
        params![slug],
        |row| row.text(0),
    )?;
    Ok(if found.len() == 1 { found.into_iter().next() } else { None })
}

/// Whether anything was published in a language.
pub fn speaks(sql: &mut Sql<'_>, language: &str) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM published_articles WHERE kind = 'article' AND state = 'live' AND language = ?1 LIMIT 1",
        params![language],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}
