//! The verbs: publish now, at a time, withdraw.

use crate::{
    articles::{self, FairCopy, store::Article},
    changes::Tx,
    error::{Error, Result},
    publishing::{
        actions::{self, Published},
        checklist, embargo, moment, schedule, store,
    },
    settings::{self, model::Site},
};

/// The longest reason and the longest public note of a withdrawal, in bytes.
pub const LONGEST_NOTE: usize = 2_000;
/// How far ahead an article may be scheduled: ten years, in microseconds.
const FARTHEST: i64 = 3_653 * 86_400_000_000;

/// A revision that may be published: the newest one, and good enough for the site.
struct Ready {
    site: Site,
    article: Article,
    row: i64,
    text: FairCopy,
}

fn ready(tx: &mut Tx<'_, '_>, article: i64, revision: i64) -> Result<Ready> {
    let site = settings::store::site(tx)?;
    let article = found(tx, article)?;
    if article.latest != revision || revision == 0 {
        return Err(Error::Conflict {
            what: format!("article {}", article.id),
            based_on: revision,
            newest: article.latest,
        });
    }
    let (row, manuscript) = articles::store::revision(tx, article.id, revision)?
        .ok_or_else(|| Error::NotFound(format!("revision {revision} of article {}", article.id)))?;
    let checks = checklist::store::look(tx, &site.checklist, article.id, revision, &manuscript)?;
    checklist::model::must_be_good(article.id, &checks)?;
    Ok(Ready { site, article, row, text: FairCopy::of(manuscript)? })
}

fn found(tx: &mut Tx<'_, '_>, article: i64) -> Result<Article> {
    articles::store::article(tx, article)?.ok_or_else(|| Error::NotFound(format!("article {article}")))
}

/// Publishes a revision, which must be the newest: whoever publishes has seen what becomes public. A schedule that waits is cancelled.
pub fn publish(tx: &mut Tx<'_, '_>, article: i64, revision: i64) -> Result<Published> {
    let ready = ready(tx, article, revision)?;
    schedule::end_waiting(tx, article, "published by hand")?;
    actions::publish(tx, &ready.site, &ready.article, ready.row, &ready.text)
}

/// Has a revision published at a time. A schedule that waits is replaced.
pub fn schedule_at(tx: &mut Tx<'_, '_>, article: i64, revision: i64, due: i64) -> Result<()> {
    let ready = ready(tx, article, revision)?;
    if due <= tx.now {
        return Err(Error::refused(
            "due",
            "this time has passed; give one that is still to come, or publish now",
        ));
    }
    if due - tx.now > FARTHEST {
        return Err(Error::refused("due", "this is more than ten years ahead"));
    }
    if ready.article.visibility != "public" {
        return Err(Error::refused(
            format!("article {article}"),
            "is not for the public; make it public before it is scheduled",
        ));
    }
    embargo::actions::must_be_free(tx, &ready.site, article, due)?;
    schedule::set(tx, article, ready.row, due)?;
    let at = moment::shown(due, &ready.site);
    tx.audit(format!("article/{article}"), format!("revision {revision} to be published at {at}"));
    Ok(())
}

/// Cancels the schedule that waits.
pub fn cancel(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    if !schedule::cancel(tx, article)? {
        return Err(Error::refused(
            "schedule",
            "nothing waits any more: it was cancelled by somebody else, or its time has come",
        ));
    }
    tx.audit(format!("article/{article}"), "schedule cancelled");
    Ok(())
}

/// Withdraws what readers see. The note is what they are told; the reason is for the newsroom. A schedule that waits is cancelled.
pub fn withdraw(tx: &mut Tx<'_, '_>, article: i64, reason: &str, note: &str) -> Result<()> {
    if reason.is_empty() {
        return Err(Error::refused("reason", "say why; the newsroom will want to know later"));
    }
    let site = settings::store::site(tx)?;
    let article = found(tx, article)?;
    if store::current(tx, article.id)?.is_none() {
        return Err(Error::refused("article", "readers do not see this article, so it cannot be withdrawn"));
    }
    schedule::end_waiting(tx, article.id, "the article was withdrawn")?;
    actions::withdraw_because(tx, &site, &article, reason, note)
}
