//! Pages that are in no cache: from the request to the first byte of its answer, as a browser asks for it.

use super::{
    Bench, Measured,
    figure::{Figure, Mark, percentile},
    pages::{self, Kind},
};
use crate::run::{http::BROWSER, server::Dateline};

/// Pages asked for in a round; each round has a server of its own, whose cache is empty.
const PAGES: usize = 400;

/// Measures; `marked` says whether the figures are held against a mark.
pub fn measure(bench: &Bench<'_>, dateline: &Dateline<'_>, marked: bool) -> Measured {
    let (mut medians, mut slow) = (Vec::new(), Vec::new());
    let mut by_kind =
        [(Kind::Article, "article"), (Kind::List, "section, topic, person"), (Kind::Front, "front")]
            .map(|(kind, name)| (kind, name, Vec::new()));
    let mut bytes = Vec::new();
    let mut remarks = Vec::new();
    for round in 0..bench.rounds {
        eprintln!("first composition, round {} of {} …", round + 1, bench.rounds);
        let server = dateline.serve(bench.guard, "/health")?;
        let mut client = server.client()?;
        let mut all = Vec::new();
        for asked in pages::choose(&bench.corpus, PAGES, round) {
            let answer = client.get(&asked.path, BROWSER)?;
            if answer.status != 200 {
                remarks.push(format!("{} was answered with {}", asked.path, answer.status));
                continue;
            }
            let took = answer.first_byte.as_secs_f64() * 1e3;
            all.push(took);
            bytes.push(answer.body.len() as f64 / 1e3);
            for (_, _, runs) in by_kind.iter_mut().filter(|(kind, ..)| *kind == asked.kind) {
                runs.push(took);
            }
        }
        medians.push(percentile(&all, 50));
        slow.push(percentile(&all, 95));
    }
    let all = Figure::of("first byte, all pages, median", "ms", medians);
    let mut figures = vec![
        if marked { all.marked(Mark::Below(2.0)) } else { all },
        Figure::of("first byte, all pages, 95 of 100", "ms", slow),
    ];
    for (_, name, runs) in by_kind {
        figures.push(Figure::of(format!("first byte, {name}"), "ms", runs));
    }
    figures.push(Figure::of("a page's bytes as sent", "kB", bytes));
    // One line for each would bury the table.
    remarks.truncate(5);
    for figure in &mut figures {
        // Some thousand single requests: what they come to is enough.
        if figure.runs.len() > 100 {
            figure.runs = [0, 5, 25, 50, 75, 95, 100].map(|p| percentile(&figure.runs, p)).to_vec();
        }
    }
    Ok((figures, remarks))
}
