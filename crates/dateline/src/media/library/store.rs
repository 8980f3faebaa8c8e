//! The library's SQL.

use super::{Kept, Wanted};
use crate::{
    db::{Row, Sql},
    error::Result,
    media::{
        model::{Focus, Medium},
        words,
    },
    params,
};

/// What belongs to a confidential article, and readers do not see, is found by those who find the article.
macro_rules! findable {
    ($person:literal) => {
        concat!(
            " (m.attached_to IS NULL OR NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = m.attached_to AND a.confidential = 1
                 AND NOT EXISTS (SELECT 1 FROM article_people n WHERE n.article_id = a.id AND n.person_id = ",
            $person,
            " AND (n.began = 1 OR n.named = 1)))
               OR EXISTS (SELECT 1 FROM published_media s WHERE s.id = m.id)) "
        )
    };
}

macro_rules! kept {
    ($($rest:expr),+) => {
        concat!(
            "SELECT m.id, m.hash, m.name, m.media_type, m.bytes, m.width, m.height, m.title, m.alt, m.caption, m.credit,
                    m.description, m.tint, m.variants, m.remote, m.attached_to, m.focus_x, m.focus_y, m.created_at, m.retired_at,
                    (SELECT COUNT(*) FROM published_media p WHERE p.id = m.id)
             FROM media m WHERE ",
            $($rest),+
        )
    };
}

/// The other words that were asked for, and the kind.
macro_rules! with_words {
    () => {
        " AND m.retired_at IS NULL AND m.picture >= ?11 AND m.picture <= ?12
         AND EXISTS (SELECT 1 FROM media_words w WHERE w.media_id = m.id AND w.word >= ?5 AND w.word < ?6)
         AND EXISTS (SELECT 1 FROM media_words w WHERE w.media_id = m.id AND w.word >= ?7 AND w.word < ?8)
         AND EXISTS (SELECT 1 FROM media_words w WHERE w.media_id = m.id AND w.word >= ?9 AND w.word < ?10) AND "
    };
}

/// A word that so many have is common.
const MANY: i64 = 2_000;

fn read(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        id: row.int(0)?,
        medium: Medium {
            hash: row.opt_text(1)?,
            name: row.text(2)?,
            media_type: row.text(3)?,
            bytes: row.int(4)?,
            width: row.opt_int(5)?,
            height: row.opt_int(6)?,
            title: row.text(7)?,
            alt: row.text(8)?,
            caption: row.text(9)?,
            credit: row.text(10)?,
            description: row.text(11)?,
            tint: row.text(12)?,
            variants: row.json(13)?,
            remote: row.opt_text(14)?,
            attached_to: row.opt_int(15)?,
        },
        focus: Focus::of_stored(row.opt_int(16)?, row.opt_int(17)?),
        at: row.int(18)?,
        retired: row.opt_int(19)?.is_some(),
        shown: row.int(20)? > 0,
    })
}

/// One of them, whoever may find it, also if it was taken out of the library.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<Kept>> {
    sql.row(kept!("m.id = ?1"), params![id], read)
}

/// One of those that somebody may find, also if it was taken out of the library.
pub fn found(sql: &mut Sql<'_>, id: i64, person: i64) -> Result<Option<Kept>> {
    sql.row(kept!("m.id = ?1 AND", findable!("?2")), params![id, person], read)
}

/// One that these bytes became, or that is these bytes, of those that somebody may find.
pub fn by_content(sql: &mut Sql<'_>, sha256: &str, person: i64) -> Result<Option<i64>> {
    let found = sql.row(
        kept!(
            "m.id IN (SELECT id FROM media WHERE original = ?1 UNION SELECT id FROM media WHERE hash = ?1) AND m.retired_at IS NULL AND",
            findable!("?2"),
            "ORDER BY m.id LIMIT 1"
        ),
        params![sha256, person],
        read,
    )?;
    Ok(found.map(|kept| kept.id))
}

