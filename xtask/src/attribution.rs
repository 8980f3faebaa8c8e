//! Measures the proposals of attributions against people's marks (brat's stand-off files), which lie outside the project.

use crate::{Result, at, print};
use clap::Args;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

#[derive(Debug, Args)]
pub struct Options {
    /// The folder with `text` and `attributions`, or one that holds it
    #[arg(long, default_value = "../shared/material/attribution", value_name = "FOLDER")]
    data: PathBuf,
    /// Print a table of cues, and what was missed or wrong in the articles that may be looked at
    #[arg(long)]
    verbose: bool,
    /// How many wrong proposals and misses to print with --verbose
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Measure the speed with this many threads
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

type Range = (usize, usize);

/// What one person marked in one article.
#[derive(Default)]
struct Sheet {
    sources: Vec<Vec<Range>>,
    /// The cue and the source of each attribution that has both.
    pairs: Vec<(Vec<Range>, Vec<Range>)>,
    discarded: Vec<Range>,
}

struct Article {
    name: String,
    text: String,
    sheets: Vec<Sheet>,
    held_out: bool,
}

/// A proposal in characters of the whole article.
struct Proposed {
    source: Range,
    cue: Range,
    class: String,
    word: String,
}

#[derive(Default, Clone, Copy)]
struct Score {
    proposed: f64,
    right: f64,
    strict: f64,
    marked: f64,
    found: f64,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.proposed += other.proposed;
        self.right += other.right;
        self.strict += other.strict;
        self.marked += other.marked;
        self.found += other.found;
    }

    fn line(&self, name: &str) -> String {
        let (p, r) = (self.right / self.proposed.max(1e-9), self.found / self.marked.max(1e-9));
        let f = 2.0 * p * r / (p + r).max(1e-9);
        let strict = self.strict / self.proposed.max(1e-9);
        format!(
            "{name:<26} {:>7.1} {:>7.1}   {p:.3}  {r:.3}  {f:.3}   {strict:.3}",
            self.proposed, self.marked
        )
    }
}

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    let articles = read(&options.data)?;
    let words = ::attribution::words("en").ok_or("there are no words for English")?;
    let mut totals = [Score::default(); 2];
    let mut cues: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
    let mut left = options.errors;
    for article in &articles {
        let proposed = propose(&article.text, words);
        let weight = 1.0 / article.sheets.len().max(1) as f64;
        for sheet in &article.sheets {
            let score = compare(sheet, &proposed, weight, &mut |one, right| {
                if !article.held_out {
                    let row = cues.entry((one.class.clone(), one.word.clone())).or_default();
                    row.0 += weight;
                    row.1 += if right { weight } else { 0.0 };
                }
            });
            totals[usize::from(article.held_out)].add(score);
        }
        if options.verbose && !article.held_out && left > 0 {
            left = left.saturating_sub(errors(article, &proposed));
        }
    }
    let held = articles.iter().filter(|a| a.held_out).count();
    print(&format!("{} articles, of which {held} held out\n", articles.len()));
    print("                          proposed  marked   P      R      F       P with the same cue");
    print(&totals[0].line("articles looked at"));
    print(&totals[1].line("articles held out"));
    let mut all = totals[0];
    all.add(totals[1]);
    print(&all.line("all"));
    if options.verbose {
        table(&cues);
    }
    print(&speed(&articles, words, options.threads.max(1)));
    Ok(())
}

fn table(cues: &BTreeMap<(String, String), (f64, f64)>) {
    let mut classes: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for ((class, _), (all, right)) in cues {
        let row = classes.entry(class).or_default();
        row.0 += all;
        row.1 += right;
    }
    print("\nclass            proposed   right   P");
    for (class, (all, right)) in classes {
        print(&format!("{class:<16} {all:>8.1} {right:>8.1}   {:.2}", right / all));
    }
    print("\ncue                           proposed    wrong   P");
    let mut rows: Vec<_> = cues.iter().collect();
    rows.sort_by(|a, b| (b.1.0 - b.1.1).total_cmp(&(a.1.0 - a.1.1)).then(b.1.0.total_cmp(&a.1.0)));
    for ((class, word), (all, right)) in rows {
        print(&format!(
            "{:<30} {all:>7.1} {:>8.1}   {:.2}",
            format!("{word} ({class})"),
            all - right,
            right / all
        ));
    }
}

