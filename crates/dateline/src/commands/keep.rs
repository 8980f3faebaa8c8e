//! `dateline check`, `backup`, `restore` and `verify`.

use super::{print, progress};
use crate::{
    app::{open_files, open_store},
    backup::{self, Absent, Contents, Progress},
    check,
    config::Config,
    db::DatabaseUrl,
    error::{Error, Result},
};
use indicatif::{HumanBytes, HumanCount, ProgressBar};
use std::{path::Path, process::ExitCode};

/// Looks for inconsistencies; 1 if there are any.
pub fn check(config: &Config, files: bool, json: bool) -> Result<ExitCode> {
    a_site_is_there(config)?;
    let (db, store) = open_store(config).map_err(|error| match error {
        Error::Database(said) if said.contains("malformed") || said.contains("not a database") => {
            Error::Database(format!("{said}; bring the site back from a backup with `dateline restore`"))
        }
        other => other,
    })?;
    let bar = progress::looks(json);
    let report = check::run(&db, &store, files, &mut |what, done, of| {
        bar.set_message(what);
        bar.set_length(of);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if json {
        print(&serde_json::to_string_pretty(&report)?);
    } else {
        for finding in &report.findings {
            print(&format!("{}: {} {}", finding.kind, finding.about, finding.what));
        }
        for remark in &report.remarks {
            print(&format!("remark: {} {}", remark.about, remark.what));
        }
        if report.more > 0 {
            print(&format!("… and {} more like these", HumanCount(report.more)));
        }
        let looked: Vec<String> =
            report.looked_at.iter().map(|(what, many)| format!("{} {what}", HumanCount(*many))).collect();
        let said = match report.findings.len() as u64 + report.more {
            0 => "Nothing is wrong.".to_owned(),
            1 => "1 thing is wrong.".to_owned(),
            many => format!("{} things are wrong.", HumanCount(many)),
        };
        print(&format!("Looked at {}. {said}", looked.join(", ")));
    }
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes a backup.
pub fn backup(config: &Config, file: &Path, json: bool) -> Result<()> {
    a_site_is_there(config)?;
    let (db, store) = open_store(config)?;
    let bar = progress::rows(json);
    let contents =
        backup::write(&mut db.separate()?, &store, file, Absent::Refuse, &mut |at| show(&bar, at, json))?;
    bar.finish_and_clear();
    say(&format!("Wrote {}", file.display()), &contents, json)
}

/// Puts a backup back.
pub fn restore(config: &Config, file: &Path, json: bool) -> Result<()> {
    std::fs::create_dir_all(&config.data).map_err(Error::file(&config.data))?;
    let bar = progress::rows(json);
    let contents = backup::restore(config, &open_files(config)?, file, &mut |at| show(&bar, at, json))?;
    bar.finish_and_clear();
    say(&format!("Restored {} into {}", file.display(), config.database), &contents, json)
}

/// Reads a backup through; 1 if it is damaged.
pub fn verify(_config: &Config, file: &Path, json: bool) -> Result<ExitCode> {
    let bar = progress::rows(json);
    let verdict = backup::verify(file, &mut |at| show(&bar, at, json))?;
    bar.finish_and_clear();
    let whole = verdict.damages.is_empty();
    if json {
        print(&serde_json::to_string_pretty(&verdict)?);
    } else {
        for damage in &verdict.damages {
            print(&format!("{}: {}", damage.member, damage.what));
        }
        let said = if whole { "is whole" } else { "IS DAMAGED; what could be read" };
        say(&format!("{} {said}", file.display()), &verdict.contents, json)?;
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A typing mistake in `--data` must not make a new site and call it healthy.
fn a_site_is_there(config: &Config) -> Result<()> {
    match &config.database {
        DatabaseUrl::Sqlite(path) if !path.exists() => Err(Error::refused(
            path.display().to_string(),
            "there is no database here; is --data (or --database-url) the right one?",
        )),
        _ => Ok(()),
    }
}

fn say(done: &str, contents: &Contents, json: bool) -> Result<()> {
    if json {
        print(&serde_json::to_string_pretty(contents)?);
        return Ok(());
    }
    let header = &contents.header;
    print(&format!(
        "{done}: {} articles and pages with {} revisions, {} comments, {} files ({}).",
        HumanCount(contents.rows("articles")),
        HumanCount(contents.rows("revisions")),
        HumanCount(contents.rows("comments")),
        HumanCount(contents.files),
        HumanBytes(contents.file_bytes)
    ));
    print(&format!(
        "It was made on {} by Dateline {} from {}, migration {}.",
        header.made_at, header.dateline, header.engine, header.migration
    ));
    for hash in &contents.absent {
        print(&format!("The file {hash} was missing when it was made."));
    }
    Ok(())
}

fn show(bar: &ProgressBar, at: Progress, json: bool) {
    let (done, of) = match at {
        Progress::Rows(done, of) => (done, of),
        Progress::Bytes(done, of) => {
            // The first of them: rows were counted until now.
            if bar.message().is_empty() && !json {
                bar.set_message("bytes");
                progress::count_bytes(bar);
                bar.reset();
            }
            (done, of)
        }
    };
    bar.set_length(of);
    bar.set_position(done);
}
