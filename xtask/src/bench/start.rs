//! From spawning the server to its first page.

use super::{
    Bench, Measured,
    figure::{Figure, Mark},
};
use std::path::Path;

/// The first answer is the front page: what needs the database, the theme and everything else that a start brings up.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    eprintln!("start …");
    let dateline = bench.dateline(data);
    let mut figures = Vec::new();
    for (name, path, mark) in
        [("to the front page", "/", Some(Mark::Below(150.0))), ("to /health", "/health", None)]
    {
        let mut runs = Vec::new();
        for _ in 0..bench.rounds.max(3) {
            runs.push(dateline.serve(bench.guard, path)?.started_in.as_secs_f64() * 1e3);
        }
        let figure = Figure::of(name, "ms", runs);
        figures.push(match mark {
            Some(mark) => figure.marked(mark),
            None => figure,
        });
    }
    Ok((figures, Vec::new()))
}
