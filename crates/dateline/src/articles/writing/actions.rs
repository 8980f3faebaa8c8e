//! The verbs of writing at the desk. None of them writes over what somebody else wrote.

use super::{
    model::{Copy, Kept, Newest, Saved},
    store,
};
use crate::{
    articles::{self, FairCopy, model::VERSION},
    changes::Tx,
    error::{Error, Result},
};

fn person(tx: &Tx<'_, '_>) -> Result<i64> {
    tx.actor.person.ok_or_else(|| Error::refused("person", "nobody is signed in"))
}

/// Keeps what its actor has typed so far, on top of the version of the working copy that they know. Sent a second time, it is
/// answered as the first time.
pub fn keep(tx: &mut Tx<'_, '_>, article: i64, based_on: i64, version: i64, text: &str) -> Result<Kept> {
    let (person, now) = (person(tx)?, tx.now);
    let copy = Copy { based_on, version: version.max(0) + 1, text: text.to_owned(), at: now };
    let kept = match store::copy(tx, article, person)? {
        None => store::add_copy(tx, article, person, &copy)?,
        Some(there) if there.version == version => store::set_copy(tx, article, person, &copy, version)?,
        Some(there) if there.text == text && there.based_on == based_on => {
            return Ok(Kept::Yes { version: there.version, at: there.at });
        }
        Some(there) => return Ok(Kept::Other(there)),
    };
    if kept {
        return Ok(Kept::Yes { version: copy.version, at: now });
    }
    // Another window of the same person was quicker, between the look and the write.
    let there = store::copy(tx, article, person)?;
    there.map(Kept::Other).ok_or_else(|| Error::Busy("a working copy".into()))
}

/// Throws the actor's working copy away, if it is the version that they know.
pub fn discard(tx: &mut Tx<'_, '_>, article: i64, version: i64) -> Result<Kept> {
    let (person, now) = (person(tx)?, tx.now);
    if store::drop_copy(tx, article, person, version)? {
        tx.audit(format!("article/{article}"), "working copy thrown away");
        return Ok(Kept::Yes { version: 0, at: now });
    }
    Ok(store::copy(tx, article, person)?.map_or(Kept::Yes { version: 0, at: now }, Kept::Other))
}

fn says_the_same(newest: &Newest, manuscript: &FairCopy) -> bool {
    newest.v == VERSION && newest.text == manuscript.text()
}

/// Saves a revision on top of the one that its writer started from, and drops the working copy that it was made from. What says the
/// same as the newest revision makes none; on top of an older one nothing is written.
pub fn save(
    tx: &mut Tx<'_, '_>,
    article: i64,
    based_on: i64,
    version: i64,
    manuscript: &FairCopy,
) -> Result<Saved> {
    let (person, now) = (person(tx)?, tx.now);
    let newest = store::newest(tx, article)?;
    let saved = match newest {
        Some(newest) if says_the_same(&newest, manuscript) => {
            Saved::Same { number: newest.number, at: newest.at }
        }
        Some(newest) if newest.number != based_on => return Ok(Saved::Other(newest)),
        _ => match articles::actions::save(tx, article, based_on, manuscript) {
            Ok(saved) => Saved::New { number: saved.number, at: now },
            Err(Error::Conflict { .. }) => {
                let newest = store::newest(tx, article)?;
                return newest.map(Saved::Other).ok_or_else(|| Error::Busy("a revision".into()));
            }
            Err(other) => return Err(other),
        },
    };
    // One that another window has gone on with stays, and is offered when the article is opened again.
    store::drop_copy(tx, article, person, version)?;
    Ok(saved)
}

/// Brings an older revision back, as a new one on top.
pub fn restore(tx: &mut Tx<'_, '_>, article: i64, number: i64, latest: i64) -> Result<Saved> {
    let now = tx.now;
    let Some((_, manuscript)) = articles::store::revision(tx, article, number)? else {
        return Err(Error::NotFound(format!("revision {number} of article {article}")));
    };
    let newest = store::newest(tx, article)?;
    let manuscript = FairCopy::of(manuscript)?;
    match newest {
        Some(newest) if says_the_same(&newest, &manuscript) => {
            Ok(Saved::Same { number: newest.number, at: newest.at })
        }
        Some(newest) if newest.number != latest => Ok(Saved::Other(newest)),
        _ => {
            let saved = articles::actions::save(tx, article, latest, &manuscript)?;
            tx.audit(
                format!("article/{article}"),
                format!("revision {}: as revision {number} was", saved.number),
            );
            Ok(Saved::New { number: saved.number, at: now })
        }
    }
}

/// Notes that the actor looks at an article now.
pub fn look(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    let person = person(tx)?;
    store::note_presence(tx, article, person)
}
