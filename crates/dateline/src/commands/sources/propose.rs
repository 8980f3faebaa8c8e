//! Reads an archive for what it seems to say of its sources, on as many cores as there are, with one writer.

use super::super::{actions, print, progress};
use crate::{
    articles::model::Manuscript,
    changes::{Actor, Pending, Via},
    config::Config,
    error::Result,
    serve::lock,
    settings,
    sources::proposals::{
        model::Proposal,
        propose,
        store::{Unread, Wanted, count_unread, keep, unread},
    },
};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many articles are read, and written down, at once: what is lost when the command is stopped.
const AT_ONCE: i64 = 400;
/// More threads than this would wait for the one that writes.
const MOST_THREADS: usize = 8;

/// An article that was read: what was found, and its language if there are no words for it.
struct Found {
    article: i64,
    revision: i64,
    proposals: Vec<Proposal>,
    speechless: Option<String>,
    damaged: Option<String>,
}

/// What was done.
#[derive(Debug, Default, Serialize)]
struct Done {
    articles: u64,
    proposals: u64,
    /// Articles in languages without words, by language.
    no_words: BTreeMap<String, u64>,
    /// Articles whose text could not be read, with why.
    unreadable: BTreeMap<i64, String>,
    articles_a_second: u64,
}

pub(super) fn run(config: &Config, wanted: Wanted, json: bool) -> Result<()> {
    let (actions, _) = actions(config)?;
    let (of, paper) = actions
        .db()
        .read(move |sql| Ok((count_unread(sql, wanted)?, settings::store::site(sql)?.name)))
        .wait()?;
    let bar = progress::articles(json);
    bar.set_length(of);
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(MOST_THREADS);
    let (start, mut done) = (std::time::Instant::now(), Done::default());
    let mut next = Some(actions.db().read(move |sql| unread(sql, wanted, 0, AT_ONCE)));
    let mut writing = None;
    while let Some(reading) = next.take() {
        let articles = reading.wait()?;
        let Some(last) = articles.last().map(|one| one.article) else { break };
        // The next ones are read while these are worked on.
        next = Some(actions.db().read(move |sql| unread(sql, wanted, last, AT_ONCE)));
        let found = on_all_cores(articles, threads, &paper);
        for one in &found {
            done.articles += 1;
            done.proposals += one.proposals.len() as u64;
            if let Some(language) = &one.speechless {
                *done.no_words.entry(language.clone()).or_default() += 1;
            }
            if let Some(why) = &one.damaged {
                done.unreadable.insert(one.article, why.clone());
            }
        }
        if let Some(before) = writing.take() {
            Pending::wait(before)?;
        }
        writing = Some(actions.act("propose sources", Actor::unnamed(Via::Command), move |tx| {
            for one in found.iter().filter(|one| one.damaged.is_none()) {
                keep(tx, one.article, one.revision, &one.proposals)?;
            }
            Ok(())
        }));
        bar.set_position(done.articles);
    }
    if let Some(last) = writing {
        last.wait()?;
    }
    bar.finish_and_clear();
    lock::wait_until_seen(config, actions.db())?;
    done.articles_a_second = (done.articles as f64 / start.elapsed().as_secs_f64().max(0.001)) as u64;
    if json {
        print(&serde_json::to_string_pretty(&done)?);
        return Ok(());
    }
    print(&format!(
        "Read: {} articles, {} a second. Proposed: {}. See `dateline sources proposals`, or /desk/sources.",
        done.articles, done.articles_a_second, done.proposals
    ));
    for (language, articles) in &done.no_words {
        print(&format!("No words for the language {language}: {articles} articles were left as they are."));
    }
    for (article, why) in &done.unreadable {
        print(&format!("Article {article} could not be read: {why}. See `dateline check`."));
    }
    Ok(())
}

fn on_all_cores(articles: Vec<Unread>, threads: usize, paper: &str) -> Vec<Found> {
    let size = articles.len().div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = articles
            .chunks(size)
            .map(|share| scope.spawn(move || share.iter().map(|one| read(one, paper)).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

fn read(one: &Unread, paper: &str) -> Found {
    let mut found = Found {
        article: one.article,
        revision: one.revision,
        proposals: Vec::new(),
        speechless: None,
        damaged: None,
    };
    match Manuscript::from_text(one.v, &one.text) {
        Err(error) => found.damaged = Some(error.to_string()),
        Ok(m) => match propose(&m.body, &m.sources, m.language.as_str(), paper) {
            Some(proposals) => found.proposals = proposals,
            None => found.speechless = Some(m.language.to_string()),
        },
    }
    found
}
