//! Sections, topics, people and the site itself are shown as they are written down.

use super::Report;
use crate::{
    db::Sql,
    error::{Error, Result},
    params,
    paths::model::encode,
    sections, settings,
};

const PAGE: i64 = 200;

pub fn check(sql: &mut Sql<'_>, report: &mut Report) -> Result<()> {
    let read = settings::store::site(sql).and_then(|site| settings::store::menu(sql).map(|_| site));
    let site = match read {
        Ok(site) => site,
        Err(Error::Damaged(what)) => {
            let what = format!("cannot be read: {what}; set them again with `dateline site`");
            report.find("settings", "the site's settings", what);
            settings::model::Site::default()
        }
        Err(other) => return Err(other),
    };
    section_rows(sql, &site.permalinks.section_base, report)?;
    differing(
        sql,
        report,
        "topic",
        "SELECT t.id FROM topics t LEFT JOIN published_topics s ON s.id = t.id
         WHERE t.retired_at IS NULL AND t.quiet = 0 AND (s.id IS NULL OR s.slug <> t.slug OR s.name <> t.name OR s.description <> t.description
           OR COALESCE(s.language, '') <> COALESCE(t.language, '')) ORDER BY t.id LIMIT 1000",
    )?;
    differing(
        sql,
        report,
        "topic",
        "SELECT s.id FROM published_topics s LEFT JOIN topics t ON t.id = s.id WHERE t.id IS NULL ORDER BY s.id LIMIT 1000",
    )?;
    differing(
        sql,
        report,
        "person",
        "SELECT s.id FROM published_people s LEFT JOIN people p ON p.id = s.id
         WHERE p.id IS NULL OR s.slug <> p.slug OR s.name <> p.name OR s.bio <> p.bio
            OR COALESCE(s.url, '') <> COALESCE(p.url, '') OR COALESCE(s.picture, 0) <> COALESCE(p.picture, 0)
         ORDER BY s.id LIMIT 1000",
    )?;
    differing(
        sql,
        report,
        "section",
        "SELECT s.id FROM published_sections s LEFT JOIN sections t ON t.id = s.id WHERE t.id IS NULL ORDER BY s.id LIMIT 1000",
    )
}

fn differing(sql: &mut Sql<'_>, report: &mut Report, kind: &'static str, query: &'static str) -> Result<()> {
    for id in sql.rows(query, &[], |row| row.int(0))? {
        report.find(
            kind,
            format!("{kind} {id}"),
            "is shown to readers otherwise than it is written down; run `dateline rebuild`",
        );
    }
    Ok(())
}

/// Each section is shown with its own name and below its own parent, and the tree has no circle.
fn section_rows(sql: &mut Sql<'_>, base: &str, report: &mut Report) -> Result<()> {
    let mut after = i64::MIN;
    loop {
        let page = sql.rows(
            "SELECT t.id, s.path, CASE WHEN s.slug = t.slug AND s.name = t.name AND s.description = t.description
                 AND COALESCE(s.language, '') = COALESCE(t.language, '') AND COALESCE(s.parent_id, 0) = COALESCE(t.parent_id, 0)
                 AND s.position = t.position THEN 1 ELSE 0 END
             FROM sections t LEFT JOIN published_sections s ON s.id = t.id
             WHERE t.id > ?1 AND t.retired_at IS NULL ORDER BY t.id LIMIT ?2",
            params![after, PAGE],
            |row| Ok((row.int(0)?, row.opt_text(1)?, row.flag(2)?)),
        )?;
        let Some((last, ..)) = page.last() else { return Ok(()) };
        after = *last;
        for (id, path, same) in &page {
            let trail = sections::store::trail(sql, *id)?;
            let top = trail.first().map_or(*id, |named| named.id);
            if sql
                .row("SELECT 1 FROM sections WHERE id = ?1 AND parent_id IS NULL", params![top], |_| Ok(()))?
                .is_none()
            {
                report.find(
                    "section",
                    format!("section {id}"),
                    "stands below itself, or too deep in the tree; give it another parent",
                );
                continue;
            }
            let slugs: Vec<&str> = trail.iter().map(|named| named.slug.as_str()).collect();
            if !same || path.as_deref() != Some(encode(&format!("/{base}/{}/", slugs.join("/"))).as_str()) {
                report.find(
                    "section",
                    format!("section {id}"),
                    "is shown to readers otherwise than it is written down; run `dateline rebuild`",
                );
            }
        }
    }
}
