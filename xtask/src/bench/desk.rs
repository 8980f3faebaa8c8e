//! The desk: its pages, and the way from the publish button to what readers see. Set up as a person does: by the link that
//! the server prints, then with a session's cookie.

use super::{
    Bench, Measured,
    figure::{Figure, Mark, percentile},
};
use crate::{
    Result,
    run::{
        desk::{Desk, state_of},
        http::Answer,
        server::Server,
    },
};
use serde_json::{Value, json};
use std::{path::Path, time::Instant};

/// How often each page is asked for in a round.
const ASKED: u64 = 200;
/// How many articles are written and published in a round.
const PUBLISHED: u64 = 200;
const MS: f64 = 1_000.0;

/// Measures: pages of the desk, then publishing.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let server = bench.dateline(data).serve(bench.guard, "/health")?;
    let mut desk = Desk::set_up(bench.guard, &server)?;
    let mark = Mark::Below(if bench.corpus.articles > 100_000 { 50.0 } else { 30.0 });
    let (mut figures, mut remarks) = (Vec::new(), Vec::new());
    for (name, pattern) in PAGES {
        let mut runs = Vec::new();
        for _ in 0..bench.rounds.min(3) {
            let mut times = Vec::new();
            for n in 0..ASKED {
                let article = bench.corpus.article(n * 7_919 % bench.corpus.articles).id.to_string();
                let word = WORDS.get(n as usize % WORDS.len()).copied().unwrap_or_default();
                let path = pattern.replace("{article}", &article).replace("{word}", word);
                let begun = Instant::now();
                let answer = desk.get(&path)?;
                times.push(begun.elapsed().as_secs_f64() * MS);
                if answer.status != 200 {
                    return Err(format!("{path} was answered with {}", answer.status));
                }
            }
            runs.push(percentile(&times, 99));
        }
        figures.push(Figure::of(format!("{name}, 99 of 100"), "ms", runs).marked(mark));
    }
    let mut turns: Vec<Turns> = Vec::new();
    for round in 0..bench.rounds.min(3) {
        eprintln!("publishing at the desk, round {} …", round + 1);
        turns.push(publish(&mut desk, &server, round)?);
    }
    let stale: Vec<f64> = turns.iter().map(|t| f64::from(t.stale)).collect();
    figures.push(Figure::of("pages that did not show it", "", stale).marked(Mark::AtMost(0.0)));
    for (name, of) in [
        ("publish button to its answer", (|t: &Turns| &t.action) as fn(&Turns) -> &Vec<f64>),
        ("publish button to the article's page", |t| &t.article),
        ("… to article, front and feed, one after another", |t| &t.all),
    ] {
        let p = |of_hundred| turns.iter().map(|t| percentile(of(t), of_hundred)).collect::<Vec<f64>>();
        figures.push(Figure::of(format!("{name}, median"), "ms", p(50)));
        figures.push(Figure::of(format!("{name}, 99 of 100"), "ms", p(99)).marked(Mark::Below(10.0)));
    }
    remarks.push("one connection; the session is looked up for every page".into());
    Ok((figures, remarks))
}

/// The pages that are asked for.
const PAGES: [(&str, &str); 9] = [
    ("the list of articles", "/desk/articles"),
    ("the list, one stage", "/desk/articles?stage=published"),
    ("the list, searched", "/desk/articles?q={word}"),
    ("an article to be edited", "/desk/articles/{article}"),
    ("its versions", "/desk/articles/{article}/versions"),
    ("the calendar", "/desk/calendar"),
    ("pictures and files", "/desk/media"),
    ("the comments' queue", "/desk/comments"),
    ("topics", "/desk/topics"),
];
/// Words that the corpus is made of, and one that it is not.
const WORDS: [&str; 4] = ["harbour", "council", "water", "zyzzyva"];

#[derive(Default)]
struct Turns {
    action: Vec<f64>,
    article: Vec<f64>,
    all: Vec<f64>,
    stale: u32,
}

fn publish(desk: &mut Desk, server: &Server<'_>, round: u32) -> Result<Turns> {
    let mut turns = Turns::default();
    let mut reader = server.client()?;
    for turn in 0..PUBLISHED {
        let headline = format!("Bench report {round} {turn}");
        let begun = desk.form("/desk/articles", "kind=article")?;
        let path = begun.header("location").unwrap_or_default().to_owned();
        let page = String::from_utf8_lossy(&desk.get(&path)?.body).into_owned();
        let mut state = state_of(&page).ok_or_else(|| format!("{path} holds no article to edit"))?;
        state["manuscript"]["headline"] = json!(headline);
        state["manuscript"]["slug"] = json!(format!("bench-{round}-{turn}"));
        let saved = desk.json(
            &format!("{path}/revisions"),
            &json!({ "based_on": state["based_on"], "version": state["version"], "manuscript": state["manuscript"] }),
        )?;
        let saved: Value = serde_json::from_slice(&saved.body)
            .map_err(|e| format!("the answer to a save cannot be read: {e}"))?;
        let number = saved["number"].as_i64().ok_or_else(|| format!("the save was refused: {saved}"))?;
        // Warm, as on a site that is read: so that each of them is to be made anew.
        for page in ["/", "/feed/"] {
            reader.get(page, "gzip")?;
        }
        let clock = Instant::now();
        let answer = desk.form(&format!("{path}/publication"), &format!("revision={number}"))?;
        turns.action.push(clock.elapsed().as_secs_f64() * MS);
        if answer.status != 303 {
            return Err(format!("publishing was answered with {}", answer.status));
        }
        let shown = |answer: &Answer| String::from_utf8_lossy(&answer.body).contains(&headline);
        let number = path.rsplit('/').next().unwrap_or_default();
        let old = reader.get(&format!("/?p={number}"), "identity")?;
        let public = old.header("location").unwrap_or_default().to_owned();
        // Finding out the address is the benchmark's own business: the clock stands meanwhile.
        let again = Instant::now();
        let article = reader.get(&public, "identity")?;
        let first = turns.action.last().copied().unwrap_or_default();
        turns.article.push(first + again.elapsed().as_secs_f64() * MS);
        let front = reader.get("/", "identity")?;
        let feed = reader.get("/feed/", "identity")?;
        turns.all.push(first + again.elapsed().as_secs_f64() * MS);
        turns.stale += [&article, &front, &feed].iter().filter(|answer| !shown(answer)).count() as u32;
    }
    Ok(turns)
}
