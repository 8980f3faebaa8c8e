//! Whole pages, from view to HTML.

mod hostile;
mod shown;

/// 23 November 2026, 22:36:20 UTC.
const AT: i64 = 1_795_473_380_000_000;
