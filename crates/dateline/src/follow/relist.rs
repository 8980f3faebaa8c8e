//! After a section was moved: its articles come into the lists of what is above it now, and out of those of what was.

use crate::{
    app::App,
    articles,
    changes::{Actor, Via},
    comments,
    error::Result,
    jobs::{self, model::Outcome},
    publishing,
    sections::{self, model::Relist},
    settings,
};

/// How many articles in one action: others act in between.
const AT_ONCE: i64 = 20;
/// How many actions in one job; the rest is a job of its own.
const STEPS: usize = 50;

/// Makes the published rows of a section's articles anew, the newest first.
pub async fn run(app: &App, work: Relist) -> Result<Outcome> {
    let section = work.section;
    let mut before = work.before;
    for _ in 0..STEPS {
        let from = before.unwrap_or((i64::MAX, i64::MAX));
        let done = app.actions.act(
            "list the articles of a section that was moved",
            Actor::unnamed(Via::Server),
            move |tx| {
                let site = settings::store::site(tx)?;
                let some = sections::store::listed(tx, section, from, AT_ONCE)?;
                for (_, id) in &some {
                    let Some(article) = articles::store::article(tx, *id)? else { continue };
                    if publishing::actions::reshow(tx, &site, &article)? {
                        comments::store::show(tx, *id)?;
                    }
                }
                Ok(some.last().copied())
            },
        );
        match done.await? {
            None => return Ok(Outcome::Done),
            last => before = last,
        }
    }
    app.actions
        .act("go on with a section that was moved", Actor::unnamed(Via::Server), move |tx| {
            jobs::store::queue(tx, &Relist { section, before }, None, 0)
        })
        .await?;
    Ok(Outcome::Done)
}