/// Those that are asked for, the newest first. Each way of asking has an index.
pub fn list(sql: &mut Sql<'_>, wanted: &Wanted) -> Result<Vec<Kept>> {
    let (before, limit, person) = (wanted.before.unwrap_or(i64::MAX), wanted.limit, wanted.person);
    let words = words::asked(&wanted.text);
    if words.is_empty() {
        if !wanted.text.trim().is_empty() {
            // Signs alone are in nothing.
            return Ok(Vec::new());
        }
        return match wanted.pictures {
            None => sql.rows(
                kept!(
                    "m.retired_at IS NULL AND m.id < ?1 AND",
                    findable!("?3"),
                    "ORDER BY m.id DESC LIMIT ?2"
                ),
                params![before, limit, person],
                read,
            ),
            Some(pictures) => sql.rows(
                kept!(
                    "m.picture = ?4 AND m.retired_at IS NULL AND m.id < ?1 AND",
                    findable!("?3"),
                    "ORDER BY m.id DESC LIMIT ?2"
                ),
                params![before, limit, person, pictures],
                read,
            ),
        };
    }
    // A word that was not asked for is any.
    let any = (Vec::new(), vec![0xff]);
    let word = |at: usize| words.get(at).unwrap_or(&any);
    let ((a, az), (b, bz), (c, cz), (d, dz)) = (word(0), word(1), word(2), word(3));
    let (least, most) = wanted.pictures.map_or((0, 1), |p| (i64::from(p), i64::from(p)));
    let params = params![before, limit, a, az, b, bz, c, cz, d, dz, least, most, person];
    // Of a word that many have, the newest that have it are soon met; those of one that few have are listed.
    let many = sql.number(
        "SELECT COUNT(*) FROM (SELECT 1 FROM media_words WHERE word >= ?1 AND word < ?2 LIMIT ?3) w",
        params![a, az, MANY],
    )?;
    if many >= MANY {
        return sql.rows(
            kept!(
                "m.id < ?1 AND EXISTS (SELECT 1 FROM media_words w WHERE w.media_id = m.id AND w.word >= ?3 AND w.word < ?4)",
                with_words!(),
                findable!("?13"),
                "ORDER BY m.id DESC LIMIT ?2"
            ),
            params,
            read,
        );
    }
    sql.rows(
        kept!(
            "m.id IN (SELECT media_id FROM media_words WHERE word >= ?3 AND word < ?4 AND media_id < ?1)",
            with_words!(),
            findable!("?13"),
            "ORDER BY m.id DESC LIMIT ?2"
        ),
        params,
        read,
    )
}

/// Some whose words are not written down yet.
pub fn without_words(sql: &mut Sql<'_>, limit: i64) -> Result<Vec<Kept>> {
    sql.rows(kept!("m.worded = 0 ORDER BY m.id LIMIT ?1"), params![limit], read)
}

/// An article that shows a picture or file.
#[derive(Debug, Clone)]
pub struct Use {
    /// The article.
    pub article: i64,
    /// Its headline.
    pub headline: String,
    /// As stored.
    pub stage: String,
    /// Whether readers see it there.
    pub public: bool,
    /// The article's address, if readers see it.
    pub path: Option<String>,
}

/// Articles that show a picture or file, the newest numbers first.
pub fn uses(sql: &mut Sql<'_>, media: i64, limit: i64) -> Result<Vec<Use>> {
    sql.rows(
        "SELECT a.id, a.headline, a.stage, l.path,
                (SELECT COUNT(*) FROM media_uses p WHERE p.media_id = ?1 AND p.article_id = a.id AND p.place = 'published')
         FROM articles a LEFT JOIN published_articles l ON l.id = a.id AND l.state = 'live'
         WHERE a.id IN (SELECT article_id FROM media_uses WHERE media_id = ?1)
           AND (l.id IS NOT NULL OR EXISTS (SELECT 1 FROM media_uses n WHERE n.media_id = ?1 AND n.article_id = a.id AND n.place = 'newest'))
         ORDER BY a.id DESC LIMIT ?2",
        params![media, limit],
        |row| {
            let path = row.opt_text(3)?;
            Ok(Use {
                article: row.int(0)?,
                headline: row.text(1)?,
                stage: row.text(2)?,
                public: path.is_some() && row.int(4)? > 0,
                path,
            })
        },
    )
}
