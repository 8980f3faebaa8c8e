//! Figures, the marks they are held against, and how both are shown.

use serde::Serialize;
use std::fmt::Write;

/// What a figure should come to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// This or more.
    AtLeast(f64),
    /// Less than this.
    Below(f64),
    /// This or less.
    AtMost(f64),
}

impl Mark {
    fn met_by(self, value: f64) -> bool {
        match self {
            Mark::AtLeast(mark) => value >= mark,
            Mark::Below(mark) => value < mark,
            Mark::AtMost(mark) => value <= mark,
        }
    }

    fn shown(self, unit: &str) -> String {
        match self {
            Mark::AtLeast(mark) => format!("≥ {} {unit}", number(mark)),
            Mark::Below(mark) => format!("< {} {unit}", number(mark)),
            Mark::AtMost(mark) => format!("≤ {} {unit}", number(mark)),
        }
    }
}

/// Something that was measured.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What.
    pub name: String,
    /// The median of the runs.
    pub value: f64,
    /// Of the value, its runs and its mark.
    pub unit: &'static str,
    /// What it should come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// Whether it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// Each run.
    pub runs: Vec<f64>,
}

impl Figure {
    /// A figure: the median of its runs.
    pub fn of(name: impl Into<String>, unit: &'static str, runs: Vec<f64>) -> Figure {
        Figure { name: name.into(), value: percentile(&runs, 50), unit, mark: None, met: None, runs }
    }

    /// With its mark.
    pub fn marked(mut self, mark: Mark) -> Figure {
        self.mark = Some(mark);
        self.met = Some(mark.met_by(self.value));
        self
    }
}

/// The value that so many of a hundred do not exceed; 0 of none.
pub fn percentile(values: &[f64], of_hundred: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let index = (sorted.len().saturating_sub(1) * of_hundred).div_ceil(100);
    sorted.get(index).copied().unwrap_or(0.0)
}

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub struct Report {
    machine: String,
    articles: u64,
    seed: u64,
    export_bytes: u64,
    parts: Vec<Measures>,
}

#[derive(Debug, Serialize)]
struct Measures {
    part: &'static str,
    figures: Vec<Figure>,
    /// What was left out, or went wrong, and why.
    remarks: Vec<String>,
}

impl Report {
    /// An empty one.
    pub fn new(machine: String, articles: u64, seed: u64, export_bytes: u64) -> Report {
        Report { machine, articles, seed, export_bytes, parts: Vec::new() }
    }

    /// Adds a part. One that went wrong is said, and the others go on.
    pub fn add(&mut self, part: &'static str, measured: super::Measured) {
        let (figures, remarks) = measured.unwrap_or_else(|error| (Vec::new(), vec![error]));
        self.parts.push(Measures { part, figures, remarks });
    }

    /// For machines.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The ratios, as a picture.
    pub fn plot(&self) -> String {
        let figures =
            self.parts.iter().flat_map(|part| part.figures.iter().map(|figure| (part.part, figure)));
        super::plot::draw(figures, &self.machine)
    }

    /// For people.
    pub fn table(&self) -> String {
        let mut out = format!(
            "{}\n{} articles, seed {}, an export of {:.1} MB\n\n{:<9} {:<44} {:>14}  {:<16} {:<6} {:>10} {:>10}\n",
            self.machine,
            self.articles,
            self.seed,
            self.export_bytes as f64 / 1e6,
            "part",
            "figure",
            "median",
            "mark",
            "met",
            "least",
            "most"
        );
        for part in &self.parts {
            for figure in &part.figures {
                let _ = writeln!(
                    out,
                    "{:<9} {:<44} {:>14}  {:<16} {:<6} {:>10} {:>10}",
                    part.part,
                    figure.name,
                    format!("{} {}", number(figure.value), figure.unit),
                    figure.mark.map_or_else(String::new, |mark| mark.shown(figure.unit)),
                    figure.met.map_or("", |met| if met { "yes" } else { "NO" }),
                    number(percentile(&figure.runs, 0)),
                    number(percentile(&figure.runs, 100)),
                );
            }
            for remark in &part.remarks {
                let _ = writeln!(out, "{:<9} {remark}", part.part);
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// With as many digits as mean something.
fn number(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_the_slow_end() {
        let values: Vec<f64> = (1..=101).map(f64::from).rev().collect();
        assert_eq!(percentile(&values, 50), 51.0);
        assert_eq!(percentile(&values, 95), 96.0);
        assert_eq!(percentile(&values, 100), 101.0);
        assert_eq!(percentile(&[], 50), 0.0);
    }

    #[test]
    fn a_mark_is_met_or_not_and_a_part_that_fails_is_said() {
        let mut report = Report::new("a machine".into(), 10, 7, 1_000);
        let figures = vec![
            Figure::of("slow", "ms", vec![1.0, 3.0, 2.0]).marked(Mark::Below(2.0)),
            Figure::of("fast", "/s", vec![9.0]).marked(Mark::AtLeast(9.0)),
        ];
        report.add("one", Ok((figures, vec!["nothing else".into()])));
        report.add("two", Err("it broke".into()));
        let table = report.table();
        for line in [
            "2.00 ms  < 2.00 ms        NO",
            "9.00 /s  ≥ 9.00 /s        yes",
            "one       nothing else",
            "two       it broke",
        ] {
            assert!(table.contains(line), "{line} is not in\n{table}");
        }
        let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(json["parts"][0]["figures"][0]["met"], false);
        assert_eq!(json["parts"][0]["figures"][1]["mark"]["at_least"], 9.0);
    }
}
