//! Makes everything that is derived anew from the truth: what readers' queries use.
//!
//! It may run while the server does: each article is an action of its own, and pages made from it are evicted with it.

use crate::{
    articles,
    changes::{Actions, Actor, Fact, Via},
    closing, comments,
    error::{Error, Result},
    files::{Files, Hash, picture},
    finding, media, params, people, publishing, related, sections, settings, topics,
};

/// How many articles are made anew in one action.
const AT_ONCE: i64 = 50;

/// What was made anew.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub struct Rebuilt {
    /// Sections and topics.
    pub terms: u64,
    /// Public articles and pages.
    pub articles: u64,
    /// Files that are public by themselves.
    pub files: u64,
}

/// Rebuilds all published rows. `progress` is told how many articles are done, and of how many.
pub fn run(actions: &Actions, progress: &mut dyn FnMut(u64, u64)) -> Result<Rebuilt> {
    let actor = Actor::unnamed(Via::Command);
    let mut rebuilt = Rebuilt { terms: terms(actions, actor)?, ..Rebuilt::default() };
    let total = actions.db().read(|sql| sql.number("SELECT COUNT(*) FROM articles", &[])).wait()?;
    let (mut after, mut done) = (i64::MIN, 0);
    loop {
        let (last, shown, seen) = actions
            .act("rebuild articles", actor, move |tx| {
                let site = settings::store::site(tx)?;
                let ids = tx.rows(
                    "SELECT id FROM articles WHERE id > ?1 ORDER BY id LIMIT ?2",
                    params![after, AT_ONCE],
                    |r| r.int(0),
                )?;
                let mut shown = 0;
                for id in &ids {
                    let article = articles::store::article(tx, *id)?
                        .ok_or_else(|| Error::NotFound(format!("article {id}")))?;
                    articles::newsroom::actions::relist(tx, *id, article.latest)?;
                    if publishing::actions::reshow(tx, &site, &article)? {
                        shown += 1;
                        comments::store::show(tx, *id)?;
                        publishing::versions::actions::show(tx, *id)?;
                    } else {
                        publishing::store::remove_unless_withdrawn(tx, *id)?;
                        publishing::corrected::store::hide(tx, *id)?;
                        publishing::versions::actions::hide(tx, *id)?;
                    }
                    closing::takedown::store::show_page(tx, *id)?;
                    closing::takedown::store::show_comparisons(tx, *id)?;
                }
                Ok((ids.last().copied(), shown, ids.len() as u64))
            })
            .wait()?;
        rebuilt.articles += shown;
        done += seen;
        progress(done, u64::try_from(total).unwrap_or(0));
        match last {
            Some(last) => after = last,
            None => break,
        }
    }
    rebuilt.files = files(actions, actor)?;
    // The servers make their indexes anew when they come to this change, each its own, and answer from the old ones meanwhile.
    actions
        .act("make the index anew", actor, |tx| {
            related::store::anew(tx)?;
            tx.touch(Fact::new(finding::ANEW));
            Ok(())
        })
        .wait()?;
    Ok(rebuilt)
}

/// Finds the colour of pictures that came in before colours were kept, from the smallest of their sizes. A size that
/// cannot be read is left for `dateline check --files` to find.
pub fn tints(actions: &Actions, files: &Files) -> Result<u64> {
    let (mut after, mut found) = (i64::MIN, 0);
    loop {
        let some = actions.db().read(move |sql| media::store::without_tint(sql, after, AT_ONCE)).wait()?;
        let Some((last, _)) = some.last() else { return Ok(found) };
        after = *last;
        let read = |hash: &str| std::fs::read(files.path(&hash.parse::<Hash>().ok()?)).ok();
        let tinted: Vec<(i64, String)> =
            some.into_iter().filter_map(|(id, hash)| Some((id, picture::tint(&read(&hash)?)?))).collect();
        found += tinted.len() as u64;
        actions
            .act("find the colours of pictures", Actor::unnamed(Via::Command), move |tx| {
                tinted.iter().try_for_each(|(id, tint)| media::store::set_tint(tx, *id, tint))
            })
            .wait()?;
    }
}

fn terms(actions: &Actions, actor: Actor) -> Result<u64> {
    actions
        .act("rebuild sections, topics and people", actor, |tx| {
            let site = settings::store::site(tx)?;
            let all =
                tx.rows("SELECT id FROM sections WHERE retired_at IS NULL ORDER BY id", &[], |r| r.int(0))?;
            for id in &all {
                sections::store::show(tx, *id, &site.permalinks.section_base)?;
            }
            let topics = tx.rows("SELECT id FROM topics ORDER BY id", &[], |r| r.int(0))?;
            for id in &topics {
                topics::store::show(tx, *id, &site.permalinks.topic_base)?;
            }
            let known = tx.rows("SELECT id FROM published_people", &[], |r| r.int(0))?;
            for id in &known {
                people::store::show(tx, *id, &site.permalinks.person_base)?;
            }
            Ok((all.len() + topics.len()) as u64)
        })
        .wait()
}

fn files(actions: &Actions, actor: Actor) -> Result<u64> {
    actions
        .act("rebuild files", actor, |tx| {
            let all = tx.rows(
                "SELECT id FROM media WHERE released = 1 AND retired_at IS NULL ORDER BY id",
                &[],
                |r| r.int(0),
            )?;
            for id in &all {
                media::store::release(tx, *id)?;
            }
            Ok(all.len() as u64)
        })
        .wait()
}
