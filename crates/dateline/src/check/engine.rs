//! What the engine finds wrong with its own file.

use super::Report;
use crate::{
    db::{self, Sql},
    error::{Error, Result},
};

pub fn check(sql: &mut Sql<'_>, report: &mut Report) -> Result<()> {
    // A file that is broken enough cannot even be checked.
    let faults = match db::faults(sql) {
        Err(Error::Database(said)) => vec![("database file".to_owned(), said)],
        other => other?,
    };
    for (place, what) in faults {
        report.find("database", place, format!("{what}; bring the site back from a backup"));
    }
    Ok(())
}
