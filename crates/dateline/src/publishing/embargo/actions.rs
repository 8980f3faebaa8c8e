//! The verbs: set an embargo, lift it; and what refuses to publish meanwhile.

use super::store;
use crate::{
    changes::Tx,
    db::Sql,
    error::{Error, Result},
    publishing::{moment, schedule},
    settings::model::Site,
};

/// The longest note with an embargo, in bytes.
pub const LONGEST_NOTE: usize = 500;

/// Refuses what would be public at a moment that an embargo covers.
pub fn must_be_free(sql: &mut Sql<'_>, site: &Site, article: i64, at: i64) -> Result<()> {
    match store::until(sql, article, at)? {
        Some(until) => Err(Error::refused(
            format!("article {article}"),
            format!(
                "is under embargo until {}; nobody may publish it before, unless an editor lifts the embargo",
                moment::shown(until, site)
            ),
        )),
        None => Ok(()),
    }
}

/// Puts an article under embargo, in place of the one that it has. `may_lift` says whether the actor may let it end sooner.
pub fn set(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    article: i64,
    until: i64,
    note: &str,
    may_lift: bool,
) -> Result<()> {
    if until <= tx.now {
        return Err(Error::refused("until", "this time has passed; give one that is still to come"));
    }
    let now = tx.now;
    if store::until(tx, article, now)?.is_some_and(|had| until < had) && !may_lift {
        return Err(Error::refused("until", "only an editor may let an embargo end sooner"));
    }
    if let Some(waiting) = schedule::waiting(tx, article)?.filter(|waiting| waiting.due < until) {
        return Err(Error::refused(
            "until",
            format!(
                "the article is to be published before that, at {}; change or cancel the schedule first",
                moment::shown(waiting.due, site)
            ),
        ));
    }
    store::end(tx, article)?;
    store::add(tx, article, until, note)?;
    tx.audit(format!("article/{article}"), format!("embargo until {}", moment::shown(until, site)));
    Ok(())
}

/// Lifts an embargo.
pub fn lift(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    if !store::end(tx, article)? {
        return Err(Error::refused("embargo", "this article has none; somebody may have lifted it already"));
    }
    tx.audit(format!("article/{article}"), "embargo lifted");
    Ok(())
}
