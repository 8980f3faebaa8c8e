//! Chores of the project: made-up newsrooms of any size, and what Dateline does with them.

mod attribution;
mod bench;
mod corpus;
mod run;

use clap::{Args, Parser, Subcommand};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What the functions here return: an error is a sentence for whoever ran the chore.
pub type Result<T> = std::result::Result<T, String>;

/// Says which file an error of the system is about.
pub fn at(path: &Path) -> impl Fn(std::io::Error) -> String + use<> {
    let shown = path.display().to_string();
    move |error| format!("{shown}: {error}")
}

/// Prints what was asked for. A pipe that was closed at the other end is no fault.
pub fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Chores of the project")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Measure the proposals of attributions against people's marks
    Attribution(attribution::Options),
    /// Measure import, start, first composition, memory and hot pages
    Bench(bench::Options),
    /// Write a made-up newsroom as a WordPress export
    Corpus(Written),
}

#[derive(Debug, Args)]
struct Written {
    /// How many articles, up to a million
    #[arg(short = 'n', long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=corpus::MOST))]
    articles: u64,
    /// Which of all made-up newsrooms
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// The file to write; compressed if its name ends in .gz
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

fn main() -> ExitCode {
    let done = match Cli::parse().chore {
        Chore::Attribution(options) => attribution::run(&options),
        Chore::Bench(options) => bench::run(&options),
        Chore::Corpus(given) => {
            write_corpus(corpus::Corpus { seed: given.seed, articles: given.articles }, &given.output)
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a corpus into a file.
pub fn write_corpus(corpus: corpus::Corpus, path: &Path) -> Result<()> {
    let file = BufWriter::with_capacity(1 << 20, File::create(path).map_err(at(path))?);
    let written = if path.extension().is_some_and(|end| end == "gz") {
        let mut out = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        corpus.write(&mut out).and_then(|()| out.finish()).and_then(|mut file| file.flush())
    } else {
        let mut out = file;
        corpus.write(&mut out).and_then(|()| out.flush())
    };
    written.map_err(at(path))
}
