//! The SQL of what is related.

use crate::{
    changes::{Fact, Tx},
    error::Result,
    params,
};

/// The fact that these articles are related to one.
pub fn fact(article: i64) -> Fact {
    Fact::of("related", article)
}

/// Says what is related to an article as it stands in a publication. Pages made with another list go; with the same one they stay.
pub fn set(tx: &mut Tx<'_, '_>, article: i64, publication: i64, others: &[i64]) -> Result<()> {
    let before = tx.rows(
        "SELECT other_id FROM published_related WHERE article_id = ?1 ORDER BY place",
        params![article],
        |row| row.int(0),
    )?;
    if before != others {
        tx.execute("DELETE FROM published_related WHERE article_id = ?1", params![article])?;
        for (place, other) in (0_i64..).zip(others) {
            tx.execute(
                "INSERT INTO published_related (article_id, place, other_id) VALUES (?1, ?2, ?3)",
                params![article, place, *other],
            )?;
        }
        tx.touch(fact(article));
    }
    tx.execute(
        "INSERT INTO published_related_made (article_id, publication_id) VALUES (?1, ?2)
         ON CONFLICT (article_id) DO UPDATE SET publication_id = excluded.publication_id
         WHERE published_related_made.publication_id <> excluded.publication_id",
        params![article, publication],
    )?;
    Ok(())
}

/// Forgets what is related to an article that is not public any more.
pub fn forget(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute("DELETE FROM published_related WHERE article_id = ?1", params![article])?;
    tx.execute("DELETE FROM published_related_made WHERE article_id = ?1", params![article])?;
    Ok(())
}

/// Has all of it found out anew. What was found stays until then.
pub fn anew(tx: &mut Tx<'_, '_>) -> Result<()> {
    tx.execute("DELETE FROM published_related_made", &[])?;
    Ok(())
}
