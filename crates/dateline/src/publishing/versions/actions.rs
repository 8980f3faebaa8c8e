//! Keeping what is about to be replaced, and making all of it anew.

use super::store::{self, Made, Past};
use crate::{
    articles::{FairCopy, model::Manuscript},
    changes::{Actions, Actor, Tx, Via},
    error::Result,
    publishing::store::{History, View, dates, shown_chain},
};

/// How many publications are read at a time.
const AT_ONCE: i64 = 20;

/// Keeps what readers see of an article, which another publication is about to replace. Called before the published rows change.
pub fn keep(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    if store::keep(tx, article)? {
        tx.touch(store::fact(article));
        return Ok(());
    }
    // What was taken down while it was the newest is kept without its text.
    show(tx, article)
}

/// Makes the earlier versions of a live article anew from its revisions, and from what stood around them when they were
/// published; of one that is not live there are none. One that was taken down keeps its times alone.
pub fn show(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    hide(tx, article)?;
    if !store::is_live(tx, article)? {
        return Ok(());
    }
    let (mut after, mut number, mut first_shown) = (i64::MIN, 0, None);
    loop {
        let past = store::past(tx, article, after, AT_ONCE)?;
        let Some(last) = past.last() else { break };
        after = last.publication;
        for publication in &past {
            number += 1;
            let first_shown = *first_shown.get_or_insert(publication.from);
            if let Some(until) = publication.until {
                store::put(
                    tx,
                    article,
                    number,
                    until,
                    publication,
                    made(publication, first_shown, number)?.as_ref(),
                )?;
            }
        }
    }
    // Pages that said that there is none rest on the same fact.
    if number > 1 {
        tx.touch(store::fact(article));
    }
    Ok(())
}

/// Takes all earlier versions out of what readers can reach.
pub fn hide(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    if store::hide(tx, article)? {
        tx.touch(store::fact(article));
    }
    Ok(())
}

/// Makes the earlier versions of articles that have none although they were published more than once, some at a time. Gives how many.
pub async fn fill(actions: &Actions, via: Via) -> Result<u64> {
    let (mut after, mut filled) = (i64::MIN, 0);
    loop {
        let some = actions.db().read(move |sql| store::without(sql, after, AT_ONCE)).await?;
        let Some(last) = some.last() else { return Ok(filled) };
        after = *last;
        filled += some.len() as u64;
        actions
            .act("fill in earlier versions", Actor::unnamed(via), move |tx| {
                some.iter().try_for_each(|article| show(tx, *article))
            })
            .await?;
    }
}

/// What a publication showed; nothing of one that was taken down.
fn made(publication: &Past, first_shown: i64, number: i64) -> Result<Option<Made>> {
    if publication.closed.is_some() {
        return Ok(None);
    }
    let manuscript = FairCopy::of(Manuscript::from_text(publication.v, &publication.manuscript)?)?;
    let history = History {
        first_shown,
        newest_from: publication.from,
        publications: number,
        corrected: publication.corrected,
    };
    let (published_on, modified) = dates(&manuscript, &history);
    let chain = if manuscript.sources.is_empty() { None } else { shown_chain(&publication.shown)? };
    let view = serde_json::to_string(&View::of(&manuscript, chain))?;
    Ok(Some(Made { published_on, modified, view, body: manuscript.body_text().to_owned(), manuscript }))
}
