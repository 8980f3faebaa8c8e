//! The uploads' SQL.

use super::model::{Announced, Upload};
use crate::{changes::Tx, db::Sql, error::Result, params};

/// Writes down that one begins.
pub fn begin(tx: &mut Tx<'_, '_>, id: &str, person: i64, announced: &Announced) -> Result<()> {
    let now = tx.now;
    let sha256 = announced.sha256.map(|hash| hash.to_string()).unwrap_or_default();
    tx.execute(
        "INSERT INTO uploads (id, person_id, name, bytes, sha256, article_id, touched_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, person, &announced.name, announced.bytes, &sha256, announced.article, now],
    )?;
    Ok(())
}

/// One that this person brings.
pub fn upload(sql: &mut Sql<'_>, id: &str, person: i64) -> Result<Option<Upload>> {
    sql.row(
        "SELECT name, bytes, sha256, article_id, received, media_id FROM uploads WHERE id = ?1 AND person_id = ?2",
        params![id, person],
        |row| {
            Ok(Upload {
                id: id.to_owned(),
                person,
                announced: Announced {
                    name: row.text(0)?,
                    bytes: row.int(1)?,
                    sha256: row.text(2)?.parse().ok(),
                    article: row.opt_int(3)?,
                },
                received: row.int(4)?,
                media: row.opt_int(5)?,
            })
        },
    )
}

/// Writes down how far one has come.
pub fn advance(tx: &mut Tx<'_, '_>, id: &str, received: i64) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "UPDATE uploads SET received = ?2, touched_at = ?3 WHERE id = ?1",
        params![id, received, now],
    )?;
    Ok(())
}

/// Writes down what one became. It is kept for a while: the answer to its last piece may have been lost.
pub fn finish(tx: &mut Tx<'_, '_>, id: &str, media: i64) -> Result<()> {
    let now = tx.now;
    tx.execute("UPDATE uploads SET media_id = ?2, touched_at = ?3 WHERE id = ?1", params![id, media, now])?;
    Ok(())
}

/// Forgets one.
pub fn forget(tx: &mut Tx<'_, '_>, id: &str) -> Result<()> {
    tx.execute("DELETE FROM uploads WHERE id = ?1", params![id])?;
    Ok(())
}

/// How many somebody has begun and not finished.
pub fn open(sql: &mut Sql<'_>, person: i64) -> Result<i64> {
    sql.number("SELECT COUNT(*) FROM uploads WHERE person_id = ?1 AND media_id IS NULL", params![person])
}

/// Forgets those that nobody has gone on with since a moment; gives their names.
pub fn prune(tx: &mut Tx<'_, '_>, before: i64) -> Result<Vec<String>> {
    tx.rows("DELETE FROM uploads WHERE touched_at < ?1 RETURNING id", params![before], |row| row.text(0))
}
