//! `dateline import`.

use super::{actions, print, progress};
use crate::{
    cli::Wordpress,
    config::Config,
    db::DatabaseUrl,
    error::{Error, Result},
    import::wordpress::{self, Options, Progress},
    serve::lock,
};
use std::{path::PathBuf, process::ExitCode, time::Instant};

/// Brings a WordPress export in.
pub fn wordpress(config: &Config, given: &Wordpress, json: bool) -> Result<ExitCode> {
    let options = Options {
        file: given.file.clone(),
        uploads: given.uploads.clone(),
        redirects: given.redirects.clone(),
        zone: given.zone.clone(),
        dry_run: given.dry_run,
    };
    let nothing_yet = matches!(&config.database, DatabaseUrl::Sqlite(path) if !path.exists());
    let aside = if given.dry_run && nothing_yet { Some(Aside::new()?) } else { None };
    let config = &aside.as_ref().map_or_else(|| config.clone(), |aside| aside.instead_of(config));
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

/// A folder for a dry run where there is no site yet: what is said to write nothing leaves nothing behind.
struct Aside(PathBuf);

impl Aside {
    fn new() -> Result<Aside> {
        let folder = std::env::temp_dir().join(format!("dateline-dry-run-{}", std::process::id()));
        std::fs::create_dir(&folder).map_err(Error::file(&folder))?;
        Ok(Aside(folder))
    }

    fn instead_of(&self, config: &Config) -> Config {
        let database = DatabaseUrl::Sqlite(self.0.join("dateline.db"));
        Config { data: self.0.clone(), database, ..config.clone() }
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's own folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
