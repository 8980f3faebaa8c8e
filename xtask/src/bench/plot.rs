//! The ratios as a picture: one bar each, from the least round to the most as a line across its end.

use super::figure::{Figure, Mark, percentile};
use std::fmt::Write;

/// Of the picture, its rows, and the space for their names.
const WIDTH: f64 = 760.0;
const ROW: f64 = 40.0;
const NAMES: f64 = 330.0;
const TOP: f64 = 56.0;

/// Draws every ratio to nginx. It holds its own style, and is at home on light and on dark ground.
pub fn draw<'a>(figures: impl Iterator<Item = (&'a str, &'a Figure)>, machine: &str) -> String {
    let rows: Vec<(&str, &Figure)> =
        figures.filter(|(part, figure)| figure.unit == "×" && title(part).is_some()).collect();
    let most = rows.iter().map(|(_, f)| percentile(&f.runs, 100)).fold(1.5, f64::max).min(3.0);
    let scale = (WIDTH - NAMES - 70.0) / most;
    let at = |value: f64| NAMES + value.clamp(0.0, most) * scale;
    let height = TOP + ROW * rows.len() as f64 + 34.0;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"Dateline beside nginx, as ratios\">\n<style>\n\
         svg {{ font: 13px system-ui, sans-serif; }} text {{ fill: #24292f; }} .quiet {{ fill: #57606a; font-size: 11px; }}\n\
         .met {{ fill: #2f6f5e; }} .missed {{ fill: #b35900; }} .bare {{ fill: #6b7f8c; }} line {{ stroke: #57606a; }}\n\
         .one {{ stroke-dasharray: 4 3; }} .span {{ stroke: #24292f; stroke-width: 1.5; }}\n\
         @media (prefers-color-scheme: dark) {{ text {{ fill: #e6edf3; }} .quiet {{ fill: #9198a1; }} .met {{ fill: #4fae94; }}\n\
         .missed {{ fill: #e08c3b; }} .bare {{ fill: #8fa3b0; }} line {{ stroke: #9198a1; }} .span {{ stroke: #e6edf3; }} }}\n</style>\n\
         <text x=\"0\" y=\"18\" font-weight=\"600\">Dateline beside nginx serving the same bytes from disk</text>\n"
    );
    let one = at(1.0);
    let foot = height - 26.0;
    let _ = writeln!(
        out,
        "<line class=\"one\" x1=\"{one:.1}\" x2=\"{one:.1}\" y1=\"{:.1}\" y2=\"{foot:.1}\"/>\
         <text class=\"quiet\" x=\"{one:.1}\" y=\"{:.1}\" text-anchor=\"middle\">nginx = 1</text>",
        TOP - 10.0,
        TOP - 15.0
    );
    for (number, (part, figure)) in rows.iter().enumerate() {
        let y = TOP + ROW * number as f64;
        let middle = y + ROW / 2.0;
        let class = figure.met.map_or("bare", |met| if met { "met" } else { "missed" });
        let (least, highest) = (percentile(&figure.runs, 0), percentile(&figure.runs, 100));
        let _ = writeln!(
            out,
            "<text x=\"0\" y=\"{:.1}\">{}</text><text class=\"quiet\" x=\"0\" y=\"{:.1}\">{}</text>\n\
             <rect class=\"{class}\" x=\"{NAMES}\" y=\"{:.1}\" width=\"{:.1}\" height=\"16\" rx=\"2\"/>\
             <line class=\"span\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{middle:.1}\" y2=\"{middle:.1}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" font-weight=\"600\">{:.2}</text>",
            middle - 1.0,
            escaped(&format!("{}: {}", title(part).unwrap_or_default(), figure.name)),
            middle + 13.0,
            escaped(&said(figure)),
            middle - 8.0,
            at(figure.value) - NAMES,
            at(least),
            at(highest),
            at(highest.max(figure.value)) + 8.0,
            middle + 5.0,
            figure.value,
        );
    }
    let _ = writeln!(
        out,
        "<text class=\"quiet\" x=\"0\" y=\"{:.1}\">bar: median of the rounds; line: least to most. {}</text>\n</svg>",
        height - 8.0,
        escaped(machine)
    );
    out
}

/// The parts that are held against nginx.
fn title(part: &str) -> Option<&'static str> {
    match part {
        "hot" => Some("One hot article"),
        "tail" => Some("Articles at random"),
        _ => None,
    }
}

/// Which way is good, and how much is asked for.
fn said(figure: &Figure) -> String {
    match figure.mark {
        Some(Mark::AtLeast(mark)) => format!("more is better; mark: at least {mark}"),
        Some(Mark::AtMost(mark) | Mark::Below(mark)) => format!("less is better; mark: at most {mark}"),
        None => String::new(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_alone_are_drawn() {
        let ratio = Figure::of("a < b", "×", vec![1.2, 1.4, 0.9]).marked(Mark::AtLeast(1.1));
        let rate = Figure::of("requests", "/s", vec![9.0]);
        let all = [("hot", &ratio), ("hot", &rate), ("other", &ratio)];
        let svg = draw(all.into_iter(), "a machine & its load");
        assert!(svg.contains("a &lt; b") && svg.contains(">1.20<") && svg.contains("machine &amp; its"));
        assert!(!svg.contains("requests") && svg.contains("class=\"met\""));
        assert_eq!(svg.matches("<rect").count(), 1);
    }
}
