//! The verbs of the newsroom: beginning an article, giving it to somebody, keeping it among a few.

use super::{
    model::{GlassLetter, LONGEST_REASON, Standing},
    store,
};
use crate::{
    accounts,
    articles::{
        self, FairCopy,
        model::{Kind, Stage, Visibility},
        stages,
    },
    changes::{Actions, Actor, Tx, Via},
    error::{Error, Result},
    jobs,
    letters::{self, model::About},
    values::{Language, line},
};

/// How many articles are filled in by one action.
const AT_ONCE: i64 = 100;

fn found(tx: &mut Tx<'_, '_>, article: i64, person: i64) -> Result<Standing> {
    store::standing(tx, article, person)?.ok_or_else(|| Error::NotFound(format!("article {article}")))
}

fn known(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    match accounts::store::of(tx, person)?.filter(|account| account.closed_at.is_none()) {
        Some(_) => Ok(()),
        None => Err(Error::refused("person", "this person has no account at the desk; choose another")),
    }
}

/// Begins an article or a page. It has no revision yet; nobody but whoever began it and the editors know of it.
pub fn begin(tx: &mut Tx<'_, '_>, kind: Kind, language: &Language) -> Result<i64> {
    let id = articles::store::add(tx, kind, Visibility::Public, None, None)?;
    store::note_begun(tx, id, language.as_str())?;
    tx.audit(format!("article/{id}"), "begun");
    Ok(id)
}

/// Gives an article to somebody to work on. Of a confidential one they are then told by being named on it.
pub fn assign(tx: &mut Tx<'_, '_>, article: i64, person: i64) -> Result<()> {
    known(tx, person)?;
    let standing = found(tx, article, person)?;
    store::set_assigned(tx, article, person, true)?;
    if standing.confidential {
        store::set_named(tx, article, person, true)?;
    }
    letters::store::tell(tx, About::Assigned, person, article, 0)?;
    tx.audit(format!("article/{article}"), format!("given to person {person}"));
    Ok(())
}

/// Takes an article back from somebody.
pub fn unassign(tx: &mut Tx<'_, '_>, article: i64, person: i64) -> Result<()> {
    found(tx, article, person)?;
    store::set_assigned(tx, article, person, false)?;
    tx.audit(format!("article/{article}"), format!("taken back from person {person}"));
    Ok(())
}

/// Names somebody on an article: they find it while it is confidential.
pub fn name(tx: &mut Tx<'_, '_>, article: i64, person: i64) -> Result<()> {
    known(tx, person)?;
    found(tx, article, person)?;
    store::set_named(tx, article, person, true)?;
    tx.audit(format!("article/{article}"), format!("person {person} is named"));
    Ok(())
}

/// Names somebody no longer. The last who finds a confidential article stays.
pub fn unname(tx: &mut Tx<'_, '_>, article: i64, person: i64) -> Result<()> {
    let standing = found(tx, article, person)?;
    if standing.confidential {
        let finds =
            store::involved(tx, article)?.into_iter().filter(|i| i.began || i.named && i.person != person);
        if finds.count() == 0 {
            return Err(Error::refused(
                "person",
                "nobody would find this article any more; name somebody else first",
            ));
        }
    }
    store::set_named(tx, article, person, false)?;
    tx.audit(format!("article/{article}"), format!("person {person} is no longer named"));
    Ok(())
}

/// Keeps an article among whoever began it and those who are named on it, of whom the actor is one.
pub fn make_confidential(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    let Some(person) = tx.actor.person else {
        return Err(Error::refused("article", "nobody would find it; sign in first"));
    };
    found(tx, article, person)?;
    store::set_named(tx, article, person, true)?;
    store::set_confidential(tx, article, true)?;
    tx.audit(format!("article/{article}"), "confidential");
    Ok(())
}

/// Opens a confidential article to the newsroom again.
pub fn make_open(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    found(tx, article, 0)?;
    store::set_confidential(tx, article, false)?;
    tx.audit(format!("article/{article}"), "no longer confidential");
    Ok(())
}

/// Opens a confidential article to its actor, who is not named on it. It is written down, those who are named see it on the
/// article's page, and are written to.
pub fn break_glass(tx: &mut Tx<'_, '_>, article: i64, reason: &str) -> Result<()> {
    let reason = line(reason, LONGEST_REASON);
    let Some(person) = tx.actor.person else { return Err(Error::NotFound(format!("article {article}"))) };
    let standing = found(tx, article, person)?;
    if !standing.confidential || standing.began || standing.named {
        return Err(Error::NotFound(format!("confidential article {article}")));
    }
    if reason.is_empty() {
        return Err(Error::refused("reason", "say why; those who are named on the article will read it"));
    }
    let told = store::involved(tx, article)?.into_iter().filter(|i| i.began || i.named);
    let told: Vec<i64> = told.map(|i| i.person).collect();
    let glass = store::add_glass(tx, article, person, &reason)?;
    for person in told {
        jobs::store::queue(tx, &GlassLetter { glass, person }, None, 0)?;
    }
    store::set_named(tx, article, person, true)?;
    tx.audit(format!("article/{article}"), format!("opened without being named: {reason}"));
    Ok(())
}

/// Puts an article away that readers do not see. It can be brought back.
pub fn put_away(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    let standing = found(tx, article, 0)?;
    match standing.article.stage.as_str() {
        "trashed" => return Ok(()),
        "published" => {
            return Err(Error::refused("article", "readers see it; withdraw it before it is put away"));
        }
        "scheduled" => {
            return Err(Error::refused(
                "article",
                "it waits for its time; cancel that before it is put away",
            ));
        }
        _ => {}
    }
    stages::store::change(tx, &standing.article, Stage::Trashed, "")?;
    tx.audit(format!("article/{article}"), "put away");
    Ok(())
}

/// Brings an article back that was put away: as a draft, or as withdrawn if readers have seen it.
pub fn bring_back(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    let standing = found(tx, article, 0)?;
    if standing.article.stage != "trashed" {
        return Ok(());
    }
    let stage = if store::was_public(tx, article)? { Stage::Withdrawn } else { Stage::Draft };
    stages::store::change(tx, &standing.article, stage, "")?;
    tx.audit(format!("article/{article}"), "brought back");
    Ok(())
}

/// Fills in what lists say of articles that were written before there was a desk, some at a time, and says how many they were.
pub async fn fill(actions: &Actions, via: Via) -> Result<u64> {
    let (mut after, mut filled) = (i64::MIN, 0);
    loop {
        let some = actions.db().read(move |sql| store::unfilled(sql, after, AT_ONCE)).await?;
        let Some((last, _)) = some.last() else { return Ok(filled) };
        after = *last;
        filled += some.len() as u64;
        actions
            .act("fill in what lists say", Actor::unnamed(via), move |tx| {
                for (article, latest) in &some {
                    relist(tx, *article, *latest)?;
                }
                Ok(())
            })
            .await?;
    }
}

/// Makes what lists say of an article anew from its newest revision. One that cannot be read is left for `dateline check` to name.
pub fn relist(tx: &mut Tx<'_, '_>, article: i64, latest: i64) -> Result<()> {
    let Some((at, by, via)) = store::written(tx, article, latest)? else { return Ok(()) };
    let read = articles::store::revision(tx, article, latest);
    let Ok(Some((_, manuscript))) = read else { return Ok(()) };
    let brought = manuscript.modified_on.max(manuscript.published_on).filter(|_| via == Via::Import.as_str());
    let changed = brought.map_or(at, |on| on.clamp(1, at.max(1)));
    store::fill(tx, article, &FairCopy::of(manuscript)?, changed, by)
}
