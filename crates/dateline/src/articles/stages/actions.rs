//! The verbs: hand in, take back, approve, send back.

use super::{
    model::{Move, of_the_text},
    store,
};
use crate::{
    accounts::{self, roles::Role},
    articles::newsroom::{self, model::Standing},
    changes::Tx,
    error::{Error, Result},
    letters::{model::About, store as letters},
};

/// The longest note with a change of stage, in bytes.
pub const LONGEST_NOTE: usize = 2_000;

/// Moves an article on, or back, with the newest revision that the mover has seen. Who may is asked before.
pub fn make(tx: &mut Tx<'_, '_>, standing: &Standing, what: Move, revision: i64, note: &str) -> Result<()> {
    let article = &standing.article;
    if article.latest != revision {
        return Err(Error::Conflict {
            what: format!("article {}", article.id),
            based_on: revision,
            newest: article.latest,
        });
    }
    let beside = store::beside(tx, article.id)?;
    let stage = of_the_text(&article.stage, &beside)?;
    if !what.starts_at(stage) {
        return Err(Error::refused(
            "stage",
            match article.stage.as_str() {
                "scheduled" => "this article waits for its time; cancel the schedule first",
                "trashed" => "this article is in the bin; bring it back first",
                _ => {
                    "somebody else has moved this article in the meantime; load the page again to see where it stands"
                }
            },
        ));
    }
    if what == Move::SendBack && note.is_empty() {
        return Err(Error::refused("note", "say what is to be changed"));
    }
    let row = store::change(tx, article, what.to(), note)?;
    if what == Move::Approve {
        store::approve(tx, article.id, revision, None)?;
    }
    let (about, people) = match what {
        Move::HandIn => (About::HandedIn, editors(tx, standing)?),
        Move::Approve | Move::SendBack => (About::Decided, writers(tx, article.id)?),
        Move::TakeBack => (About::HandedIn, Vec::new()),
    };
    for person in people {
        letters::tell(tx, about, person, article.id, row)?;
    }
    tx.audit(format!("article/{}", article.id), format!("{}: {}", what.as_str(), what.to().as_str()));
    Ok(())
}

/// Whose article it is: whoever began it, has a byline on it, or was given it.
pub fn writers(tx: &mut Tx<'_, '_>, article: i64) -> Result<Vec<i64>> {
    let involved = newsroom::store::involved(tx, article)?;
    Ok(involved.into_iter().filter(|i| i.began || i.byline || i.assigned).map(|i| i.person).collect())
}

/// The editors who may know of an article: all, or of a confidential one those who are named on it.
pub fn editors(tx: &mut Tx<'_, '_>, standing: &Standing) -> Result<Vec<i64>> {
    if !standing.confidential {
        return letters::with_role(tx, Role::Editor);
    }
    let mut found = Vec::new();
    for one in newsroom::store::involved(tx, standing.article.id)?.into_iter().filter(|i| i.began || i.named)
    {
        let account = accounts::store::of(tx, one.person)?.filter(|a| a.closed_at.is_none());
        if account.is_some_and(|a| a.role >= Role::Editor) {
            found.push(one.person);
        }
    }
    Ok(found)
}
