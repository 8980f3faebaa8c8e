//! What readers see of earlier versions is what was published then; of one that was taken down they see nothing.

use super::{PAGE, Progress, Report, count, shown::view_of};
use crate::{
    articles::model::Manuscript,
    db::Sql,
    error::{Error, Result},
    params,
    publishing::{
        actions::digest,
        store::{History, View, dates, shown_chain},
        versions::{
            reader,
            store::{Past, past},
        },
    },
};

pub fn check(sql: &mut Sql<'_>, report: &mut Report, progress: Progress<'_>) -> Result<()> {
    let total = count(sql, "SELECT COUNT(*) FROM published_articles WHERE version > 1")?;
    let (mut after, mut done) = (i64::MIN, 0);
    loop {
        let page = sql.rows(
            "SELECT id, publication_id FROM published_articles WHERE version > 1 AND state = 'live' AND id > ?1 ORDER BY id LIMIT ?2",
            params![after, PAGE],
            |row| Ok((row.int(0)?, row.int(1)?)),
        )?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        done += page.len() as u64;
        for (article, current) in page {
            of_article(sql, article, current, report)?;
        }
        progress("articles with earlier versions", done, total);
    }
    report.saw("articles with earlier versions", done);
    Ok(())
}

fn of_article(sql: &mut Sql<'_>, article: i64, current: i64, report: &mut Report) -> Result<()> {
    let (mut after, mut number, mut first_shown) = (i64::MIN, 0, None);
    loop {
        let some = past(sql, article, after, PAGE)?;
        let Some(last) = some.last() else { return Ok(()) };
        after = last.publication;
        for publication in some {
            number += 1;
            let first_shown = *first_shown.get_or_insert(publication.from);
            // What was not replaced yet is compared elsewhere.
            let Some(until) = publication.until.filter(|_| publication.publication != current) else {
                continue;
            };
            let history = History {
                first_shown,
                newest_from: publication.from,
                publications: number,
                corrected: publication.corrected,
            };
            if let Some(wrong) = differs(sql, article, &publication, &history, until)? {
                report.find(
                    "version",
                    format!("article {article}, version {number}"),
                    format!("{wrong}; run `dateline rebuild`"),
                );
            }
        }
    }
}

fn differs(
    sql: &mut Sql<'_>,
    article: i64,
    publication: &Past,
    history: &History,
    until: i64,
) -> Result<Option<&'static str>> {
    let number = history.publications;
    let Some(span) = reader::one(sql, article, number)? else { return Ok(Some("readers cannot find it")) };
    let (status, note) =
        publication.closed.as_ref().map_or((200, ""), |(status, note)| (*status, note.as_str()));
    if (span.from, span.until, span.status, span.note.as_str()) != (publication.from, until, status, note) {
        return Ok(Some(
            "readers are told something else of when it was public, or of how it was taken down",
        ));
    }
    let text = match reader::text(sql, article, number) {
        Err(Error::Damaged(_)) => return Ok(Some("readers have a row of it that cannot be read")),
        other => other?,
    };
    let Some(text) = text else { return blank(sql, article, number) };
    // What cannot be read is named among the revisions.
    let Ok(m) = Manuscript::from_text(publication.v, &publication.manuscript) else { return Ok(None) };
    let view = View { chain: shown_chain(&publication.shown).unwrap_or_default(), ..view_of(&m) };
    let same = text.language == m.language.as_str()
        && text.kicker == m.kicker
        && text.headline == m.headline
        && text.standfirst == m.standfirst
        && text.section == m.section
        && (text.published_on, text.modified) == dates(&m, history)
        && text.view == view
        && text.body == m.body;
    let sealed = digest(&publication.manuscript, &publication.shown);
    Ok(match (same, text.sha256 == publication.sha256 && sealed == publication.sha256) {
        (false, _) => Some("readers see something else than was published then"),
        (true, false) => Some("its SHA-256 is not that of what was published"),
        (true, true) => None,
    })
}

/// Of what was taken down nothing may be left.
fn blank(sql: &mut Sql<'_>, article: i64, version: i64) -> Result<Option<&'static str>> {
    let left = sql.row(
        "SELECT 1 FROM published_versions WHERE article_id = ?1 AND version = ?2
         AND (kicker <> '' OR headline <> '' OR standfirst <> '' OR section_id IS NOT NULL OR view <> '{}' OR body <> '' OR sha256 <> '')",
        params![article, version],
        |_| Ok(()),
    )?;
    Ok(left.map(|()| "was taken down, but some of it is still there for readers"))
}
