//! Publishing's SQL: publications, their endings, and the published rows that readers' queries use.

use crate::{
    articles::{
        FairCopy,
        model::{Byline, Download, Lead, Manuscript, Search},
        store::Article,
    },
    changes::{Fact, Tx},
    db::Sql,
    error::Result,
    params,
    sources::model::Chain,
};
use serde::{Deserialize, Serialize};

/// The part of a published article that only its own page needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Whose it is.
    pub bylines: Vec<Byline>,
    /// Other sections that list it.
    pub also_in: Vec<i64>,
    /// What it is about.
    pub topics: Vec<i64>,
    /// The picture at its head.
    pub lead: Option<Lead>,
    /// Files to take home.
    pub downloads: Vec<Download>,
    /// Where it was reported from.
    pub place: String,
    /// The page above a page.
    pub parent: Option<i64>,
    /// What search engines and networks are told.
    pub search: Search,
    /// Whether readers may comment.
    pub comments_open: bool,
    /// How many words the body has.
    pub words: i64,
    /// Its sources, as far as an editor has confirmed them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chain: Option<Chain>,
}

impl View {
    /// Of what was written, and what readers see of its sources.
    pub fn of(manuscript: &FairCopy, chain: Option<Chain>) -> View {
        View {
            bylines: manuscript.bylines.clone(),
            also_in: manuscript.also_in.clone(),
            topics: manuscript.topics.clone(),
            lead: manuscript.lead.clone(),
            downloads: manuscript.downloads.clone(),
            place: manuscript.place.clone(),
            parent: manuscript.parent,
            search: manuscript.search.clone(),
            comments_open: manuscript.comments_open,
            words: manuscript.words(),
            chain,
        }
    }
}

/// The fact that an article is as shown, or is not there.
pub fn fact(id: i64) -> Fact {
    Fact::of("article", id)
}

/// How many numbers a slice of a sitemap spans. A slice is read at once, so it is small; an index lists all of them, so
/// it is not smaller.
pub const SLICE: i64 = 2_000;

/// The fact that the articles whose numbers lie in one slice are as they are.
pub fn slice_fact(slice: i64) -> Fact {
    Fact::of("slice", slice)
}

/// The publication that readers see now.
pub fn current(sql: &mut Sql<'_>, article: i64) -> Result<Option<i64>> {
    sql.row(
        "SELECT p.id FROM publications p LEFT JOIN publication_endings e ON e.publication_id = p.id
         WHERE p.article_id = ?1 AND e.publication_id IS NULL ORDER BY p.id DESC LIMIT 1",
        params![article],
        |row| row.int(0),
    )
}

/// The publication that readers see now, with what was written.
pub fn current_manuscript(sql: &mut Sql<'_>, article: i64) -> Result<Option<(i64, Manuscript)>> {
    let row = sql.row(
        "SELECT p.id, r.v, r.manuscript FROM publications p JOIN revisions r ON r.id = p.revision_id
         LEFT JOIN publication_endings e ON e.publication_id = p.id
         WHERE p.article_id = ?1 AND e.publication_id IS NULL ORDER BY p.id DESC LIMIT 1",
        params![article],
        |row| Ok((row.int(0)?, row.int(1)?, row.text(2)?)),
    )?;
    row.map(|(id, v, text)| Ok((id, Manuscript::from_text(v, &text)?))).transpose()
}

/// The takedown of a publication of a revision, if one closes it to readers: then none may bring the same text back.
pub fn closed(sql: &mut Sql<'_>, article: i64, revision: i64) -> Result<Option<i64>> {
    sql.row(
        "SELECT t.id FROM takedowns t JOIN publications p ON p.id = t.publication_id
         WHERE t.article_id = ?1 AND t.what = 'version' AND t.ended_at IS NULL AND p.revision_id = ?2 LIMIT 1",
        params![article, revision],
        |row| row.int(0),
    )
}

/// What a publication showed of its article's sources.
pub fn chain_of(sql: &mut Sql<'_>, publication: i64) -> Result<Option<Chain>> {
    let shown =
        sql.row("SELECT shown FROM publications WHERE id = ?1", params![publication], |row| row.text(0))?;
    Ok(shown.map(|text| shown_chain(&text)).transpose()?.flatten())
}

/// The same, of the text of what stood around it.
pub fn shown_chain(shown: &str) -> Result<Option<Chain>> {
    #[derive(Deserialize)]
    struct Around {
        #[serde(default)]
        chain: Option<Chain>,
    }
    Ok(serde_json::from_str::<Around>(shown)?.chain)
}

