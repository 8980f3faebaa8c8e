//! How we know this: proposals over an archive, the count of origins, what the panel adds to a page, versions and comparisons
//! of a long report.

use super::{
    Bench, Measured,
    figure::{Figure, Mark, percentile},
};
use crate::{
    Result, at,
    run::{
        desk::{Desk, state_of},
        http::Client,
        process::Process,
        server::Server,
        wrk,
    },
};
use serde_json::{Value, json};
use std::{
    fs::File,
    path::Path,
    time::{Duration, Instant},
};

/// How often the long report is published: a version each.
const VERSIONS: usize = 24;
/// Words of the long report, in paragraphs of a hundred.
const PARAGRAPHS: usize = 100;
/// How often a count is asked for.
const ASKED: usize = 50;
const MS: f64 = 1_000.0;

/// Measures proposals, then what a server answers.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let mut figures = vec![proposals(bench, data)?];
    let mut remarks = Vec::new();
    let server = bench.dateline(data).serve(bench.guard, "/health")?;
    let mut desk = Desk::set_up(bench.guard, &server)?;
    let mut reader = server.client()?;
    figures.extend(origins(&mut desk)?);
    let plain = publish(&mut desk, "bench-plain", 12, json!([]))?;
    let sourced = publish(&mut desk, "bench-sourced", 12, five_sources())?;
    panel(&server, &mut reader, bench.rounds, (&plain, &sourced), &mut figures, &mut remarks)?;
    figures.extend(versions(&mut desk, &mut reader)?);
    Ok((figures, remarks))
}

/// `dateline sources propose` over the whole corpus, by the clock on the wall.
fn proposals(bench: &Bench<'_>, data: &Path) -> Result<Figure> {
    let log = bench.guard.folder().join("propose.log");
    let mut command = bench.dateline(data).command(bench.guard);
    command.args(["sources", "propose"]);
    let out = File::create(&log).map_err(at(&log))?;
    command.stdout(out.try_clone().map_err(at(&log))?).stderr(out);
    let begun = Instant::now();
    let mut process = Process::start(&mut command, bench.guard)?;
    let status = process.wait(Duration::from_secs(600), |_| {})?;
    let took = begun.elapsed().as_secs_f64();
    if !status.success() {
        return Err(format!(
            "proposing ended with {status}: {}",
            std::fs::read_to_string(&log).unwrap_or_default()
        ));
    }
    let rate = bench.corpus.articles as f64 / took;
    Ok(Figure::of("articles read for proposals", "/s", vec![rate]).marked(Mark::AtLeast(500.0)))
}

/// The count of 200 sources, asked for as the editor asks: the whole request.
fn origins(desk: &mut Desk) -> Result<[Figure; 2]> {
    let (path, mut state) = begin(desk)?;
    // Each quotes the one before, but for every tenth, which is first-hand.
    let sources: Vec<Value> = (1..=200)
        .map(|id| {
            let via = if id % 10 == 1 { json!([]) } else { json!([id - 1, (id * 7) % 200 + 1]) };
            source(id, "outlet", &format!("The Gazette {id}"), via)
        })
        .collect();
    state["manuscript"]["sources"] = json!(sources);
    let asked = json!({ "manuscript": state["manuscript"] });
    let mut times = Vec::new();
    for _ in 0..ASKED {
        let begun = Instant::now();
        let answer = desk.json(&format!("{path}/sources/look"), &asked)?;
        times.push(begun.elapsed().as_secs_f64() * MS);
        if answer.status != 200 {
            return Err(format!("the count was answered with {}", answer.status));
        }
    }
    let figure = |name: &str, of_hundred| {
        let name = format!("origins of 200 sources, the whole request, {name}");
        Figure::of(name, "ms", vec![percentile(&times, of_hundred)])
    };
    Ok([figure("median", 50).marked(Mark::Below(5.0)), figure("99 of 100", 99)])
}

/// Bytes that the panel adds, and what it costs a page that is kept.
fn panel(
    server: &Server<'_>,
    reader: &mut Client,
    rounds: u32,
    (plain, sourced): (&str, &str),
    figures: &mut Vec<Figure>,
    remarks: &mut Vec<String>,
) -> Result<()> {
    for coding in ["zstd", "gzip"] {
        let (without, with) = (reader.get(plain, coding)?, reader.get(sourced, coding)?);
        let added = with.body.len() as f64 - without.body.len() as f64;
        let name = format!("bytes that five sources add, {coding}");
        figures.push(Figure::of(name, "B", vec![added]).marked(Mark::Below(3_000.0)));
    }
    let Some(wrk) = wrk::find() else {
        remarks.push("the kept page with its panel was left out: it takes wrk".into());
        return Ok(());
    };
    let mut ratios = Vec::new();
    for _ in 0..rounds {
        let rate = |path: &str| {
            wrk.run(&format!("http://{}{path}", server.address), "gzip", None).map(|turn| turn.rate)
        };
        let (without, with) = (rate(plain)?, rate(sourced)?);
        ratios.push(with / without);
    }
    figures.push(Figure::of("a kept page with the panel, against one without", "×", ratios));
    Ok(())
}

