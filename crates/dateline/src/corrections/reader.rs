//! What readers see of corrections: of an article, of one of its versions, and the newest of the whole site.

use super::model::Kind;
use crate::{
    articles::reader::Place,
    db::{Row, Sql},
    error::{Error, Result},
    params,
};

/// The most corrections of one article that a page shows.
const MOST: i64 = 200;

/// A correction as readers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its number.
    pub id: i64,
    /// The article that it is about.
    pub article: i64,
    /// What kind.
    pub kind: Kind,
    /// What readers are told; empty when it was taken down.
    pub text: String,
    /// What was wrong, as it stood; may be empty.
    pub was: String,
    /// The first version in which it stood.
    pub first: i64,
    /// The last version in which it stood.
    pub last: i64,
    /// The version that mends it; none if this is said of the text as it stands.
    pub mended: Option<i64>,
    /// When it began to stand (UTC microseconds).
    pub wrong_from: i64,
    /// When it ceased to stand, or when it was said of the text as it stands.
    pub wrong_until: i64,
    /// The correction that this one corrects.
    pub corrects: Option<i64>,
    /// The correction that corrects this one.
    pub corrected_by: Option<i64>,
    /// When it was issued (UTC microseconds).
    pub at: i64,
    /// 200; 451 or 410 when it was taken down.
    pub status: i64,
    /// What readers are told in place of one that was taken down.
    pub note: String,
}

impl Shown {
    /// Whether it can be read: it was not taken down.
    pub fn is_open(&self) -> bool {
        self.status == 200
    }

    /// Its anchor on the article's page, and on that of all corrections.
    pub fn anchor(&self) -> String {
        format!("correction-{}", self.id)
    }
}

/// The columns of a [`Shown`], of the table `c`.
macro_rules! shown {
    ($more:literal, $from:literal) => {
        concat!(
            "SELECT c.id, c.article_id, c.kind, c.text, c.was, c.first_version, c.last_version, c.mended_in, c.wrong_from,
                 c.wrong_until, c.corrects, c.corrected_by, c.at, c.status, c.note",
            $more,
            " FROM published_corrections c ",
            $from
        )
    };
}

fn shown(row: &Row<'_>) -> Result<Shown> {
    let kind = row.text(2)?;
    Ok(Shown {
        id: row.int(0)?,
        article: row.int(1)?,
        kind: Kind::parse(&kind).map_err(|_| Error::Damaged(format!("{kind:?} is no kind of correction")))?,
        text: row.text(3)?,
        was: row.text(4)?,
        first: row.int(5)?,
        last: row.int(6)?,
        mended: row.opt_int(7)?,
        wrong_from: row.int(8)?,
        wrong_until: row.int(9)?,
        corrects: row.opt_int(10)?,
        corrected_by: row.opt_int(11)?,
        at: row.int(12)?,
        status: row.int(13)?,
        note: row.text(14)?,
    })
}

/// An article's corrections, the newest first. Whoever asks rests on [`crate::publishing::corrected::store::fact`] of the article.
pub fn of(sql: &mut Sql<'_>, article: i64) -> Result<Vec<Shown>> {
    sql.rows(shown!("", "WHERE c.article_id = ?1 ORDER BY c.id DESC LIMIT ?2"), params![article, MOST], shown)
}

/// What was corrected of one version of an article, the newest first: for the page of an old version, which says of itself that it
/// is known to be wrong, and where that is told (`P/#correction-N`, [`Shown::anchor`]). A correction is of a version if what it
/// corrects stood in it; `mended` names the version that puts it right. One that was taken down is among them, without its text
/// ([`Shown::is_open`]). Whoever asks rests on [`crate::publishing::corrected::store::fact`] of the article.
pub fn of_version(sql: &mut Sql<'_>, article: i64, version: i64) -> Result<Vec<Shown>> {
    sql.rows(
        shown!(
            "",
            "WHERE c.article_id = ?1 AND c.first_version <= ?2 AND c.last_version >= ?2 ORDER BY c.id DESC LIMIT ?3"
        ),
        params![article, version, MOST],
        shown,
    )
}

/// A correction with the article that it is about.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The correction.
    pub correction: Shown,
    /// The article's headline.
    pub headline: String,
    /// The article's address.
    pub path: String,
    /// The article's language.
    pub language: String,
    /// The date that the article carries.
    pub published_on: i64,
    /// When this correction was corrected itself.
    pub corrected_at: Option<i64>,
}

impl Placed {
    /// Its place in the list of all.
    pub fn place(&self) -> Place {
        Place { on: self.correction.at, id: self.correction.id }
    }
}

fn placed(row: &Row<'_>) -> Result<Placed> {
    Ok(Placed {
        correction: shown(row)?,
        headline: row.text(15)?,
        path: row.text(16)?,
        language: row.text(17)?,
        published_on: row.int(18)?,
        corrected_at: row.opt_int(19)?,
    })
}

/// Corrections of the whole site, the newest first, from below a place on. Those that were taken down are left out: of them nothing
/// is told but at their article.
pub fn older(sql: &mut Sql<'_>, from: Place, limit: i64) -> Result<Vec<Placed>> {
    sql.rows(
        shown!(
            ", a.headline, a.path, a.language, a.published_on, b.at",
            "JOIN published_articles a ON a.id = c.article_id AND a.state = 'live'
             LEFT JOIN published_corrections b ON b.id = c.corrected_by
             WHERE (c.at, c.id) < (?1, ?2) AND c.status = 200 ORDER BY c.at DESC, c.id DESC LIMIT ?3"
        ),
        params![from.on, from.id, limit],
        placed,
    )
}

/// The same the other way: those above a place, the oldest of them first.
pub fn newer(sql: &mut Sql<'_>, from: Place, limit: i64) -> Result<Vec<Placed>> {
    sql.rows(
        shown!(
            ", a.headline, a.path, a.language, a.published_on, b.at",
            "JOIN published_articles a ON a.id = c.article_id AND a.state = 'live'
             LEFT JOIN published_corrections b ON b.id = c.corrected_by
             WHERE (c.at, c.id) > (?1, ?2) AND c.status = 200 ORDER BY c.at, c.id LIMIT ?3"
        ),
        params![from.on, from.id, limit],
        placed,
    )
}