/// Writes a publication. `shown` is what stood around the text, resolved; `sha256` is over both.
pub fn add(tx: &mut Tx<'_, '_>, article: i64, revision: i64, shown: &str, sha256: &str) -> Result<i64> {
    let (now, person) = (tx.now, tx.actor.person);
    tx.number(
        "INSERT INTO publications (article_id, revision_id, from_at, person_id, shown, sha256)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        params![article, revision, now, person, shown, sha256],
    )
}

/// Ends a publication, with the kind of its ending and a note.
pub fn end(tx: &mut Tx<'_, '_>, publication: i64, kind: &str, note: &str) -> Result<()> {
    let (now, person) = (tx.now, tx.actor.person);
    tx.execute(
        "INSERT INTO publication_endings (publication_id, at, person_id, kind, note) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![publication, now, person, kind, note],
    )?;
    Ok(())
}

/// What an article's publications so far say of its dates.
#[derive(Debug, Clone, Copy)]
pub struct History {
    /// When readers first saw it.
    pub first_shown: i64,
    /// When its newest publication began.
    pub newest_from: i64,
    /// How many publications it has had.
    pub publications: i64,
    /// When the newest of its corrections was issued.
    pub corrected: Option<i64>,
}

/// An article's publications so far; `None` if it was never public.
pub fn history(sql: &mut Sql<'_>, article: i64) -> Result<Option<History>> {
    let row = sql.row(
        "SELECT MIN(from_at), MAX(from_at), COUNT(*), (SELECT MAX(c.at) FROM corrections c WHERE c.article_id = ?1)
         FROM publications WHERE article_id = ?1",
        params![article],
        |row| Ok((row.opt_int(0)?, row.opt_int(1)?, row.int(2)?, row.opt_int(3)?)),
    )?;
    Ok(match row {
        Some((Some(first_shown), Some(newest_from), publications, corrected)) => {
            Some(History { first_shown, newest_from, publications, corrected })
        }
        _ => None,
    })
}

/// The dates that readers see: the one it carries, and when it last changed.
pub fn dates(manuscript: &Manuscript, history: &History) -> (i64, i64) {
    let carried = manuscript.published_on.unwrap_or(history.first_shown);
    // What came from elsewhere says itself when it changed; what was published here again changed then.
    let changed = match (manuscript.modified_on, history.publications) {
        (Some(said), _) => said,
        (None, 1) => carried,
        (None, _) => history.newest_from,
    };
    // A correction is a change for readers, also one that is said of the text as it stands.
    (carried, changed.max(carried).max(history.corrected.unwrap_or(carried)))
}

/// The date that an article's published row carries.
pub fn carried(sql: &mut Sql<'_>, article: i64) -> Result<Option<i64>> {
    sql.row("SELECT published_on FROM published_articles WHERE id = ?1", params![article], |row| row.int(0))
}

/// What goes into the published rows of an article.
pub struct Showing<'a> {
    /// Whose rows.
    pub article: &'a Article,
    /// What was written.
    pub manuscript: &'a FairCopy,
    /// The publication they come from.
    pub publication: i64,
    /// The address, as it is written.
    pub path: &'a str,
    /// The date it carries.
    pub published_on: i64,
    /// When readers first saw it.
    pub first_shown: i64,
    /// When it last changed for readers.
    pub modified: i64,
    /// Which of its publications this is, from 1, and since when it stands.
    pub version: (i64, i64),
    /// What readers see of its sources.
    pub chain: Option<&'a Chain>,
}

