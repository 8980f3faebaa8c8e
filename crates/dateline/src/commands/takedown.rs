//! `dateline takedown`: closing a public version, a comparison or a correction to readers, and opening it again.

use super::{actions, print};
use crate::{
    changes::{Actor, Via},
    closing::takedown::{
        actions as verbs,
        model::{Listed, New, What},
        store,
    },
    config::Config,
    error::{Error, Result},
    serve::lock,
};
use clap::Args;

/// What is closed, and how.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dateline takedown --article 7 --version 2 --status 451 --note \"Closed by a court order.\" --reason \"Order of 24 November\"\n  \
    dateline takedown --article 7                      lists what is closed of it\n  \
    dateline takedown --open-again 3 --reason \"The order was lifted\"\n\n\
    Its address answers 451 or 410 with the note; feeds, lists, search, API and caches follow in the same action. What was written stays\n\
    with the newsroom. To overwrite something everywhere there is `dateline erase`."
)]
pub struct Takedown {
    /// The article's number
    #[arg(long, value_name = "N", required_unless_present = "open_again")]
    article: Option<i64>,
    /// A public version, counted from 1; the newest one withdraws the article
    #[arg(long, value_name = "N", conflicts_with_all = ["comparison", "correction", "open_again"])]
    version: Option<String>,
    /// What two versions differ in, as 1..3
    #[arg(long, value_name = "A..B", conflicts_with_all = ["correction", "open_again"])]
    comparison: Option<String>,
    /// A correction's number
    #[arg(long, value_name = "N", conflicts_with = "open_again")]
    correction: Option<String>,
    /// 451 where the law demands it, else 410
    #[arg(long, value_name = "STATUS", default_value = "410")]
    status: String,
    /// What readers are told in its place; neutral, may be left out
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    /// Why, for the newsroom
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// End a takedown, by its number
    #[arg(long, value_name = "ID")]
    open_again: Option<i64>,
}

/// Does it, or lists what is closed.
pub fn run(config: &Config, given: &Takedown, json: bool) -> Result<()> {
    let (actions, _) = actions(config)?;
    let actor = Actor::unnamed(Via::Command);
    if let Some(id) = given.open_again {
        let reason = given.reason.clone();
        actions.act("open again", actor, move |tx| verbs::open_again(tx, id, &reason)).wait()?;
        lock::wait_until_seen(config, actions.db())?;
        return say(json, &serde_json::json!({ "opened_again": id }), &format!("Takedown {id} is ended."));
    }
    let article = given.article.ok_or_else(|| Error::refused("--article", "give the article's number"))?;
    let what =
        [("version", &given.version), ("comparison", &given.comparison), ("correction", &given.correction)];
    let Some((kind, numbers)) = what.into_iter().find_map(|(kind, numbers)| Some((kind, numbers.as_ref()?)))
    else {
        return list(&actions.db().read(move |sql| store::of_article(sql, article)).wait()?, json);
    };
    let new = New::of(What::parse(kind, numbers)?, &given.status, &given.note, &given.reason)?;
    let named = new.what.named();
    let id = actions.act("take down", actor, move |tx| verbs::take_down(tx, article, &new)).wait()?;
    lock::wait_until_seen(config, actions.db())?;
    say(
        json,
        &serde_json::json!({ "takedown": id }),
        &format!("Takedown {id}: {named} of article {article} is closed to readers."),
    )
}

fn list(all: &[Listed], json: bool) -> Result<()> {
    if json {
        print(&serde_json::to_string(all)?);
        return Ok(());
    }
    if all.is_empty() {
        print("Nothing of it was taken down.");
    }
    for one in all {
        let other = one.other.map(|other| format!("..{other}")).unwrap_or_default();
        let state = if one.ended_at.is_some() { "opened again" } else { "closed" };
        print(&format!(
            "{}  {} {}{other}  {}  {state}  {}",
            one.id, one.what, one.number, one.status, one.reason
        ));
    }
    Ok(())
}

fn say(json: bool, told: &serde_json::Value, text: &str) -> Result<()> {
    print(&if json { told.to_string() } else { text.to_owned() });
    Ok(())
}
