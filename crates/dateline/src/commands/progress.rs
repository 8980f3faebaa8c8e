//! Progress bars, with rate and time left. They go to stderr, and only to a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

fn bar(template: &str, json: bool) -> ProgressBar {
    let target = if json { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    restyle(&bar, template);
    bar
}

fn restyle(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
}

/// For work that goes through a file.
pub fn file(json: bool) -> ProgressBar {
    bar("{prefix:>9} {bar:32} {bytes:>10}/{total_bytes} {binary_bytes_per_sec:>12} {msg} {eta} left", json)
}

/// For work that goes through articles.
pub fn articles(json: bool) -> ProgressBar {
    bar("{bar:32} {pos:>8}/{len} articles {per_sec:>14} {eta} left", json)
}

/// For work that goes through the rows of a database.
pub fn rows(json: bool) -> ProgressBar {
    bar("{bar:32} {pos:>8}/{len} rows {per_sec:>14} {eta} left", json)
}

/// From now on the bar counts bytes.
pub fn count_bytes(bar: &ProgressBar) {
    restyle(bar, "{bar:32} {bytes:>10}/{total_bytes} {binary_bytes_per_sec:>12} {eta} left");
}

/// For work that looks at one sort of thing after another; the message names the sort.
pub fn looks(json: bool) -> ProgressBar {
    bar("{msg:>12} {bar:32} {pos:>8}/{len} {per_sec:>14} {eta} left", json)
}
