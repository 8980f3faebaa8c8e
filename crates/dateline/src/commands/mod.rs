//! What each command does, and how it ends: 0 when all is well, 1 when it found or met something wrong, 2 for bad arguments.

mod access;
pub mod accounts;
mod audit;
pub mod comments;
pub mod erase;
mod import;
mod jobs;
mod keep;
pub mod people;
mod progress;
mod site;
pub mod sources;
pub mod takedown;
mod theme;

use crate::{
    app::{App, now, open_store},
    changes::Actions,
    cli::{Cli, Command, Import},
    config::{Config, SETTINGS, Source},
    error::{Error, Result},
    rebuild, serve,
};
use std::process::ExitCode;

/// Runs a command.
pub fn run(cli: Cli, config: Config) -> ExitCode {
    let json = cli.settings.json;
    match dispatch(cli.command, &config, json) {
        Ok(code) => code,
        Err(error) => failed(&error, json),
    }
}

/// Says why a command failed.
pub fn failed(error: &Error, json: bool) -> ExitCode {
    if json {
        eprintln!("{}", serde_json::json!({ "error": error.to_string() }));
    } else {
        eprintln!("error: {error}");
    }
    if matches!(error, Error::Refused { .. }) { ExitCode::from(2) } else { ExitCode::FAILURE }
}

fn dispatch(command: Command, config: &Config, json: bool) -> Result<ExitCode> {
    match command {
        Command::Serve => serve(config)?,
        Command::Import(Import::Wordpress(given)) => return import::wordpress(config, &given, json),
        Command::Check { files } => return keep::check(config, files, json),
        Command::Rebuild => rebuild(config, json)?,
        Command::Site { set } => site::site(config, &set, json)?,
        Command::Theme(given) => return theme::theme(config, given, json),
        Command::Backup { file } => keep::backup(config, &file, json)?,
        Command::Restore { file } => keep::restore(config, &file, json)?,
        Command::Verify { file } => return keep::verify(config, &file, json),
        Command::Comments(what) => return comments::run(config, &what, json),
        Command::Accounts(what) => accounts::run(config, &what, json)?,
        Command::Audit { since, limit } => audit::audit(config, since.as_deref(), limit, json)?,
        Command::People(what) => people::run(config, &what, json)?,
        Command::Sources(what) => return sources::run(config, &what, json),
        Command::Erase(given) => erase::run(config, &given, json)?,
        Command::Takedown(given) => takedown::run(config, &given, json)?,
        Command::Jobs { retry } => jobs::jobs(config, retry, json)?,
        Command::Config => show_config(config, json)?,
        Command::Completions { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn serve(config: &Config) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::Internal(format!("no runtime: {e}")))?;
    let app = App::open(config.clone())?;
    runtime.block_on(serve::run(app))
}

/// Actions of a command: it runs no followers; the server beside it sees what was written.
pub(crate) fn actions(config: &Config) -> Result<(Actions, crate::files::Files)> {
    let (db, files) = open_store(config)?;
    Ok((Actions::new(db, None, now), files))
}

fn rebuild(config: &Config, json: bool) -> Result<()> {
    let (actions, files) = actions(config)?;
    let bar = progress::articles(json);
    let rebuilt = rebuild::run(&actions, &mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    })?;
    rebuild::tints(&actions, &files)?;
    bar.finish_and_clear();
    serve::lock::wait_until_seen(config, actions.db())?;
    if json {
        print(&serde_json::to_string_pretty(&rebuilt)?);
    } else {
        print(&format!(
            "Made anew: {} sections and topics, {} articles and pages, {} files.",
            rebuilt.terms, rebuilt.articles, rebuilt.files
        ));
    }
    Ok(())
}

fn show_config(config: &Config, json: bool) -> Result<()> {
    let from = |source: &Source| match source {
        Source::Default => "default".to_owned(),
        Source::File(path) => path.display().to_string(),
        Source::Environment => "environment".to_owned(),
        Source::CommandLine => "command line".to_owned(),
    };
    if json {
        let all: serde_json::Map<String, serde_json::Value> = config
            .shown
            .iter()
            .map(|(name, value, source)| {
                ((*name).to_owned(), serde_json::json!({ "value": value, "from": from(source) }))
            })
            .collect();
        print(&serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    for (name, value, source) in &config.shown {
        let help = SETTINGS.iter().find(|s| s.name == *name).map_or("", |s| s.help);
        print(&format!("{name:<14} {value:<32} {:<14} {help}", from(source)));
    }
    Ok(())
}

/// Prints what a command was asked for. A pipe that was closed at the other end is no fault.
pub(crate) fn print(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{text}");
}
