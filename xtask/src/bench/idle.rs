//! Memory of a server that waits: just started, and after a thousand pages.

use super::{
    Bench, Measured,
    figure::{Figure, Mark},
    pages,
};
use crate::run::{http::BROWSER, memory::Memory};
use std::{path::Path, thread::sleep, time::Duration};

/// Pages asked for before the second look.
const PAGES: usize = 1_000;
/// What a server does after its start and after requests is done by then.
const REST: Duration = Duration::from_secs(2);

/// Measures. The mark is for what is resident just after the start.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    eprintln!("memory …");
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for round in 0..bench.rounds.min(3) {
        let server = bench.dateline(data).serve(bench.guard, "/")?;
        sleep(REST);
        before.push(server.memory()?);
        let mut client = server.client()?;
        for asked in pages::choose(&bench.corpus, PAGES, 1_000 + round) {
            client.get(&asked.path, BROWSER)?;
        }
        sleep(REST);
        after.push(server.memory()?);
    }
    let figure = |name: &str, of: &[Memory], what: fn(&Memory) -> u64| {
        Figure::of(name, "MB", of.iter().map(|m| what(m) as f64 / 1e6).collect())
    };
    let figures = vec![
        figure("after the start, resident", &before, |m| m.resident).marked(Mark::Below(60.0)),
        figure("after the start, proportional (Pss)", &before, |m| m.proportional),
        figure("after the start, its own", &before, |m| m.own),
        figure("after the start, pages of files", &before, |m| m.of_files),
        figure("after 1,000 pages, resident", &after, |m| m.resident),
        figure("after 1,000 pages, its own", &after, |m| m.own),
        figure("after 1,000 pages, pages of files", &after, |m| m.of_files),
    ];
    Ok((figures, Vec::new()))
}
