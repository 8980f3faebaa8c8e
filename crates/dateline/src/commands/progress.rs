//! Progress bars, with rate and time left. They go to stderr, and only to a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

fn bar(template: &str, json: bool) -> ProgressBar {
    let target = if json { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}

/// For work that goes through a file.
pub fn file(json: bool) -> ProgressBar {
    bar("{prefix:>9} {bar:32} {bytes:>10}/{total_bytes} {binary_bytes_per_sec:>12} {msg} {eta} left", json)
}

/// For work that goes through articles.
pub fn articles(json: bool) -> ProgressBar {
    bar("{bar:32} {pos:>8}/{len} articles {per_sec:>14} {eta} left", json)
}
