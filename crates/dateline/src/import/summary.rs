//! What an import came to: for people as text, for machines as JSON.

use serde::Serialize;
use std::{collections::BTreeMap, fmt};

/// How many of one kind came in how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Were not here before.
    pub new: u64,
    /// Were here, and changed.
    pub changed: u64,
    /// Were here, just like this.
    pub unchanged: u64,
}

/// Something to be said about one thing in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The line of the file, if there is one.
    pub line: u64,
    /// What it is about.
    pub about: String,
    /// What is to be said.
    pub what: String,
}

/// At most this many notes of one sort are kept; the rest is counted.
const NOTES: usize = 1_000;

/// Notes of one sort, and how many there were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Notes {
    /// How many.
    pub total: u64,
    /// The first of them.
    pub first: Vec<Note>,
}

impl Notes {
    /// Adds one.
    pub fn add(&mut self, line: u64, about: impl Into<String>, what: impl Into<String>) {
        self.total += 1;
        if self.first.len() < NOTES {
            self.first.push(Note { line, about: about.into(), what: what.into() });
        }
    }
}

/// The whole summary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The source site.
    pub source: String,
    /// True if nothing was written.
    pub dry_run: bool,
    /// By kind: articles, pages, sections, topics, people, pictures and files, comments.
    pub counts: BTreeMap<&'static str, Count>,
    /// Articles by their state here.
    pub states: BTreeMap<&'static str, u64>,
    /// Kept as private data: unknown post types and the like, by type.
    pub kept_aside: BTreeMap<String, u64>,
    /// Changed in the export, but edited here since: not touched.
    pub edited_here: Notes,
    /// Liberties taken with a file that is not well-formed.
    pub repairs: Notes,
    /// What could not be kept in the text; the original is stored beside it.
    pub losses: Notes,
    /// Files and things that were refused.
    pub refused: Notes,
    /// What somebody may want to look at.
    pub remarks: Notes,
    /// Commenters' addresses (IP) that were dropped.
    pub ip_addresses_dropped: u64,
    /// Files left at their old address.
    pub left_remote: u64,
    /// Redirects that came in from a list.
    pub redirects: u64,
    /// Seconds it took.
    pub seconds: Seconds,
    /// Why it ended early, if it did.
    pub error: Option<String>,
}

/// Seconds with two digits, so that summaries can be compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seconds(u64);

impl Seconds {
    /// From a duration.
    pub fn of(duration: std::time::Duration) -> Self {
        Seconds(u64::try_from(duration.as_millis() / 10).unwrap_or(u64::MAX))
    }
    /// As a number.
    pub fn value(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl Serialize for Seconds {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_f64(self.value())
    }
}

impl Summary {
    /// The count of a kind.
    pub fn count(&mut self, kind: &'static str) -> &mut Count {
        self.counts.entry(kind).or_default()
    }

    /// True if not a thing of the site was found.
    pub fn is_empty(&self) -> bool {
        self.counts.values().all(|c| *c == Count::default()) && self.kept_aside.is_empty()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.dry_run { "would come in" } else { "came in" };
        writeln!(out, "From {}, in {:.1} s:", self.source, self.seconds.value())?;
        for (kind, count) in &self.counts {
            writeln!(
                out,
                "  {kind:<18} {:>8} new {:>8} changed {:>8} unchanged",
                count.new, count.changed, count.unchanged
            )?;
        }
        if !self.states.is_empty() {
            let states: Vec<String> = self.states.iter().map(|(state, n)| format!("{n} {state}")).collect();
            writeln!(out, "  What {verb}: {}", states.join(", "))?;
        }
        if !self.kept_aside.is_empty() {
            let kept: Vec<String> = self.kept_aside.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
            writeln!(out, "  Kept as private data, shown nowhere: {}", kept.join(", "))?;
        }
        if self.ip_addresses_dropped > 0 {
            writeln!(out, "  IP addresses of commenters dropped: {}", self.ip_addresses_dropped)?;
        }
        if self.left_remote > 0 {
            writeln!(
                out,
                "  Files left at their old address: {} (what is in the folder that --uploads names comes along)",
                self.left_remote
            )?;
        }
        if self.redirects > 0 {
            writeln!(out, "  Redirects from the list: {}", self.redirects)?;
        }
        for (title, notes) in [
            ("Edited here since, and not touched", &self.edited_here),
            ("Refused", &self.refused),
            ("Could not be kept in the text (the original is stored beside it)", &self.losses),
            ("Repaired in the file", &self.repairs),
            ("To look at", &self.remarks),
        ] {
            section(out, title, notes)?;
        }
        if let Some(error) = &self.error {
            writeln!(out, "\nThe import ended early: {error}")?;
            if !self.is_empty() {
                writeln!(out, "What came in before that is kept; run the same command again to go on.")?;
            }
        }
        Ok(())
    }
}

/// How many notes of a sort people are shown; `--json` has all.
const SHOWN: usize = 12;

fn section(out: &mut fmt::Formatter<'_>, title: &str, notes: &Notes) -> fmt::Result {
    if notes.total == 0 {
        return Ok(());
    }
    writeln!(out, "\n{title}: {}", notes.total)?;
    for note in notes.first.iter().take(SHOWN) {
        if note.line > 0 {
            writeln!(out, "  line {}: {}: {}", note.line, note.about, note.what)?;
        } else {
            writeln!(out, "  {}: {}", note.about, note.what)?;
        }
    }
    if notes.total > SHOWN as u64 {
        writeln!(out, "  … and {} more; --json lists them", notes.total - SHOWN as u64)?;
    }
    Ok(())
}
