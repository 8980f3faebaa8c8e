//! `dateline import`.

use super::{actions, print, progress};
use crate::{
    cli::Wordpress,
    config::Config,
    error::Result,
    import::wordpress::{self, Options, Progress},
    serve::lock,
};
use std::{process::ExitCode, time::Instant};

/// Brings a WordPress export in.
pub fn wordpress(config: &Config, given: &Wordpress, json: bool) -> Result<ExitCode> {
    let options = Options {
        file: given.file.clone(),
        uploads: given.uploads.clone(),
        redirects: given.redirects.clone(),
        zone: given.zone.clone(),
        dry_run: given.dry_run,
    };
    let (actions, files) = actions(config)?;
    let bar = progress::file(json);
    let (mut pass, mut begun) = (0, Instant::now());
    let summary = wordpress::run(&actions, &files, config, &options, &mut |at: Progress| {
        if at.pass != pass {
            (pass, begun) = (at.pass, Instant::now());
            bar.reset();
            bar.set_prefix(if pass == 1 { "reading" } else { "importing" });
        }
        bar.set_length(at.of);
        bar.set_position(at.bytes);
        let seconds = begun.elapsed().as_secs_f64().max(0.001);
        bar.set_message(format!("{} items, {:.0}/s,", at.items, at.items as f64 / seconds));
    })?;
    bar.finish_and_clear();
    if !given.dry_run {
        lock::wait_until_seen(config, actions.db())?;
    }
    if json {
        print(&serde_json::to_string_pretty(&summary)?);
    } else {
        print(summary.to_string().trim_end());
    }
    Ok(if summary.error.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
