//! Comments that come in while pages are read: what five hundred a second, each durable before it is answered, do to readers.
//!
//! Readers ask at half of what the server can send on this machine, so that there is room for something to be taken away.

use super::{
    Bench, Measured,
    figure::{Figure, Mark, percentile},
    pages::{self, Kind},
};
use crate::{
    Result,
    run::{
        http::BROWSER,
        server::{Dateline, Server},
    },
};
use std::{
    path::Path,
    process::Stdio,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

/// Articles that are read and commented on.
const ARTICLES: usize = 400;
/// Connections that read, and that comment.
const READERS: u32 = 4;
const WRITERS: u32 = 16;
/// Comments a second that are to come in.
const WANTED: f64 = 500.0;
/// Of one turn.
const TURN: Duration = Duration::from_secs(5);
/// A form is not taken before it is so old.
const YOUNGEST: Duration = Duration::from_millis(3_500);

/// An article with what its form is signed with.
struct Commented {
    path: String,
    article: String,
    token: String,
}

/// What one turn came to.
struct Turn {
    /// Milliseconds of each page, from the request to its last byte.
    pages: Vec<f64>,
    /// Pages a second.
    rate: f64,
    /// Comments a second that were acknowledged.
    comments: f64,
    /// Milliseconds of each comment.
    answers: Vec<f64>,
}

/// Measures. Each round reads alone, then beside comments that wait, then beside comments that are shown at once.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let dateline = bench.dateline(data);
    site(bench, &dateline, &["comments=held", "comments_limits=off", "comments_close_days=0"])?;
    let server = dateline.serve(bench.guard, "/health")?;
    let asked: Vec<String> = pages::choose(&bench.corpus, 2 * ARTICLES, 9)
        .into_iter()
        .filter(|asked| asked.kind == Kind::Article)
        .map(|asked| asked.path)
        .take(ARTICLES)
        .collect();
    let all = forms(&server, &asked)?;
    let most = turn(&server, &all, f64::INFINITY, false)?.rate;
    let half = most / 2.0;
    let (mut alone, mut held, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..bench.rounds {
        eprintln!("comments, round {} of {} …", round + 1, bench.rounds);
        alone.push(turn(&server, &all, half, false)?);
        held.push(turn(&server, &all, half, true)?);
    }
    site(bench, &dateline, &["comments=open"])?;
    let all = forms(&server, &asked)?;
    for round in 0..bench.rounds {
        eprintln!("comments shown at once, round {} of {} …", round + 1, bench.rounds);
        shown.push(turn(&server, &all, half, true)?);
    }
    let p =
        |turns: &[Turn], of: usize| -> Vec<f64> { turns.iter().map(|t| percentile(&t.pages, of)).collect() };
    let rise = |with: &[f64], without: &[f64]| -> Vec<f64> {
        with.iter().zip(without).map(|(with, without)| 100.0 * (with / without.max(1e-9) - 1.0)).collect()
    };
    let (before, beside, at_once) = (p(&alone, 99), p(&held, 99), p(&shown, 99));
    let rate = |turns: &[Turn]| turns.iter().map(|t| t.comments).collect::<Vec<f64>>();
    let figures = vec![
        Figure::of("pages a second, at most", "/s", vec![most]),
        Figure::of("pages a second while measured", "/s", held.iter().map(|t| t.rate).collect()),
        Figure::of("comments that wait, kept a second", "/s", rate(&held))
            .marked(Mark::AtLeast(0.98 * WANTED)),
        Figure::of(
            "a comment's answer, 99 of 100",
            "ms",
            held.iter().map(|t| percentile(&t.answers, 99)).collect(),
        ),
        Figure::of("page, 99 of 100, alone", "ms", before.clone()),
        Figure::of("page, 99 of 100, beside comments that wait", "ms", beside.clone()),
        Figure::of("by how much that rises", "%", rise(&beside, &before)).marked(Mark::Below(10.0)),
        Figure::of("page, median, alone", "ms", p(&alone, 50)),
        Figure::of("page, median, beside comments that wait", "ms", p(&held, 50)),
        Figure::of("comments shown at once, a second", "/s", rate(&shown)),
        Figure::of("page, 99 of 100, beside those", "ms", at_once.clone()),
        Figure::of("by how much that rises, shown at once", "%", rise(&at_once, &before)),
    ];
    Ok((figures, Vec::new()))
}

/// Sets what becomes of comments.
fn site(bench: &Bench<'_>, dateline: &Dateline<'_>, set: &[&str]) -> Result<()> {
    let mut command = dateline.command(bench.guard);
    command.arg("site").args(set).stdout(Stdio::null());
    let status = command.status().map_err(|e| format!("dateline site: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("dateline site {set:?} ended with {status}")) }
}

/// Asks for each page once, so that all are in the cache, and takes its form apart.
fn forms(server: &Server<'_>, asked: &[String]) -> Result<Vec<Commented>> {
    let mut client = server.client()?;
    let mut all = Vec::with_capacity(asked.len());
    for path in asked {
        let page = client.get(path, "identity")?;
        let text = String::from_utf8_lossy(&page.body).into_owned();
        let value = |name: &str| {
            let tag = text.split('<').find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
            Some(tag.split_once("value=\"")?.1.split('"').next()?.to_owned())
        };
        let (Some(article), Some(token)) = (value("article"), value("token")) else {
            return Err(format!("{path} has no form for a comment (status {})", page.status));
        };
        client.get(path, BROWSER)?;
        all.push(Commented { path: path.clone(), article, token });
    }
    thread::sleep(YOUNGEST);
    Ok(all)
}

/// Reads for one turn at a rate, and comments meanwhile if it is asked to.
fn turn(server: &Server<'_>, all: &[Commented], rate: f64, comments: bool) -> Result<Turn> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let over = AtomicBool::new(false);
    let begun = Instant::now();
    let pace = |connections: u32, rate: f64| Duration::from_secs_f64(f64::from(connections) / rate.max(1e-9));
    thread::scope(|scope| {
        let over = &over;
        let read = |reader: u32| -> Result<Vec<f64>> {
            let mut client = server.client()?;
            let mut took = Vec::new();
            let between = pace(READERS, rate);
            for number in 0_u32.. {
                if begun.elapsed() >= TURN {
                    break;
                }
                wait_for(begun + between * number);
                let which = (number as usize * 31 + reader as usize * 101) % all.len();
                let sent = Instant::now();
                let answer = client.get(&all[which].path, BROWSER)?;
                took.push(sent.elapsed().as_secs_f64() * 1e3);
                if answer.status != 200 {
                    return Err(format!("{} was answered with {}", all[which].path, answer.status));
                }
            }
            Ok(took)
        };
        let write = |writer: u32| -> Result<Vec<f64>> {
            let mut client = server.client()?;
            let mut took = Vec::new();
            let between = pace(WRITERS, WANTED);
            for number in 0_u32.. {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                wait_for(begun + between * number + between * writer / WRITERS);
                let unique = NUMBER.fetch_add(1, Ordering::Relaxed);
                let to = &all[unique as usize % all.len()];
                let body = format!(
                    "article={}&token={}&name=Reader+{unique}&email=&website=&text=I+saw+the+barge+number+{unique}+\
                     from+the+old+quay%2C+and+it+was+*not*+dredging.",
                    to.article, to.token
                );
                let sent = Instant::now();
                let answer = client.post("/comments", &body)?;
                took.push(sent.elapsed().as_secs_f64() * 1e3);
                if answer.status != 303 {
                    return Err(format!("a comment was answered with {}", answer.status));
                }
            }
            Ok(took)
        };
        let writers: Vec<_> =
            (0..if comments { WRITERS } else { 0 }).map(|n| scope.spawn(move || write(n))).collect();
        let readers: Vec<_> = (0..READERS).map(|n| scope.spawn(move || read(n))).collect();
        let gather = |threads: Vec<thread::ScopedJoinHandle<'_, Result<Vec<f64>>>>| -> Result<Vec<f64>> {
            let mut all = Vec::new();
            for thread in threads {
                all.extend(thread.join().map_err(|_| "a thread of the benchmark ended early".to_owned())??);
            }
            Ok(all)
        };
        let pages = gather(readers);
        over.store(true, Ordering::Relaxed);
        let answers = gather(writers)?;
        let (pages, seconds) = (pages?, begun.elapsed().as_secs_f64());
        Ok(Turn {
            rate: pages.len() as f64 / seconds,
            comments: answers.len() as f64 / seconds,
            pages,
            answers,
        })
    })
}

/// Sleeps until a moment; whoever is late goes on at once.
fn wait_for(moment: Instant) {
    if let Some(rest) = moment.checked_duration_since(Instant::now()) {
        thread::sleep(rest);
    }
}
