//! A theme that lies in a folder.

use super::{DEFAULT, Settings, Theme, ThemeError};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The largest file that a theme may bring, in bytes.
const LARGEST: u64 = 1 << 20;
/// How many files it may bring.
const MOST: usize = 200;
/// What belongs to a theme: folders, with the ending of the files in them.
const PLACES: [(&str, &[&str]); 3] =
    [("", &["css", "toml"]), ("templates/", &["html"]), ("words/", &["json"])];

/// Reads the theme in a folder, over the one that it extends.
pub(super) fn read(name: &str) -> Result<Theme, ThemeError> {
    let root = Path::new(name);
    let mut files = BTreeMap::new();
    for (file, path) in found(root)? {
        let text = fs::read_to_string(&path).map_err(|source| ThemeError::File { path, source })?;
        files.insert(file, text);
    }
    let extends = match files.get("theme.toml") {
        Some(text) => Settings::read(text)?.extends,
        None => None,
    };
    let extends = extends.as_deref().unwrap_or(DEFAULT);
    let base = Theme::built_in(extends)?.ok_or_else(|| {
        let names = super::names().join(", ");
        ThemeError::wrong("theme.toml", format!("extends {extends:?}, but a theme can extend only: {names}"))
    })?;
    base.extended_by(name, Some(root.to_owned()), files)
}

/// The files of a theme by their names in it. Others are left alone: a README, an editor's own.
/// A link that leads out of the folder is refused.
fn found(root: &Path) -> Result<Vec<(String, PathBuf)>, ThemeError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| ThemeError::File { path, source }
    };
    let home = root.canonicalize().map_err(at(root))?;
    let mut all = Vec::new();
    for (place, endings) in PLACES {
        let folder = root.join(place);
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(at(&folder))? {
            let path = entry.map_err(at(&folder))?.path();
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
            if name.starts_with('.') || !endings.contains(&ending) || !path.is_file() {
                continue;
            }
            if !path.canonicalize().map_err(at(&path))?.starts_with(&home) {
                return Err(ThemeError::wrong(format!("{place}{name}"), "leads out of the theme's folder"));
            }
            if path.metadata().map_err(at(&path))?.len() > LARGEST {
                return Err(ThemeError::wrong(format!("{place}{name}"), "is larger than 1 MiB"));
            }
            all.push((format!("{place}{name}"), path));
        }
    }
    if all.len() > MOST {
        return Err(ThemeError::wrong(root.display().to_string(), format!("holds more than {MOST} files")));
    }
    Ok(all)
}

/// What changes when somebody saves a file: names, lengths and times. An unreadable folder is one more state.
pub(super) fn state(root: &Path) -> Vec<(String, u64, Option<std::time::SystemTime>)> {
    let mut state = Vec::new();
    for (file, path) in found(root).unwrap_or_default() {
        if let Ok(meta) = path.metadata() {
            state.push((file, meta.len(), meta.modified().ok()));
        }
    }
    state.sort();
    state
}
