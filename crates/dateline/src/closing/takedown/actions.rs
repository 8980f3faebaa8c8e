//! The verbs: take down, and open again.

use super::{
    model::{LONGEST, New, What},
    store::{self, Of},
};
use crate::{
    articles::{self, store::Article},
    changes::Tx,
    corrections,
    error::{Error, Result},
    publishing, settings,
    values::lines,
};

/// Closes something to readers, at once and everywhere: its address says so, and lists, feeds, search, API and caches follow in this
/// very action. What was written stays with the newsroom. Of the version that readers see now the whole article is withdrawn.
pub fn take_down(tx: &mut Tx<'_, '_>, article: i64, new: &New) -> Result<i64> {
    let found = articles::store::article(tx, article)?
        .ok_or_else(|| Error::NotFound(format!("article {article}")))?;
    let of = resolved(tx, article, new.what)?;
    if let Some(open) = store::open_one(tx, article, new.what, of)? {
        return Err(Error::refused(
            new.what.as_str(),
            format!("{} is taken down already (takedown {open}); open it again first", new.what.named()),
        ));
    }
    let id = store::add(tx, article, new, of)?;
    if let (What::Version(_), Some(publication)) = (new.what, of.publication) {
        if publishing::store::current(tx, article)? == Some(publication) {
            let site = settings::store::site(tx)?;
            publishing::schedule::end_waiting(tx, article, "the article was taken down")?;
            publishing::actions::withdraw_because(tx, &site, &found, &new.reason, &new.note)?;
        }
        store::set_closed(tx, article, publication, new.status, &new.note)?;
    }
    show(tx, &found)?;
    tx.audit(format!("article/{article}"), format!("takedown {id}: {}, {}", new.what.named(), new.status));
    Ok(id)
}

/// Ends a takedown. A version, comparison or correction is read again as it was; an article whose newest version was closed stays
/// withdrawn until somebody publishes it.
pub fn open_again(tx: &mut Tx<'_, '_>, id: i64, reason: &str) -> Result<()> {
    let reason = lines(reason, LONGEST);
    if reason.is_empty() {
        return Err(Error::refused(
            "reason",
            "say why it is opened again; the newsroom will want to know later",
        ));
    }
    let was = store::one(tx, id)?.ok_or_else(|| Error::NotFound(format!("takedown {id}")))?;
    if !store::end(tx, id, &reason)? {
        return Err(Error::refused("takedown", format!("takedown {id} was ended already")));
    }
    let found = articles::store::article(tx, was.article)?
        .ok_or_else(|| Error::NotFound(format!("article {}", was.article)))?;
    if was.what == "version"
        && let Some(publication) = corrections::store::publication_of(tx, was.article, was.number)?
    {
        store::set_closed(tx, was.article, publication, 410, "")?;
    }
    show(tx, &found)?;
    tx.audit(format!("article/{}", was.article), format!("takedown {id} ended: {} {}", was.what, was.number));
    Ok(())
}

/// Makes all anew that readers see of what is closed of an article, and says that it changed.
fn show(tx: &mut Tx<'_, '_>, article: &Article) -> Result<()> {
    let id = article.id;
    publishing::versions::actions::show(tx, id)?;
    publishing::corrected::store::show(tx, id)?;
    store::show_comparisons(tx, id)?;
    tx.touch(publishing::versions::store::fact(id));
    tx.touch(publishing::corrected::store::fact(id));
    tx.touch(publishing::corrected::store::newest_fact());
    tx.touch(publishing::store::fact(id));
    tx.touch(publishing::store::slice_fact(id / publishing::store::SLICE));
    Ok(())
}

/// The publications or the correction that are meant, which must be this article's.
fn resolved(tx: &mut Tx<'_, '_>, article: i64, what: What) -> Result<Of> {
    let mut publication = |version: i64| {
        corrections::store::publication_of(tx, article, version)?.ok_or_else(|| {
            Error::refused("version", format!("article {article} has no public version {version}"))
        })
    };
    Ok(match what {
        What::Version(version) => Of { publication: Some(publication(version)?), ..Of::default() },
        What::Comparison(one, other) => {
            Of { publication: Some(publication(one)?), other: Some(publication(other)?), ..Of::default() }
        }
        What::Correction(id) => match corrections::store::standing(tx, id)? {
            Some((of, _)) if of == article => Of { correction: Some(id), ..Of::default() },
            _ => {
                return Err(Error::refused(
                    "correction",
                    format!("{id} is no correction of article {article}"),
                ));
            }
        },
    })
}
