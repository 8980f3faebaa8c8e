//! Every file that the database names is in the store; with `--files`, each is read and compared with its hash.

use super::{Progress, Report, count};
use crate::{
    db::Sql,
    error::{Error, Result},
    files::{Files, Hash, StoreError, store::Found},
    media::model::Variant,
    params,
};

const PAGE: i64 = 200;

/// A row of media, and whether readers may see it.
struct Medium {
    id: i64,
    hash: Option<String>,
    bytes: i64,
    variants: String,
    shown: bool,
}

pub fn check(
    sql: &mut Sql<'_>,
    files: &Files,
    deep: bool,
    report: &mut Report,
    progress: Progress<'_>,
) -> Result<()> {
    let total = count(sql, "SELECT COUNT(*) FROM media")?;
    let (mut after, mut done) = (i64::MIN, 0);
    loop {
        let page = sql.rows(
            "SELECT m.id, m.hash, m.bytes, m.variants, CASE WHEN s.id IS NULL THEN 0 ELSE 1 END
             FROM media m LEFT JOIN published_media s ON s.id = m.id WHERE m.id > ?1 ORDER BY m.id LIMIT ?2",
            params![after, PAGE],
            |row| {
                Ok(Medium {
                    id: row.int(0)?,
                    hash: row.opt_text(1)?,
                    bytes: row.int(2)?,
                    variants: row.text(3)?,
                    shown: row.flag(4)?,
                })
            },
        )?;
        let Some(last) = page.last() else { break };
        after = last.id;
        done += page.len() as u64;
        for medium in &page {
            let about = format!("file {}", medium.id);
            let Ok(variants) = serde_json::from_str::<Vec<Variant>>(&medium.variants) else {
                report.find(
                    "media",
                    about,
                    "its list of sizes cannot be read; bring the site back from a backup",
                );
                continue;
            };
            let whole = medium.hash.as_ref().map(|hash| (hash.as_str(), medium.bytes));
            for (hash, bytes) in whole.into_iter().chain(variants.iter().map(|v| (v.hash.as_str(), v.bytes)))
            {
                stored(files, hash, bytes, deep, &about, report)?;
                if medium.shown
                    && sql
                        .row("SELECT 1 FROM published_files WHERE hash = ?1", params![hash], |_| Ok(()))?
                        .is_none()
                {
                    let what = format!(
                        "is shown to readers, but they cannot fetch {hash}; bring the site back from a backup"
                    );
                    report.find("media", about.clone(), what);
                }
            }
        }
        progress("files", done, total);
    }
    fetched(sql, files, report)?;
    strangers(files, report)
}

/// A file is in the store, with its length, and in depth with its content.
fn stored(files: &Files, hash: &str, bytes: i64, deep: bool, about: &str, report: &mut Report) -> Result<()> {
    let Ok(hash) = hash.parse::<Hash>() else {
        report.find("media", about, format!("{hash:?} is no hash; bring the site back from a backup"));
        return Ok(());
    };
    report.saw("files", 1);
    match if deep { files.verify(&hash) } else { files.len(&hash) } {
        Ok(length) if i64::try_from(length) == Ok(bytes) => {}
        Ok(length) => report.find(
            "file",
            about,
            format!("{hash} has {length} bytes and should have {bytes}; bring it back from a backup"),
        ),
        Err(error @ (StoreError::Missing { .. } | StoreError::Damaged { .. } | StoreError::Io { .. })) => {
            report.find("file", about, error.to_string())
        }
        Err(error) => return Err(Error::refused("file store", error.to_string())),
    }
    Ok(())
}

/// Files that readers may fetch by an address of an earlier version, too.
fn fetched(sql: &mut Sql<'_>, files: &Files, report: &mut Report) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = sql.rows(
            "SELECT f.hash, f.media_id, m.hash FROM published_files f LEFT JOIN media m ON m.hash = f.hash
             WHERE f.hash > ?1 AND f.media_type <> '' ORDER BY f.hash LIMIT ?2",
            params![&after, PAGE],
            |row| Ok((row.text(0)?, row.int(1)?, row.opt_text(2)?)),
        )?;
        let Some((last, ..)) = page.last() else { return Ok(()) };
        after.clone_from(last);
        for (text, medium, original) in &page {
            // Originals were looked at with their media.
            let there = original.is_some() || text.parse::<Hash>().is_ok_and(|hash| files.contains(&hash));
            if !there {
                let what = format!(
                    "readers may fetch {text}, which is not in the store; bring it back from a backup"
                );
                report.find("file", format!("file {medium}"), what);
            }
        }
    }
}

/// What somebody else put into the store's folder does no harm.
fn strangers(files: &Files, report: &mut Report) -> Result<()> {
    for found in files.iter() {
        match found {
            Ok(Found::File { .. }) => {}
            Ok(Found::Stranger(path)) => report.remark(
                "stranger",
                path.display().to_string(),
                "is in the file store, but Dateline did not put it there; move it elsewhere",
            ),
            Err(error) => report.find("file", "file store", error.to_string()),
        }
    }
    Ok(())
}
