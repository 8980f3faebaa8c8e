//! `dateline erase`: overwriting a passage of an article, or a file, everywhere and for good.

use super::{actions, print};
use crate::{
    changes::{Actions, Actor, Tx, Via},
    closing::erase::{
        actions as verbs,
        model::{Found, Passage},
    },
    config::Config,
    error::{Error, Result},
    files::{Files, Hash},
    serve::lock,
};
use clap::Args;
use std::sync::{Arc, Mutex, PoisonError};

/// What is erased.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dateline erase --article 7 --text \"Mara Holt\" --reason \"A source's safety\" --dry-run\n  \
    dateline erase --article 7 --text \"Mara Holt\" --reason \"A source's safety\"\n  \
    dateline erase --media 12 --reason \"The picture shows a witness\"\n\n\
    The passage is found exactly as it is written, in capitals and small letters. Every revision, working copy, note, publication, version,\n\
    correction, report and comment of the article is overwritten, with the log and the search index. It cannot be taken back.\n\
    Addresses are named and stay. Backups that were made before still hold it: docs/BACKUP.md says how long to keep them."
)]
pub struct Erase {
    /// The article's number
    #[arg(long, value_name = "N", requires = "text")]
    article: Option<i64>,
    /// The passage or name
    #[arg(long, value_name = "TEXT", requires = "article")]
    text: Option<String>,
    /// The number of a picture or file
    #[arg(long, value_name = "N", conflicts_with_all = ["article", "text"])]
    media: Option<i64>,
    /// Why; it is kept, so it must not say what was erased
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// Say in how many places it is, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Only write the SQLite file anew, without what was freed in it
    #[arg(long, conflicts_with_all = ["article", "text", "media"])]
    leavings: bool,
}

/// Does it.
pub fn run(config: &Config, given: &Erase, json: bool) -> Result<()> {
    let (actions, files) = actions(config)?;
    if given.leavings {
        actions.db().leave_nothing()?;
        return say(json, &serde_json::json!({}), "What was freed in the database's file is gone.");
    }
    let reason = given.reason.clone();
    let found = match (given.article, &given.text, given.media) {
        (Some(article), Some(text), None) => {
            let passage = Passage::parse(text)?;
            act(&actions, given.dry_run, move |tx| verbs::passage(tx, article, &passage, &reason))?
        }
        (None, None, Some(media)) => act(&actions, given.dry_run, move |tx| verbs::file(tx, media, &reason))?,
        _ => return Err(Error::refused("erase", "give --article and --text, or --media")),
    };
    if !given.dry_run {
        finish(config, &actions, &files, &found)?;
    }
    told(&found, given.dry_run, json)
}

/// Runs an action; for a dry run, takes back all that it did.
fn act(
    actions: &Actions,
    dry: bool,
    mut work: impl FnMut(&mut Tx<'_, '_>) -> Result<Found> + Send + 'static,
) -> Result<Found> {
    let seen: Arc<Mutex<Option<Found>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let done = actions.act("erase", Actor::unnamed(Via::Command), move |tx| {
        let found = work(tx)?;
        if dry {
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
            // An action that fails is rolled back.
            return Err(Error::refused("dry run", "nothing was written"));
        }
        Ok(found)
    });
    let outcome = done.wait();
    match seen.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(found) => Ok(found),
        None => outcome,
    }
}

/// What an action cannot do: files, what was freed in the database's file, and an index that no server keeps.
fn finish(config: &Config, actions: &Actions, files: &Files, found: &Found) -> Result<()> {
    for hash in &found.files {
        if let Ok(hash) = hash.parse::<Hash>() {
            files.remove(&hash).map_err(|error| Error::refused("file store", error.to_string()))?;
        }
    }
    actions.db().leave_nothing()?;
    let index = config.data.join("index");
    if !lock::is_held(config)? && index.exists() {
        // The next server makes a new one.
        std::fs::remove_dir_all(&index).map_err(Error::file(&index))?;
    }
    lock::wait_until_seen(config, actions.db())
}

fn told(found: &Found, dry: bool, json: bool) -> Result<()> {
    if json {
        return say(true, &serde_json::json!({ "dry_run": dry, "found": found }), "");
    }
    for (what, times) in &found.places {
        print(&format!("{what}: {times}"));
    }
    for address in &found.addresses {
        print(&format!("the address {address} has it, and is not changed"));
    }
    print(if dry { "Nothing was written." } else { "Erased. Backups that were made before still hold it." });
    Ok(())
}

fn say(json: bool, told: &serde_json::Value, text: &str) -> Result<()> {
    print(&if json { told.to_string() } else { text.to_owned() });
    Ok(())
}