/// Writes an article's published row and its body.
pub fn show(tx: &mut Tx<'_, '_>, showing: &Showing<'_>) -> Result<()> {
    let Showing { article, manuscript, .. } = showing;
    let view = serde_json::to_string(&View::of(manuscript, showing.chain.cloned()))?;
    tx.execute(
        "INSERT INTO published_articles (id, publication_id, state, kind, path, language, translation_group, kicker, headline,
             standfirst, section_id, lead_media, published_on, first_shown, modified, sticky, unlisted, guid, view, slug, version,
             version_from)
         VALUES (?1, ?2, 'live', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
         ON CONFLICT (id) DO UPDATE SET publication_id = excluded.publication_id, state = 'live', note = '',
             path = excluded.path, slug = excluded.slug, language = excluded.language, translation_group = excluded.translation_group,
             kicker = excluded.kicker, headline = excluded.headline, standfirst = excluded.standfirst,
             section_id = excluded.section_id, lead_media = excluded.lead_media, published_on = excluded.published_on,
             modified = excluded.modified, sticky = excluded.sticky, unlisted = excluded.unlisted, guid = excluded.guid,
             view = excluded.view, version = excluded.version, version_from = excluded.version_from, closed = 410",
        params![
            article.id,
            showing.publication,
            article.kind.as_str(),
            showing.path,
            manuscript.language.as_str(),
            article.translation_group,
            &manuscript.kicker,
            &manuscript.headline,
            &manuscript.standfirst,
            manuscript.section,
            manuscript.lead.as_ref().map(|l| l.media),
            showing.published_on,
            showing.first_shown,
            showing.modified,
            manuscript.sticky,
            manuscript.search.noindex,
            &article.guid,
            &view,
            manuscript.slug.as_str(),
            showing.version.0,
            showing.version.1
        ],
    )?;
    tx.execute(
        "INSERT INTO published_bodies (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        params![article.id, manuscript.body_text()],
    )?;
    Ok(())
}

/// Which lists an article stands in.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// Its sections and all above them.
    pub sections: Vec<i64>,
    /// Its topics.
    pub topics: Vec<i64>,
    /// The people of its bylines.
    pub people: Vec<i64>,
}

/// The lists that an article stands in now.
pub fn lists(sql: &mut Sql<'_>, article: i64) -> Result<Lists> {
    Ok(Lists {
        sections: sql.rows(
            "SELECT section_id FROM published_in_sections WHERE article_id = ?1",
            params![article],
            |r| r.int(0),
        )?,
        topics: sql.rows(
            "SELECT topic_id FROM published_on_topics WHERE article_id = ?1",
            params![article],
            |r| r.int(0),
        )?,
        people: sql.rows(
            "SELECT person_id FROM published_bylines WHERE article_id = ?1",
            params![article],
            |r| r.int(0),
        )?,
    })
}

/// Takes an article out of all lists.
pub fn unlist(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute("DELETE FROM published_in_sections WHERE article_id = ?1", params![article])?;
    tx.execute("DELETE FROM published_on_topics WHERE article_id = ?1", params![article])?;
    tx.execute("DELETE FROM published_bylines WHERE article_id = ?1", params![article])?;
    Ok(())
}

/// Puts an article into its lists.
pub fn list(tx: &mut Tx<'_, '_>, article: i64, published_on: i64, lists: &Lists) -> Result<()> {
    for section in &lists.sections {
        tx.execute(
            "INSERT INTO published_in_sections (section_id, published_on, article_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![*section, published_on, article],
        )?;
    }
    for topic in &lists.topics {
        tx.execute(
            "INSERT INTO published_on_topics (topic_id, published_on, article_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![*topic, published_on, article],
        )?;
    }
    for person in &lists.people {
        tx.execute(
            "INSERT INTO published_bylines (person_id, published_on, article_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![*person, published_on, article],
        )?;
    }
    Ok(())
}

/// Leaves of a published article only what says that it was withdrawn.
pub fn withdraw(tx: &mut Tx<'_, '_>, article: i64, note: &str) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "UPDATE published_articles SET state = 'withdrawn', kicker = '', headline = '', standfirst = '', section_id = NULL,
             lead_media = NULL, sticky = 0, view = '{}', comment_count = 0, modified = ?2, note = ?3 WHERE id = ?1",
        params![article, now, note],
    )?;
    tx.execute("DELETE FROM published_bodies WHERE id = ?1", params![article])?;
    tx.execute("DELETE FROM published_comments WHERE article_id = ?1", params![article])?;
    Ok(())
}

/// Takes away a published row that no publication stands behind; one that says "withdrawn" stays.
pub fn remove_unless_withdrawn(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    let gone =
        tx.execute("DELETE FROM published_articles WHERE id = ?1 AND state = 'live'", params![article])?;
    if gone > 0 {
        tx.execute("DELETE FROM published_bodies WHERE id = ?1", params![article])?;
        tx.execute("DELETE FROM published_comments WHERE article_id = ?1", params![article])?;
        tx.execute("DELETE FROM published_corrections WHERE article_id = ?1", params![article])?;
        tx.execute("DELETE FROM published_versions WHERE article_id = ?1", params![article])?;
        unlist(tx, article)?;
        tx.touch(fact(article));
        tx.touch(slice_fact(article / SLICE));
        tx.touch(Fact::new("list/front"));
    }
    Ok(())
}
