//! `dateline comments`: what readers left, and what is decided of it.

use super::{actions, print};
use crate::{
    changes::{Actor, Tx, Via},
    comments::{
        actions::{self as verbs, Decided},
        model::State,
        reports,
        store::{self, Listed, Wanted},
    },
    config::Config,
    db::Sql,
    error::{Error, Result},
    serve::lock,
    values::{clip, line},
};
use clap::{Args, Subcommand};
use std::process::ExitCode;

/// What can be done with comments.
#[derive(Debug, Subcommand)]
pub enum Comments {
    /// List comments, the newest first
    #[command(after_help = "Without a filter, those that wait are listed.\n\n\
        Examples:\n  \
        dateline comments list                         what waits for a decision\n  \
        dateline comments list --state approved        what readers see\n  \
        dateline comments list --reported              what readers find wrong\n  \
        dateline comments list --article 7 --json      all below article 7, for machines")]
    List(Filter),
    /// Show comments to readers; of one that is shown already, settle what was reported
    #[command(after_help = "Example: dateline comments approve 71 72 75")]
    Approve(Numbers),
    /// Judge comments to be spam: readers do not see them, and their writers are not told
    #[command(after_help = "Example: dateline comments spam 73")]
    Spam(Numbers),
    /// Take comments away. Whoever left an e-mail address is told, with the reason
    #[command(after_help = "The reason is sent as you write it, so write it to the reader:\n  \
        dateline comments remove 74 --reason \"It names a private person who has no public role.\"\n\n\
        `dateline comments restore 74` takes it back; a mail that was sent stays sent.")]
    Remove {
        /// Their numbers
        #[command(flatten)]
        numbers: Numbers,
        /// Why, in a sentence that the writer can read
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Take the last decision about comments back
    #[command(after_help = "Example: dateline comments restore 74")]
    Restore(Numbers),
}

/// Which comments are listed.
#[derive(Debug, Args)]
pub struct Filter {
    /// pending, approved, spam or removed
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// Below this article
    #[arg(long, value_name = "NUMBER")]
    article: Option<i64>,
    /// Reported by readers, and not decided about since
    #[arg(long)]
    reported: bool,
    /// With smaller numbers than this: the next page
    #[arg(long, value_name = "NUMBER")]
    before: Option<i64>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=1000))]
    limit: i64,
}

/// Comments by their numbers.
#[derive(Debug, Args)]
pub struct Numbers {
    /// Their numbers, as `dateline comments list` shows them
    #[arg(required = true, value_name = "NUMBER")]
    numbers: Vec<i64>,
}

/// Does it.
pub fn run(config: &Config, what: &Comments, json: bool) -> Result<ExitCode> {
    match what {
        Comments::List(filter) => list(config, filter, json).map(|()| ExitCode::SUCCESS),
        Comments::Approve(n) => decide(config, n, json, "approve a comment", verbs::approve),
        Comments::Spam(n) => decide(config, n, json, "judge a comment spam", verbs::spam),
        Comments::Remove { numbers, reason } => {
            if reason.trim().is_empty() {
                return Err(Error::refused(
                    "--reason",
                    "is empty; say why, in a sentence that the writer can read",
                ));
            }
            let reason = reason.clone();
            let done = decide(config, numbers, json, "remove a comment", move |tx, id| {
                verbs::remove(tx, id, &reason)
            });
            if !json && config.mail.is_none() {
                print("Mail is not set up (smtp_url, mail_from), so nobody is told; see `dateline jobs`.");
            }
            done
        }
        Comments::Restore(n) => decide(config, n, json, "restore a comment", verbs::restore),
    }
}

