//! What the checklist asks of the database: pictures' own texts, and who approved what.

use super::model::{Check, Place};
use crate::{
    articles::{model::Manuscript, newsroom, stages},
    db::Sql,
    error::Result,
    params,
    settings::{
        checklist::{Checklist, Level, POINTS, Point},
        model::Site,
    },
    sources,
};
use document::{Block, Figure};

/// What a picture says of itself.
struct Own {
    alt: bool,
    credit: bool,
    name: String,
}

fn own(sql: &mut Sql<'_>, media: i64) -> Result<Option<Own>> {
    sql.row("SELECT alt, credit, name, title FROM media WHERE id = ?1", params![media], |row| {
        let (name, title) = (row.text(2)?, row.text(3)?);
        let name = if title.is_empty() { name } else { title };
        Ok(Own { alt: !row.text(0)?.is_empty(), credit: !row.text(1)?.is_empty(), name })
    })
}

/// Looks a revision over.
pub fn look(
    sql: &mut Sql<'_>,
    list: &Checklist,
    article: i64,
    revision: i64,
    manuscript: &Manuscript,
) -> Result<Vec<Check>> {
    let mut lacking = (Vec::new(), Vec::new());
    if list.alt != Level::Off || list.credit != Level::Off {
        lacking = pictures(sql, manuscript)?;
    }
    let mut checks = Vec::new();
    for point in POINTS {
        let level = list.level(point);
        if level == Level::Off {
            continue;
        }
        let mut check =
            Check { point, level, good: true, places: Vec::new(), approved: None, unconfirmed: 0 };
        match point {
            Point::Alt => check.places.clone_from(&lacking.0),
            Point::Credit => check.places.clone_from(&lacking.1),
            Point::Standfirst => check.good = !manuscript.standfirst.trim().is_empty(),
            Point::Byline => check.good = !manuscript.bylines.is_empty(),
            Point::Section => check.good = manuscript.section.is_some(),
            Point::Sources => {
                check.unconfirmed = unconfirmed(sql, article, manuscript)?;
                check.good = check.unconfirmed == 0;
            }
            Point::SecondEyes => (check.good, check.approved) = eyes(sql, article, revision)?,
        }
        check.good &= check.places.is_empty();
        checks.push(check);
    }
    Ok(checks)
}

/// How many of its sources nobody has confirmed as they stand there.
fn unconfirmed(sql: &mut Sql<'_>, article: i64, manuscript: &Manuscript) -> Result<usize> {
    if manuscript.sources.is_empty() {
        return Ok(0);
    }
    let confirmed = sources::store::confirmed(sql, article)?;
    let mut count = 0;
    for source in &manuscript.sources {
        count += usize::from(!confirmed.sources.contains(&sources::model::digest(source)?));
    }
    Ok(count)
}

/// How many passages seem to rest on a source, and nobody has decided about them. It is said, and keeps nothing from being
/// published: a proposal may be wrong.
pub fn proposed(sql: &mut Sql<'_>, site: &Site, article: i64, manuscript: &Manuscript) -> Result<usize> {
    let language = manuscript.language.as_str();
    let found = sources::proposals::propose(&manuscript.body, &manuscript.sources, language, &site.name);
    let refused = sources::proposals::store::refused(sql, article)?;
    Ok(found.unwrap_or_default().iter().filter(|one| !refused.contains(&one.digest)).count())
}

/// Pictures without a text of what they show, and pictures without a credit.
fn pictures(sql: &mut Sql<'_>, manuscript: &Manuscript) -> Result<(Vec<Place>, Vec<Place>)> {
    let (mut alt, mut credit) = (Vec::new(), Vec::new());
    let said = |text: Option<&String>| text.is_some_and(|text| !text.trim().is_empty());
    let mut see = |sql: &mut Sql<'_>, lead: bool, number: usize, media: Option<i64>, has: (bool, bool)| {
        let own = match media {
            Some(media) => own(sql, media)?,
            None => None,
        };
        let (own_alt, own_credit, name) =
            own.map_or((false, false, String::new()), |own| (own.alt, own.credit, own.name));
        let place = Place { lead, media, number, name };
        if !has.0 && !own_alt {
            alt.push(place.clone());
        }
        if !has.1 && !own_credit {
            credit.push(place);
        }
        Ok::<(), crate::error::Error>(())
    };
    if let Some(lead) = &manuscript.lead {
        see(sql, true, 0, Some(lead.media), (said(Some(&lead.alt)), said(Some(&lead.credit))))?;
    }
    let mut figures: Vec<&Figure> = Vec::new();
    manuscript.body.for_each_block(&mut |block| match block {
        Block::Figure(figure) => figures.push(figure),
        Block::Gallery(gallery) => figures.extend(&gallery.content),
        _ => {}
    });
    for (at, figure) in figures.into_iter().enumerate() {
        let has = (said(figure.alt.as_ref()), said(figure.credit.as_ref()));
        see(sql, false, at + 1, figure.media, has)?;
    }
    Ok((alt, credit))
}

/// Whether somebody has approved this very revision who is none of its writers; if not, which older one was.
fn eyes(sql: &mut Sql<'_>, article: i64, revision: i64) -> Result<(bool, Option<i64>)> {
    let involved = newsroom::store::involved(sql, article)?;
    let wrote = |person: i64| involved.iter().any(|i| i.person == person && (i.began || i.byline));
    let approvals = stages::store::approvals(sql, article)?;
    let mut others = approvals.iter().filter(|a| a.person.is_some_and(|person| !wrote(person)));
    let newest = others.next().map(|a| a.revision);
    let good = newest == Some(revision) || others.any(|a| a.revision == revision);
    Ok((good, newest.filter(|_| !good)))
}
