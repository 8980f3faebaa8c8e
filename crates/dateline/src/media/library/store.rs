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

macro_rules! kept {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.hash, m.name, m.media_type, m.bytes, m.width, m.height, m.title, m.alt, m.caption, m.credit,
                    m.description, m.tint, m.variants, m.remote, m.attached_to, m.focus_x, m.focus_y, m.created_at, m.retired_at,
                    (SELECT COUNT(*) FROM published_media p WHERE p.id = m.id)
             FROM media m WHERE ",
            $rest
        )
    };
}

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

/// One of them, also if it was taken out of the library.
pub fn one(sql: &mut Sql<'_>, id: i64) -> Result<Option<Kept>> {
    sql.row(kept!("m.id = ?1"), params![id], read)
}

/// Those that are asked for, the newest first. Each way of asking has an index.
pub fn list(sql: &mut Sql<'_>, wanted: &Wanted) -> Result<Vec<Kept>> {
    let (before, limit) = (wanted.before.unwrap_or(i64::MAX), wanted.limit);
    let words = words::asked(&wanted.text);
    if words.is_empty() {
        if !wanted.text.trim().is_empty() {
            // Signs alone are in nothing.
            return Ok(Vec::new());
        }
        return match wanted.pictures {
            None => sql.rows(
                kept!("m.retired_at IS NULL AND m.id < ?1 ORDER BY m.id DESC LIMIT ?2"),
                params![before, limit],
                read,
            ),
            Some(pictures) => sql.rows(
                kept!("m.picture = ?3 AND m.retired_at IS NULL AND m.id < ?1 ORDER BY m.id DESC LIMIT ?2"),
                params![before, limit, pictures],
                read,
            ),
        };
    }
    // A word that was not asked for is any.
    let any = (Vec::new(), vec![0xff]);
    let word = |at: usize| words.get(at).unwrap_or(&any);
    let ((a, az), (b, bz), (c, cz), (d, dz)) = (word(0), word(1), word(2), word(3));
    let (least, most) = wanted.pictures.map_or((0, 1), |p| (i64::from(p), i64::from(p)));
    sql.rows(
        kept!(
            "m.id IN (SELECT media_id FROM media_words WHERE word >= ?3 AND word < ?4 AND media_id < ?1)
             AND m.retired_at IS NULL AND m.picture >= ?11 AND m.picture <= ?12
             AND EXISTS (SELECT 1 FROM media_words w WHERE w.media_id = m.id AND w.word >= ?5 AND w.word < ?6)
             AND EXISTS (SELECT 1 FROM media_words w WHERE w.media_id = m.id AND w.word >= ?7 AND w.word < ?8)
             AND EXISTS (SELECT 1 FROM media_words w WHERE w.media_id = m.id AND w.word >= ?9 AND w.word < ?10)
             ORDER BY m.id DESC LIMIT ?2"
        ),
        params![before, limit, a, az, b, bz, c, cz, d, dz, least, most],
        read,
    )
}

/// Some whose words are not written down yet.
pub fn without_words(sql: &mut Sql<'_>, limit: i64) -> Result<Vec<Kept>> {
    sql.rows(kept!("m.worded = 0 ORDER BY m.id LIMIT ?1"), params![limit], read)
}
