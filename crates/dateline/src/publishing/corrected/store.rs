//! The SQL of published corrections.

use crate::{
    changes::{Fact, Tx},
    error::Result,
    params,
};

/// The fact that an article's corrections are as shown.
pub fn fact(article: i64) -> Fact {
    Fact::of("corrections", article)
}

/// The fact that the site's newest corrections are as listed.
pub fn newest_fact() -> Fact {
    Fact::new("list/corrections")
}

/// Makes an article's published corrections anew; of one that is not live there are none. Versions are publications counted from 1.
/// One that was taken down keeps its row, without what it said.
///
/// When the wrong thing began to stand: with its first publication. What was imported was public elsewhere before it was published
/// here, so of the first version it is the date that the article carries, if that is earlier.
pub fn show(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    let gone = tx.execute("DELETE FROM published_corrections WHERE article_id = ?1", params![article])?;
    let shown = tx.execute(
        "INSERT INTO published_corrections (id, article_id, kind, text, was, first_version, last_version, mended_in, wrong_from,
             wrong_until, corrects, corrected_by, at, status, note)
         SELECT c.id, c.article_id, c.kind, CASE WHEN t.id IS NULL THEN c.text ELSE '' END,
             CASE WHEN t.id IS NULL THEN c.was ELSE '' END,
             (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.first_publication),
             (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.last_publication),
             CASE WHEN c.mended_by IS NULL THEN NULL ELSE
                 (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.mended_by) END,
             CASE WHEN l.published_on < f.from_at
                     AND NOT EXISTS (SELECT 1 FROM publications p WHERE p.article_id = c.article_id AND p.id < c.first_publication)
                 THEN l.published_on ELSE f.from_at END,
             CASE WHEN c.mended_by IS NULL THEN c.at ELSE COALESCE(e.at, c.at) END,
             c.corrects, (SELECT MAX(b.id) FROM corrections b WHERE b.corrects = c.id), c.at, COALESCE(t.status, 200),
             COALESCE(t.note, '')
         FROM corrections c JOIN published_articles l ON l.id = c.article_id AND l.state = 'live'
         JOIN publications f ON f.id = c.first_publication
         LEFT JOIN publication_endings e ON e.publication_id = c.last_publication
         LEFT JOIN takedowns t ON t.id = (SELECT MAX(d.id) FROM takedowns d WHERE d.what = 'correction' AND d.correction_id = c.id
             AND d.ended_at IS NULL)
         WHERE c.article_id = ?1",
        params![article],
    )?;
    if gone > 0 || shown > 0 {
        tx.touch(fact(article));
        tx.touch(newest_fact());
    }
    Ok(())
}

/// Takes an article's corrections out of what readers see.
pub fn hide(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    if tx.execute("DELETE FROM published_corrections WHERE article_id = ?1", params![article])? > 0 {
        tx.touch(fact(article));
        tx.touch(newest_fact());
    }
    Ok(())
}
