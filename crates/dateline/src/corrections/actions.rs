//! The verb: issue a correction, together with the text that mends it or of the text as it stands. There is none that takes one back.

use super::{model::New, store};
use crate::{
    articles,
    changes::Tx,
    error::{Error, Result},
    letters, pings, publishing,
    publishing::actions::Published,
    settings,
};

/// What issuing a correction came to.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The correction's number.
    pub correction: i64,
    /// What was published with it, if the newest revision was not public yet.
    pub published: Option<Published>,
}

/// Issues a correction of what readers see, or saw, of an article. `revision` is the newest one, so that whoever issues it has seen
/// what becomes public: with `publish` that revision is published first, past everything that stands before any publication
/// (checklist, embargo), and mends what was wrong.
pub fn issue(tx: &mut Tx<'_, '_>, article: i64, revision: i64, new: &New) -> Result<Issued> {
    let found = articles::store::article(tx, article)?
        .ok_or_else(|| Error::NotFound(format!("article {article}")))?;
    if found.latest != revision {
        return Err(Error::Conflict {
            what: format!("article {article}"),
            based_on: revision,
            newest: found.latest,
        });
    }
    let Some(before) = publishing::store::current(tx, article)? else {
        return Err(Error::refused(
            "article",
            "readers do not see this article, so there is nothing to correct; a withdrawal has a note for readers",
        ));
    };
    if let Some(wrong) = new.corrects {
        match store::standing(tx, wrong)? {
            Some((of, None)) if of == article => {}
            Some((of, Some(by))) if of == article => {
                return Err(Error::refused(
                    "corrects",
                    format!("correction {wrong} was corrected already, by correction {by}; correct that one"),
                ));
            }
            _ => return Err(Error::refused("corrects", format!("{wrong} is no correction of this article"))),
        }
    }
    // As it was before anything is published now.
    let current = store::version_of(tx, article, before)?;
    let until = new.until.unwrap_or(current);
    if !(1..=current).contains(&until) {
        return Err(Error::refused(
            "until",
            format!("there is no public version {until}; the newest is {current}"),
        ));
    }
    if !(1..=until).contains(&new.since) {
        return Err(Error::refused(
            "since",
            format!("choose a public version from 1 to {until}, the last in which it stood"),
        ));
    }
    let public = publishing::newsroom::store::public(tx, article)?.map(|public| public.revision);
    let published = if new.publish && public != Some(revision) {
        Some(publishing::newsroom::actions::publish(tx, article, revision)?)
    } else {
        None
    };
    let missing = || Error::Damaged(format!("article {article} lacks one of its publications"));
    let first = store::publication_of(tx, article, new.since)?.ok_or_else(missing)?;
    let last = store::publication_of(tx, article, until)?.ok_or_else(missing)?;
    // What came right after it mends it: what was published now, or silently before.
    let mended_by = store::publication_of(tx, article, until + 1)?;
    let id = store::add(tx, article, new, (first, last), mended_by)?;
    // All that readers see of the article is made anew: its date of change, the lists that say it, and the corrections.
    let site = settings::store::site(tx)?;
    let found = articles::store::article(tx, article)?
        .ok_or_else(|| Error::NotFound(format!("article {article}")))?;
    publishing::actions::reshow(tx, &site, &found)?;
    pings::store::note(tx, &site.machines)?;
    for person in articles::stages::actions::writers(tx, article)? {
        letters::store::tell(tx, letters::model::About::Corrected, person, article, id)?;
    }
    tx.audit(
        format!("article/{article}"),
        [
            Some(format!("{} {id}", new.kind.as_str())),
            new.corrects.map(|wrong| format!("corrects {wrong}")),
            published.as_ref().map(|published| format!("publication {}", published.publication)),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", "),
    );
    Ok(Issued { correction: id, published })
}
