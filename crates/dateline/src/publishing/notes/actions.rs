//! The verbs: leave a note, answer one, settle a thread and open it again.

use super::{
    model::{MOST, Said},
    store,
};
use crate::{
    articles::stages::actions::writers,
    changes::Tx,
    error::{Error, Result},
    letters::{model::About, store as letters},
};

/// Leaves a note on an article, or answers one. Whoever's article it is hears of it, and whoever takes part in the thread.
pub fn leave(
    tx: &mut Tx<'_, '_>,
    article: i64,
    revision: i64,
    answers: Option<i64>,
    link: Option<i64>,
    said: &Said,
) -> Result<i64> {
    let parent = match answers {
        Some(note) => Some(
            store::thread(tx, article, note)?
                .ok_or_else(|| Error::NotFound(format!("note {note} of article {article}")))?,
        ),
        None => None,
    };
    if store::count(tx, article)? >= MOST {
        return Err(Error::refused("note", format!("this article has {MOST} notes, which is the most")));
    }
    let id = store::add(tx, article, revision, parent, link, said)?;
    let mut people = writers(tx, article)?;
    if let Some(thread) = parent {
        people.extend(store::takers(tx, thread)?);
    }
    people.sort_unstable();
    people.dedup();
    for person in people {
        letters::tell(tx, About::Note, person, article, id)?;
    }
    // What it says may be confidential: the audit names the row alone.
    tx.audit(format!("article/{article}"), format!("note {id}"));
    Ok(id)
}

/// Settles the thread of a note, or opens it again.
pub fn settle(tx: &mut Tx<'_, '_>, article: i64, note: i64, settled: bool) -> Result<()> {
    let thread = store::thread(tx, article, note)?
        .ok_or_else(|| Error::NotFound(format!("note {note} of article {article}")))?;
    if store::settle(tx, thread, settled)? {
        let what = if settled { "settled" } else { "opened again" };
        tx.audit(format!("article/{article}"), format!("note {thread} {what}"));
    }
    Ok(())
}
