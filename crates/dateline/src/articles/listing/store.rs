//! SQL of the newsroom's list. None of it serves readers.

use super::model::{Line, Narrow, Page, Place, UNSEEN, Viewer, gather};
use crate::{
    db::{Param, Row, Sql},
    error::Result,
    params,
};
use std::collections::BTreeSet;

fn line(row: &Row<'_>) -> Result<Line> {
    let (began, named) = (row.flag(9)?, row.flag(10)?);
    Ok(Line {
        id: row.int(0)?,
        kind: row.text(1)?,
        stage: row.text(2)?,
        headline: row.text(3)?,
        section: row.opt_int(4)?,
        language: row.text(5)?,
        changed_at: row.int(6)?,
        by: row.text(7)?,
        confidential: row.flag(8)?,
        own: began || row.flag(11)? || row.flag(12)?,
        named: began || named,
    })
}

/// The columns of a [`Line`], with what the viewer (?1) has to do with it.
macro_rules! lines {
    ($from:literal) => {
        concat!(
            "SELECT a.id, a.kind, a.stage, a.headline, a.section_id, a.language, a.changed_at, COALESCE(p.name, ''), a.confidential,
                 COALESCE(me.began, 0), COALESCE(me.named, 0), COALESCE(me.byline, 0), COALESCE(me.assigned, 0)
             FROM ",
            $from
        )
    };
}

/// A page of the list below a place.
pub fn page(sql: &mut Sql<'_>, viewer: Viewer, narrow: &Narrow, from: Place, most: usize) -> Result<Page> {
    // Whoever finds their own alone reads along their own.
    let along = if viewer.all { narrow.person } else { Some(viewer.person) };
    gather(from, most, viewer, narrow, |place, limit| rows(sql, viewer, narrow, along, place, limit))
}

