//! Articles at random over the whole archive, all kept, beside nginx with the same bytes from as many files.

use super::{
    Bench, Measured,
    beside::{self, Side},
    figure::Figure,
    settle,
};
use crate::{
    Result, at,
    run::{
        nginx::{self, Nginx},
        wrk,
    },
};
use std::path::{Path, PathBuf};

/// What it is to come to, beside nginx.
const MARK: f64 = 1.0;
/// More than this would take long to bring into the cache, and much memory.
const MOST: u64 = 10_000;

/// Measures both, or says what is missing.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let (Some(nginx), Some(wrk)) = (nginx::find(), wrk::find()) else {
        return Ok((Vec::new(), vec!["left out: it takes nginx and wrk".into()]));
    };
    let count = bench.corpus.articles.min(MOST);
    let step = bench.corpus.articles / count.max(1);
    let paths: Vec<String> = (0..count).map(|n| bench.corpus.article(n * step).path).collect();
    let server = bench.dateline(data).serve_with(bench.guard, "/health", &["--cache-mb", "2000"])?;
    eprintln!("bringing {count} articles into the cache, in their best coding …");
    let mut bodies = vec![Vec::new(); paths.len()];
    settle::pages(&mut server.client()?, &paths, |index, answer| {
        if let Some(place) = bodies.get_mut(index) {
            *place = answer.body;
        }
        Ok(())
    })?;
    let names: Vec<String> = (0..bodies.len()).map(|n| format!("{:02}/{n}", n % 100)).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().map(String::as_str).zip(bodies.iter().map(Vec::as_slice)).collect();
    let nginx = Nginx::start(&nginx, &files, bench.guard)?;
    let theirs: Vec<String> = names.iter().map(|name| format!("/{name}.html")).collect();
    let (our_script, their_script) = (script(bench, "ours", &paths)?, script(bench, "theirs", &theirs)?);
    let ours = Side { url: format!("http://{}/", server.address), script: Some(&our_script) };
    let theirs = Side { url: format!("http://{}/", nginx.address), script: Some(&their_script) };
    let mut figures = beside::measure(&wrk, bench.rounds, "articles at random", &ours, &theirs, MARK)?;
    let sizes = bodies.iter().map(|body| body.len() as f64 / 1e3).sum::<f64>() / bodies.len().max(1) as f64;
    figures.push(Figure::of("a page as sent, on average", "kB", vec![sizes]));
    figures.push(Figure::of("Dateline's memory", "MB", vec![server.memory()?.resident as f64 / 1e6]));
    Ok((figures, Vec::new()))
}

/// A script for wrk: the pages in an order that is the same for both. The requests are put together beforehand, so that
/// wrk itself is as little in the way as it can be.
fn script(bench: &Bench<'_>, name: &str, paths: &[String]) -> Result<PathBuf> {
    let list = bench.guard.folder().join(format!("{name}.txt"));
    std::fs::write(&list, paths.join("\n")).map_err(at(&list))?;
    let script = bench.guard.folder().join(format!("{name}.lua"));
    let text = format!(
        "local all = {{}}\nfunction init()\n  math.randomseed({seed})\n  for path in io.lines({list:?}) do all[#all + 1] = wrk.format(\"GET\", path) end\nend\n\
         function request() return all[math.random(#all)] end\n",
        seed = bench.corpus.seed,
    );
    std::fs::write(&script, text).map_err(at(&script))?;
    Ok(script)
}
