//! Sources from a file: revisions like any others, confirmed and published by the verbs that the desk uses.

use super::super::{actions, print};
use crate::{
    accounts::{self, roles::May},
    articles::{self, FairCopy},
    changes::{Actor, Tx, Via},
    config::Config,
    error::{Error, Result},
    publishing,
    serve::lock,
    settings,
    sources::{
        self,
        actions::Confirming,
        exchange::model::{Entry, Sound},
    },
    values::{Email, clip},
};
use serde::Serialize;
use serde_json::Value;
use std::{path::Path, process::ExitCode};

/// What is done besides.
#[derive(Debug, Clone)]
pub(super) struct How {
    pub confirm: bool,
    pub publish: bool,
    pub who: Option<String>,
}

/// What became of an entry.
#[derive(Debug, Serialize)]
struct Done {
    article: i64,
    revision: i64,
    saved: bool,
    sources: usize,
    confirmed: bool,
    published: bool,
    not_found: Vec<String>,
}

pub(super) fn run(config: &Config, file: &Path, how: &How, json: bool) -> Result<ExitCode> {
    let text = std::fs::read_to_string(file).map_err(Error::file(file))?;
    let entries: Vec<Value> = serde_json::from_str(&text)
        .map_err(|e| Error::refused(file.display().to_string(), format!("is no list of entries: {e}")))?;
    let (actions, _) = actions(config)?;
    let who = how.who.clone();
    let person = actions.db().read(move |sql| who.map(|who| person(sql, &who)).transpose()).wait()?;
    let actor = Actor { person, via: Via::Command, address: None };
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for (at, entry) in entries.into_iter().enumerate() {
        let result = Entry::read(entry).and_then(|entry| {
            let how = how.clone();
            actions.act("bring sources in", actor, move |tx| bring(tx, &entry, &how)).wait()
        });
        match result {
            Ok(one) => {
                if !json {
                    print(&said(&one));
                }
                done.push(one);
            }
            Err(error) => {
                if !json {
                    eprintln!("error: entry {}: {error}", at + 1);
                }
                failed.push(serde_json::json!({ "entry": at + 1, "error": error.to_string() }));
            }
        }
    }
    lock::wait_until_seen(config, actions.db())?;
    if json {
        print(&serde_json::to_string_pretty(&serde_json::json!({ "done": done, "failed": failed }))?);
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whose account it is, who may confirm and publish.
fn person(sql: &mut crate::db::Sql<'_>, who: &str) -> Result<i64> {
    let email = Email::parse(who)?;
    let (account, _) = accounts::store::by_email(sql, email.as_str())?
        .ok_or_else(|| Error::refused("--as", format!("nobody has an account with the address {email}")))?;
    if !account.role.may(May::Confirm) || !account.role.may(May::PublishAll) {
        return Err(Error::refused("--as", format!("{email} may not confirm and publish; name an editor")));
    }
    Ok(account.person)
}

/// One entry, all or nothing.
fn bring(tx: &mut Tx<'_, '_>, entry: &Sound, how: &How) -> Result<Done> {
    let id = super::number(tx, &entry.article)?;
    let article = articles::store::article(tx, id)?.filter(|article| article.stage != "trashed");
    let article =
        article.ok_or_else(|| Error::refused(entry.article.to_string(), "is not there, or was put away"))?;
    let found = articles::store::revision(tx, id, article.latest)?;
    let (_, mut manuscript) =
        found.ok_or_else(|| Error::refused(entry.article.to_string(), "has no text yet; save one first"))?;
    let before = manuscript.clone();
    let not_found = entry.put(&mut manuscript);
    let saved = manuscript != before;
    let mut revision = article.latest;
    if saved {
        manuscript.modified_on = None;
        let copy = FairCopy::of(manuscript.clone())?;
        revision = articles::actions::save(tx, id, article.latest, &copy)?.number;
    }
    let site = settings::store::site(tx)?;
    if how.confirm {
        let ids = manuscript.sources.iter().map(|source| source.id).collect();
        let what = Confirming { revision, ids, origins: !manuscript.sources.is_empty() };
        sources::actions::confirm(tx, &site, id, &what)?;
    }
    let shows = sources::actions::to_show(tx, &site, id, &manuscript)?;
    let confirmed = shows.as_ref().is_some_and(|chain| chain.origins.is_some());
    let is_public = publishing::newsroom::store::public(tx, id)?;
    let mut published = false;
    // What readers do not see yet is not published by bringing its sources in.
    if let (true, Some(public)) = (how.publish, is_public)
        && (public.revision != revision || sources::reader::chain(tx, id)? != shows)
    {
        publishing::newsroom::actions::publish(tx, id, revision)?;
        published = true;
    }
    Ok(Done {
        article: id,
        revision,
        saved,
        sources: manuscript.sources.len(),
        confirmed,
        published,
        not_found,
    })
}

fn said(done: &Done) -> String {
    let mut out = format!(
        "Article {}: {} sources in revision {}{}{}{}.",
        done.article,
        done.sources,
        done.revision,
        if done.saved { "" } else { " (nothing differed)" },
        if done.confirmed { ", confirmed with their count" } else { "" },
        if done.published { ", published" } else { "" },
    );
    for passage in &done.not_found {
        out.push_str(&format!("\n  not found in the text: “{}”", clip(passage, 120)));
    }
    out
}
