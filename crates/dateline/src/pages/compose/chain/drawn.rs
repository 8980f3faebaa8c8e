//! Who quotes whom, drawn: a point for each source, and an arc from who quotes to who is quoted.
//!
//! Points stand below one another with their names beside them, so that a drawing is as narrow as a phone, however many
//! hops there are; arcs that span more points reach further out, so that no two lie on each other.

use super::Listed;
use crate::{
    pages::view::{ArcView, DrawnView, PointView},
    sources::model::Origins,
};

/// Beyond so many the list says it better.
const MOST: usize = 14;
/// Beyond so many arcs nobody follows one.
const MOST_ARCS: usize = 28;
/// As wide as a panel on the narrowest phone, so that letters keep their size there.
const WIDTH: i64 = 264;
/// From point to point.
const ROW: i64 = 34;
/// Half a point's width.
const RADIUS: i64 = 11;
/// The characters of a name that there is room for.
const NAME: usize = 27;

/// The drawing; none where nobody quotes anybody, or too many do.
pub(super) fn drawing(shown: &Listed<'_>, origins: Option<&Origins>, rtl: bool) -> Option<DrawnView> {
    let arcs: Vec<(usize, usize)> = shown
        .sources
        .iter()
        .enumerate()
        .flat_map(|(at, source)| source.via.iter().map(move |id| (at, id)))
        .filter_map(|(at, id)| shown.places.get(id).map(|to| (at, *to)))
        .filter(|(from, to)| from != to)
        .take(MOST_ARCS + 1)
        .collect();
    if arcs.is_empty() || shown.sources.len() > MOST || arcs.len() > MOST_ARCS {
        return None;
    }
    let ours = origins.is_some_and(|origins| origins.circles.iter().any(|circle| circle.ours));
    // The report itself stands on top where sources rest on it.
    let first = usize::from(ours);
    let mut lines: Vec<Line> = arcs
        .iter()
        .map(|(from, to)| Line {
            from: from + first,
            to: to + first,
            round: in_circle(shown, origins, *from, *to),
        })
        .collect();
    if ours {
        let circles = origins.iter().flat_map(|origins| &origins.circles).filter(|circle| circle.ours);
        let last = circles.filter_map(|circle| shown.places.get(circle.sources.last()?));
        lines.extend(last.map(|at| Line { from: at + 1, to: 0, round: true }));
    }
    let x = lines.iter().map(Line::reach).max().unwrap_or_default() + RADIUS + 2;
    let is_origin = |at: usize, id: i64| match origins {
        Some(origins) => origins.origins.iter().any(|origin| origin.sources.contains(&id)),
        None => shown.sources.get(at).is_some_and(|source| source.via.is_empty() || source.own),
    };
    let report = ours.then(|| PointView {
        name: shown.locale.text("chain_this").to_owned(),
        y: middle(0),
        ..PointView::default()
    });
    let points = shown.sources.iter().enumerate().map(|(at, source)| PointView {
        y: middle(at + first),
        number: Some(at as u64 + 1),
        name: cut(&shown.name(source)),
        origin: is_origin(at, source.id),
    });
    let points: Vec<PointView> = report.into_iter().chain(points).collect();
    let turned = |x: i64| if rtl { WIDTH - x } else { x };
    Some(DrawnView {
        width: WIDTH,
        height: i64::try_from(points.len()).unwrap_or_default() * ROW,
        x: turned(x),
        name_x: turned(x + RADIUS + 9),
        points,
        arcs: lines.iter().map(|line| line.arc(x - RADIUS, &turned)).collect(),
    })
}

/// Whether the one quotes the other within a circle.
fn in_circle(shown: &Listed<'_>, origins: Option<&Origins>, from: usize, to: usize) -> bool {
    let id = |at: usize| shown.sources.get(at).map(|source| source.id);
    let (Some(from), Some(to)) = (id(from), id(to)) else { return false };
    let mut circles = origins.into_iter().flat_map(|origins| &origins.circles);
    circles.any(|circle| circle.sources.contains(&from) && circle.sources.contains(&to))
}

fn middle(row: usize) -> i64 {
    i64::try_from(row).unwrap_or_default() * ROW + ROW / 2
}

fn cut(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((at, _)) => format!("{}…", name.get(..at).unwrap_or(name).trim_end()),
        None => name.to_owned(),
    }
}

struct Line {
    from: usize,
    to: usize,
    round: bool,
}

impl Line {
    /// How far out it swings.
    fn reach(&self) -> i64 {
        let span = i64::try_from(self.from.abs_diff(self.to)).unwrap_or_default();
        (12 + 7 * span).min(62)
    }

    fn arc(&self, x: i64, turned: &impl Fn(i64) -> i64) -> ArcView {
        // Up and down between the same two points must not lie on each other.
        let down = if self.from < self.to { 2 } else { -2 };
        let (from, to) = (middle(self.from) + down, middle(self.to) - down);
        // A cubic's bulge is three quarters of its control points' distance.
        let (end, out, head) = (turned(x), turned(x - self.reach() * 4 / 3), turned(x - 6));
        let d = format!(
            "M{end} {from}C{out} {from} {out} {to} {end} {to}M{head} {}L{end} {to}L{head} {}",
            to - 4,
            to + 4
        );
        ArcView { d, round: self.round }
    }
}
