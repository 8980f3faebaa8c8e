//! The search over HTTP, and what its index costs: from a server that starts without one to the slowest of a hundred answers.

use super::{
    Bench, Measured,
    figure::{Figure, Mark, percentile},
};
use crate::{
    Result,
    corpus::{dice::Dice, words},
    run::{
        http::{BROWSER, Client},
        server::Server,
    },
};
use std::{
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

/// Questions of a round.
const QUESTIONS: usize = 400;
/// The longest that an index may take to be made.
const PATIENCE: Duration = Duration::from_secs(1_800);
/// So long it is watched how quickly articles are related to each other.
const WATCHED: Duration = Duration::from_secs(20);
/// Fewer articles than these tell nothing.
const ENOUGH: f64 = 200.0;

/// Measures. The index is taken away first, so that its making is seen.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let folder = data.join("index");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(crate::at(&folder))?;
    }
    eprintln!("making the index …");
    let server = bench.dateline(data).serve(bench.guard, "/health")?;
    let begun = Instant::now();
    let mut client = server.client()?;
    let mut most = 0;
    while metric(&mut client, "dateline_index_made_total")? < 1.0 {
        most = most.max(server.memory()?.own);
        if begun.elapsed() > PATIENCE {
            return Err("the index was not made in time".into());
        }
        sleep(Duration::from_millis(50));
    }
    let made = begun.elapsed().as_secs_f64();
    let size = folder_size(&folder) as f64 / 1e6;
    let related = related(&server, &mut client)?;

    let (mut half, mut slow) = (Vec::new(), Vec::new());
    let mut kinds: Vec<(&str, Vec<f64>)> = KINDS.iter().map(|kind| (*kind, Vec::new())).collect();
    let mut suggested = Vec::new();
    for round in 0..bench.rounds {
        eprintln!("search, round {} of {} …", round + 1, bench.rounds);
        let mut dice = Dice::of(bench.corpus.seed, u64::MAX / 2 - u64::from(round));
        let mut all = Vec::new();
        for number in 0..QUESTIONS {
            let kind = number % KINDS.len();
            let path = question(kind, &mut dice);
            let answer = client.get(&path, BROWSER)?;
            if answer.status != 200 {
                return Err(format!("{path} was answered with {}", answer.status));
            }
            let took = answer.first_byte.as_secs_f64() * 1e3;
            all.push(took);
            if let Some((_, runs)) = kinds.get_mut(kind) {
                runs.push(took);
            }
        }
        half.push(percentile(&all, 50));
        slow.push(percentile(&all, 99));
        for _ in 0..50 {
            let word: String =
                dice.pick(words::WHAT).split(' ').next_back().unwrap_or("tide").chars().take(3).collect();
            let answer = client.get(&format!("/search/suggest?q={word}"), BROWSER)?;
            suggested.push(answer.first_byte.as_secs_f64() * 1e3);
        }
    }
    let mut figures = vec![
        Figure::of("the index is made in", "s", vec![made])
            .marked(Mark::Below(120.0 * f64::max(1.0, bench.corpus.articles as f64 / 1e5))),
        Figure::of("memory meanwhile, the server's own", "MB", vec![most as f64 / 1e6]),
        Figure::of("the index on disk", "MB", vec![size]),
        Figure::of("first byte, all questions, median", "ms", half),
        Figure::of("first byte, all questions, 99 of 100", "ms", slow).marked(Mark::Below(10.0)),
    ];
    let mut remarks = Vec::new();
    match related {
        Some(figure) => figures.insert(3, figure.marked(Mark::Below(20.0))),
        None => remarks.push("related: nothing was left to do; measure it with --only search".into()),
    }
    for (kind, runs) in kinds {
        figures.push(spread(&format!("{kind}, 50, 99 of 100"), &runs));
    }
    figures.push(spread("suggestions, 50, 99 of 100", &suggested));
    Ok((figures, remarks))
}

/// The kinds of questions, in turn.
const KINDS: [&str; 7] =
    ["one word", "two words", "a phrase", "a section", "misspelt", "Persian", "newest first"];

fn question(kind: usize, dice: &mut Dice) -> String {
    let word = |dice: &mut Dice| {
        let list = [words::WHAT, words::WHO, words::HOW];
        let from = list[dice.below(3)];
        let phrase = dice.pick(from);
        let all: Vec<&str> = phrase.split(' ').filter(|w| w.len() > 3).collect();
        all.get(dice.below(all.len().max(1))).copied().unwrap_or("harbour").to_owned()
    };
    let first = word(dice);
    let q = match kind {
        0 | 6 => first,
        1 | 3 => format!("{first} {}", word(dice)),
        2 => format!("\"{}\"", dice.pick(words::HOW)),
        4 => {
            // One letter in the middle is left out.
            let middle = first.chars().count() / 2;
            first.chars().enumerate().filter(|(at, _)| *at != middle).map(|(_, c)| c).collect()
        }
        _ => ["کتابخانه", "می‌نویسند", "خبرنگاران شهر"][dice.below(3)].to_owned(),
    };
    let encoded: String = q
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    let more = match kind {
        3 => "&from=2015-01-01",
        6 => "&sort=newest",
        _ => "",
    };
    format!("/search?q={encoded}{more}")
}

/// How long an article takes to be related to others: from the share of the time that the follower works, which is half.
/// Nothing if other parts of the run left none to do.
fn related(server: &Server<'_>, client: &mut Client) -> Result<Option<Figure>> {
    eprintln!("related …");
    let before = metric(client, "dateline_related_made_total")?;
    let begun = Instant::now();
    let mut after = before;
    while begun.elapsed() < WATCHED {
        sleep(Duration::from_millis(500));
        after = metric(client, "dateline_related_made_total")?;
        server.memory()?;
    }
    let made = after - before;
    if made < ENOUGH {
        return Ok(None);
    }
    // The follower rests as long as it works.
    let each = begun.elapsed().as_secs_f64() * 1e3 / made / 2.0;
    Ok(Some(Figure::of("related, an article", "ms", vec![each])))
}

fn spread(name: &str, runs: &[f64]) -> Figure {
    let shown = [50, 99].map(|p| percentile(runs, p));
    Figure { value: shown[0], ..Figure::of(name, "ms", shown.to_vec()) }
}

/// A value of `/metrics`.
fn metric(client: &mut Client, name: &str) -> Result<f64> {
    let answer = client.get("/metrics", "identity")?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.and_then(|value| value.trim().parse().ok()).ok_or_else(|| format!("/metrics has no {name}"))
}

fn folder_size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(about) if about.is_dir() => folder_size(&entry.path()),
            Ok(about) => about.len(),
            Err(_) => 0,
        })
        .sum()
}
