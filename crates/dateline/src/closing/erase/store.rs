//! The SQL of erasing: every place that keeps what somebody wrote of an article.

use crate::{changes::Tx, db::Sql, error::Result, params};

/// A column that is looked through: what it is called, its rows of an article as key and text, and how one is written anew.
pub struct Spot {
    /// In a few words.
    pub what: &'static str,
    /// Whether its texts are JSON.
    pub json: bool,
    select: &'static str,
    update: &'static str,
}

/// A spot: its table's rows of an article have a number of their own.
macro_rules! spot {
    ($what:literal, $json:literal, $table:literal, $column:literal) => {
        Spot {
            what: $what,
            json: $json,
            select: concat!(
                "SELECT id, ",
                $column,
                " FROM ",
                $table,
                " WHERE article_id = ?1 AND ",
                $column,
                " IS NOT NULL"
            ),
            update: concat!("UPDATE ", $table, " SET ", $column, " = ?2 WHERE id = ?1 AND article_id = ?3"),
        }
    };
    // Of what hangs on the article's comments.
    (of comments $what:literal, $table:literal, $column:literal) => {
        Spot {
            what: $what,
            json: false,
            select: concat!(
                "SELECT t.id, t.",
                $column,
                " FROM ",
                $table,
                " t JOIN comments c ON c.id = t.comment_id WHERE c.article_id = ?1"
            ),
            update: concat!(
                "UPDATE ",
                $table,
                " SET ",
                $column,
                " = ?2 WHERE id = ?1 AND comment_id IN (SELECT id FROM comments WHERE article_id = ?3)"
            ),
        }
    };
    // Of what hangs on its publications.
    (media $column:literal) => {
        Spot {
            what: "pictures and files",
            json: false,
            select: concat!(
                "SELECT DISTINCT m.id, m.",
                $column,
                " FROM media m JOIN media_uses u ON u.media_id = m.id WHERE u.article_id = ?1"
            ),
            update: concat!(
                "UPDATE media SET ",
                $column,
                " = ?2 WHERE id = ?1 AND id IN (SELECT media_id FROM media_uses WHERE article_id = ?3)"
            ),
        }
    };
}

/// The places, but for revisions and publications, whose hashes follow, and for what is made anew from them.
pub const SPOTS: &[Spot] = &[
    Spot {
        what: "working copies",
        json: true,
        select: "SELECT person_id, manuscript FROM working_copies WHERE article_id = ?1",
        update: "UPDATE working_copies SET manuscript = ?2 WHERE person_id = ?1 AND article_id = ?3",
    },
    spot!("notes", false, "notes", "quote"),
    spot!("notes", false, "notes", "body"),
    spot!("notes on stages", false, "stage_changes", "note"),
    spot!("schedules", false, "schedules", "said"),
    spot!("embargoes", false, "embargoes", "note"),
    spot!("private links", false, "private_links", "label"),
    spot!("reasons to open it", false, "glass", "reason"),
    spot!("corrections", false, "corrections", "text"),
    spot!("corrections", false, "corrections", "was"),
    spot!("readers' reports", false, "error_reports", "passage"),
    spot!("readers' reports", false, "error_reports", "text"),
    spot!("readers' reports", false, "error_reports", "evidence"),
    spot!("readers' reports", false, "error_reports", "name"),
    spot!("readers' reports", false, "error_reports", "answer"),
    spot!("takedowns", false, "takedowns", "note"),
    spot!("takedowns", false, "takedowns", "reason"),
    spot!("takedowns", false, "takedowns", "ended_reason"),
    spot!("erasures", false, "erasures", "reason"),
    spot!("comments", true, "comments", "body"),
    spot!("comments", false, "comments", "author"),
    spot!("comments", false, "comments", "url"),
    spot!("comments", true, "published_comments", "body"),
    spot!("comments", false, "published_comments", "author"),
    spot!("comments", false, "published_comments", "url"),
    spot!(of comments "decisions on comments", "comment_decisions", "reason"),
    spot!(of comments "reports of comments", "comment_reports", "details"),
    Spot {
        what: "notes on withdrawals",
        json: false,
        select: "SELECT e.publication_id, e.note FROM publication_endings e JOIN publications p ON p.id = e.publication_id
                 WHERE p.article_id = ?1",
        update: "UPDATE publication_endings SET note = ?2
                 WHERE publication_id = ?1 AND publication_id IN (SELECT id FROM publications WHERE article_id = ?3)",
    },
    Spot {
        what: "notes on withdrawals",
        json: false,
        select: "SELECT id, note FROM published_articles WHERE id = ?1",
        update: "UPDATE published_articles SET note = ?2 WHERE id = ?1 AND id = ?3",
    },
    spot!(media "title"),
    spot!(media "alt"),
    spot!(media "caption"),
    spot!(media "credit"),
    spot!(media "description"),
];

