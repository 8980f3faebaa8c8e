//! What readers see of a live article is what its revision says.

use super::Report;
use crate::{
    articles::{
        model::{Kind, Manuscript},
        reader, store as articles,
    },
    db::Sql,
    error::{Error, Result},
    params,
    paths::{self, model::Kind as PathKind},
    publishing::{
        actions::media_of,
        store::{self, View},
    },
    sections,
    sources::model::Chain,
};

/// Columns that only some of the readers' queries use.
struct Rest {
    slug: String,
    lead: Option<i64>,
    first_shown: i64,
    sticky: bool,
    unlisted: bool,
    guid: Option<String>,
}

pub fn check(sql: &mut Sql<'_>, id: i64, manuscript: &Manuscript, report: &mut Report) -> Result<()> {
    let mut wrong: Vec<&str> = Vec::new();
    let found = match reader::article(sql, id) {
        Err(Error::Damaged(_)) => {
            wrong.push("a row that can be read");
            None
        }
        other => other?,
    };
    // A row that is missing or withdrawn is named by a rule.
    let (Some(row), Some(article), Some(history)) =
        (found.filter(|row| row.live), articles::article(sql, id)?, store::history(sql, id)?)
    else {
        return say(report, id, &wrong);
    };
    let (published_on, modified) = store::dates(manuscript, &history);
    let canonical = paths::store::canonical(sql, PathKind::Article, id)?;
    let Some(rest) = rest(sql, id)? else { return Ok(()) };
    let mut differ = |what, same: bool| {
        if !same {
            wrong.push(what);
        }
    };
    differ("kind", row.kind == article.kind);
    differ("address", canonical.as_deref() == Some(row.path.as_str()));
    differ("slug", rest.slug == manuscript.slug.as_str());
    differ("language", row.language == manuscript.language.as_str());
    differ("translations", row.translation_group == article.translation_group);
    differ("kicker", row.kicker == manuscript.kicker);
    differ("headline", row.headline == manuscript.headline);
    differ("standfirst", row.standfirst == manuscript.standfirst);
    differ("section", row.section == manuscript.section);
    differ("lead picture", rest.lead == manuscript.lead.as_ref().map(|l| l.media));
    differ(
        "dates",
        (row.published_on, row.modified, rest.first_shown) == (published_on, modified, history.first_shown),
    );
    differ("place at the top", rest.sticky == manuscript.sticky);
    differ("listing by search engines", rest.unlisted == manuscript.search.noindex);
    differ("feed identity", rest.guid == article.guid);
    let chain = chain_of(sql, id)?;
    differ("view", row.view == View { chain, ..view_of(manuscript) });
    let body = match reader::body(sql, id) {
        Err(Error::Damaged(_)) => None,
        other => other?,
    };
    // A body that is missing is named by a rule.
    differ("text", body.is_none_or(|body| body == manuscript.body) && readable_body(sql, id)?);
    let (lists, right) = (store::lists(sql, id)?, lists_of(sql, article.kind, manuscript)?);
    differ("sections", sorted(&lists.sections) == sorted(&right.sections));
    differ("topics", sorted(&lists.topics) == sorted(&right.topics));
    differ("bylines", sorted(&lists.people) == sorted(&right.people));
    differ("place in lists", listed_elsewhere(sql, id, published_on)? == 0);
    say(report, id, &wrong)?;
    references(sql, id, manuscript, report)
}

fn say(report: &mut Report, id: i64, wrong: &[&str]) -> Result<()> {
    if !wrong.is_empty() {
        let what = format!(
            "readers see something else than was published: {}; run `dateline rebuild`",
            wrong.join(", ")
        );
        report.find("shown", format!("article {id}"), what);
    }
    Ok(())
}

fn rest(sql: &mut Sql<'_>, id: i64) -> Result<Option<Rest>> {
    sql.row(
        "SELECT slug, lead_media, first_shown, sticky, unlisted, guid FROM published_articles WHERE id = ?1",
        params![id],
        |row| {
            Ok(Rest {
                slug: row.text(0)?,
                lead: row.opt_int(1)?,
                first_shown: row.int(2)?,
                sticky: row.flag(3)?,
                unlisted: row.flag(4)?,
                guid: row.opt_text(5)?,
            })
        },
    )
}

