//! Does what was queued to be done later, and tries again what did not succeed.

use crate::{
    accounts::tickets::model::{SendInvitation, SendReset},
    app::App,
    articles::newsroom::model::GlassLetter,
    changes::{Actor, Via},
    comments::model::RemovalNotice,
    error::{Error, Result},
    follow::pings,
    jobs::{
        model::{Lane, Outcome, Taken, Work},
        store,
    },
    letters::model::DeskLetter,
    media::model::AvifSizes,
    pings::model::{Target, TellIndexNow, TellWebSub},
    reports::model::ReportAnswer,
    sections::model::Relist,
};
use std::time::Duration;
use tokio::task::JoinSet;

/// How often the queue is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How many quick jobs are done at once; of heavy ones, one.
const AT_ONCE: i64 = 4;

/// Does the jobs of a lane for as long as the server runs.
pub async fn run(app: App, lane: Lane) {
    let at_once = if lane == Lane::Heavy { 1 } else { AT_ONCE };
    loop {
        match round(&app, lane, at_once).await {
            // A full round: there may be more.
            Ok(done) if done >= at_once as usize => continue,
            Ok(_) => {}
            Err(Error::Stopping) => return,
            Err(error) => tracing::warn!(%error, "the queue of jobs could not be looked at; trying again"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Does what is due now, a few jobs at once, and says how many they were.
async fn round(app: &App, lane: Lane, at_once: i64) -> Result<usize> {
    let server = Actor::unnamed(Via::Server);
    if app.db.read(move |sql| store::next_due(sql, lane)).await?.is_none_or(|due| due > crate::app::now()) {
        return Ok(0);
    }
    let taken = app.actions.act("take jobs", server, move |tx| store::take(tx, lane, at_once)).await?;
    let count = taken.len();
    let mut running = JoinSet::new();
    for job in taken {
        let app = app.clone();
        running.spawn(async move {
            let outcome = match tokio::time::timeout(lane.patience(), does(&app, &job)).await {
                Ok(outcome) => outcome,
                Err(_) => Outcome::Later(format!("took longer than {} s", lane.patience().as_secs())),
            };
            match &outcome {
                Outcome::Done => tracing::debug!(job = job.id, kind = job.kind, "a job is done"),
                Outcome::Later(said) => {
                    tracing::warn!(
                        job = job.id,
                        kind = job.kind,
                        tries = job.tries,
                        said,
                        "a job will be tried again"
                    )
                }
                Outcome::Never(said) => {
                    tracing::error!(job = job.id, kind = job.kind, said, "a job failed; see `dateline jobs`")
                }
            }
            app.actions.act("settle a job", server, move |tx| store::settle(tx, &job, &outcome)).await
        });
    }
    while let Some(settled) = running.join_next().await {
        settled.map_err(|error| Error::Internal(format!("a job ended without an outcome: {error}")))??;
    }
    Ok(count)
}

/// Every kind of work there is, on one screen.
async fn does(app: &App, job: &Taken) -> Outcome {
    match job.kind.as_str() {
        RemovalNotice::KIND => attempt(job, |work| super::letters::removal(app, work)).await,
        ReportAnswer::KIND => attempt(job, |work| super::letters::report_answer(app, work)).await,
        SendInvitation::KIND => attempt(job, |work| super::account_letters::invitation(app, work)).await,
        SendReset::KIND => attempt(job, |work| super::account_letters::reset(app, work)).await,
        GlassLetter::KIND => attempt(job, |work| super::newsroom::glass(app, work)).await,
        DeskLetter::KIND => attempt(job, |work| super::desk_letters::send(app, work)).await,
        AvifSizes::KIND => attempt(job, |work| super::pictures::make_avif(app, work)).await,
        Relist::KIND => attempt(job, |work| super::relist::run(app, work)).await,
        TellIndexNow::KIND => attempt(job, |_: TellIndexNow| pings::tell(app, Target::IndexNow)).await,
        TellWebSub::KIND => attempt(job, |_: TellWebSub| pings::tell(app, Target::WebSub)).await,
        // A newer version may have queued it, on another node or before this one was put back.
        other => Outcome::Later(format!("this version of Dateline knows no work called {other:?}")),
    }
}

/// Reads the work back and does it; what it stumbles over is tried again.
async fn attempt<W: Work, F: Future<Output = Result<Outcome>>>(
    job: &Taken,
    does: impl FnOnce(W) -> F,
) -> Outcome {
    match job.work::<W>() {
        Ok(work) => does(work).await.unwrap_or_else(|error| Outcome::Later(error.to_string())),
        Err(error) => Outcome::Never(error.to_string()),
    }
}
