//! Reading an article's newest text again, and refusing what was found.

use super::{propose, store};
use crate::{
    articles,
    changes::Tx,
    error::{Error, Result},
    settings,
};

/// Reads the newest text of an article, so that what is listed of it is what stands there.
pub fn read_again(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    let Some(found) = articles::store::article(tx, article)? else { return Ok(()) };
    let Some((_, manuscript)) = articles::store::revision(tx, article, found.latest)? else { return Ok(()) };
    let paper = settings::store::site(tx)?.name;
    let all = propose(&manuscript.body, &manuscript.sources, manuscript.language.as_str(), &paper);
    store::keep(tx, article, found.latest, &all.unwrap_or_default())
}

/// A revision was saved: if something was open in the one before, the new one is read, so that lists say what stands there.
/// Others wait for the next reading of the archive.
pub fn follow(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    match store::open(tx, article)? {
        Some(open) if open > 0 => read_again(tx, article),
        _ => Ok(()),
    }
}

/// Somebody says that this is no source. It is not proposed again for this article.
pub fn refuse(tx: &mut Tx<'_, '_>, article: i64, digest: &str) -> Result<()> {
    if digest.len() != 64 || !digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Error::refused("digest", "is none of a proposal; send the one that came with it"));
    }
    if store::refuse(tx, article, digest)? {
        tx.audit(format!("article/{article}"), "a proposed source refused");
    }
    Ok(())
}
