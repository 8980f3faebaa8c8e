//! What a comparison is shown with: names of what manuscripts hold by number, and long stretches that are the same folded away.

use crate::{
    articles::{
        choices::store as choices,
        comparison::{Names, Row},
        listing::{model::Viewer, store as listing},
        model::Manuscript,
    },
    db::Sql,
    error::Result,
};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows of the text, folded or open.
#[derive(Serialize)]
pub struct Part {
    /// Whether they are folded away: they are all the same.
    pub folded: bool,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Rows that are the same beyond the next neighbours of what differs are folded away.
pub fn folded(rows: Vec<Row>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let open: Vec<bool> = (0..rows.len())
        .map(|at| {
            (at.saturating_sub(1)..=at + 1).any(|near| rows.get(near).is_some_and(|row| row.kind != "same"))
        })
        .collect();
    for (row, open) in rows.into_iter().zip(open) {
        match parts.last_mut() {
            Some(part) if part.folded != open => part.rows.push(row),
            _ => parts.push(Part { folded: !open, rows: vec![row] }),
        }
    }
    // Two alone are not worth a click.
    parts.iter_mut().filter(|part| part.rows.len() < 3).for_each(|part| part.folded = false);
    parts
}

/// The names that two manuscripts need, at most some hundreds. The headline of a page is there for who may know of it.
pub fn names(
    sql: &mut Sql<'_>,
    viewer: Viewer,
    manuscripts: [&Manuscript; 2],
    zone: &TimeZone,
    (yes_no, said): ((String, String), BTreeMap<&'static str, String>),
) -> Result<Names> {
    let mut names = Names { yes_no, said, ..Names::default() };
    for m in manuscripts {
        for id in m.section.iter().chain(&m.also_in).take(200) {
            names.sections.extend(choices::section(sql, *id)?.map(|s| (*id, s.name)));
        }
        for id in m.topics.iter().take(200) {
            names.topics.extend(choices::topic(sql, *id)?.map(|t| (*id, t.name)));
        }
        for byline in m.bylines.iter().take(200) {
            names.people.extend(choices::person(sql, byline.person)?.map(|p| (p.id, p.name)));
        }
        let media = m.lead.iter().map(|lead| lead.media);
        let media = media.chain(m.downloads.iter().map(|d| d.media)).chain(m.search.picture);
        for id in media.take(200) {
            names.media.extend(choices::media_name(sql, id)?.map(|name| (id, name)));
        }
        if let Some(parent) = m.parent {
            let page = listing::line_of(sql, viewer, parent)?.filter(|line| line.is_for(viewer));
            names.pages.extend(page.map(|page| (parent, page.headline)));
        }
        for at in m.published_on.into_iter().chain(m.modified_on) {
            let moment = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
            let moment = moment.to_zoned_datetime(zone.clone());
            names.moments.insert(at, moment.strftime("%Y-%m-%d %H:%M").to_string());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_stays_open_with_its_neighbours() {
        let kinds = ["same", "same", "same", "same", "changed", "same", "same", "same", "same", "same"];
        let row = |kind| Row { kind, name: "", pieces: Vec::new(), before: Vec::new(), after: Vec::new() };
        let parts = folded(kinds.map(row).into());
        let shape: Vec<(bool, usize)> = parts.iter().map(|part| (part.folded, part.rows.len())).collect();
        assert_eq!(shape, [(true, 3), (false, 3), (true, 4)]);
    }
}
