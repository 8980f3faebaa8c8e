//! The verbs: report an error, answer a report by a correction or with a reason.

use super::{
    model::{LONGEST_ANSWER, Left, ReportAnswer, Submitted},
    store,
};
use crate::{
    changes::Tx,
    error::{Error, Result},
    jobs,
    values::lines,
};

/// The same text about the same article is taken once in this time: a day, in microseconds.
const REPEAT: i64 = 86_400_000_000;

/// Takes a report. Nothing that readers see depends on it, so that it touches no fact; and no row of the audit says when it came.
pub fn submit(tx: &mut Tx<'_, '_>, left: &Left) -> Result<Submitted> {
    let Some(publication) = store::publication(tx, left.article)? else { return Ok(Submitted::Gone) };
    let since = tx.now - REPEAT;
    if store::is_repeat(tx, left, since)? {
        return Ok(Submitted::Repeat);
    }
    store::add(tx, left, publication)?;
    Ok(Submitted::Kept)
}

/// Answers a report by a correction that was issued in the same action.
pub fn corrected(tx: &mut Tx<'_, '_>, id: i64, article: i64, correction: i64) -> Result<()> {
    let report = open(tx, id)?;
    if report != article {
        return Err(Error::refused("report", format!("report {id} is about another article")));
    }
    store::answer(tx, id, "corrected", "", Some(correction))?;
    // The action's row of the audit is the correction's; this report names it.
    tell(tx, id)
}

/// Answers a report with the reason why the article stays as it is.
pub fn decline(tx: &mut Tx<'_, '_>, id: i64, reason: &str) -> Result<()> {
    let reason = lines(reason, LONGEST_ANSWER * 8);
    let many = reason.chars().count();
    if reason.is_empty() {
        return Err(Error::refused("reason", "say why the article stays as it is; the reader is told"));
    }
    if many > LONGEST_ANSWER {
        return Err(Error::refused(
            "reason",
            format!("has {many} characters; {LONGEST_ANSWER} are the most"),
        ));
    }
    open(tx, id)?;
    store::answer(tx, id, "declined", &reason, None)?;
    tell(tx, id)?;
    tx.audit(format!("report/{id}"), "declined");
    Ok(())
}

/// The article of a report that nobody has answered.
fn open(tx: &mut Tx<'_, '_>, id: i64) -> Result<i64> {
    match store::standing(tx, id)? {
        Some((article, true)) => Ok(article),
        Some((_, false)) => Err(Error::refused("report", format!("report {id} was answered already"))),
        None => Err(Error::NotFound(format!("report {id}"))),
    }
}

/// Queues the letter to its writer, and without an address forgets the name at once.
fn tell(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    if store::has_email(tx, id)? {
        return jobs::store::queue(tx, &ReportAnswer { report: id }, Some(&format!("report-answer/{id}")), 0);
    }
    store::forget(tx, id)
}
