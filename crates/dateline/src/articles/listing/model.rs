//! What lists are asked, and what they show.

/// How many rows one page of a list may look at.
pub const FARTHEST: usize = 2_000;

/// Stages that an article may have while readers do not see it, the most urgent first.
pub const UNSEEN: [&str; 5] = ["in_review", "approved", "scheduled", "draft", "withdrawn"];

/// Who looks at a list.
#[derive(Debug, Clone, Copy)]
pub struct Viewer {
    /// The person.
    pub person: i64,
    /// Whether they find what is nobody's of theirs.
    pub all: bool,
}

/// What narrows a list. All of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    /// The stage; without one, all but what was put away.
    pub stage: Option<&'static str>,
    /// The section it stands in.
    pub section: Option<i64>,
    /// Somebody's own: begun by them, with their byline, or theirs to work on.
    pub person: Option<i64>,
    /// `article` or `page`.
    pub kind: Option<&'static str>,
    /// The language it is written in.
    pub language: Option<String>,
}

/// A place in a list: what stands there was changed at this moment, and has this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// UTC microseconds.
    pub at: i64,
    /// The article's number.
    pub id: i64,
}

impl Place {
    /// Before everything.
    pub const TOP: Place = Place { at: i64::MAX, id: i64::MAX };

    /// As it stands in an address.
    pub fn parse(text: &str) -> Option<Place> {
        let (at, id) = text.split_once('.')?;
        Some(Place { at: at.parse().ok()?, id: id.parse().ok()? })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}", self.at, self.id)
    }
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// `article` or `page`.
    pub kind: String,
    /// How far it has come.
    pub stage: String,
    /// The headline of its newest revision.
    pub headline: String,
    /// Where it stands.
    pub section: Option<i64>,
    /// The language it is written in.
    pub language: String,
    /// When it was changed last (UTC microseconds).
    pub changed_at: i64,
    /// By whom; empty for the machine.
    pub by: String,
    /// Whether few find it.
    pub confidential: bool,
    /// Whether it is the viewer's own.
    pub own: bool,
    /// Whether the viewer is named on it, or began it.
    #[serde(skip)]
    pub named: bool,
}

impl Line {
    /// Whether somebody may know of it.
    pub fn is_for(&self, viewer: Viewer) -> bool {
        if self.confidential { self.named } else { self.own || viewer.all }
    }

    /// Whether it is among what was asked for. Whose it is, is asked of the database.
    pub fn is_in(&self, narrow: &Narrow) -> bool {
        narrow.stage.map_or(self.stage != "trashed", |stage| self.stage == stage)
            && narrow.section.is_none_or(|section| self.section == Some(section))
            && narrow.kind.is_none_or(|kind| self.kind == kind)
            && narrow.language.as_ref().is_none_or(|language| self.language == *language)
    }

    fn place(&self) -> Place {
        Place { at: self.changed_at, id: self.id }
    }
}

/// A page of a list.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What it shows.
    pub lines: Vec<Line>,
    /// Where the next one begins, if there may be one.
    pub next: Option<Place>,
    /// Whether it ended because it had looked far enough, and not because it was full.
    pub far: bool,
}

/// Gathers a page of at most `most` lines; `read` gives up to so many rows below a place.
pub fn gather<E>(
    from: Place,
    most: usize,
    viewer: Viewer,
    narrow: &Narrow,
    mut read: impl FnMut(Place, usize) -> Result<Vec<Line>, E>,
) -> Result<Page, E> {
    let (mut page, mut at, mut looked, mut size) = (Page::default(), from, 0, most + 1);
    while looked < FARTHEST {
        let rows = read(at, size)?;
        let got = rows.len();
        for row in rows {
            let place = row.place();
            if row.is_for(viewer) && row.is_in(narrow) {
                if page.lines.len() == most {
                    page.next = page.lines.last().map(Line::place);
                    return Ok(page);
                }
                page.lines.push(row);
            }
            at = place;
        }
        if got < size {
            return Ok(page);
        }
        looked += got;
        // Where little is found, larger steps cost less.
        size = 500;
    }
    page.next = Some(at);
    page.far = true;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: i64, stage: &str) -> Line {
        Line {
            id,
            kind: "article".into(),
            stage: stage.into(),
            headline: String::new(),
            section: None,
            language: "en".into(),
            changed_at: id,
            by: String::new(),
            confidential: false,
            own: false,
            named: false,
        }
    }

    /// A list of so many published articles, each tenth of which is a draft.
    fn below(place: Place, limit: usize) -> Result<Vec<Line>, ()> {
        let top = place.id.min(10_001);
        Ok((1..top)
            .rev()
            .take(limit)
            .map(|id| line(id, if id % 10 == 0 { "draft" } else { "published" }))
            .collect())
    }

    #[test]
    fn pages_follow_each_other_and_end() {
        let viewer = Viewer { person: 1, all: true };
        let narrow = Narrow { stage: Some("draft"), ..Narrow::default() };
        let (mut seen, mut from) = (Vec::new(), Place::TOP);
        loop {
            let page = gather(from, 30, viewer, &narrow, below).unwrap();
            seen.extend(page.lines.iter().map(|line| line.id));
            match page.next {
                Some(next) => from = next,
                None => break,
            }
        }
        assert_eq!(seen, (1..=1_000).rev().map(|n| n * 10).collect::<Vec<i64>>());
    }

    #[test]
    fn a_list_that_finds_nothing_looks_only_so_far() {
        let viewer = Viewer { person: 1, all: true };
        let narrow = Narrow { stage: Some("withdrawn"), ..Narrow::default() };
        let page = gather(Place::TOP, 30, viewer, &narrow, below).unwrap();
        assert!(page.far && page.lines.is_empty() && page.next.is_some());
        let stranger = Viewer { person: 1, all: false };
        assert!(gather(Place::TOP, 30, stranger, &Narrow::default(), below).unwrap().lines.is_empty());
    }

    #[test]
    fn places_are_read_back() {
        let place = Place { at: -5, id: 7 };
        assert_eq!(Place::parse(&place.to_string()), Some(place));
        assert_eq!(Place::parse("7"), None);
    }
}
