//! Every address leads to something, and every live article has one.

use super::{MOST, Report};
use crate::{
    db::Sql,
    error::Result,
    params,
    paths::model::{Kind, PathKey},
};

const PAGE: i64 = 500;

/// One row of the addresses, and whether what it leads to exists.
struct Address {
    path: String,
    shown: String,
    kind: String,
    canonical: bool,
    destination: Option<String>,
    code: i64,
    leads: bool,
}

pub fn check(sql: &mut Sql<'_>, report: &mut Report) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = sql.rows(
            "SELECT p.path, p.shown, p.kind, p.canonical, p.destination, p.code, CASE
                 WHEN p.kind = 'article' AND p.canonical = 1 THEN (SELECT COUNT(*) FROM published_articles t WHERE t.id = p.target)
                 WHEN p.kind = 'article' THEN (SELECT COUNT(*) FROM articles t WHERE t.id = p.target)
                 WHEN p.kind = 'section' THEN (SELECT COUNT(*) FROM published_sections t WHERE t.id = p.target)
                 WHEN p.kind = 'topic' THEN (SELECT COUNT(*) FROM published_topics t WHERE t.id = p.target)
                 WHEN p.kind = 'person' THEN (SELECT COUNT(*) FROM people t WHERE t.id = p.target)
                 WHEN p.kind = 'media' THEN (SELECT COUNT(*) FROM media t WHERE t.id = p.target)
                 ELSE 1 END
             FROM paths p WHERE p.path > ?1 ORDER BY p.path LIMIT ?2",
            params![&after, PAGE],
            |row| {
                Ok(Address {
                    path: row.text(0)?,
                    shown: row.text(1)?,
                    kind: row.text(2)?,
                    canonical: row.flag(3)?,
                    destination: row.opt_text(4)?,
                    code: row.int(5)?,
                    leads: row.flag(6)?,
                })
            },
        )?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.path);
        report.saw("addresses", page.len() as u64);
        for address in &page {
            if let Some(what) = fault(address) {
                report.find("address", format!("address {}", address.path), what);
            }
        }
    }
    let most = i64::try_from(MOST).unwrap_or(i64::MAX) + 1;
    for id in sql.rows(
        "SELECT l.id FROM published_articles l WHERE l.state = 'live'
         AND NOT EXISTS (SELECT 1 FROM paths p WHERE p.kind = 'article' AND p.target = l.id AND p.canonical = 1) LIMIT ?1",
        params![most],
        |row| row.int(0),
    )? {
        report.find("address", format!("article {id}"), "is live, but has no address; publish it again");
    }
    for (kind, id) in sql.rows(
        "SELECT kind, target FROM paths WHERE canonical = 1 GROUP BY kind, target HAVING COUNT(*) > 1 LIMIT ?1",
        params![most],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )? {
        report.find(
            "address",
            format!("{kind} {id}"),
            "has more than one canonical address; bring the site back from a backup",
        );
    }
    Ok(())
}

fn fault(address: &Address) -> Option<&'static str> {
    let Some(kind) = Kind::parse(&address.kind) else {
        return Some("leads to a kind of thing that there is not; bring the site back from a backup");
    };
    if !address.leads {
        return Some("leads to what does not exist; bring the site back from a backup");
    }
    if kind == Kind::Address {
        let good = address.destination.as_deref().is_some_and(|d| !d.is_empty())
            && !address.canonical
            && (300..400).contains(&address.code);
        return (!good).then_some("redirects nowhere; import the list of redirects again");
    }
    let key = PathKey::of(if address.canonical { &address.shown } else { &address.path });
    let same = key.is_some_and(|key| key.as_str() == address.path);
    (!same).then_some(
        "is not written as addresses are compared, so nobody gets there; bring the site back from a backup",
    )
}
