//! `dateline theme`: which themes there are, whether one can be used, and a folder to make one's own in.

use super::print;
use crate::{
    cli,
    config::Config,
    error::{Error, Result},
    pages::theme::{self, Theme, watch},
};
use std::{path::Path, process::ExitCode};

/// Lists, checks or exports themes.
pub fn theme(config: &Config, given: cli::Theme, json: bool) -> Result<ExitCode> {
    match given {
        cli::Theme::List => list(config, json),
        cli::Theme::Check { theme } => return check(theme.as_deref().unwrap_or(&config.theme), json),
        cli::Theme::Export { folder } => export(&config.theme, &folder, json)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(config: &Config, json: bool) {
    let mut names: Vec<&str> = theme::names();
    if !names.contains(&config.theme.as_str()) {
        names.push(&config.theme);
    }
    if json {
        print(&serde_json::json!({ "themes": names, "in_use": config.theme }).to_string());
        return;
    }
    for name in names {
        print(&format!("{} {name}", if name == config.theme { "*" } else { " " }));
    }
}

fn check(name: &str, json: bool) -> Result<ExitCode> {
    let found = watch::try_out(name).err();
    if json {
        print(&serde_json::json!({ "theme": name, "usable": found.is_none(), "error": found }).to_string());
    } else {
        match &found {
            None => print(&format!("{name} can be used: every kind of page was made with it.")),
            Some(error) => print(&format!("{name} cannot be used: {error}")),
        }
    }
    Ok(if found.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn export(name: &str, folder: &Path, json: bool) -> Result<()> {
    let theme = Theme::find(name).map_err(|e| Error::refused("theme", e.to_string()))?;
    let taken = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        return Err(Error::refused(
            folder.display().to_string(),
            "holds files already; name a new folder, so that nothing of yours is overwritten",
        ));
    }
    let mut count = 0;
    for (file, text) in theme.files() {
        let path = folder.join(file);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(Error::file(parent))?;
        std::fs::write(&path, text).map_err(Error::file(&path))?;
        count += 1;
    }
    if json {
        print(&serde_json::json!({ "folder": folder, "files": count }).to_string());
    } else {
        print(&format!(
            "{count} files of {name} are in {folder}. Delete those that you do not change: they come from the theme then.\n\
             See it with: dateline serve --theme {folder}",
            folder = folder.display()
        ));
    }
    Ok(())
}
