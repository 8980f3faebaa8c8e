//! The SQL of earlier versions: from the truth, and from what readers see now.

use crate::{
    articles::FairCopy,
    changes::{Fact, Tx},
    db::Sql,
    error::Result,
    params,
};

/// The fact that an article's earlier versions are as they are.
pub fn fact(article: i64) -> Fact {
    Fact::of("versions", article)
}

/// Copies what readers see of an article; false if that was taken down, or is not there.
pub fn keep(tx: &mut Tx<'_, '_>, article: i64) -> Result<bool> {
    let now = tx.now;
    let kept = tx.execute(
        "INSERT INTO published_versions (article_id, version, publication_id, from_at, until_at, language, kicker, headline,
             standfirst, section_id, published_on, modified, view, body, sha256)
         SELECT a.id, a.version, a.publication_id, a.version_from, ?2, a.language, a.kicker, a.headline, a.standfirst, a.section_id,
             a.published_on, a.modified, a.view, b.body, p.sha256
         FROM published_articles a JOIN published_bodies b ON b.id = a.id JOIN publications p ON p.id = a.publication_id
         WHERE a.id = ?1 AND a.state = 'live'
             AND NOT EXISTS (SELECT 1 FROM takedowns t WHERE t.publication_id = a.publication_id AND t.what = 'version'
                 AND t.ended_at IS NULL)
         ON CONFLICT (article_id, version) DO NOTHING",
        params![article, now],
    )?;
    Ok(kept > 0)
}

/// Deletes the rows of an article; true if there were some.
pub fn hide(tx: &mut Tx<'_, '_>, article: i64) -> Result<bool> {
    Ok(tx.execute("DELETE FROM published_versions WHERE article_id = ?1", params![article])? > 0)
}

/// Whether readers see an article now.
pub fn is_live(sql: &mut Sql<'_>, article: i64) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM published_articles WHERE id = ?1 AND state = 'live'",
        params![article],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Live articles that were published more than once and have no earlier versions for readers, from behind a number on: those of
/// a site from before there was a public history.
pub fn without(sql: &mut Sql<'_>, after: i64, limit: i64) -> Result<Vec<i64>> {
    sql.rows(
        "SELECT a.id FROM published_articles a WHERE a.version > 1 AND a.state = 'live' AND a.id > ?1
         AND NOT EXISTS (SELECT 1 FROM published_versions v WHERE v.article_id = a.id) ORDER BY a.id LIMIT ?2",
        params![after, limit],
        |row| row.int(0),
    )
}

/// A publication as the truth has it.
pub struct Past {
    /// Its number.
    pub publication: i64,
    /// When it began (UTC microseconds).
    pub from: i64,
    /// When it ended.
    pub until: Option<i64>,
    /// What stood around the text, as JSON.
    pub shown: String,
    /// SHA-256, in hex, over both.
    pub sha256: String,
    /// The form of the manuscript.
    pub v: i64,
    /// The manuscript's text.
    pub manuscript: String,
    /// How its address answers since it was taken down, and the note.
    pub closed: Option<(i64, String)>,
    /// When the newest correction was issued that was said of the article before it ended.
    pub corrected: Option<i64>,
}

/// Publications of an article, the oldest first, from behind a number on.
pub fn past(sql: &mut Sql<'_>, article: i64, after: i64, limit: i64) -> Result<Vec<Past>> {
    sql.rows(
        "SELECT p.id, p.from_at, e.at, p.shown, p.sha256, r.v, r.manuscript, t.status, COALESCE(t.note, ''),
             (SELECT MAX(c.at) FROM corrections c WHERE c.article_id = p.article_id AND c.at < e.at)
         FROM publications p JOIN revisions r ON r.id = p.revision_id
         LEFT JOIN publication_endings e ON e.publication_id = p.id
         LEFT JOIN takedowns t ON t.id = (SELECT MAX(d.id) FROM takedowns d WHERE d.article_id = ?1 AND d.what = 'version' AND d.publication_id = p.id
             AND d.ended_at IS NULL)
         WHERE p.article_id = ?1 AND p.id > ?2 ORDER BY p.id LIMIT ?3",
        params![article, after, limit],
        |row| {
            let note = row.text(8)?;
            Ok(Past {
                publication: row.int(0)?,
                from: row.int(1)?,
                until: row.opt_int(2)?,
                shown: row.text(3)?,
                sha256: row.text(4)?,
                v: row.int(5)?,
                manuscript: row.text(6)?,
                closed: row.opt_int(7)?.map(|status| (status, note)),
                corrected: row.opt_int(9)?,
            })
        },
    )
}

/// What is shown of a publication.
pub struct Made {
    /// What was written.
    pub manuscript: FairCopy,
    /// The date that it carried.
    pub published_on: i64,
    /// When it had last changed for readers.
    pub modified: i64,
    /// What only its own page needs, as JSON.
    pub view: String,
    /// Its text, as JSON.
    pub body: String,
}

/// Writes the row of an earlier version; its times alone, if it was taken down.
pub fn put(
    tx: &mut Tx<'_, '_>,
    article: i64,
    version: i64,
    until: i64,
    past: &Past,
    made: Option<&Made>,
) -> Result<()> {
    let closed = past.closed.as_ref();
    tx.execute(
        "INSERT INTO published_versions (article_id, version, publication_id, from_at, until_at, status, note, language, kicker,
             headline, standfirst, section_id, published_on, modified, view, body, sha256)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            article,
            version,
            past.publication,
            past.from,
            until,
            closed.map_or(200, |(status, _)| *status),
            closed.map_or("", |(_, note)| note.as_str()),
            made.map_or("", |m| m.manuscript.language.as_str()),
            made.map_or("", |m| m.manuscript.kicker.as_str()),
            made.map_or("", |m| m.manuscript.headline.as_str()),
            made.map_or("", |m| m.manuscript.standfirst.as_str()),
            made.and_then(|m| m.manuscript.section),
            made.map_or(0, |m| m.published_on),
            made.map_or(0, |m| m.modified),
            made.map_or("{}", |m| m.view.as_str()),
            made.map_or("", |m| m.body.as_str()),
            made.map_or("", |_| past.sha256.as_str())
        ],
    )?;
    Ok(())
}