/// Versions of a report of 10,000 words, and comparisons of them: each is asked for once, so none is kept.
fn versions(desk: &mut Desk, reader: &mut Client) -> Result<Vec<Figure>> {
    let mut public = String::new();
    let (path, mut state) = begin(desk)?;
    for version in 0..VERSIONS {
        state["manuscript"]["headline"] = json!("A long report");
        state["manuscript"]["slug"] = json!("bench-long");
        state["manuscript"]["body"] = long(version);
        public = save_and_publish(desk, &path, &mut state)?;
    }
    let base = public.trim_end_matches('/').to_owned();
    let mut ask = |tail: String| {
        let begun = Instant::now();
        let answer = reader.get(&format!("{base}/versions/{tail}/"), "identity")?;
        let took = begun.elapsed().as_secs_f64() * MS;
        if answer.status == 200 {
            Ok(took)
        } else {
            Err(format!("versions/{tail}/ was answered with {}", answer.status))
        }
    };
    let pages: Vec<f64> = (1..VERSIONS).map(|n| ask(n.to_string())).collect::<Result<_>>()?;
    let near: Vec<f64> = (1..VERSIONS).map(|n| ask(format!("{n}..{}", n + 1))).collect::<Result<_>>()?;
    let far: Vec<f64> = (1..VERSIONS / 2).map(|n| ask(format!("{n}..{VERSIONS}"))).collect::<Result<_>>()?;
    let figure = |name: &str, times: &[f64]| {
        Figure::of(format!("{name}, 99 of 100"), "ms", vec![percentile(times, 99)]).marked(Mark::Below(30.0))
    };
    Ok(vec![
        figure("a version of 10,000 words", &pages),
        figure("a comparison of neighbours", &near),
        figure("a comparison of versions far apart", &far),
    ])
}

fn begin(desk: &mut Desk) -> Result<(String, Value)> {
    let begun = desk.form("/desk/articles", "kind=article")?;
    let path = begun.header("location").unwrap_or_default().to_owned();
    let page = String::from_utf8_lossy(&desk.get(&path)?.body).into_owned();
    let state = state_of(&page).ok_or_else(|| format!("{path} holds no article to edit"))?;
    Ok((path, state))
}

/// Publishes a report with sources, all of them confirmed; its address.
fn publish(desk: &mut Desk, slug: &str, paragraphs: usize, sources: Value) -> Result<String> {
    let (path, mut state) = begin(desk)?;
    let ids: Vec<i64> = sources.as_array().into_iter().flatten().filter_map(|s| s["id"].as_i64()).collect();
    state["manuscript"]["headline"] = json!("A report for the benchmark");
    state["manuscript"]["slug"] = json!(slug);
    state["manuscript"]["sources"] = sources;
    state["manuscript"]["body"] =
        body((0..paragraphs).map(|n| paragraph(n, 0, ids.get(n).copied())).collect());
    save_and_publish(desk, &path, &mut state)
}

fn save_and_publish(desk: &mut Desk, path: &str, state: &mut Value) -> Result<String> {
    let sent = json!({ "based_on": state["based_on"], "version": state["version"], "manuscript": state["manuscript"] });
    let saved = desk.json(&format!("{path}/revisions"), &sent)?;
    let saved: Value = serde_json::from_slice(&saved.body)
        .map_err(|e| format!("the answer to a save cannot be read: {e}"))?;
    let number = saved["number"].as_i64().ok_or_else(|| format!("the save was refused: {saved}"))?;
    state["based_on"] = json!(number);
    state["version"] = json!(0);
    let ids: Vec<i64> = state["manuscript"]["sources"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|s| s["id"].as_i64())
        .collect();
    if !ids.is_empty() {
        let confirm = json!({ "revision": number, "ids": ids, "origins": true });
        let answer = desk.json(&format!("{path}/sources/confirmation"), &confirm)?;
        if answer.status != 200 {
            return Err(format!("the confirmation was answered with {}", answer.status));
        }
    }
    let answer = desk.form(&format!("{path}/publication"), &format!("revision={number}"))?;
    if answer.status != 303 {
        return Err(format!("publishing was answered with {}", answer.status));
    }
    let id = path.rsplit('/').next().unwrap_or_default();
    let old = desk.get(&format!("/?p={id}"))?;
    Ok(old.header("location").unwrap_or_default().to_owned())
}

fn source(id: i64, kind: &str, name: &str, via: Value) -> Value {
    json!({ "id": id, "kind": kind, "who": { "named": { "name": name, "link": format!("https://source-{id}.example/") } }, "via": via })
}

fn five_sources() -> Value {
    json!([
        source(1, "document", "Licence file 2026/114", json!([])),
        source(2, "official_statement", "Harbour board, notice of 8 September", json!([])),
        source(3, "agency", "Coast Wire", json!([2])),
        source(4, "outlet", "The Lock Gazette", json!([3])),
        { "id": 5, "kind": "interview", "who": { "unnamed": { "called": "knowing", "why": "work" } } },
    ])
}

fn body(content: Vec<Value>) -> Value {
    json!({ "type": "doc", "content": content })
}

/// The long report, of which each version says a few paragraphs otherwise.
fn long(version: usize) -> Value {
    body(
        (0..PARAGRAPHS)
            .map(|n| paragraph(n, if n % 10 == version % 10 { version } else { 0 }, None))
            .collect(),
    )
}

/// A hundred words, every seventh of which depends on the turn.
fn paragraph(n: usize, turn: usize, source: Option<i64>) -> Value {
    const WORDS: [&str; 12] = [
        "harbour", "dredger", "quay", "council", "notice", "morning", "survey", "lock", "ferry", "basin",
        "report", "tide",
    ];
    let word = |at: usize| {
        let pick = n * 31 + at * 17 + at * at * n + if at.is_multiple_of(7) { turn * 5 } else { 0 };
        WORDS.get(pick % WORDS.len()).copied().unwrap_or_default()
    };
    let text: Vec<&str> = (0..100).map(word).collect();
    let marks = source.map_or(json!([]), |id| json!([{ "type": "source", "attrs": { "ids": [id] } }]));
    json!({ "type": "paragraph", "content": [{ "type": "text", "text": text.join(" "), "marks": marks }] })
}
