//! `dateline jobs`: what waits to be done later, and what failed.

use super::{actions, print};
use crate::{
    changes::{Actor, Via},
    config::Config,
    error::Result,
    jobs::store,
};

/// How many are shown.
const SHOWN: i64 = 200;

/// Shows the queue; with `retry`, what failed is tried again by the server.
pub fn jobs(config: &Config, retry: bool, json: bool) -> Result<()> {
    let (actions, _) = actions(config)?;
    if retry {
        let again = actions
            .act("retry jobs", Actor::unnamed(Via::Command), |tx| {
                let again = store::retry(tx)?;
                if again > 0 {
                    tx.audit("jobs", format!("{again} to be tried again"));
                }
                Ok(again)
            })
            .wait()?;
        if !json {
            print(&format!("{again} to be tried again, by the server when it runs."));
        }
    }
    let all = actions.db().read(|sql| store::list(sql, SHOWN)).wait()?;
    if json {
        print(&serde_json::to_string_pretty(&all)?);
    } else if all.is_empty() {
        print("Nothing waits and nothing failed.");
    } else {
        for job in &all {
            let due = jiff::Timestamp::from_microsecond(job.due)
                .map_or_else(|_| String::new(), |t| format!("{t:.0}"));
            print(&format!(
                "{:>6} {:<8} {:<8} {due}  tries {}  {}",
                job.id, job.state, job.kind, job.tries, job.said
            ));
        }
    }
    Ok(())
}
