//! What Dateline does with a newsroom of a given size: figures beside their marks. It judges nothing: no figure fails it.

mod beside;
mod comments;
mod compose;
mod desk;
mod figure;
mod hot;
mod idle;
mod import;
mod machine;
mod pages;
mod plot;
mod postgres;
mod provenance;
mod publish;
mod search;
mod settle;
mod start;
mod tail;
mod weight;

use crate::{
    Result, at,
    corpus::{self, Corpus},
    print,
    run::{binary, guard::Guard, server::Dateline},
    write_corpus,
};
use clap::{Args, ValueEnum};
use figure::{Figure, Report};
use std::path::{Path, PathBuf};

/// What is measured, on what.
#[derive(Debug, Args)]
pub struct Options {
    /// How many articles, up to a million
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=corpus::MOST))]
    articles: u64,
    /// Which of all made-up newsrooms
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Measure these parts only
    #[arg(long, value_delimiter = ',', value_name = "PARTS")]
    only: Vec<Part>,
    /// How often each part is measured; the median counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Write the figures as JSON, too; - prints JSON instead of a table
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Draw the ratios as an SVG, too
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Measure this binary, and build none
    #[arg(long, value_name = "PATH")]
    binary: Option<PathBuf>,
    /// Where the data is put meanwhile: on a disk, since an import waits for it [default: the system's temporary folder]
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// A part of the benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Posts a second and peak memory of an import
    Import,
    /// From spawning the server to its first answer
    Start,
    /// Pages that are in no cache
    Compose,
    /// Memory of a server that waits
    Idle,
    /// A page that is in the cache, beside nginx
    Hot,
    /// Articles at random, beside nginx
    Tail,
    /// The index, questions to it, and what is related
    Search,
    /// From an action's answer to the pages that show it
    Publish,
    /// Pages of the desk, and from the publish button to readers
    Desk,
    /// Sources, origins, versions and comparisons
    Provenance,
    /// Pages while comments come in
    Comments,
    /// Bytes of a first visit, and requests that it takes
    Weight,
    /// Import and first composition on PostgreSQL
    Postgres,
}

/// What every part is given.
struct Bench<'a> {
    guard: &'a Guard,
    corpus: Corpus,
    rounds: u32,
    /// The corpus as a file.
    export: PathBuf,
    binary: &'a Path,
}

impl Bench<'_> {
    fn dateline<'b>(&'b self, data: &'b Path) -> Dateline<'b> {
        Dateline { binary: self.binary, data, database_url: None }
    }
}

/// Runs the benchmark.
pub fn run(options: &Options) -> Result<()> {
    let binary = binary::find(options.binary.as_deref())?;
    let parent = options.folder.clone().unwrap_or_else(std::env::temp_dir);
    std::fs::create_dir_all(&parent).map_err(at(&parent))?;
    let parent = parent.canonicalize().map_err(at(&parent))?;
    let guard = Guard::start(&parent)?;
    let corpus = Corpus { seed: options.seed, articles: options.articles };
    let export = guard.folder().join("export.xml");
    eprintln!("writing {} made-up articles …", corpus.articles);
    write_corpus(corpus, &export)?;
    let export_bytes = std::fs::metadata(&export).map_err(at(&export))?.len();
    let bench = Bench { guard: &guard, corpus, rounds: options.rounds, export, binary: &binary };

    let wanted = |part| options.only.is_empty() || options.only.contains(&part);
    let mut report = Report::new(machine::describe(), corpus.articles, corpus.seed, export_bytes);
    let data = guard.folder().join("data");
    let needs_data = [
        Part::Start,
        Part::Compose,
        Part::Idle,
        Part::Hot,
        Part::Tail,
        Part::Publish,
        Part::Weight,
        Part::Comments,
        Part::Search,
        Part::Desk,
        Part::Provenance,
    ]
    .into_iter()
    .any(wanted);
    if wanted(Part::Import) {
        report.add("import", import::measure(&bench, &data));
    } else if needs_data {
        import::once(&bench, &bench.dateline(&data))?;
    }
    if wanted(Part::Start) {
        report.add("start", start::measure(&bench, &data));
    }
    if wanted(Part::Compose) {
        report.add("compose", compose::measure(&bench, &bench.dateline(&data), true));
    }
    if wanted(Part::Idle) {
        report.add("idle", idle::measure(&bench, &data));
    }
    if wanted(Part::Hot) {
        report.add("hot", hot::measure(&bench, &data));
    }
    if wanted(Part::Tail) {
        report.add("tail", tail::measure(&bench, &data));
    }
    if wanted(Part::Search) {
        report.add("search", search::measure(&bench, &data));
    }
    if wanted(Part::Weight) {
        report.add("weight", weight::measure(&bench, &data));
    }
    // Last: these change the data.
    if wanted(Part::Comments) {
        report.add("comments", comments::measure(&bench, &data));
    }
    if wanted(Part::Publish) {
        report.add("publish", publish::measure(&bench, &data));
    }
    if wanted(Part::Desk) {
        report.add("desk", desk::measure(&bench, &data));
    }
    if wanted(Part::Provenance) {
        report.add("provenance", provenance::measure(&bench, &data));
    }
    if wanted(Part::Postgres) {
        report.add("postgres", postgres::measure(&bench));
    }
    if let Some(path) = &options.plot {
        std::fs::write(path, report.plot()).map_err(at(path))?;
    }
    match options.json.as_deref() {
        Some(path) if path == Path::new("-") => print(&report.json()),
        path => {
            if let Some(path) = path {
                std::fs::write(path, report.json()).map_err(at(path))?;
            }
            print(&report.table());
        }
    }
    Ok(())
}

/// What a part returns: its figures, and lines about what was left out.
type Measured = Result<(Vec<Figure>, Vec<String>)>;
