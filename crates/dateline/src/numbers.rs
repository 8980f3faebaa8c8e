//! The numbers that readers and WordPress's clients see (`?p=7`): never given twice.

use crate::{db::Sql, error::Result, params};

/// One row of numbers. Articles, pages and media draw from one; sections and topics from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequence {
    /// Articles, pages and media.
    Things,
    /// Sections and topics.
    Terms,
    /// People.
    People,
    /// Comments.
    Comments,
}

/// The largest number that an import may bring along: beyond it the sequence could run out.
const LARGEST: i64 = 1_000_000_000_000;

impl Sequence {
    fn name(self) -> &'static str {
        match self {
            Sequence::Things => "things",
            Sequence::Terms => "terms",
            Sequence::People => "people",
            Sequence::Comments => "comments",
        }
    }

    fn used(self) -> &'static str {
        match self {
            Sequence::Things => {
                "SELECT CAST(EXISTS (SELECT 1 FROM articles WHERE id = ?1) OR EXISTS (SELECT 1 FROM media WHERE id = ?1) AS INTEGER)"
            }
            Sequence::Terms => {
                "SELECT CAST(EXISTS (SELECT 1 FROM sections WHERE id = ?1) OR EXISTS (SELECT 1 FROM topics WHERE id = ?1) AS INTEGER)"
            }
            Sequence::People => "SELECT CAST(EXISTS (SELECT 1 FROM people WHERE id = ?1) AS INTEGER)",
            Sequence::Comments => "SELECT CAST(EXISTS (SELECT 1 FROM comments WHERE id = ?1) AS INTEGER)",
        }
    }

    /// Takes `wanted` if it is free, else the next number.
    ///
    /// Rows are never deleted, so a number is free if no row has it.
    pub fn take(self, sql: &mut Sql<'_>, wanted: Option<i64>) -> Result<i64> {
        if let Some(wanted) = wanted.filter(|n| (1..=LARGEST).contains(n)) {
            let used = sql.row(self.used(), params![wanted], |row| row.int(0))?.unwrap_or(1) != 0;
            if !used {
                sql.execute(
                    "UPDATE sequences SET next = ?2 WHERE name = ?1 AND next < ?2",
                    params![self.name(), wanted + 1],
                )?;
                return Ok(wanted);
            }
        }
        sql.number(
            "UPDATE sequences SET next = next + 1 WHERE name = ?1 RETURNING next - 1",
            params![self.name()],
        )
    }
}