fn decide(
    config: &Config,
    numbers: &Numbers,
    json: bool,
    verb: &'static str,
    act: impl Fn(&mut Tx<'_, '_>, i64) -> Result<Decided> + Clone + Send + 'static,
) -> Result<ExitCode> {
    let (actions, _) = actions(config)?;
    let mut outcomes = Vec::new();
    for id in &numbers.numbers {
        let (id, act) = (*id, act.clone());
        let done = actions.act(verb, Actor::unnamed(Via::Command), move |tx| act(tx, id)).wait();
        outcomes.push((id, done));
    }
    lock::wait_until_seen(config, actions.db())?;
    let failed = outcomes.iter().any(|(_, done)| done.is_err());
    if json {
        let all: Vec<_> = outcomes.iter().map(|(id, done)| as_json(*id, done)).collect();
        print(&serde_json::to_string_pretty(&all)?);
    } else {
        for (id, done) in &outcomes {
            match done {
                Ok(decided) => print(&said(decided)),
                Err(error) => eprintln!("error: {id}: {error}"),
            }
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn as_json(id: i64, done: &Result<Decided>) -> serde_json::Value {
    match done {
        Ok(d) => serde_json::json!({
            "id": id, "was": d.was.as_str(), "is": d.became.as_str(), "reports_settled": d.settled,
            "has_email": d.has_email
        }),
        Err(error) => serde_json::json!({ "id": id, "error": error.to_string() }),
    }
}

fn said(decided: &Decided) -> String {
    let Decided { id, was, became, settled, has_email } = decided;
    let mut out = if was == became {
        format!("{id} is {}, as it was.", became.as_str())
    } else {
        format!("{id} was {}, and is {} now.", was.as_str(), became.as_str())
    };
    if *became == State::Removed && was != became {
        out.push_str(if *has_email {
            " Its writer left an e-mail address, and is told by mail."
        } else {
            " Its writer left no e-mail address, and is not told."
        });
    }
    if *settled > 0 {
        out.push_str(&format!(" Reports settled: {settled}."));
    }
    out
}

fn list(config: &Config, filter: &Filter, json: bool) -> Result<()> {
    let (actions, _) = actions(config)?;
    let mut wanted = Wanted {
        state: filter.state.as_deref().map(State::parse).transpose()?,
        article: filter.article,
        reported: filter.reported,
        before: filter.before,
        limit: filter.limit,
    };
    if wanted.state.is_none() && wanted.article.is_none() && !wanted.reported {
        wanted.state = Some(State::Pending);
    }
    let (all, waiting) =
        actions.db().read(move |sql| Ok((full(sql, &wanted)?, store::waiting(sql)?))).wait()?;
    if json {
        let all: Vec<_> = all.iter().map(|(c, reports)| listed_json(c, reports)).collect();
        print(&serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    for (comment, reports) in &all {
        print(&listed(comment, reports));
    }
    if all.len() as i64 == wanted.limit
        && let Some((last, _)) = all.last()
    {
        print(&format!("More: the same with --before {}", last.id));
    }
    match (waiting, all.is_empty()) {
        (0, true) => print("No comment waits."),
        (0, false) => {}
        (n, true) => print(&format!("None of these. {n} wait: dateline comments list")),
        (n, false) => {
            print(&format!("{n} wait for a decision: approve, spam or remove, with their numbers."))
        }
    }
    Ok(())
}

type Reports = Vec<reports::store::Listed>;

fn full(sql: &mut Sql<'_>, wanted: &Wanted) -> Result<Vec<(Listed, Reports)>> {
    let all = store::list(sql, wanted)?;
    all.into_iter()
        .map(|comment| {
            let open = if comment.reports > 0 { reports::store::open(sql, comment.id)? } else { Vec::new() };
            Ok((comment, open))
        })
        .collect()
}

fn listed(c: &Listed, reports: &Reports) -> String {
    let when = jiff::Timestamp::from_microsecond(c.at).map(|t| t.strftime("%F %H:%M").to_string());
    let text = line(&document::text::write(&c.body), 2_000);
    let shown = clip(&text, 400);
    let more = if shown.len() < text.len() { "…" } else { "" };
    let mut out = format!(
        "{:>7}  {:<8}  {} UTC  {}{}, below article {} {}\n         {shown}{more}",
        c.id,
        c.state.as_str(),
        when.unwrap_or_default(),
        if c.author.is_empty() { "(no name)" } else { &c.author },
        if c.has_email { " (left an e-mail address)" } else { "" },
        c.article,
        c.headline.as_deref().map(|h| format!("“{h}”")).unwrap_or_default(),
    );
    for report in reports.iter().take(5) {
        out.push_str(&format!("\n         reported: {} {}", report.reason, line(&report.details, 300)));
    }
    if reports.len() > 5 {
        out.push_str(&format!("\n         and {} reports more", reports.len() - 5));
    }
    out
}

fn listed_json(c: &Listed, reports: &Reports) -> serde_json::Value {
    serde_json::json!({
        "id": c.id, "state": c.state.as_str(), "article": c.article, "headline": c.headline, "answers": c.parent,
        "author": c.author, "has_email": c.has_email, "at": c.at,
        "text": document::markdown::write(&c.body), "reports": reports,
    })
}