/// The rows of a spot that an article has.
pub fn texts(sql: &mut Sql<'_>, spot: &Spot, article: i64) -> Result<Vec<(i64, String)>> {
    sql.rows(spot.select, params![article], |row| Ok((row.int(0)?, row.text(1)?)))
}

/// Writes one of them anew.
pub fn write(tx: &mut Tx<'_, '_>, spot: &Spot, article: i64, key: i64, text: &str) -> Result<()> {
    tx.execute(spot.update, params![key, text, article])?;
    Ok(())
}

/// A comment that was changed is no twin of what says now what it said.
pub fn forget_digests(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute("UPDATE comments SET digest = 0 WHERE article_id = ?1", params![article])?;
    Ok(())
}

/// The revisions of an article: row, form, text.
pub fn revisions(sql: &mut Sql<'_>, article: i64) -> Result<Vec<(i64, i64, String)>> {
    sql.rows("SELECT id, v, manuscript FROM revisions WHERE article_id = ?1", params![article], |row| {
        Ok((row.int(0)?, row.int(1)?, row.text(2)?))
    })
}

/// Writes the text of a revision anew.
pub fn set_revision(tx: &mut Tx<'_, '_>, id: i64, text: &str) -> Result<()> {
    tx.execute("UPDATE revisions SET manuscript = ?2 WHERE id = ?1", params![id, text])?;
    Ok(())
}

/// The publications of an article: number, what stood around the text, the text.
pub fn publications(sql: &mut Sql<'_>, article: i64) -> Result<Vec<(i64, String, String)>> {
    sql.rows(
        "SELECT p.id, p.shown, r.manuscript FROM publications p JOIN revisions r ON r.id = p.revision_id WHERE p.article_id = ?1",
        params![article],
        |row| Ok((row.int(0)?, row.text(1)?, row.text(2)?)),
    )
}

/// The publications that showed a file, with their articles.
pub fn publications_with(sql: &mut Sql<'_>, media: i64) -> Result<Vec<(i64, i64, String, String)>> {
    sql.rows(
        "SELECT p.id, p.article_id, p.shown, r.manuscript FROM publications p JOIN revisions r ON r.id = p.revision_id
         WHERE p.shown LIKE ?1",
        params![&format!("%\"id\":{media},%")],
        |row| Ok((row.int(0)?, row.int(1)?, row.text(2)?, row.text(3)?)),
    )
}

/// Writes anew what stood around a publication's text, and its hash.
pub fn set_publication(tx: &mut Tx<'_, '_>, id: i64, shown: &str, sha256: &str) -> Result<()> {
    tx.execute("UPDATE publications SET shown = ?2, sha256 = ?3 WHERE id = ?1", params![id, shown, sha256])?;
    Ok(())
}

/// What is confirmed goes on being confirmed, of the text as it is now.
pub fn move_confirmation(tx: &mut Tx<'_, '_>, article: i64, was: &str, now: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO source_confirmations (article_id, what, digest, person_id, at)
         SELECT article_id, what, ?3, person_id, at FROM source_confirmations WHERE article_id = ?1 AND digest = ?2
         ON CONFLICT DO NOTHING",
        params![article, was, now],
    )?;
    tx.execute(
        "DELETE FROM source_confirmations WHERE article_id = ?1 AND digest = ?2",
        params![article, was],
    )?;
    Ok(())
}

/// Rows by number and text that are no article's alone: work that is still to be done, and what imports said of themselves.
pub fn jobs(sql: &mut Sql<'_>) -> Result<Vec<(i64, String, String)>> {
    sql.rows("SELECT id, payload, said FROM jobs", &[], |row| Ok((row.int(0)?, row.text(1)?, row.text(2)?)))
}

/// Writes a job anew.
pub fn set_job(tx: &mut Tx<'_, '_>, id: i64, payload: &str, said: &str) -> Result<()> {
    tx.execute("UPDATE jobs SET payload = ?2, said = ?3 WHERE id = ?1", params![id, payload, said])?;
    Ok(())
}

/// What imports said of themselves.
pub fn imports(sql: &mut Sql<'_>) -> Result<Vec<(i64, String)>> {
    sql.rows("SELECT id, summary FROM import_runs", &[], |row| Ok((row.int(0)?, row.text(1)?)))
}

/// Writes that anew.
pub fn set_import(tx: &mut Tx<'_, '_>, id: i64, summary: &str) -> Result<()> {
    tx.execute("UPDATE import_runs SET summary = ?2 WHERE id = ?1", params![id, summary])?;
    Ok(())
}