fn readable_body(sql: &mut Sql<'_>, id: i64) -> Result<bool> {
    match reader::body(sql, id) {
        Err(Error::Damaged(_)) => Ok(false),
        other => other.map(|_| true),
    }
}

/// Said a second time, and not taken from where it is written: a check that shares the mistake finds nothing.
pub(super) fn view_of(manuscript: &Manuscript) -> View {
    View {
        bylines: manuscript.bylines.clone(),
        also_in: manuscript.also_in.clone(),
        topics: manuscript.topics.clone(),
        lead: manuscript.lead.clone(),
        downloads: manuscript.downloads.clone(),
        place: manuscript.place.clone(),
        parent: manuscript.parent,
        search: manuscript.search.clone(),
        comments_open: manuscript.comments_open,
        words: i64::try_from(document::text::word_count(&manuscript.body)).unwrap_or(i64::MAX),
        chain: None,
    }
}

/// What the newest publication says that it showed of the sources.
fn chain_of(sql: &mut Sql<'_>, id: i64) -> Result<Option<Chain>> {
    match store::current(sql, id)? {
        Some(publication) => store::chain_of(sql, publication),
        None => Ok(None),
    }
}

/// The lists in which an article should stand; a page stands in none.
fn lists_of(sql: &mut Sql<'_>, kind: Kind, manuscript: &Manuscript) -> Result<store::Lists> {
    let mut lists = store::Lists::default();
    if kind == Kind::Page {
        return Ok(lists);
    }
    for section in manuscript.section.iter().chain(&manuscript.also_in) {
        lists.sections.extend(sections::store::trail(sql, *section)?.into_iter().map(|named| named.id));
    }
    lists.topics.clone_from(&manuscript.topics);
    lists.people = manuscript.bylines.iter().map(|byline| byline.person).collect();
    Ok(lists)
}

fn sorted(numbers: &[i64]) -> Vec<i64> {
    let mut all = numbers.to_vec();
    all.sort_unstable();
    all.dedup();
    all
}

/// How many lists have an article under another date than its own.
fn listed_elsewhere(sql: &mut Sql<'_>, id: i64, published_on: i64) -> Result<i64> {
    sql.number(
        "SELECT (SELECT COUNT(*) FROM published_in_sections WHERE article_id = ?1 AND published_on <> ?2)
              + (SELECT COUNT(*) FROM published_on_topics WHERE article_id = ?1 AND published_on <> ?2)
              + (SELECT COUNT(*) FROM published_bylines WHERE article_id = ?1 AND published_on <> ?2)",
        params![id, published_on],
    )
}

/// What an article shows must exist, and be there for readers.
fn references(sql: &mut Sql<'_>, id: i64, manuscript: &Manuscript, report: &mut Report) -> Result<()> {
    let mut missing = Vec::new();
    let mut look = |what: &str, number: i64, query: &'static str| -> Result<()> {
        if sql.row(query, params![number], |_| Ok(()))?.is_none() {
            missing.push(format!("{what} {number}"));
        }
        Ok(())
    };
    for medium in media_of(manuscript) {
        look(
            "file",
            medium,
            "SELECT 1 FROM media m LEFT JOIN published_media s ON s.id = m.id
             WHERE m.id = ?1 AND (s.id IS NOT NULL OR m.retired_at IS NOT NULL)",
        )?;
    }
    for section in manuscript.section.iter().chain(&manuscript.also_in) {
        look("section", *section, "SELECT 1 FROM published_sections WHERE id = ?1")?;
    }
    for topic in &manuscript.topics {
        look("topic", *topic, "SELECT 1 FROM published_topics WHERE id = ?1")?;
    }
    for byline in &manuscript.bylines {
        look("person", byline.person, "SELECT 1 FROM published_people WHERE id = ?1")?;
    }
    if !missing.is_empty() {
        let what = format!(
            "shows what is not there for readers: {}; run `dateline rebuild`, and edit the article if that does not help",
            missing.join(", ")
        );
        report.find("reference", format!("article {id}"), what);
    }
    Ok(())
}
