//! What the engine itself finds wrong with the database.

use super::sql::Sql;
use crate::error::Result;

/// At most this many faults are listed; a broken file has thousands.
const MOST: usize = 100;

/// How a fault of the file itself is placed.
pub const DATABASE_FILE: &str = "database file";

/// Each fault as the place and what is wrong there. PostgreSQL keeps its constraints itself, so there it is empty.
pub fn faults(sql: &mut Sql<'_>) -> Result<Vec<(String, String)>> {
    if sql.is_postgres() {
        return Ok(Vec::new());
    }
    let said = sql.rows("PRAGMA integrity_check", &[], |row| row.text(0))?;
    let mut all: Vec<(String, String)> =
        said.into_iter().filter(|line| line != "ok").map(|line| (DATABASE_FILE.to_owned(), line)).collect();
    if all.is_empty() {
        all = sql.rows("PRAGMA foreign_key_check", &[], |row| {
            let at = row.opt_int(1)?.map_or_else(String::new, |number| format!(" {number}"));
            let what = format!("refers to a row of {} that does not exist", row.text(2)?);
            Ok((format!("{}{at}", row.text(0)?), what))
        })?;
    }
    all.truncate(MOST);
    Ok(all)
}
