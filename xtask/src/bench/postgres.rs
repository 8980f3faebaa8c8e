//! The same on PostgreSQL, which several nodes share: for comparison, without a mark.

use super::{Bench, Measured, compose, figure::Figure, import};
use crate::run::{
    postgres::{self, Postgres},
    server::Dateline,
};

/// Starts a PostgreSQL, imports once, composes.
pub fn measure(bench: &Bench<'_>) -> Measured {
    let Some(bin) = postgres::find() else {
        return Ok((Vec::new(), vec!["left out: PostgreSQL is not installed".into()]));
    };
    eprintln!("PostgreSQL …");
    let postgres = Postgres::start(&bin, bench.guard)?;
    let (url, data) = (postgres.url(), bench.guard.folder().join("data-postgres"));
    let dateline = Dateline { binary: bench.binary, data: &data, database_url: Some(&url) };
    let import = import::once(bench, &dateline)?;
    let rate = bench.corpus.articles as f64 / import.took.as_secs_f64();
    let mut figures = vec![
        Figure::of("import, posts a second", "/s", vec![rate]),
        Figure::of("import, peak memory", "MB", vec![import.most as f64 / 1e6]),
    ];
    let (composed, remarks) = compose::measure(bench, &dateline, false)?;
    figures.extend(composed);
    Ok((figures, remarks))
}