/// Prints wrong proposals and misses; gives how many.
fn errors(article: &Article, proposed: &[Proposed]) -> usize {
    let chars: Vec<char> = article.text.chars().collect();
    let show = |from: usize, to: usize| -> String {
        chars
            .get(from.min(chars.len())..to.min(chars.len()))
            .unwrap_or_default()
            .iter()
            .collect::<String>()
            .replace('\n', "¶")
    };
    let Some(sheet) = article.sheets.first() else { return 0 };
    let mut lines: Vec<(usize, String)> = Vec::new();
    for one in proposed {
        if !sheet.sources.iter().any(|s| overlaps(s, one.source)) && !overlaps(&sheet.discarded, one.source) {
            let (a, b) = one.source;
            lines.push((
                a,
                format!(
                    "WRONG {:<8} {:<14} {}⟦{}⟧{}",
                    one.class,
                    one.word,
                    show(a.saturating_sub(60), a),
                    show(a, b),
                    show(b, b + 90)
                ),
            ));
        }
    }
    for source in &sheet.sources {
        if !proposed.iter().any(|o| overlaps(source, o.source)) {
            let (a, b) = (source.first().map_or(0, |r| r.0), source.last().map_or(0, |r| r.1));
            let cue = sheet
                .pairs
                .iter()
                .find(|(_, s)| s == source)
                .map(|(c, _)| c.iter().map(|r| show(r.0, r.1)).collect::<Vec<_>>().join(" … "))
                .unwrap_or_default();
            lines.push((
                a,
                format!(
                    "MISS  [{cue}]  {}⟦{}⟧{}",
                    show(a.saturating_sub(60), a),
                    show(a, b),
                    show(b, b + 90)
                ),
            ));
        }
    }
    lines.sort();
    for (_, line) in &lines {
        print(line);
    }
    lines.len()
}

fn overlaps(ranges: &[Range], other: Range) -> bool {
    ranges.iter().any(|r| r.0 < other.1 && other.0 < r.1)
}

/// One sheet against the proposals. Proposals with the same source are one; those in what was discarded are none.
fn compare(
    sheet: &Sheet,
    proposed: &[Proposed],
    weight: f64,
    tell: &mut dyn FnMut(&Proposed, bool),
) -> Score {
    let mut score = Score::default();
    let mut seen: Vec<Range> = Vec::new();
    let counted: Vec<&Proposed> = proposed.iter().filter(|p| !overlaps(&sheet.discarded, p.source)).collect();
    for one in &counted {
        let right = sheet.sources.iter().any(|s| overlaps(s, one.source));
        tell(one, right);
        if seen.contains(&one.source) {
            continue;
        }
        seen.push(one.source);
        let same = |o: &&&Proposed| o.source == one.source;
        let strict = counted.iter().filter(same).any(|o| {
            sheet.pairs.iter().any(|(cue, source)| overlaps(cue, o.cue) && overlaps(source, o.source))
        });
        score.proposed += weight;
        score.right += if right { weight } else { 0.0 };
        score.strict += if strict { weight } else { 0.0 };
    }
    for source in &sheet.sources {
        score.marked += weight;
        score.found += if counted.iter().any(|o| overlaps(source, o.source)) { weight } else { 0.0 };
    }
    score
}

/// The paragraphs of a text, with where each begins in characters.
fn paragraphs(text: &str) -> (Vec<&str>, Vec<usize>) {
    let (mut found, mut starts, mut at) = (Vec::new(), Vec::new(), 0);
    for line in text.split('\n') {
        found.push(line);
        starts.push(at);
        at += line.chars().count() + 1;
    }
    (found, starts)
}

fn propose(text: &str, words: &::attribution::Words) -> Vec<Proposed> {
    let (lines, starts) = paragraphs(text);
    let range = |s: ::attribution::Span| {
        let base = starts.get(s.paragraph).copied().unwrap_or_default();
        (base + s.char_start, base + s.char_end)
    };
    let proposals = ::attribution::propose(&lines, words);
    proposals
        .iter()
        .filter_map(|p| {
            let line = lines.get(p.cue.paragraph)?;
            Some(Proposed {
                source: range(p.source?),
                cue: range(p.cue),
                class: format!("{:?}", p.class),
                word: line.get(p.cue.start..p.cue.end)?.to_lowercase(),
            })
        })
        .collect()
}

