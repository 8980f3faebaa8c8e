//! The verbs: make a private link, take it back; and what whoever has one may do.

use super::{
    model::{Link, MOST, Wish},
    store,
};
use crate::{
    accounts::secret,
    articles::{self, stages},
    changes::Tx,
    error::{Error, Result},
    publishing::notes::{self, model::Said},
};

/// Makes a link, and gives its secret, which is shown once and not kept.
pub fn make(tx: &mut Tx<'_, '_>, article: i64, secret: &str, wish: &Wish) -> Result<()> {
    let now = tx.now;
    if store::of(tx, article)?.iter().filter(|l| l.ended_at.is_none() && l.ends_at > now).count() >= MOST {
        return Err(Error::refused(
            "label",
            "this article has 50 links that work; take some of them back first",
        ));
    }
    if wish.revision != 0 && articles::store::revision(tx, article, wish.revision)?.is_none() {
        return Err(Error::refused("revision", "there is no such revision; choose one that was saved"));
    }
    let id = store::add(tx, article, &secret::kept(secret), wish)?;
    tx.audit(format!("article/{article}"), format!("private link {id} for {}", wish.label));
    Ok(())
}

/// Takes a link back: from now on it leads nowhere.
pub fn take_back(tx: &mut Tx<'_, '_>, article: i64, id: i64) -> Result<()> {
    if store::end(tx, article, id)? {
        tx.audit(format!("article/{article}"), format!("private link {id} taken back"));
    }
    Ok(())
}

/// Approves, through a link, the revision that it shows. Twice is once.
pub fn approve(tx: &mut Tx<'_, '_>, link: &Link, revision: i64) -> Result<()> {
    if !link.may_approve {
        return Err(Error::refused("approval", "this link does not allow it"));
    }
    if !store::has_approved(tx, link.id, link.article, revision)? {
        stages::store::approve(tx, link.article, revision, Some(link.id))?;
        tx.audit(
            format!("article/{}", link.article),
            format!("revision {revision} approved by private link {}", link.id),
        );
    }
    Ok(())
}

/// Leaves a note through a link.
pub fn comment(tx: &mut Tx<'_, '_>, link: &Link, revision: i64, said: &Said) -> Result<()> {
    if !link.may_comment {
        return Err(Error::refused("note", "this link does not allow it"));
    }
    notes::actions::leave(tx, link.article, revision, None, Some(link.id), said).map(drop)
}
