//! The files that the database names: originals and variants, of media and of what readers may fetch.

use crate::{db::Sql, error::Result, files::Hash, media::model::Variant, params};
use std::collections::BTreeSet;

/// Files that are held in memory at a time, about.
const AT_ONCE: i64 = 200_000;
/// Rows that are read at a time.
const PAGE: i64 = 500;
/// Variants of a picture, about: to guess how many files there are.
const VARIANTS: i64 = 6;

/// Gives each file's hash once to `see`, in the order of the hashes, and how many passes over the tables that takes:
/// each pass has its share of the hashes, so that memory does not grow with the archive.
///
/// Backups of older schemas use this too: a migration that changes these columns must keep both ways of reading here.
pub fn each(sql: &mut Sql<'_>, see: &mut dyn FnMut(&mut Sql<'_>, Hash) -> Result<()>) -> Result<()> {
    let media = sql.number("SELECT COUNT(*) FROM media", &[])?;
    let passes = (1 + media * VARIANTS / AT_ONCE).clamp(1, 256);
    for pass in 0..passes {
        for hash in share(sql, pass, passes)? {
            see(sql, hash)?;
        }
    }
    Ok(())
}

fn share(sql: &mut Sql<'_>, pass: i64, passes: i64) -> Result<BTreeSet<Hash>> {
    let mut all = BTreeSet::new();
    let mut take = |text: &str| {
        if let Ok(hash) = text.parse::<Hash>()
            && hash.as_bytes().first().is_some_and(|first| i64::from(*first) * passes / 256 == pass)
        {
            all.insert(hash);
        }
    };
    let mut after = i64::MIN;
    loop {
        let page = sql.rows(
            "SELECT id, hash, variants FROM media WHERE id > ?1 ORDER BY id LIMIT ?2",
            params![after, PAGE],
            |row| Ok((row.int(0)?, row.opt_text(1)?, row.json::<Vec<Variant>>(2)?)),
        )?;
        let Some((last, ..)) = page.last() else { break };
        after = *last;
        for (_, hash, variants) in &page {
            hash.iter().for_each(|hash| take(hash));
            variants.iter().for_each(|variant| take(&variant.hash));
        }
    }
    let mut after = String::new();
    loop {
        let page = sql.rows(
            "SELECT hash FROM published_files WHERE hash > ?1 ORDER BY hash LIMIT ?2",
            params![&after, PAGE],
            |row| row.text(0),
        )?;
        page.iter().for_each(|hash| take(hash));
        match page.into_iter().last() {
            Some(last) => after = last,
            None => return Ok(all),
        }
    }
}
