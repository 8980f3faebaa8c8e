//! Every revision can be read back, and the newest of an article says what the desk's lists say of it.

use super::{PAGE, Progress, Report, count};
use crate::{articles::model::Manuscript, db::Sql, error::Result, params};

pub fn check(sql: &mut Sql<'_>, report: &mut Report, progress: Progress<'_>) -> Result<()> {
    let total = count(sql, "SELECT COUNT(*) FROM revisions")?;
    let (mut after, mut done) = (i64::MIN, 0);
    loop {
        let page = sql.rows(
            "SELECT r.id, r.article_id, r.number, r.v, r.manuscript, a.latest, a.headline, COALESCE(a.section_id, 0), a.language, a.changed_at
             FROM revisions r LEFT JOIN articles a ON a.id = r.article_id WHERE r.id > ?1 ORDER BY r.id LIMIT ?2",
            params![after, PAGE],
            |row| {
                let listed = match row.opt_int(5)? {
                    Some(latest) => Some((latest, row.text(6)?, row.int(7)?, row.text(8)?, row.int(9)?)),
                    None => None,
                };
                Ok((row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?, row.text(4)?, listed))
            },
        )?;
        let Some((last, ..)) = page.last() else { break };
        after = *last;
        done += page.len() as u64;
        for (_, article, number, v, text, listed) in &page {
            match (Manuscript::from_text(*v, text), listed) {
                (Err(error), _) => report.find(
                    "revision",
                    format!("article {article}, revision {number}"),
                    format!("{error}; bring the site back from a backup"),
                ),
                // What was never filled in is filled in when the server starts.
                (Ok(m), Some((latest, headline, section, language, changed)))
                    if number == latest && *changed > 0 =>
                {
                    let says = (m.headline.as_str(), m.section.unwrap_or(0), m.language.as_str());
                    if says != (headline, *section, language) {
                        report.find(
                            "listed",
                            format!("article {article}"),
                            "the desk lists it otherwise than its newest revision says; run `dateline rebuild`",
                        );
                    }
                }
                _ => {}
            }
        }
        progress("revisions", done, total);
    }
    report.saw("revisions", done);
    Ok(())
}
