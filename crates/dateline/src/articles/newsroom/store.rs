//! SQL of what the newsroom knows of articles. None of it serves readers.

use super::model::{Glass, GlassTold, Involved, Standing};
use crate::{
    articles::{FairCopy, model::Kind, store::Article},
    changes::{Tx, Via},
    db::Sql,
    error::Result,
    params,
};

/// How a person stands to an article; `None` if there is no such article.
pub fn standing(sql: &mut Sql<'_>, article: i64, person: i64) -> Result<Option<Standing>> {
    sql.row(
        "SELECT a.kind, a.stage, a.visibility, a.translation_group, a.guid, a.latest, a.confidential,
             COALESCE(p.began, 0), COALESCE(p.byline, 0), COALESCE(p.assigned, 0), COALESCE(p.named, 0)
         FROM articles a LEFT JOIN article_people p ON p.article_id = a.id AND p.person_id = ?2 WHERE a.id = ?1",
        params![article, person],
        |row| {
            let began = row.flag(7)?;
            Ok(Standing {
                article: Article {
                    id: article,
                    kind: Kind::parse(&row.text(0)?)?,
                    stage: row.text(1)?,
                    visibility: row.text(2)?,
                    translation_group: row.opt_int(3)?,
                    guid: row.opt_text(4)?,
                    latest: row.int(5)?,
                },
                confidential: row.flag(6)?,
                began,
                own: began || row.flag(8)? || row.flag(9)?,
                named: row.flag(10)?,
            })
        },
    )
}