/// What the log says of an article and of its comments.
pub fn audit(sql: &mut Sql<'_>, article: i64) -> Result<Vec<(i64, String)>> {
    sql.rows(
        "SELECT id, detail FROM audit WHERE subject = ?2 AND detail <> ''
         UNION ALL SELECT a.id, a.detail FROM comments c JOIN audit a ON a.subject = 'comment/' || CAST(c.id AS TEXT)
         WHERE c.article_id = ?1 AND a.detail <> ''",
        params![article, &format!("article/{article}")],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )
}

/// Writes a row of the log anew.
pub fn set_audit(tx: &mut Tx<'_, '_>, id: i64, detail: &str) -> Result<()> {
    tx.execute("UPDATE audit SET detail = ?2 WHERE id = ?1", params![id, detail])?;
    Ok(())
}

/// What an import kept of an article and of its comments as they came: source, kind, original number, data.
pub fn originals(sql: &mut Sql<'_>, article: i64) -> Result<Vec<([String; 3], String)>> {
    sql.rows(
        "SELECT source, kind, original, data FROM originals WHERE (ours = ?1 AND kind IN ('article', 'text'))
             OR (kind = 'comment' AND ours IN (SELECT id FROM comments WHERE article_id = ?1))",
        params![article],
        |row| Ok(([row.text(0)?, row.text(1)?, row.text(2)?], row.text(3)?)),
    )
}

/// Writes that anew.
pub fn set_original(tx: &mut Tx<'_, '_>, [source, kind, original]: &[String; 3], data: &str) -> Result<()> {
    tx.execute(
        "UPDATE originals SET data = ?4 WHERE source = ?1 AND kind = ?2 AND original = ?3",
        params![source, kind, original, data],
    )?;
    Ok(())
}

/// The addresses that lead to an article.
pub fn addresses(sql: &mut Sql<'_>, article: i64) -> Result<Vec<String>> {
    sql.rows("SELECT path FROM paths WHERE kind = 'article' AND target = ?1", params![article], |row| {
        row.text(0)
    })
}

/// Pictures and files that an article shows.
pub fn media_of(sql: &mut Sql<'_>, article: i64) -> Result<Vec<i64>> {
    sql.rows("SELECT DISTINCT media_id FROM media_uses WHERE article_id = ?1", params![article], |row| {
        row.int(0)
    })
}

/// Notes that something was erased, never what.
pub fn note(
    tx: &mut Tx<'_, '_>,
    of: (Option<i64>, Option<i64>),
    what: &str,
    places: i64,
    reason: &str,
) -> Result<i64> {
    let (now, person, (article, media)) = (tx.now, tx.actor.person, of);
    tx.number(
        "INSERT INTO erasures (article_id, what, media_id, places, reason, person_id, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         RETURNING id",
        params![article, what, media, places, reason, person, now],
    )
}

/// All rows of media that hold the file of one, with what they hold: number, hash, sizes as JSON.
pub fn with_file_of(sql: &mut Sql<'_>, media: i64) -> Result<Vec<(i64, Option<String>, String)>> {
    sql.rows(
        "SELECT m.id, m.hash, m.variants FROM media m
         WHERE m.id = ?1 OR m.hash = (SELECT o.hash FROM media o WHERE o.id = ?1)",
        params![media],
        |row| Ok((row.int(0)?, row.opt_text(1)?, row.text(2)?)),
    )
}

/// Empties a row of media, and what readers see of it. Readers' row of the file says that it is gone.
pub fn empty(tx: &mut Tx<'_, '_>, media: i64) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "UPDATE media SET hash = NULL, name = '', bytes = 0, width = NULL, height = NULL, title = '', alt = '', caption = '',
             credit = '', description = '', variants = '[]', remote = NULL, tint = '', original = NULL, focus_x = NULL,
             focus_y = NULL, released = 0, retired_at = COALESCE(retired_at, ?2) WHERE id = ?1",
        params![media, now],
    )?;
    tx.execute("DELETE FROM media_words WHERE media_id = ?1", params![media])?;
    tx.execute("DELETE FROM published_media WHERE id = ?1", params![media])?;
    tx.execute("DELETE FROM uploads WHERE media_id = ?1", params![media])?;
    tx.execute("DELETE FROM jobs WHERE once = ?1", params![&format!("avif/{media}")])?;
    tx.execute("DELETE FROM originals WHERE kind = 'media' AND ours = ?1", params![media])?;
    Ok(())
}

/// Says of a file that it was erased: readers are told that it is gone, and it does not come back.
pub fn bury(tx: &mut Tx<'_, '_>, hash: &str, media: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO published_files (hash, media_id, media_type, bytes) VALUES (?1, ?2, '', 0)
         ON CONFLICT (hash) DO UPDATE SET media_id = excluded.media_id, media_type = '', bytes = 0",
        params![hash, media],
    )?;
    Ok(())
}
