//! `dateline import wordpress`: posts a second by the clock on the wall, and the most memory it ever held.

use super::{
    Bench, Measured,
    figure::{Figure, Mark},
};
use crate::{
    Result, at,
    run::{memory, process::Process, server::Dateline},
};
use std::{
    fs::File,
    path::Path,
    time::{Duration, Instant},
};

/// From this many articles on, one run says enough.
const LARGE: u64 = 50_000;

/// How an import went.
pub struct Import {
    /// From spawning it to its end.
    pub took: Duration,
    /// The most that was resident, in bytes.
    pub most: u64,
}

/// Imports into fresh folders; the last of them is `data`.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let runs = if bench.corpus.articles >= LARGE { 1 } else { bench.rounds };
    let (mut rates, mut peaks) = (Vec::new(), Vec::new());
    for run in 0..runs {
        eprintln!("import {} of {runs} …", run + 1);
        if run > 0 {
            std::fs::remove_dir_all(data).map_err(at(data))?;
        }
        let import = once(bench, &bench.dateline(data))?;
        rates.push(bench.corpus.articles as f64 / import.took.as_secs_f64());
        peaks.push(import.most as f64 / 1e6);
    }
    let database = std::fs::metadata(data.join("dateline.db")).map_or(0, |m| m.len()) as f64;
    let figures = vec![
        Figure::of("posts a second", "/s", rates).marked(Mark::AtLeast(3_000.0)),
        Figure::of("peak memory", "MB", peaks).marked(Mark::Below(300.0)),
        Figure::of("database, an article", "kB", vec![database / 1e3 / bench.corpus.articles as f64]),
    ];
    Ok((figures, Vec::new()))
}

/// One import, all of which must come in.
pub fn once(bench: &Bench<'_>, dateline: &Dateline<'_>) -> Result<Import> {
    let out = bench.guard.folder().join("import.json");
    let log = bench.guard.folder().join("import.log");
    let mut command = dateline.command(bench.guard);
    command.args(["--json", "import", "wordpress"]).arg(&bench.export);
    command.stdout(File::create(&out).map_err(at(&out))?).stderr(File::create(&log).map_err(at(&log))?);
    // A hundred a second would be slower than any mark; then something is stuck.
    let at_most = Duration::from_secs(120 + bench.corpus.articles / 100);
    let begun = Instant::now();
    let mut process = Process::start(&mut command, bench.guard)?;
    let mut most = 0;
    let status = process.wait(at_most, |pid| most = memory::most(pid).unwrap_or(0).max(most))?;
    let took = begun.elapsed();
    let said = std::fs::read_to_string(&out).unwrap_or_default();
    let summary: serde_json::Value = serde_json::from_str(&said).unwrap_or_default();
    let new = summary["counts"]["articles"]["new"].as_u64();
    if !status.success() || new != Some(bench.corpus.articles) {
        let errors = std::fs::read_to_string(&log).unwrap_or_default();
        return Err(format!("the import ended with {status}, {new:?} articles; it says:\n{errors}{said}"));
    }
    Ok(Import { took, most })
}