fn speed(articles: &[Article], words: &::attribution::Words, threads: usize) -> String {
    const ROUNDS: usize = 40;
    let lines: Vec<Vec<&str>> = articles.iter().map(|a| paragraphs(&a.text).0).collect();
    let begun = Instant::now();
    let found: usize = std::thread::scope(|scope| {
        let work = |thread: usize| {
            let lines = &lines;
            move || {
                let turns = (0..ROUNDS * lines.len()).filter(|n| n % threads == thread);
                turns
                    .filter_map(|n| lines.get(n % lines.len()))
                    .map(|l| ::attribution::propose(l, words).len())
                    .sum::<usize>()
            }
        };
        let running: Vec<_> = (0..threads).map(|t| scope.spawn(work(t))).collect();
        running.into_iter().filter_map(|r| r.join().ok()).sum()
    });
    let took = begun.elapsed().as_secs_f64();
    let count = (ROUNDS * lines.len()) as f64;
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    format!(
        "\n{:.0} articles a second on {threads} threads ({} bytes an article, {} proposals)",
        count / took,
        bytes / articles.len().max(1),
        found / ROUNDS
    )
}

/// FNV-1a of an article's name: a third is held out, always the same.
fn is_held_out(name: &str) -> bool {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 32) % 3 == 0
}

fn read(data: &Path) -> Result<Vec<Article>> {
    let mut folder = data.to_owned();
    if !folder.join("text").is_dir() {
        let below = fs::read_dir(data).map_err(at(data))?.flatten().map(|e| e.path());
        folder = below
            .filter(|f| f.join("text").is_dir())
            .min()
            .ok_or_else(|| format!("{} holds no folder with texts", data.display()))?;
    }
    let marks = folder.join("attributions");
    let mut sheets: BTreeMap<String, Vec<Sheet>> = BTreeMap::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(&marks).map_err(at(&marks))?.flatten().map(|e| e.path()).collect();
    files.sort();
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((article, _)) = stem.rsplit_once('_') else { continue };
        sheets
            .entry(article.to_owned())
            .or_default()
            .push(sheet(&fs::read_to_string(&file).map_err(at(&file))?));
    }
    let mut articles = Vec::new();
    for (name, sheets) in sheets {
        let file = folder.join("text").join(format!("{name}.txt"));
        let text = fs::read_to_string(&file).map_err(at(&file))?;
        articles.push(Article { held_out: is_held_out(&name), name, text, sheets });
    }
    articles.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(articles)
}

/// Reads brat's stand-off format: T lines are pieces of text, E lines tie them together.
fn sheet(text: &str) -> Sheet {
    let mut pieces: BTreeMap<&str, (&str, Vec<Range>)> = BTreeMap::new();
    let mut sheet = Sheet::default();
    for line in text.lines().filter(|l| l.starts_with('T')) {
        let mut columns = line.split('\t');
        let (Some(id), Some(place)) = (columns.next(), columns.next()) else { continue };
        let Some((kind, ranges)) = place.split_once(' ') else { continue };
        let ranges: Vec<Range> = ranges
            .split(';')
            .filter_map(|r| r.split_once(' ').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))))
            .collect();
        match kind {
            "Source" if !sheet.sources.contains(&ranges) => sheet.sources.push(ranges.clone()),
            "Discard" => sheet.discarded.extend(&ranges),
            _ => {}
        }
        pieces.insert(id, (kind, ranges));
    }
    for line in text.lines().filter(|l| l.starts_with('E')) {
        let parts = line.split(['\t', ' ']).filter_map(|part| part.split_once(':'));
        let (mut cues, mut sources) = (Vec::new(), Vec::new());
        for (_, id) in parts {
            match pieces.get(id) {
                Some(("Cue", ranges)) => cues.extend(ranges),
                Some(("Source", ranges)) => sources.extend(ranges),
                _ => {}
            }
        }
        if !cues.is_empty() && !sources.is_empty() {
            sheet.pairs.push((cues, sources));
        }
    }
    sheet
}