/// Up to `limit` rows below a place, along the index that narrows most.
fn rows(
    sql: &mut Sql<'_>,
    viewer: Viewer,
    narrow: &Narrow,
    person: Option<i64>,
    place: Place,
    limit: usize,
) -> Result<Vec<Line>> {
    const PERSON: &str = lines!(
        "article_people i JOIN articles a ON a.id = i.article_id LEFT JOIN people p ON p.id = a.changed_by
         LEFT JOIN article_people me ON me.article_id = a.id AND me.person_id = ?1
         WHERE i.person_id = ?5 AND (i.changed_at, i.article_id) < (?2, ?3) AND i.began + i.byline + i.assigned > 0
         ORDER BY i.changed_at DESC, i.article_id DESC LIMIT ?4"
    );
    // What somebody else gave to be read is among one's own, too.
    const OWN: &str = lines!(
        "article_people i JOIN articles a ON a.id = i.article_id LEFT JOIN people p ON p.id = a.changed_by
         LEFT JOIN article_people me ON me.article_id = a.id AND me.person_id = ?1
         WHERE i.person_id = ?5 AND (i.changed_at, i.article_id) < (?2, ?3)
         ORDER BY i.changed_at DESC, i.article_id DESC LIMIT ?4"
    );
    const STAGE: &str = lines!(
        "articles a LEFT JOIN people p ON p.id = a.changed_by
         LEFT JOIN article_people me ON me.article_id = a.id AND me.person_id = ?1
         WHERE a.stage = ?5 AND a.changed_at > 0 AND (a.changed_at, a.id) < (?2, ?3)
         ORDER BY a.changed_at DESC, a.id DESC LIMIT ?4"
    );
    const SECTION: &str = lines!(
        "articles a LEFT JOIN people p ON p.id = a.changed_by
         LEFT JOIN article_people me ON me.article_id = a.id AND me.person_id = ?1
         WHERE a.section_id = ?5 AND a.changed_at > 0 AND (a.changed_at, a.id) < (?2, ?3)
         ORDER BY a.changed_at DESC, a.id DESC LIMIT ?4"
    );
    const LANGUAGE: &str = lines!(
        "articles a LEFT JOIN people p ON p.id = a.changed_by
         LEFT JOIN article_people me ON me.article_id = a.id AND me.person_id = ?1
         WHERE a.language = ?5 AND a.changed_at > 0 AND (a.changed_at, a.id) < (?2, ?3)
         ORDER BY a.changed_at DESC, a.id DESC LIMIT ?4"
    );
    const PAGES: &str = lines!(
        "articles a LEFT JOIN people p ON p.id = a.changed_by
         LEFT JOIN article_people me ON me.article_id = a.id AND me.person_id = ?1
         WHERE a.kind = 'page' AND (a.changed_at, a.id) < (?2, ?3)
         ORDER BY a.changed_at DESC, a.id DESC LIMIT ?4"
    );
    const ALL: &str = lines!(
        "articles a LEFT JOIN people p ON p.id = a.changed_by
         LEFT JOIN article_people me ON me.article_id = a.id AND me.person_id = ?1
         WHERE (a.changed_at, a.id) < (?2, ?3) ORDER BY a.changed_at DESC, a.id DESC LIMIT ?4"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let common = [Param::Int(viewer.person), Param::Int(place.at), Param::Int(place.id), Param::Int(limit)];
    let mut with = |query: &'static str, by: Option<Param<'_>>| {
        let all: Vec<Param<'_>> = common.into_iter().chain(by).collect();
        sql.rows(query, &all, line)
    };
    match (person, narrow.stage, narrow.section, narrow.kind, &narrow.language) {
        (Some(person), ..) if person == viewer.person && narrow.person.is_none() => {
            with(OWN, Some(Param::Int(person)))
        }
        (Some(person), ..) => with(PERSON, Some(Param::Int(person))),
        (None, Some(stage), ..) if stage != "published" => with(STAGE, Some(Param::Text(stage))),
        (None, _, Some(section), ..) => with(SECTION, Some(Param::Int(section))),
        (None, _, _, Some("page"), _) => with(PAGES, None),
        (None, _, _, _, Some(language)) => with(LANGUAGE, Some(Param::Text(language))),
        (None, Some(stage), ..) => with(STAGE, Some(Param::Text(stage))),
        _ => with(ALL, None),
    }
}

/// One line, by its number.
pub fn line_of(sql: &mut Sql<'_>, viewer: Viewer, id: i64) -> Result<Option<Line>> {
    sql.row(
        lines!(
            "articles a LEFT JOIN people p ON p.id = a.changed_by
             LEFT JOIN article_people me ON me.article_id = a.id AND me.person_id = ?1 WHERE a.id = ?2"
        ),
        params![viewer.person, id],
        line,
    )
}

/// How many of each stage are looked through for a headline.
const HEADLINES: i64 = 1_000;

/// The numbers of articles that readers do not see, or that are one's own, whose headlines hold every one of these words (in small
/// letters); of the newest thousand of each stage.
pub fn by_headline(sql: &mut Sql<'_>, viewer: Viewer, words: &[String]) -> Result<Vec<i64>> {
    let holds = |headline: &str| {
        let headline = headline.to_lowercase();
        words.iter().all(|word| headline.contains(word.as_str()))
    };
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut see = |row: &Row<'_>| {
        let id = row.int(0)?;
        if holds(&row.text(1)?) && seen.insert(id) {
            found.push(id);
        }
        Ok(())
    };
    if !viewer.all {
        sql.each(
            "SELECT a.id, a.headline FROM article_people i JOIN articles a ON a.id = i.article_id WHERE i.person_id = ?1
             ORDER BY i.changed_at DESC, i.article_id DESC LIMIT ?2",
            params![viewer.person, 3 * HEADLINES],
            &mut see,
        )?;
        return Ok(found);
    }
    for stage in UNSEEN.into_iter().chain(["published"]) {
        sql.each(
            "SELECT id, headline FROM articles WHERE stage = ?1 AND changed_at > 0 ORDER BY changed_at DESC, id DESC LIMIT ?2",
            params![stage, HEADLINES],
            &mut see,
        )?;
    }
    Ok(found)
}

/// How many a count counts to.
pub const MOST_COUNTED: i64 = 100;

/// How many articles of a stage the viewer finds, at most [`MOST_COUNTED`].
pub fn count(sql: &mut Sql<'_>, viewer: Viewer, stage: &str) -> Result<i64> {
    if viewer.all {
        sql.number(
            "SELECT COUNT(*) FROM (SELECT 1 FROM articles a WHERE a.stage = ?1 AND a.changed_at > 0
                 AND (a.confidential = 0 OR EXISTS (SELECT 1 FROM article_people i
                      WHERE i.article_id = a.id AND i.person_id = ?2 AND (i.began = 1 OR i.named = 1))) LIMIT ?3) counted",
            params![stage, viewer.person, MOST_COUNTED],
        )
    } else {
        sql.number(
            "SELECT COUNT(*) FROM (SELECT 1 FROM articles a JOIN article_people i ON i.article_id = a.id AND i.person_id = ?2
                 WHERE a.stage = ?1 AND a.changed_at > 0 AND ((a.confidential = 0 AND i.began + i.byline + i.assigned > 0)
                      OR (a.confidential = 1 AND i.began + i.named > 0)) LIMIT ?3) counted",
            params![stage, viewer.person, MOST_COUNTED],
        )
    }
}
