//! Whether everything that a manuscript names is there. What stood there before is not asked about again.

use super::{model::Wrong, store};
use crate::{articles, articles::model::Manuscript, db::Sql, error::Result};

/// How many pages may stand above a page.
const DEEPEST: usize = 20;

/// What a manuscript names and is not there.
pub fn missing(
    sql: &mut Sql<'_>,
    article: i64,
    now: &Manuscript,
    before: Option<&Manuscript>,
) -> Result<Vec<Wrong>> {
    const GONE: &str = "This could not be found. Choose another.";
    let mut wrong = Vec::new();
    let known = |list: fn(&Manuscript) -> Vec<i64>| before.map(list).unwrap_or_default();
    let (sections, topics) = (known(sections), known(|m| m.topics.clone()));
    for section in new(self::sections(now), &sections) {
        if !store::is_section(sql, section)? {
            let field = if now.section == Some(section) { "section" } else { "also_in" };
            wrong.push(Wrong::new(field, GONE));
        }
    }
    for topic in new(now.topics.clone(), &topics) {
        if !store::is_topic(sql, topic)? {
            wrong.push(Wrong::new("topics", GONE));
        }
    }
    for person in new(people(now), &known(people)) {
        if !store::is_person(sql, person)? {
            wrong.push(Wrong::new("bylines", GONE));
        }
    }
    let known_media = known(all_media);
    for (field, media) in media(now) {
        if !known_media.contains(&media) && !store::is_media(sql, media)? {
            wrong.push(Wrong::new(field, GONE));
        }
    }
    if now.parent != before.and_then(|m| m.parent)
        && let Some(parent) = now.parent
        && !stands_apart(sql, article, parent)?
    {
        wrong.push(Wrong::new("parent", "A page cannot stand there. Choose another."));
    }
    wrong.dedup();
    Ok(wrong)
}

fn new(all: Vec<i64>, known: &[i64]) -> impl Iterator<Item = i64> {
    all.into_iter().filter(move |id| !known.contains(id))
}

fn sections(manuscript: &Manuscript) -> Vec<i64> {
    manuscript.section.iter().chain(&manuscript.also_in).copied().collect()
}

fn people(manuscript: &Manuscript) -> Vec<i64> {
    manuscript.bylines.iter().map(|byline| byline.person).collect()
}

fn all_media(manuscript: &Manuscript) -> Vec<i64> {
    media(manuscript).into_iter().map(|(_, id)| id).collect()
}

fn media(manuscript: &Manuscript) -> Vec<(&'static str, i64)> {
    let mut all: Vec<_> = manuscript.lead.iter().map(|lead| ("lead", lead.media)).collect();
    all.extend(manuscript.downloads.iter().map(|download| ("downloads", download.media)));
    all.extend(manuscript.search.picture.map(|picture| ("search.picture", picture)));
    all.extend(manuscript.body.media().iter().filter_map(|used| used.media).map(|id| ("body", id)));
    all
}

/// Whether a page may stand below another: it is a page, and does not itself stand below this one.
fn stands_apart(sql: &mut Sql<'_>, article: i64, parent: i64) -> Result<bool> {
    let mut above = Some(parent);
    for _ in 0..DEEPEST {
        let Some(id) = above else { return Ok(true) };
        let found = articles::store::article(sql, id)?.filter(|a| a.kind == articles::model::Kind::Page);
        let Some(page) = found.filter(|page| page.id != article) else { return Ok(false) };
        above =
            articles::store::revision(sql, id, page.latest)?.and_then(|(_, manuscript)| manuscript.parent);
    }
    Ok(false)
}
