//! From an action's answer to the pages that show it. There is no desk to publish from yet: `examples/publish.rs` of the
//! product starts the real server on loopback and acts within its process.

use super::{
    Bench, Measured,
    figure::{Figure, Mark, percentile},
};
use crate::{Result, at, run::binary};
use serde::Deserialize;
use std::{path::Path, process::Command};

/// Articles and new versions published in a round.
const TURNS: &str = "300";

/// What the example prints; times in milliseconds.
#[derive(Debug, Deserialize)]
struct Measurement {
    action: Vec<f64>,
    article: Vec<f64>,
    front: Vec<f64>,
    feed: Vec<f64>,
    stale: u32,
}

/// Measures. Each round has 300 turns: a new article and a new version of an old one, alternately.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let program = binary::example("publish")?;
    let article = bench.corpus.article(bench.corpus.articles / 2).id.to_string();
    let mut rounds = Vec::new();
    for round in 0..bench.rounds.min(3) {
        eprintln!("publishing, round {} …", round + 1);
        rounds.push(once(&program, data, &article)?);
    }
    let of = |what: fn(&Measurement) -> &[f64], of_hundred| -> Vec<f64> {
        rounds.iter().map(|round| percentile(what(round), of_hundred)).collect()
    };
    let mut figures = vec![
        Figure::of("pages that did not show it", "", rounds.iter().map(|r| f64::from(r.stale)).collect())
            .marked(Mark::AtMost(0.0)),
        Figure::of("action, median", "ms", of(|m| &m.action, 50)),
        Figure::of("action and article's page, median", "ms", of(|m| &m.article, 50)),
        Figure::of("action and article's page, 99 of 100", "ms", of(|m| &m.article, 99))
            .marked(Mark::Below(10.0)),
        Figure::of("then the front page, median", "ms", of(|m| &m.front, 50)),
        Figure::of("then the front page, 99 of 100", "ms", of(|m| &m.front, 99)),
    ];
    let mut remarks = Vec::new();
    if rounds.iter().all(|round| round.feed.is_empty()) {
        remarks.push("no feed is served: left out".into());
    } else {
        figures.push(Figure::of("then the feed, median", "ms", of(|m| &m.feed, 50)));
        figures.push(Figure::of("then the feed, 99 of 100", "ms", of(|m| &m.feed, 99)));
    }
    Ok((figures, remarks))
}

fn once(program: &Path, data: &Path, article: &str) -> Result<Measurement> {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("DATELINE_")) {
        command.env_remove(name);
    }
    let out = command.arg(data).args([article, TURNS]).output().map_err(at(program))?;
    if !out.status.success() {
        return Err(format!("publishing failed: {}", String::from_utf8_lossy(&out.stderr)));
    }
    serde_json::from_slice(&out.stdout).map_err(|e| format!("what publishing said cannot be read: {e}"))
}
