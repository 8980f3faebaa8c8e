//! Every publication is what its SHA-256 says, and readers see what the open ones say.

use super::{PAGE, Progress, Report, count, shown};
use crate::{articles::model::Manuscript, db::Sql, error::Result, params, publishing::actions::digest};

pub fn check(sql: &mut Sql<'_>, report: &mut Report, progress: Progress<'_>) -> Result<()> {
    let total = count(sql, "SELECT COUNT(*) FROM publications")?;
    let (mut after, mut done) = (i64::MIN, 0);
    loop {
        let page = sql.rows(
            "SELECT p.id, p.article_id, p.shown, p.sha256, r.v, r.manuscript, e.publication_id
             FROM publications p JOIN revisions r ON r.id = p.revision_id
             LEFT JOIN publication_endings e ON e.publication_id = p.id WHERE p.id > ?1 ORDER BY p.id LIMIT ?2",
            params![after, PAGE],
            |row| {
                let texts = (row.text(2)?, row.text(3)?, row.text(5)?);
                Ok((row.int(0)?, row.int(1)?, texts, row.int(4)?, row.opt_int(6)?.is_none()))
            },
        )?;
        let Some((last, ..)) = page.last() else { break };
        after = *last;
        done += page.len() as u64;
        for (id, article, (around, sha256, text), v, open) in &page {
            // What cannot be read is named among the revisions.
            let Ok(manuscript) = Manuscript::from_text(*v, text) else { continue };
            if digest(text, around) != *sha256 {
                report.find(
                    "digest",
                    format!("article {article}, publication {id}"),
                    "is not what was published: its text or what stood around it was changed since; bring the site back from a backup",
                );
            }
            if *open {
                shown::check(sql, *article, &manuscript, report)?;
            }
        }
        progress("publications", done, total);
    }
    report.saw("publications", done);
    Ok(())
}