/// Everybody who has to do with an article, at most 100.
pub fn involved(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Involved>> {
    sql.rows(
        "SELECT i.person_id, p.name, i.began, i.byline, i.assigned, i.named FROM article_people i
         JOIN people p ON p.id = i.person_id WHERE i.article_id = ?1 ORDER BY p.name, i.person_id LIMIT 100",
        params![article],
        |row| {
            Ok(Involved {
                person: row.int(0)?,
                name: row.text(1)?,
                began: row.flag(2)?,
                byline: row.flag(3)?,
                assigned: row.flag(4)?,
                named: row.flag(5)?,
            })
        },
    )
}

/// Notes on an article that its actor began it: it is listed from now on, even before there is a revision.
pub fn note_begun(tx: &mut Tx<'_, '_>, article: i64, language: &str) -> Result<()> {
    let (now, person) = (tx.now, tx.actor.person);
    tx.execute(
        "UPDATE articles SET language = ?2, changed_at = ?3, changed_by = ?4 WHERE id = ?1",
        params![article, language, now, person],
    )?;
    if let Some(person) = person {
        tx.execute(
            "INSERT INTO article_people (article_id, person_id, began, changed_at) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT (article_id, person_id) DO UPDATE SET began = 1",
            params![article, person, now],
        )?;
    }
    Ok(())
}

/// When an article counts as changed by a revision that is written now: what is brought in keeps the date that it brought.
pub fn moment(tx: &Tx<'_, '_>, manuscript: &FairCopy) -> i64 {
    let brought = manuscript.modified_on.max(manuscript.published_on);
    match (tx.actor.via, brought) {
        (Via::Import, Some(on)) => on.clamp(1, tx.now),
        _ => tx.now,
    }
}

/// Keeps the people of an article with its newest revision: their bylines, and when it was changed.
/// `first` says that nobody can have to do with it yet, which spares the import two statements.
pub fn note_people(
    tx: &mut Tx<'_, '_>,
    article: i64,
    manuscript: &FairCopy,
    changed: i64,
    first: bool,
) -> Result<()> {
    if !first {
        tx.execute(
            "UPDATE article_people SET byline = 0, changed_at = ?2 WHERE article_id = ?1",
            params![article, changed],
        )?;
    }
    for byline in &manuscript.bylines {
        tx.execute(
            "INSERT INTO article_people (article_id, person_id, byline, changed_at) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT (article_id, person_id) DO UPDATE SET byline = 1",
            params![article, byline.person, changed],
        )?;
    }
    if first { Ok(()) } else { forget_strangers(tx, article) }
}

/// Drops whoever has nothing to do with an article any more.
fn forget_strangers(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute(
        "DELETE FROM article_people WHERE article_id = ?1 AND began = 0 AND byline = 0 AND assigned = 0 AND named = 0",
        params![article],
    )?;
    Ok(())
}

/// Gives an article to somebody to work on, or takes it back.
pub fn set_assigned(tx: &mut Tx<'_, '_>, article: i64, person: i64, on: bool) -> Result<()> {
    tx.execute(
        "INSERT INTO article_people (article_id, person_id, assigned, changed_at)
         SELECT id, ?2, ?3, changed_at FROM articles WHERE id = ?1
         ON CONFLICT (article_id, person_id) DO UPDATE SET assigned = excluded.assigned",
        params![article, person, on],
    )?;
    forget_strangers(tx, article)
}

/// Names somebody on an article, who then finds it while it is confidential; or no longer.
pub fn set_named(tx: &mut Tx<'_, '_>, article: i64, person: i64, on: bool) -> Result<()> {
    tx.execute(
        "INSERT INTO article_people (article_id, person_id, named, changed_at)
         SELECT id, ?2, ?3, changed_at FROM articles WHERE id = ?1
         ON CONFLICT (article_id, person_id) DO UPDATE SET named = excluded.named",
        params![article, person, on],
    )?;
    forget_strangers(tx, article)
}

/// Makes an article confidential, or open to the newsroom again.
pub fn set_confidential(tx: &mut Tx<'_, '_>, article: i64, on: bool) -> Result<()> {
    tx.execute("UPDATE articles SET confidential = ?2 WHERE id = ?1", params![article, on])?;
    Ok(())
}

/// Notes who opened a confidential article without being named on it.
pub fn add_glass(tx: &mut Tx<'_, '_>, article: i64, person: i64, reason: &str) -> Result<i64> {
    let now = tx.now;
    tx.number(
        "INSERT INTO glass (article_id, person_id, at, reason) VALUES (?1, ?2, ?3, ?4) RETURNING id",
        params![article, person, now, reason],
    )
}

/// What a letter tells of somebody who opened an article, while whoever it goes to still finds that article.
pub fn glass_told(sql: &mut Sql<'_>, glass: i64, person: i64) -> Result<Option<GlassTold>> {
    sql.row(
        "SELECT g.article_id, p.name FROM glass g JOIN articles a ON a.id = g.article_id
         JOIN people p ON p.id = g.person_id JOIN article_people i ON i.article_id = a.id AND i.person_id = ?2
         WHERE g.id = ?1 AND (i.began = 1 OR i.named = 1)",
        params![glass, person],
        |row| Ok(GlassTold { article: row.int(0)?, by: row.text(1)? }),
    )
}

/// Whether readers ever saw an article.
pub fn was_public(sql: &mut Sql<'_>, article: i64) -> Result<bool> {
    let found =
        sql.row("SELECT 1 FROM publications WHERE article_id = ?1 LIMIT 1", params![article], |_| Ok(()))?;
    Ok(found.is_some())
}

/// Who opened an article without being named on it, the last first, at most 20.
pub fn glass(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Glass>> {
    sql.rows(
        "SELECT p.name, g.at, g.reason FROM glass g JOIN people p ON p.id = g.person_id WHERE g.article_id = ?1
         ORDER BY g.id DESC LIMIT 20",
        params![article],
        |row| Ok(Glass { name: row.text(0)?, at: row.int(1)?, reason: row.text(2)? }),
    )
}

/// Up to `limit` articles after this one whose lists' columns were never filled in: those of a site from before there was a desk.
pub fn unfilled(sql: &mut Sql<'_>, after: i64, limit: i64) -> Result<Vec<(i64, i64)>> {
    sql.rows(
        "SELECT id, latest FROM articles WHERE changed_at = 0 AND id > ?1 AND latest > 0 ORDER BY id LIMIT ?2",
        params![after, limit],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )
}

/// When and by whom a revision was written, and through which door.
pub fn written(sql: &mut Sql<'_>, article: i64, number: i64) -> Result<Option<(i64, Option<i64>, String)>> {
    sql.row(
        "SELECT at, person_id, via FROM revisions WHERE article_id = ?1 AND number = ?2",
        params![article, number],
        |row| Ok((row.int(0)?, row.opt_int(1)?, row.text(2)?)),
    )
}

/// Fills in what lists say of an article from its newest revision.
pub fn fill(
    tx: &mut Tx<'_, '_>,
    article: i64,
    manuscript: &FairCopy,
    changed: i64,
    by: Option<i64>,
) -> Result<()> {
    tx.execute(
        "UPDATE articles SET headline = ?2, section_id = ?3, language = ?4, changed_at = ?5, changed_by = ?6 WHERE id = ?1",
        params![
            article,
            &manuscript.headline,
            manuscript.section,
            manuscript.language.as_str(),
            changed,
            by
        ],
    )?;
    note_people(tx, article, manuscript, changed, false)
}
