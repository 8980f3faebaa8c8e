//! The verbs: say what a picture or file is, take it out of the library, bring it back.

use super::{
    library,
    model::Said,
    store::{describe as write, set_retired, write_words},
};
use crate::{
    changes::Tx,
    error::{Error, Result},
};

/// Says what a picture or file is. If readers see it, they see what is said at once.
pub fn describe(tx: &mut Tx<'_, '_>, id: i64, said: &Said) -> Result<()> {
    let before = kept(tx, id)?;
    write(tx, id, said)?;
    let after = kept(tx, id)?;
    write_words(tx, id, &after.medium)?;
    let was = &before.medium;
    let changed: Vec<&str> = [
        ("title", was.title != said.title),
        ("alt", was.alt != said.alt),
        ("caption", was.caption != said.caption),
        ("credit", was.credit != said.credit),
        ("focus", before.focus != said.focus),
    ]
    .into_iter()
    .filter_map(|(name, changed)| changed.then_some(name))
    .collect();
    tx.audit(format!("media/{id}"), changed.join(", "));
    Ok(())
}

/// Takes a picture or file out of the library, so that nobody chooses it any more. What shows it goes on doing so.
pub fn retire(tx: &mut Tx<'_, '_>, id: i64, retired: bool) -> Result<()> {
    let kept = kept(tx, id)?;
    if kept.retired != retired {
        set_retired(tx, id, retired)?;
        tx.audit(format!("media/{id}"), if retired { "retired" } else { "brought back" });
    }
    Ok(())
}

fn kept(tx: &mut Tx<'_, '_>, id: i64) -> Result<library::Kept> {
    library::store::one(tx, id)?.ok_or_else(|| Error::NotFound(format!("file {id}")))
}
