//! The verb that takes a person's traces away for good.

use super::store;
use crate::{changes::Tx, error::Result, values::Email};

/// Erases every comment that was left with an address, and every report of an error; says which comments they were. It cannot be taken back.
pub fn erase(tx: &mut Tx<'_, '_>, email: &Email) -> Result<Vec<i64>> {
    let ids = store::comments_of(tx, email.as_str())?;
    for id in &ids {
        store::erase(tx, *id)?;
    }
    let reports: Vec<i64> = store::reports_of(tx, email.as_str())?.iter().map(|report| report.id).collect();
    for id in &reports {
        store::erase_report(tx, *id)?;
    }
    // Which comments, and not whose: the address itself must not be kept by its erasure.
    let also = if reports.is_empty() { String::new() } else { format!("; reports of errors {reports:?}") };
    tx.audit("comments", format!("erased for their writer: {ids:?}{also}"));
    Ok(ids)
}
