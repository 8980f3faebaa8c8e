//! The verbs of writing. Desk, API and importers all use these; none has a second way in.

use super::{
    FairCopy,
    model::{Kind, Visibility},
    store,
};
use crate::{changes::Tx, error::Result};

/// A revision that was just written.
#[derive(Debug, Clone, Copy)]
pub struct Saved {
    /// The article.
    pub article: i64,
    /// The revision's row.
    pub revision: i64,
    /// The revision's number within the article, from 1.
    pub number: i64,
}

/// Creates an article with its first revision. Nobody outside the newsroom sees it.
pub fn create(
    tx: &mut Tx<'_, '_>,
    kind: Kind,
    visibility: Visibility,
    manuscript: &FairCopy,
    guid: Option<&str>,
    wanted: Option<i64>,
) -> Result<Saved> {
    let article = store::add(tx, kind, visibility, guid, wanted)?;
    save(tx, article, 0, manuscript)
}

/// Saves a revision on top of the one that its writer started from; refused if somebody else's came first.
pub fn save(tx: &mut Tx<'_, '_>, article: i64, based_on: i64, manuscript: &FairCopy) -> Result<Saved> {
    let (revision, number) = store::add_revision(tx, article, based_on, manuscript)?;
    tx.audit(format!("article/{article}"), format!("revision {number}"));
    Ok(Saved { article, revision, number })
}
