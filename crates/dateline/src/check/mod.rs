//! Looks for inconsistencies, and names each with what to do about it.
//!
//! Everything is read from one snapshot, so the server may run and write meanwhile. What a rule in SQL can find is found by
//! one ([`rules`]); what needs a manuscript to be read goes through the rows by number, a page at a time.

mod engine;
mod files;
mod paths;
mod publications;
mod revisions;
mod rules;
mod shown;
mod terms;
mod versions;

use crate::{
    db::{Db, Sql},
    error::Result,
    files::Files,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind: one word, or a few with hyphens.
    pub kind: &'static str,
    /// What it is about: `article 7`, `file ab…`.
    pub about: String,
    /// What is wrong, and what to do.
    pub what: String,
}

/// What a check came to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// How many of each kind of thing were looked at.
    pub looked_at: BTreeMap<&'static str, u64>,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What is odd, and does no harm.
    pub remarks: Vec<Finding>,
    /// Findings beyond those that are listed: at most [`MOST`] of a kind are.
    pub more: u64,
    #[serde(skip)]
    counted: BTreeMap<&'static str, u64>,
}

/// The most findings of one kind that are listed.
pub const MOST: u64 = 500;
/// Rows that are read at a time.
const PAGE: i64 = 50;

/// How far a check has come: what it looks at, how many are done, and of how many.
pub type Progress<'a> = &'a mut dyn FnMut(&'static str, u64, u64);

impl Report {
    fn find(&mut self, kind: &'static str, about: impl Into<String>, what: impl Into<String>) {
        let count = self.counted.entry(kind).or_default();
        *count += 1;
        if *count > MOST {
            self.more += 1;
        } else {
            self.findings.push(Finding { kind, about: about.into(), what: what.into() });
        }
    }

    fn remark(&mut self, kind: &'static str, about: impl Into<String>, what: impl Into<String>) {
        if (self.remarks.len() as u64) < MOST {
            self.remarks.push(Finding { kind, about: about.into(), what: what.into() });
        }
    }

    fn saw(&mut self, what: &'static str, many: u64) {
        *self.looked_at.entry(what).or_default() += many;
    }

    /// True if nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Checks everything. With `deep`, every file is read and compared with its hash.
pub fn run(db: &Db, files: &Files, deep: bool, progress: Progress<'_>) -> Result<Report> {
    let mut report = Report::default();
    db.separate()?.snapshot(|sql| {
        if engine::check(sql, &mut report)? {
            everything(sql, files, deep, &mut report, progress)?;
        }
        Ok(())
    })?;
    Ok(report)
}

fn everything(
    sql: &mut Sql<'_>,
    files: &Files,
    deep: bool,
    report: &mut Report,
    progress: Progress<'_>,
) -> Result<()> {
    rules::check(sql, report, progress)?;
    terms::check(sql, report)?;
    revisions::check(sql, report, progress)?;
    publications::check(sql, report, progress)?;
    versions::check(sql, report, progress)?;
    paths::check(sql, report)?;
    files::check(sql, files, deep, report, progress)
}

fn count(sql: &mut Sql<'_>, query: &'static str) -> Result<u64> {
    Ok(u64::try_from(sql.number(query, &[])?).unwrap_or(0))
}
