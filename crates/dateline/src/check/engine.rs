//! What the engine finds wrong with its own file.

use super::Report;
use crate::{
    db::{self, DATABASE_FILE as FILE, Sql},
    error::{Error, Result},
};

/// Says whether the file can be read, so that looking further makes sense.
pub fn check(sql: &mut Sql<'_>, report: &mut Report) -> Result<bool> {
    // A file that is broken enough cannot even be checked.
    let faults = match db::faults(sql) {
        Err(Error::Database(said)) => vec![(FILE.to_owned(), said)],
        other => other?,
    };
    let readable = faults.iter().all(|(place, _)| place != FILE);
    for (place, what) in faults {
        report.find("database", place, format!("{what}; bring the site back from a backup"));
    }
    Ok(readable)
}
