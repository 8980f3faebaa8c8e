//! CSV, with the plugin's header (`source,target,regex,code,type,match,hits,title,status`, in
//! any order) or without one.

use csv::{ReaderBuilder, StringRecord};

use super::Redirect;

/// Where each field stands.
struct Columns(Vec<String>);

impl Columns {
    fn get<'a>(&self, record: &'a StringRecord, names: &[&str]) -> &'a str {
        let at = self.0.iter().position(|column| names.contains(&column.as_str()));
        at.and_then(|at| record.get(at)).unwrap_or_default()
    }
}

pub(super) fn read(text: &str) -> Result<Vec<Redirect>, (u64, String)> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).trim(csv::Trim::All).delimiter(delimiter(text));
    let mut columns = None;
    let mut redirects = Vec::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    for record in builder.from_reader(text.as_bytes()).records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(1, csv::Position::line);
            (line, format!("broken CSV ({e})"))
        })?;
        let line = lines.at(record.position().map_or(0, csv::Position::byte));
        // Comments and blank lines of lists that people keep by hand.
        if record.iter().all(str::is_empty) || record.get(0).is_some_and(|first| first.starts_with('#')) {
            continue;
        }
        match &columns {
            Some(columns) => redirects.push(one(&record, line, columns)?),
            None => {
                let header = header(&record);
                let plain = || ["source", "target", "code"].map(str::to_owned).to_vec();
                let is_header = header.is_some();
                let known = Columns(header.unwrap_or_else(plain));
                if !is_header {
                    redirects.push(one(&record, line, &known)?);
                }
                columns = Some(known);
            }
        }
    }
    Ok(redirects)
}

/// Where a record begins. The reader's own count is of where the one before ended, which is
/// short by the line's end and by blank lines.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, byte: u64) -> u64 {
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        while matches!(self.text.get(to), Some(b'\r' | b'\n')) {
            to += 1;
        }
        self.line +=
            memchr::memchr_iter(b'\n', self.text.get(self.at..to).unwrap_or_default()).count() as u64;
        self.at = to;
        self.line
    }
}

fn delimiter(text: &str) -> u8 {
    let first =
        text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    // Spreadsheets of some countries write semicolons.
    match (count(','), count(';'), count('\t')) {
        (0, 0, 1..) => b'\t',
        (0, 1.., _) => b';',
        _ => b',',
    }
}

fn header(record: &StringRecord) -> Option<Vec<String>> {
    let names: Vec<String> = record.iter().map(|name| name.to_ascii_lowercase()).collect();
    let has = |some: &[&str]| names.iter().any(|name| some.contains(&name.as_str()));
    (has(SOURCE) && has(TARGET)).then_some(names)
}

const SOURCE: &[&str] = &["source", "source url", "from", "old", "url"];
const TARGET: &[&str] = &["target", "target url", "to", "new", "destination"];

fn one(record: &StringRecord, line: u64, columns: &Columns) -> Result<Redirect, (u64, String)> {
    let source = columns.get(record, SOURCE);
    let target = columns.get(record, TARGET);
    let code = columns.get(record, &["code", "http code", "status code"]);
    let or_url = |text: &str| if text.is_empty() { "url".to_owned() } else { text.to_ascii_lowercase() };
    if source.is_empty() || record.len() < 2 {
        return Err((line, format!("no redirect in “{}”", record.iter().collect::<Vec<_>>().join(","))));
    }
    if !code.is_empty() && code.parse::<u16>().is_err() {
        return Err((line, format!("“{code}” is no HTTP status")));
    }
    Ok(Redirect {
        line,
        source: source.to_owned(),
        target: target.to_owned(),
        code: code.parse().unwrap_or(0),
        regex: !matches!(columns.get(record, &["regex"]), "" | "0" | "false"),
        enabled: !columns.get(record, &["status"]).eq_ignore_ascii_case("disabled"),
        title: columns.get(record, &["title"]).to_owned(),
        match_type: or_url(columns.get(record, &["match"])),
        action: or_url(columns.get(record, &["type", "action"])),
    })
}
