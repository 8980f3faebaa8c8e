//! The ledger of what was brought in: source site, kind, original number → ours.

use crate::{changes::Tx, db::Sql, error::Result, params};

/// A row of the ledger.
#[derive(Debug, Clone)]
pub struct Known {
    /// Our number.
    pub ours: i64,
    /// SHA-256 of what was brought in last.
    pub digest: String,
    /// The number of the revision that the import wrote last.
    pub revision: i64,
}

/// What is known of a thing.
pub fn known(sql: &mut Sql<'_>, source: &str, kind: &'static str, original: &str) -> Result<Option<Known>> {
    sql.row(
        "SELECT ours, digest, revision FROM imported WHERE source = ?1 AND kind = ?2 AND original = ?3",
        params![source, kind, original],
        |row| Ok(Known { ours: row.int(0)?, digest: row.text(1)?, revision: row.int(2)? }),
    )
}

/// A thing that is written into the ledger.
pub struct Entry<'a> {
    /// The source site.
    pub source: &'a str,
    /// What it is: article, media, section, topic, person, comment, upload, translations.
    pub kind: &'static str,
    /// Its number or name there.
    pub original: &'a str,
    /// Its number here.
    pub ours: i64,
    /// SHA-256 of what was brought in.
    pub digest: &'a str,
    /// The number of the revision that was written.
    pub revision: i64,
}

/// Writes into the ledger.
pub fn remember(tx: &mut Tx<'_, '_>, entry: &Entry<'_>) -> Result<()> {
    tx.execute(
        "INSERT INTO imported (source, kind, original, ours, digest, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (source, kind, original) DO UPDATE SET ours = excluded.ours, digest = excluded.digest,
             revision = excluded.revision",
        params![entry.source, entry.kind, entry.original, entry.ours, entry.digest, entry.revision],
    )?;
    Ok(())
}

/// Names a thing after `ours`, unless it has a name already; says which it has. Two that do so at once, as on PostgreSQL, get
/// the same answer: the second waits for the first.
pub fn name(tx: &mut Tx<'_, '_>, source: &str, kind: &'static str, original: &str, ours: i64) -> Result<i64> {
    tx.number(
        "INSERT INTO imported (source, kind, original, ours, digest) VALUES (?1, ?2, ?3, ?4, '')
         ON CONFLICT (source, kind, original) DO UPDATE SET ours = imported.ours RETURNING ours",
        params![source, kind, original, ours],
    )
}

/// Notes what a file was uploaded to. One that moved on is found at both: what it belonged to shows it still.
pub fn note_upload(tx: &mut Tx<'_, '_>, source: &str, media: i64, parent: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO imported_uploads (source, parent, media_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![source, parent, media],
    )?;
    Ok(())
}

/// The files that were uploaded to a thing, in the order of their numbers here.
pub fn uploaded_to(sql: &mut Sql<'_>, source: &str, parent: &str) -> Result<Vec<i64>> {
    sql.rows(
        "SELECT media_id FROM imported_uploads WHERE source = ?1 AND parent = ?2 ORDER BY media_id",
        params![source, parent],
        |row| row.int(0),
    )
}

/// Whether articles of a source are here.
pub fn has_articles(sql: &mut Sql<'_>, source: &str) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM imported WHERE source = ?1 AND kind = 'article' LIMIT 1",
        params![source],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// The things of a source that files were uploaded to, by their numbers there.
pub fn with_uploads(sql: &mut Sql<'_>, source: &str) -> Result<Vec<String>> {
    sql.rows("SELECT DISTINCT parent FROM imported_uploads WHERE source = ?1", params![source], |row| {
        row.text(0)
    })
}

/// Keeps what the other system had beside a thing. Private: no page and no API shows it.
pub fn keep_original(
    tx: &mut Tx<'_, '_>,
    source: &str,
    kind: &str,
    original: &str,
    ours: Option<i64>,
    data: &str,
) -> Result<bool> {
    let changed = tx.execute(
        "INSERT INTO originals (source, kind, original, ours, data) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (source, kind, original) DO UPDATE SET ours = excluded.ours, data = excluded.data
         WHERE originals.data <> excluded.data",
        params![source, kind, original, ours, data],
    )?;
    Ok(changed > 0)
}

/// What was kept of a thing.
pub fn original(sql: &mut Sql<'_>, source: &str, kind: &str, original: &str) -> Result<Option<String>> {
    sql.row(
        "SELECT data FROM originals WHERE source = ?1 AND kind = ?2 AND original = ?3",
        params![source, kind, original],
        |row| row.text(0),
    )
}

/// Notes that an import ran, and what it came to.
pub fn note_run(tx: &mut Tx<'_, '_>, source: &str, file: &str, started: i64, summary: &str) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "INSERT INTO import_runs (source, file, started_at, ended_at, summary) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![source, file, started, now, summary],
    )?;
    Ok(())
}

/// The type and name of a picture or file that was brought in, and whether it is here.
#[derive(Debug, Clone)]
pub struct File {
    /// Judged by content where it is here.
    pub media_type: String,
    /// What a download is called.
    pub title: String,
}

/// A file by our number.
pub fn file(sql: &mut Sql<'_>, id: i64) -> Result<Option<File>> {
    sql.row("SELECT media_type, title FROM media WHERE id = ?1", params![id], |row| {
        Ok(File { media_type: row.text(0)?, title: row.text(1)? })
    })
}
