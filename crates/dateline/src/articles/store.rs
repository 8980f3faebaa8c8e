//! The articles' SQL: identities and revisions. None of it serves readers.

use super::{
    FairCopy,
    model::{Kind, Manuscript, Stage, VERSION, Visibility},
    newsroom, sources,
};
use crate::{
    changes::{Tx, Via},
    db::Sql,
    error::{Error, Result},
    media,
    numbers::Sequence,
    params,
};

/// An article's lasting identity.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its number.
    pub id: i64,
    /// Article or page.
    pub kind: Kind,
    /// As stored; see [`Stage`].
    pub stage: String,
    /// As stored; see [`Visibility`].
    pub visibility: String,
    /// Articles that say the same in other languages share one.
    pub translation_group: Option<i64>,
    /// What its feed entry is known by.
    pub guid: Option<String>,
    /// The number of its newest revision; 0 for none.
    pub latest: i64,
}

/// Makes an identity, under a number of one's wish if it is free.
pub fn add(
    tx: &mut Tx<'_, '_>,
    kind: Kind,
    visibility: Visibility,
    guid: Option<&str>,
    wanted: Option<i64>,
) -> Result<i64> {
    let id = Sequence::Things.take(tx, wanted)?;
    let now = tx.now;
    tx.execute(
        "INSERT INTO articles (id, kind, stage, visibility, guid, created_at) VALUES (?1, ?2, 'draft', ?3, ?4, ?5)",
        params![id, kind.as_str(), visibility.as_str(), guid, now],
    )?;
    Ok(id)
}

/// An article's identity.
pub fn article(sql: &mut Sql<'_>, id: i64) -> Result<Option<Article>> {
    sql.row(
        "SELECT kind, stage, visibility, translation_group, guid, latest FROM articles WHERE id = ?1",
        params![id],
        |row| {
            Ok(Article {
                id,
                kind: Kind::parse(&row.text(0)?)?,
                stage: row.text(1)?,
                visibility: row.text(2)?,
                translation_group: row.opt_int(3)?,
                guid: row.opt_text(4)?,
                latest: row.int(5)?,
            })
        },
    )
}

/// Writes a revision on top of `based_on` (0 for the first). Whoever saves on top of an older one is refused.
/// Returns the row's number and the revision's.
pub fn add_revision(
    tx: &mut Tx<'_, '_>,
    article: i64,
    based_on: i64,
    manuscript: &FairCopy,
) -> Result<(i64, i64)> {
    let number = based_on + 1;
    let (now, actor) = (tx.now, tx.actor);
    let changed = newsroom::store::moment(tx, manuscript);
    // What lists say of it goes along in the one statement: this is where an import spends its time.
    let moved = tx.execute(
        "UPDATE articles SET latest = ?3, headline = ?4, section_id = ?5, language = ?6, changed_at = ?7, changed_by = ?8,
         sources_numbered = CASE WHEN sources_numbered < ?9 THEN ?9 ELSE sources_numbered END
         WHERE id = ?1 AND latest = ?2",
        params![
            article,
            based_on,
            number,
            &manuscript.headline,
            manuscript.section,
            manuscript.language.as_str(),
            changed,
            actor.person,
            sources::highest(&manuscript.sources)
        ],
    )?;
    if moved == 0 {
        let newest =
            self::article(tx, article)?.ok_or_else(|| Error::NotFound(format!("article {article}")))?.latest;
        return Err(Error::Conflict { what: format!("article {article}"), based_on, newest });
    }
    let first = based_on == 0 && actor.via == Via::Import;
    newsroom::store::note_people(tx, article, manuscript, changed, first)?;
    let shown = manuscript.media();
    if based_on > 0 || !shown.is_empty() {
        media::store::note_uses(tx, article, media::store::Place::Newest, &shown)?;
    }
    let id = tx.number(
        "INSERT INTO revisions (article_id, number, based_on, person_id, via, at, v, manuscript)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
        params![article, number, based_on, actor.person, actor.via.as_str(), now, VERSION, manuscript.text()],
    )?;
    Ok((id, number))
}

/// A revision: its row's number and what it holds.
pub fn revision(sql: &mut Sql<'_>, article: i64, number: i64) -> Result<Option<(i64, Manuscript)>> {
    let row = sql.row(
        "SELECT id, v, manuscript FROM revisions WHERE article_id = ?1 AND number = ?2",
        params![article, number],
        |row| Ok((row.int(0)?, row.int(1)?, row.text(2)?)),
    )?;
    row.map(|(id, v, text)| Ok((id, Manuscript::from_text(v, &text)?))).transpose()
}

/// The highest number that a source of an article has, or had in any of its revisions.
pub fn sources_numbered(sql: &mut Sql<'_>, article: i64) -> Result<i64> {
    let found =
        sql.row("SELECT sources_numbered FROM articles WHERE id = ?1", params![article], |row| row.int(0))?;
    Ok(found.unwrap_or(0))
}

/// Says how far an article has come.
pub fn set_stage(tx: &mut Tx<'_, '_>, id: i64, stage: Stage) -> Result<()> {
    tx.execute("UPDATE articles SET stage = ?2 WHERE id = ?1", params![id, stage.as_str()])?;
    Ok(())
}

/// Says who may ever see an article.
pub fn set_visibility(tx: &mut Tx<'_, '_>, id: i64, visibility: Visibility) -> Result<()> {
    tx.execute("UPDATE articles SET visibility = ?2 WHERE id = ?1", params![id, visibility.as_str()])?;
    Ok(())
}

/// Joins an article to those that say the same in other languages.
pub fn set_translation_group(tx: &mut Tx<'_, '_>, id: i64, group: i64) -> Result<()> {
    tx.execute("UPDATE articles SET translation_group = ?2 WHERE id = ?1", params![id, group])?;
    Ok(())
}
