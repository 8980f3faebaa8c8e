//! Every revision can be read back.

use super::{PAGE, Progress, Report, count};
use crate::{articles::model::Manuscript, db::Sql, error::Result, params};

pub fn check(sql: &mut Sql<'_>, report: &mut Report, progress: Progress<'_>) -> Result<()> {
    let total = count(sql, "SELECT COUNT(*) FROM revisions")?;
    let (mut after, mut done) = (i64::MIN, 0);
    loop {
        let page = sql.rows(
            "SELECT id, article_id, number, v, manuscript FROM revisions WHERE id > ?1 ORDER BY id LIMIT ?2",
            params![after, PAGE],
            |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?, row.text(4)?)),
        )?;
        let Some((last, ..)) = page.last() else { break };
        after = *last;
        done += page.len() as u64;
        for (_, article, number, v, text) in &page {
            if let Err(error) = Manuscript::from_text(*v, text) {
                report.find(
                    "revision",
                    format!("article {article}, revision {number}"),
                    format!("{error}; bring the site back from a backup"),
                );
            }
        }
        progress("revisions", done, total);
    }
    report.saw("revisions", done);
    Ok(())
}
