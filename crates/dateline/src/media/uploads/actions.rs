//! The verbs of uploads: begin one, and make a picture or file of one that has come whole.

use super::{
    model::{Announced, MOST, Upload},
    store,
};
use crate::{
    changes::Tx,
    error::{Error, Result},
    media::{self, library, model::Medium},
};

/// What becomes of an upload that was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// Its bytes are awaited.
    Awaited,
    /// The newsroom has a file of this content, under this number.
    Known(i64),
}

/// Begins an upload under a name that nobody guesses.
pub fn begin(tx: &mut Tx<'_, '_>, id: &str, person: i64, announced: &Announced) -> Result<Begun> {
    if let Some(sha256) = announced.sha256
        && let Some(known) = library::store::by_content(tx, &sha256.to_string(), person)?
    {
        return Ok(Begun::Known(known));
    }
    if store::open(tx, person)? >= MOST {
        return Err(Error::refused(
            announced.name.clone(),
            format!(
                "was not begun: you have {MOST} uploads that are not finished; finish them, or wait two days until they are dropped"
            ),
        ));
    }
    store::begin(tx, id, person, announced)?;
    Ok(Begun::Awaited)
}

/// Makes a picture or file of what has come, unless the newsroom has one of this content. Readers do not see it yet.
pub fn finish(tx: &mut Tx<'_, '_>, upload: &Upload, sha256: &str, medium: &Medium) -> Result<i64> {
    let person = upload.person;
    let known = match library::store::by_content(tx, sha256, person)? {
        None => medium
            .hash
            .as_deref()
            .map(|hash| library::store::by_content(tx, hash, person))
            .transpose()?
            .flatten(),
        known => known,
    };
    let id = match known {
        Some(known) => known,
        None => {
            let id = media::store::add(tx, medium, None)?;
            media::store::set_original(tx, id, sha256)?;
            tx.audit(format!("media/{id}"), medium.name.clone());
            id
        }
    };
    store::finish(tx, &upload.id, id)?;
    Ok(id)
}
