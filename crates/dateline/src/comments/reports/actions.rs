//! The verb of readers who find that a comment should not stand.

use super::store;
use crate::{
    changes::Tx,
    comments::{form::Report, reader},
    error::Result,
};

/// Reports a comment that readers see; false if they see none of that number.
pub fn report(tx: &mut Tx<'_, '_>, comment: i64, report: &Report) -> Result<bool> {
    if reader::one(tx, comment)?.is_none() {
        return Ok(false);
    }
    store::add(tx, comment, report)?;
    tx.audit(format!("comment/{comment}"), report.reason.as_str());
    Ok(true)
}
